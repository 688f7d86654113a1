//! A component, its bars, and its own page.

use serde::Serialize;

use super::{Frame, Link, State, Story};

/// A heading with the components under it.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The heading; absent over components that belong to no group.
    pub name: Option<String>,
    /// The components.
    pub components: Vec<ComponentRow>,
}

/// A component in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentRow {
    /// Its place on the page.
    pub anchor: String,
    /// Where its page is, relative to the page.
    pub href: String,
    /// The name customers know.
    pub name: String,
    /// One sentence.
    pub description: Option<String>,
    /// How it is now.
    pub state: State,
    /// How it was.
    pub bars: Bars,
}

/// The last days as bars, and the same in words.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    /// `Sign-in: the last 90 days`.
    pub title: String,
    /// The figure: `99.98% uptime`; absent when there is none.
    pub uptime: Option<String>,
    /// The width of the drawing; a bar is 3 wide and 1 apart from the next.
    pub width: usize,
    /// The height of the drawing.
    pub height: usize,
    /// The bars, as horizontal lines that CSS makes thick and cuts: days in a row that were alike are one.
    pub runs: Vec<Run>,
    /// `90 days ago`.
    pub begin: String,
    /// `30 days ago`, for narrow screens.
    pub begin_narrow: String,
    /// The days on which something disturbed it, newest first.
    pub days: Vec<Day>,
    /// What is said of the other days.
    pub notes: Vec<String>,
}

/// Bars of the same kind next to each other.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// The end of a CSS class; see [`State::tone`].
    pub tone: String,
    /// Where it begins.
    pub x: usize,
    /// Where it ends.
    pub end: usize,
    /// The middle of its height.
    pub y: usize,
    /// What the day was like; absent where nothing happened.
    pub title: Option<String>,
}

/// A day on which something disturbed a component.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// The day, for programs.
    pub date: String,
    /// `14 March 2026: Major outage, 1 hour 27 minutes`.
    pub text: String,
    /// The end of a CSS class; see [`State::tone`].
    pub tone: String,
    /// What disturbed it.
    pub because_of: Vec<Link>,
}

/// The page of a component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The component.
    pub component: ComponentRow,
    /// The heading it stands under.
    pub group: Option<String>,
    /// Its months, newest first, as far back as there is data and at most a year.
    pub months: Vec<MonthRow>,
    /// How the figures are made.
    pub counted: Vec<String>,
    /// What affected it, newest first.
    pub stories: Vec<Story>,
}

/// A month of a component.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// `March 2026`.
    pub month: String,
    /// `99.98%`; absent when there is no figure.
    pub uptime: Option<String>,
    /// How long something disturbed it.
    pub disturbed: Option<String>,
}
