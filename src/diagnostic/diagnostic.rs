//! A finding that is ready to be shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::{RepoPath, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Not reported.
    Off,
    /// Reported; the exit code stays 0.
    Warn,
    /// Reported; the exit code is 1.
    Error,
}

impl Level {
    /// As written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warning",
            Self::Error => "error",
        }
    }
}

/// A finding with its level and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: &'static str,
    /// The level, after policy.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places.
    pub related: Vec<Label>,
    /// The way out.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

/// A span of a file with a few words; empty words say nothing beyond the underline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file.
    pub path: RepoPath,
    /// The bytes; the empty span at 0 means the file as a whole.
    pub span: Span,
    /// A few words.
    pub text: String,
}

/// Text to put in place of a diagnostic's primary span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The new text.
    pub replacement: String,
}

impl Diagnostic {
    /// The order of every report: by file, place, rule, message.
    #[must_use]
    pub fn order(&self) -> (&RepoPath, Span, &str, &str) {
        (&self.primary.path, self.primary.span, self.rule, &self.message)
    }
}
