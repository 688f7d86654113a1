//! The pages of components: what we run, what hangs together, what happened to it.

use serde::Serialize;

use super::{Frame, Line, Link, Moment, Person};

/// All components.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentsPage {
    /// What surrounds it.
    pub frame: Frame,
    /// By group, in alphabetical order; those without one come last.
    pub groups: Vec<ComponentGroup>,
}

/// The components under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentGroup {
    /// The heading; absent for those without one.
    pub title: Option<String>,
    /// By name.
    pub components: Vec<ComponentRow>,
}

/// A component in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentRow {
    /// Its page.
    pub link: Link,
    /// One sentence on what it does.
    pub description: Option<String>,
    /// Who owns it.
    pub owners: Vec<Person>,
    /// What is open on it now.
    pub open: Vec<Link>,
}

/// One component.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Its id in records.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name customers know, when it differs.
    pub public_name: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// One sentence on what it does.
    pub description: Option<String>,
    /// Who owns it.
    pub owners: Vec<Person>,
    /// First day in service.
    pub since: Option<Moment>,
    /// What to do.
    pub runbooks: Vec<Link>,
    /// What may be done to it without asking.
    pub safe_actions_html: Vec<String>,
    /// What is open on it, or on what it needs.
    pub open: Vec<Line>,
    /// What fails when it fails.
    pub needed_by: Vec<Node>,
    /// What it cannot work without.
    pub needs: Vec<Node>,
    /// What happened to it, newest first.
    pub incidents: Vec<Line>,
    /// Where the older ones are.
    pub earlier: Option<Link>,
}

/// A component in the graph around another.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    /// The component.
    pub link: Link,
    /// Who owns it.
    pub owners: Vec<Person>,
    /// Whether something is open on it now.
    pub open: bool,
    /// What lies behind it, each component once.
    pub nodes: Vec<Self>,
}
