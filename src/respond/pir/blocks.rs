//! Marked blocks in a file that people write in. The mark carries a digest of the text below it: a block that no longer has it was edited by a
//! person, and is theirs.

use sha2::{Digest, Sha256};

const BEGIN: &str = "<!-- flarebook ";
const END: &str = "<!-- /flarebook -->";
const CLOSE: &str = " (from the record; write outside of it) -->";

/// A file with its blocks made anew.
pub(super) struct Refreshed {
    /// The whole text.
    pub text: String,
    /// How many blocks there are.
    pub blocks: usize,
    /// The names of those that a person edited.
    pub edited: Vec<String>,
}

/// A text between marks.
pub(super) fn marked(name: &str, text: &str) -> String {
    let text = body(text);
    format!("{BEGIN}{name} {}{CLOSE}\n{text}{END}\n", digest(&text))
}

/// The file with another text in each block that is as it was made; `None` for a name leaves a block alone.
pub(super) fn refresh(file: &str, text_of: impl Fn(&str) -> Option<String>) -> Refreshed {
    let newline = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let mut refreshed = Refreshed { text: String::with_capacity(file.len()), blocks: 0, edited: Vec::new() };
    let mut rest = file;
    while let Some(block) = Block::first(rest) {
        refreshed.blocks += 1;
        let kept = &rest[..block.start];
        refreshed.text.push_str(kept);
        let as_made = digest(&block.text.replace("\r\n", "\n")) == block.digest;
        match text_of(block.name).filter(|_| as_made) {
            Some(text) => refreshed.text.push_str(marked(block.name, &text).replace('\n', newline).trim_end()),
            None => refreshed.text.push_str(rest[block.start..block.end].trim_end()),
        }
        if !as_made {
            refreshed.edited.push(block.name.to_owned());
        }
        rest = &rest[block.end..];
    }
    refreshed.text.push_str(rest);
    refreshed
}

/// A block in a text: from its first mark to the end of its last.
struct Block<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    digest: &'t str,
    text: &'t str,
}

impl<'t> Block<'t> {
    fn first(text: &'t str) -> Option<Self> {
        let mut from = 0;
        loop {
            let start = from + text[from..].find(BEGIN)?;
            let found = Self::at(text, start);
            if found.is_some() {
                return found;
            }
            from = start + BEGIN.len();
        }
    }

    fn at(text: &'t str, start: usize) -> Option<Self> {
        let line_end = start + text[start..].find('\n')? + 1;
        let head = text[start..line_end].trim_end().strip_prefix(BEGIN)?.strip_suffix(CLOSE)?;
        let (name, digest) = head.split_once(' ')?;
        let close = line_end + text[line_end..].find(END)?;
        // Another block that begins inside: the end of this one was deleted.
        if text[line_end..close].contains(BEGIN) {
            return None;
        }
        Some(Self { start, end: close + END.len(), name, digest, text: &text[line_end..close] })
    }
}

/// A text that ends in a line break, or nothing; and no mark in it.
fn body(text: &str) -> String {
    let text = text.replace("<!--", "&lt;!--").replace("-->", "--&gt;");
    let text = text.trim_end();
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fresh(file: &str, text: &str) -> Refreshed {
        refresh(file, |_| Some(text.to_owned()))
    }

    #[test]
    fn what_was_made_follows_and_what_was_written_stays() {
        let file = format!("# Ours\n\n{}\nMine.\n", marked("impact", "From 9 to 10.\n"));
        let again = fresh(&file, "From 9 to 11.\n");
        assert_eq!(
            again.text,
            file.replace("9 to 10", "9 to 11").replace(&digest("From 9 to 10.\n"), &digest("From 9 to 11.\n"))
        );
        assert_eq!(fresh(&file, "From 9 to 10.").text, file);
        let edited = file.replace("9 to 10", "nine to ten");
        let kept = fresh(&edited, "From 9 to 11.\n");
        assert_eq!((kept.text.as_str(), kept.edited), (edited.as_str(), vec!["impact".to_owned()]));
        let dos = file.replace('\n', "\r\n");
        assert_eq!(fresh(&dos, "From 9 to 10.").text, dos);
    }

    #[test]
    fn a_lost_mark_makes_a_text_yours() {
        let two = format!("{}\n{}", marked("a", "x"), marked("b", "y"));
        let broken = two.replacen(END, "", 1);
        let again = fresh(&broken, "z");
        assert!(again.blocks == 1 && again.text.contains("\nx\n") && again.text.contains("\nz\n"), "{}", again.text);
    }

    proptest! {
        /// What stands outside of blocks never changes, whatever it is; and once more changes nothing.
        #[test]
        fn the_rest_is_left_alone(before in "\\PC{0,40}", after in "(\\PC|\n|<!-- flarebook |<!-- /flarebook -->){0,40}", text in "\\PC{0,40}") {
            let file = format!("{before}\n{}{after}", marked("x", "old"));
            let once = fresh(&file, &text);
            prop_assert!(once.text.starts_with(&before));
            prop_assert!(once.text.ends_with(&after) || after.contains("flarebook"));
            prop_assert_eq!(&fresh(&once.text, &text).text, &once.text);
        }
    }
}
