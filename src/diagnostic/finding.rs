//! What a rule says, before levels and places are settled.

use super::RuleInfo;
use crate::source::yaml::{Part, Route};
use crate::source::{RepoPath, Span};

/// Where something is, in the terms of whoever noticed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: RepoPath,
    /// Where in it.
    pub at: At,
}

/// A place inside a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Known bytes; the empty span at 0 means the file as a whole.
    Span(Span),
    /// A value of a YAML document, found when it is needed.
    Route(Route, Part),
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub const fn file(path: RepoPath) -> Self {
        Self { path, at: At::Span(Span::file()) }
    }

    /// Known bytes.
    #[must_use]
    pub const fn span(path: RepoPath, span: Span) -> Self {
        Self { path, at: At::Span(span) }
    }

    /// A value of the file's YAML.
    #[must_use]
    pub const fn value(path: RepoPath, route: Route) -> Self {
        Self { path, at: At::Route(route, Part::Value) }
    }

    /// A key of the file's YAML.
    #[must_use]
    pub const fn key(path: RepoPath, route: Route) -> Self {
        Self { path, at: At::Route(route, Part::Key) }
    }
}

impl Place {
    /// An item of the list that stands here.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        if let At::Route(route, part) = self.at {
            self.at = At::Route(route.index(index), part);
        }
        self
    }
}

/// Something that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words for the underline; often nothing needs to be added.
    pub label: String,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// The way out.
    pub help: Option<String>,
    /// Text that, put in place of the underlined, mends it.
    pub replacement: Option<String>,
}

impl Finding {
    /// A finding with nothing but its message and place.
    #[must_use]
    pub fn new(rule: &'static RuleInfo, place: Place, message: impl Into<String>) -> Self {
        let (message, label) = (message.into(), String::new());
        Self { rule, message, place, label, related: Vec::new(), help: None, replacement: None }
    }

    /// The same with words for the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    /// The same with "did you mean" and the text that mends it, when there is one; else with `help`.
    #[must_use]
    pub fn suggest(self, meant: Option<&str>, help: impl Into<String>) -> Self {
        match meant {
            Some(meant) => {
                let mut finding = self.help(format!("did you mean `{meant}`?"));
                finding.replacement = Some(meant.to_owned());
                finding
            }
            None => self.help(help),
        }
    }
}
