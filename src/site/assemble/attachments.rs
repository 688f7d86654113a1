//! Attachments: under which name each is published, and where a page finds it.
//!
//! An attachment is somebody's file on our own site. One that a browser would run (a page, a drawing with a script in it)
//! is published with `.txt` behind its name, so that opening it shows its text and runs nothing.

use std::collections::BTreeMap;

use super::urls::encoded;
use crate::model::Incident;
use crate::source::RepoPath;

/// Endings of files that browsers run when they are opened.
const ACTIVE: [&str; 10] = ["htm", "html", "shtml", "xht", "xhtml", "xml", "xsl", "mht", "mhtml", "svgz"];

/// What makes a drawing more than a drawing.
const IN_DRAWINGS: [&str; 7] =
    ["<script", "javascript:", "<foreignobject", "<iframe", "<!entity", "<handler", "data:text"];

/// Endings of files that a page shows as pictures.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// The attachments of one incident that are published.
#[derive(Debug, Default)]
pub(in crate::site) struct Attachments {
    addresses: BTreeMap<RepoPath, String>,
}

impl Attachments {
    /// Takes note of a published attachment; the path is that below the folder of pages.
    pub fn add(&mut self, file: RepoPath, published: &str) {
        self.addresses.insert(file, encoded(published));
    }

    /// The address of an attachment from its incident's page.
    pub fn address(&self, file: &RepoPath) -> Option<&str> {
        self.addresses.get(file).map(String::as_str)
    }

    /// An attachment by the name a record gives it: with or without the folder.
    pub fn by_name(&self, incident: &Incident, name: &str) -> Option<&str> {
        let inside = incident.folder.join("attachments");
        self.address(&incident.folder.join(name)).or_else(|| self.address(&inside.join(name)))
    }
}

/// Where an attachment is published below its incident's page; `None` for one that lies elsewhere.
pub(in crate::site) fn published(incident: &Incident, file: &RepoPath, bytes: &[u8]) -> Option<String> {
    let name = file.below(&incident.folder)?;
    let ending = ending(name);
    let active = ACTIVE.contains(&ending.as_str()) || (ending == "svg" && is_active_drawing(bytes));
    Some(if active { format!("{name}.txt") } else { name.to_owned() })
}

/// Whether a page shows the file at an address as a picture.
pub(super) fn is_picture(address: &str) -> bool {
    PICTURES.contains(&ending(address).as_str())
}

fn ending(name: &str) -> String {
    name.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or_else(String::new, |(_, end)| end.to_lowercase())
}

/// Errs on the safe side: a drawing that merely mentions a script in its text is shown as text, too.
fn is_active_drawing(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let text = text.to_lowercase();
    IN_DRAWINGS.iter().any(|sign| text.contains(sign)) || has_handler(&text)
}

/// Whether there is something like `onload=` after a space.
fn has_handler(text: &str) -> bool {
    let after_gap = text.split(|c: char| c.is_whitespace() || c == '/' || c == '"' || c == '\'').skip(1);
    let mut words = after_gap.filter_map(|word| word.strip_prefix("on"));
    words.any(|word| {
        let name = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        name.len() < word.len() && (name.is_empty() || name.starts_with('='))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_with_scripts_are_text() {
        for bad in [
            "<svg onload=alert(1)>",
            "<svg/onload = 'x'>",
            "<svg><ScRipt>x</script></svg>",
            "<svg><a href=\"javascript:x\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
        ] {
            assert!(is_active_drawing(bad.as_bytes()), "{bad}");
        }
        assert!(is_active_drawing(&[0xff, 0xfe, 0x3c]));
        assert!(!is_active_drawing(
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Error rate</title><path d=\"M0 0\"/></svg>"
        ));
    }

    #[test]
    fn pictures() {
        assert!(is_picture("attachments/a.PNG") && !is_picture("attachments/a.svg.txt") && !is_picture("png"));
    }
}
