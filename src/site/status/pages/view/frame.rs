//! What surrounds every page, and the small pieces that every page is made of.

use std::collections::BTreeMap;

use serde::Serialize;

/// The parts of a page that do not depend on what it shows.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The page's own title; the site's is added by the template where it differs.
    pub title: String,
    /// One sentence for previews; plain text.
    pub description: String,
    /// The relative way to the site's root: empty, or `../../`.
    pub root: String,
    /// The language of the page's words, for `lang`.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The site's name.
    pub site_title: String,
    /// One sentence about the site.
    pub site_description: Option<String>,
    /// The file name of the logo in `assets/`.
    pub logo: Option<String>,
    /// The address of the sign in the browser's tab, which shows the state.
    pub icon: String,
    /// The style sheet's address, with a version that changes with its content.
    pub style: String,
    /// The script's address, likewise.
    pub script: String,
    /// The page's own address, when it is known where the site is served.
    pub canonical: Option<String>,
    /// The navigation, in order.
    pub nav: Vec<NavItem>,
    /// Where customers get help.
    pub support_url: Option<String>,
    /// The feeds of this page and the calendar, in order.
    pub feeds: Vec<Feed>,
    /// The instant that the page speaks for.
    pub generated: Moment,
    /// `As of 14 March 2026, 10:05 UTC`.
    pub as_of: String,
    /// What a page says that has grown old.
    pub stale: String,
    /// After how many seconds it has.
    pub stale_after: i64,
    /// Changes when anything on the site does but the instant it speaks for.
    pub version: String,
    /// The zone that times are in: `Europe/Berlin`.
    pub zone: String,
    /// The same in a sentence.
    pub times_in: String,
    /// How a time in the reader's own zone is said; holds `{time}`.
    pub your_time: String,
    /// The messages that need nothing filled in, by name.
    pub words: BTreeMap<String, String>,
}

/// One entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it goes, relative to the page.
    pub href: String,
    /// Whether this is the page one is on.
    pub current: bool,
}

/// A feed or calendar.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// What it is.
    pub label: String,
    /// Where it is, relative to the page.
    pub href: String,
    /// Its media type.
    pub kind: String,
}

/// Something to follow.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it goes, relative to the page.
    pub href: String,
}

/// An instant in the page's zone.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// For `<time datetime>`.
    pub datetime: String,
    /// `14 March 2026, 09:41 UTC`.
    pub text: String,
}

/// A span of time in the page's zone.
#[derive(Clone, Debug, Serialize)]
pub struct Span {
    /// Its first instant, for programs.
    pub from: String,
    /// The first instant after it, for programs; absent while nobody knows.
    pub until: Option<String>,
    /// In words.
    pub text: String,
}

/// A state or status: the word carries the meaning; tone and drawing repeat it.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// What it says.
    pub label: String,
    /// The end of a CSS class: `operational`, `degraded_performance`, `partial_outage`, `major_outage`, `under_maintenance`, `no_data`;
    /// `investigating`, `identified`, `monitoring`, `resolved`, `cancelled`, `scheduled`, `in_progress`, `verifying`, `completed`.
    pub tone: String,
}

/// The page for addresses that lead nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct MissingPage {
    /// What surrounds it. Its links begin at the root of the server: it is shown at any depth.
    pub frame: Frame,
}
