//! The search page: what can be chosen, and where to look without a script.

use serde::Serialize;

use super::{Frame, Link};

/// The page of results, which `assets/search.js` fills in.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// What surrounds it.
    pub frame: Frame,
    /// What results can be narrowed down by.
    pub filters: Vec<SearchFilter>,
    /// Pages that lead to every incident without searching.
    pub lists: Vec<Link>,
}

/// One thing that results can be narrowed down by.
#[derive(Debug, Clone, Serialize)]
pub struct SearchFilter {
    /// `severity`, `component`, `year`, `kind` or `status`; also its name in the address.
    pub name: String,
    /// What it says.
    pub label: String,
    /// The values to choose from.
    pub options: Vec<SearchChoice>,
}

/// A value to choose.
#[derive(Debug, Clone, Serialize)]
pub struct SearchChoice {
    /// The value.
    pub value: String,
    /// What it says.
    pub label: String,
    /// For a severity: the class of its badge.
    pub tone: Option<String>,
}
