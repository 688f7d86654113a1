//! The small pieces that every page is made of: moments, lengths of time, badges, links, people.

use serde::Serialize;

/// A point in time, ready to print in several lengths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// For `<time datetime>`: as exact as what is known (`2026-03`, `2026-03-14T09:41Z`); absent when nothing is.
    pub datetime: Option<String>,
    /// `14 March 2026, 09:41 UTC`, with “about” when it is approximate; `unknown` when nothing is known.
    pub long: String,
    /// `14 Mar 2026`, as far as known.
    pub date: String,
    /// `14 Mar`, for where the year stands close by.
    pub day: String,
    /// `09:41`, with `~` in front when approximate; absent when not known to the minute.
    pub clock: Option<String>,
    /// `09:41 UTC`, when the site shows times in another zone.
    pub utc: Option<String>,
    /// Whether the record marks it as approximate.
    pub about: bool,
}

/// A length of time, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Length {
    /// `41 min`, `about 5 h 30 min`, `not recorded`.
    pub text: String,
    /// ISO 8601 for `<time datetime>`; absent when it is not known.
    pub datetime: Option<String>,
    /// Whether it is known at all.
    pub known: bool,
}

/// A word in a small frame. The word carries the meaning; the tone only colours it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// What it says.
    pub label: String,
    /// The end of a CSS class: `sev-1`, `investigating`, `quiet` …
    pub tone: String,
    /// A longer explanation, for a tooltip; never the only place where something is said.
    pub title: Option<String>,
}

/// Something to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it goes; absent when there is nothing safe to link to, so that only the label is printed.
    pub href: Option<String>,
    /// Whether it leaves the site.
    pub external: bool,
}

/// A person or team as a page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Their name, or the handle when the roster does not know it.
    pub name: String,
    /// Their page, when they are on the roster.
    pub href: Option<String>,
}
