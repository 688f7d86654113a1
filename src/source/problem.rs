//! What can be wrong with a file before anybody asks what it means.

use super::Span;

/// The kinds of problem that reading can find; each is the subject of one rule, which documents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// YAML that does not parse.
    YamlSyntax,
    /// A key given twice in one map.
    DuplicateKey,
    /// A key that means nothing here.
    UnknownKey,
    /// A value of the wrong shape or outside its vocabulary.
    InvalidValue,
    /// Anchors, aliases, tags, directives, several documents: YAML beyond plain data.
    YamlFeature,
    /// Larger, deeper or longer than the limits.
    OverLimit,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A byte-order mark at the head of the file.
    ByteOrderMark,
    /// Lines that end in CR LF.
    LineEndings,
    /// Something that is not a readable file where a file should be.
    Unreadable,
    /// A file without content.
    EmptyFile,
    /// Markdown whose front matter is missing or not closed.
    FrontMatter,
    /// A time without an offset.
    NaiveTime,
    /// A date or time that no calendar has, or that cannot be read.
    ImpossibleTime,
    /// A file or folder where the format has no place for one.
    StrayFile,
}

impl ProblemKind {
    /// The id of the rule that documents this kind.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::YamlSyntax => "yaml-syntax",
            Self::DuplicateKey => "duplicate-key",
            Self::UnknownKey => "unknown-key",
            Self::InvalidValue => "invalid-value",
            Self::YamlFeature => "yaml-feature",
            Self::OverLimit => "over-limit",
            Self::NotUtf8 => "not-utf8",
            Self::ByteOrderMark => "byte-order-mark",
            Self::LineEndings => "line-endings",
            Self::Unreadable => "unreadable",
            Self::EmptyFile => "empty-file",
            Self::FrontMatter => "front-matter",
            Self::NaiveTime => "naive-time",
            Self::ImpossibleTime => "impossible-time",
            Self::StrayFile => "stray-file",
        }
    }

    /// Whether nothing of a file with such a problem is read.
    #[must_use]
    pub const fn costs_the_file(self) -> bool {
        matches!(
            self,
            Self::YamlSyntax | Self::OverLimit | Self::NotUtf8 | Self::Unreadable | Self::EmptyFile | Self::FrontMatter
        )
    }

    /// The kind whose rule has this id; how a value's own parser names the rule it breaks.
    #[must_use]
    pub fn from_rule(id: &str) -> Option<Self> {
        [Self::NaiveTime, Self::ImpossibleTime, Self::OverLimit].into_iter().find(|kind| kind.rule() == id)
    }
}

/// One problem in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What sort of problem.
    pub kind: ProblemKind,
    /// Where, in bytes of the whole file.
    pub span: Span,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
    /// Text that, put in place of the span, mends it.
    pub replacement: Option<String>,
}

impl Problem {
    /// A problem with neither help nor replacement.
    #[must_use]
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, replacement: None }
    }

    /// The same with the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a text that mends it, when there is one.
    #[must_use]
    pub fn replacement(mut self, text: Option<String>) -> Self {
        self.replacement = text;
        self
    }
}
