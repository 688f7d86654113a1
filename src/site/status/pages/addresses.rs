//! Where the pages lie in the site.

use crate::publication::PublicId;
use jiff::civil::Date;

/// The newest month of the history.
pub(super) const HISTORY: &str = "history/index.html";

/// From a page two folders deep to the root.
pub(super) const TWO_UP: &str = "../../";

/// From a page one folder deep to the root.
pub(super) const ONE_UP: &str = "../";

/// The page of a component.
pub(super) fn component(id: &PublicId) -> String {
    format!("components/{}/index.html", id.as_str())
}

/// The page of an incident.
pub(super) fn incident(id: &PublicId) -> String {
    format!("incidents/{}/index.html", id.as_str())
}

/// The page of a maintenance.
pub(super) fn maintenance(id: &PublicId) -> String {
    format!("maintenance/{}/index.html", id.as_str())
}

/// The page of a month.
pub(super) fn month(first: Date) -> String {
    format!("history/{:04}-{:02}.html", first.year(), first.month())
}
