//! Components and groups in the vendor's form: a group is a component that lists others.

use jiff::Timestamp;
use serde::Serialize;

use crate::publication::{Group, PublicComponent, StatusPage};
use crate::site::status::overall::worst;
use crate::site::status::when;

/// The largest place that the vendor gives, and that clients have room for.
const LAST_PLACE: usize = 255;

/// A component or a group.
#[derive(Clone, Serialize)]
pub(super) struct Component<'p> {
    id: &'p str,
    name: &'p str,
    status: &'static str,
    created_at: String,
    updated_at: String,
    position: usize,
    description: Option<&'p str>,
    showcase: bool,
    start_date: Option<String>,
    group_id: Option<&'p str>,
    page_id: &'p str,
    group: bool,
    only_show_if_degraded: bool,
    /// Of a group: the ids of its components. Others have no such key.
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<&'p str>>,
    /// Its place in [`StatusPage::components`]; a group has none.
    #[serde(skip)]
    pub(super) place: Option<usize>,
}

/// All of them: those without a group first, then each group and what is in it.
pub(super) fn all(page: &StatusPage) -> Vec<Component<'_>> {
    let alone = page.components.iter().enumerate().filter(|(_, component)| component.group.is_none());
    let mut all: Vec<Component<'_>> =
        alone.enumerate().map(|(index, (place, component))| leaf(page, place, component, index)).collect();
    let alone = all.len();
    for (index, group) in page.groups.iter().enumerate() {
        all.push(heading(page, group, alone + index));
        let members = group.components.iter().filter_map(|&place| Some((place, page.components.get(place)?)));
        all.extend(members.enumerate().map(|(index, (place, component))| leaf(page, place, component, index)));
    }
    all
}

fn leaf<'p>(page: &'p StatusPage, place: usize, component: &'p PublicComponent, index: usize) -> Component<'p> {
    let (created, updated) = lifetime(page, component);
    Component {
        id: component.id.as_str(),
        name: &component.name,
        status: component.state.as_str(),
        created_at: when::in_zone(&page.page, created),
        updated_at: when::in_zone(&page.page, updated),
        position: (index + 1).min(LAST_PLACE),
        description: component.description.as_deref(),
        showcase: true,
        start_date: component.since.or(page.page.since).map(|day| day.to_string()),
        group_id: component.group.and_then(|group| page.groups.get(group)).map(|group| group.id.as_str()),
        page_id: page.page.id.as_str(),
        group: false,
        only_show_if_degraded: false,
        components: None,
        place: Some(place),
    }
}

fn heading<'p>(page: &'p StatusPage, group: &'p Group, index: usize) -> Component<'p> {
    let members = || group.components.iter().filter_map(|&place| page.components.get(place));
    let (created, updated): (Vec<Timestamp>, Vec<Timestamp>) = members().map(|one| lifetime(page, one)).unzip();
    let first = created.into_iter().min().unwrap_or_else(|| beginning(page));
    Component {
        id: group.id.as_str(),
        name: &group.name,
        status: worst(members().map(|component| component.state)).as_str(),
        created_at: when::in_zone(&page.page, first),
        updated_at: when::in_zone(&page.page, updated.into_iter().max().unwrap_or(first)),
        position: (index + 1).min(LAST_PLACE),
        description: None,
        showcase: false,
        start_date: None,
        group_id: None,
        page_id: page.page.id.as_str(),
        group: true,
        only_show_if_degraded: false,
        components: Some(members().map(|component| component.id.as_str()).collect()),
        place: None,
    }
}

/// When a component came to be and when its state last changed, as far as the page knows.
fn lifetime(page: &StatusPage, component: &PublicComponent) -> (Timestamp, Timestamp) {
    let edges = || component.windows.iter().flat_map(|window| [Some(window.from), window.until]).flatten();
    let since = component.since.and_then(|day| when::start_of(&page.page, day));
    let created = since.unwrap_or_else(|| beginning(page).min(edges().min().unwrap_or(Timestamp::MAX)));
    let updated = edges().filter(|&edge| edge <= page.page.generated_at).max();
    (created, updated.unwrap_or(created).max(created))
}

/// The first instant the page knows of: the record does not say when a component was entered, and the time of the build would make every
/// component look new.
fn beginning(page: &StatusPage) -> Timestamp {
    let since = page.page.since.and_then(|day| when::start_of(&page.page, day));
    let incidents = page.incidents.iter().chain(page.maintenances.iter().map(|maintenance| &maintenance.incident));
    let first = incidents.map(|incident| incident.started_at.min(incident.created_at)).min();
    since.or(first).unwrap_or(Timestamp::UNIX_EPOCH)
}
