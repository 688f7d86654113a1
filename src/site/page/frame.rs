//! What surrounds every page: the browser's title, the navigation, the way back to the site's root.

use serde::Serialize;

use super::{Link, Moment};

/// The parts of a page that do not depend on what it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The page's own title; the site's title is added by the template.
    pub title: String,
    /// One sentence for previews; plain text.
    pub description: String,
    /// The relative way to the site's root: empty, or `../../`.
    pub root: String,
    /// The page's full address, for previews; absent where the policy does not say where the site is served.
    pub url: Option<String>,
    /// What sort of thing the page is, in OpenGraph's words: `website` or `article`.
    pub sort: String,
    /// The style sheet's address, with a version that changes with its content.
    pub style: String,
    /// The address of the script that searches, with a version that changes with its content.
    pub script: String,
    /// What the site says about itself.
    pub site: SiteFacts,
    /// The navigation, in order.
    pub nav: Vec<NavItem>,
    /// The instant the page speaks for, on pages that change with the clock.
    pub as_of: Option<Moment>,
    /// The file in the repository that this page was made from.
    pub source: Option<Link>,
}

/// The site as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct SiteFacts {
    /// Its name.
    pub title: String,
    /// One or two sentences under the name.
    pub description: Option<String>,
    /// The forge it is kept on.
    pub repository: Option<Link>,
    /// The time zone in which times are shown, by its usual name.
    pub timezone: String,
}

/// One entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it goes, relative to the page.
    pub href: String,
    /// Whether this is the page one is on.
    pub current: bool,
}
