//! The pages of themes: tags and contributing factors across incidents.

use serde::Serialize;

use super::{Frame, Line, Link, Moment};

/// All themes.
#[derive(Debug, Clone, Serialize)]
pub struct ThemesPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Contributing factors, in alphabetical order.
    pub factors: Vec<ThemeRow>,
    /// Tags, in alphabetical order.
    pub tags: Vec<ThemeRow>,
}

/// A theme in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeRow {
    /// The word, and its page.
    pub link: Link,
    /// `3 incidents`.
    pub count: String,
    /// When the latest of them began.
    pub latest: Option<Moment>,
    /// Whether it came back after a follow-up against it had been settled.
    pub came_back: bool,
}

/// One theme.
#[derive(Debug, Clone, Serialize)]
pub struct ThemePage {
    /// What surrounds it.
    pub frame: Frame,
    /// The word as the team writes it.
    pub name: String,
    /// `A contributing factor`, `A tag`, or both.
    pub sort: String,
    /// Where it came back although a follow-up meant to prevent it had been settled.
    pub returns: Vec<Return>,
    /// The incidents that share it, newest first.
    pub incidents: Vec<Line>,
    /// Where the older ones are.
    pub earlier: Option<Link>,
    /// Words that stand beside it in at least two of its incidents.
    pub beside: Vec<Link>,
}

/// A factor that came back.
#[derive(Debug, Clone, Serialize)]
pub struct Return {
    /// The incident it came back in.
    pub incident: Link,
    /// When that began.
    pub at: Moment,
    /// The follow-up that was settled before.
    pub followup: Link,
    /// The incident that the follow-up came from.
    pub from: Link,
}
