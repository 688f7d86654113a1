//! A finding's name across runs: the same while lines move above it and counts in its message change.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

/// Hands out fingerprints; findings that are alike in one report are numbered in its order.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// A hash of rule, path and message, and which of those with this hash it is.
    pub fn next(&mut self, diagnostic: &Diagnostic) -> String {
        let path = diagnostic.primary.path.as_str();
        let parts = [diagnostic.rule, path, &steady(&diagnostic.message)].join("\0");
        let hash: String = Sha256::digest(parts).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let number = self.seen.entry(hash.clone()).or_default();
        *number += 1;
        format!("{hash}:{number}")
    }
}

/// The message with numbers of our own, such as days overdue, taken out. What is quoted from the record stays as it is.
fn steady(message: &str) -> String {
    let mut quoted = false;
    let mut text = String::with_capacity(message.len());
    for c in message.chars() {
        quoted ^= c == '`';
        match c {
            '0'..='9' if !quoted => {
                if !text.ends_with('#') {
                    text.push('#');
                }
            }
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Label, Level};
    use crate::source::{RepoPath, Span};

    fn finding(message: &str, at: usize) -> Diagnostic {
        let label = Label { path: RepoPath::root().join("a.yaml"), span: Span::new(at, at + 1), text: String::new() };
        let (message, level) = (message.to_owned(), Level::Error);
        Diagnostic { rule: "unknown-key", level, message, primary: label, related: Vec::new(), help: None, fix: None }
    }

    #[test]
    fn stays_while_lines_move_and_days_pass() {
        let print = |message, at| Fingerprints::default().next(&finding(message, at));
        assert_eq!(print("`a` is 9 days overdue", 5), print("`a` is 10 days overdue", 50));
        assert_ne!(print("`P1` is not known", 5), print("`P2` is not known", 5));
    }

    #[test]
    fn equal_findings_are_told_apart() {
        let mut prints = Fingerprints::default();
        let (first, second) = (prints.next(&finding("same", 1)), prints.next(&finding("same", 2)));
        assert_eq!(first.replace(":1", ":2"), second);
    }
}
