//! The components an incident touched, and what lies around them.

use super::names::component_href;
use super::site::Site;
use super::{badges, urls};
use crate::model::{ComponentState, Incident};
use crate::site::page::{ComponentView, Link};

/// The components of an incident, by name.
pub(super) fn components(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<ComponentView> {
    let mut views: Vec<ComponentView> =
        incident.components().into_iter().map(|id| view(site, incident, id, root)).collect();
    views.sort_by(|a, b| (&a.group, &a.name).cmp(&(&b.group, &b.name)));
    views
}

fn view(site: &Site<'_>, incident: &Incident, id: &str, root: &str) -> ComponentView {
    let component = site.corpus.components.get(id).cloned().unwrap_or_default();
    let states = || incident.state.components.iter().filter(|change| change.component == id).map(|change| change.state);
    let worst = states().max_by_key(|state| badness(*state));
    let names = |ids: &[String]| ids.iter().map(|id| site.corpus.component_name(id).to_owned()).collect();
    let needed_by = site.needed_by.get(id).into_iter().flatten().map(|id| site.corpus.component_name(id).to_owned());
    ComponentView {
        name: site.corpus.component_name(id).to_owned(),
        href: component_href(site.corpus, id, root),
        group: component.group.clone(),
        owners: component.owner.iter().map(|owner| site.person(owner, root)).collect(),
        worst: worst.map(badges::component),
        then: states().next_back().filter(|last| Some(*last) != worst).and_then(|last| then(incident, last)),
        depends_on: names(&component.depends_on),
        needed_by: needed_by.collect(),
        runbooks: component.runbooks.iter().map(|runbook| runbook_link(site, runbook)).collect(),
    }
}

/// How it is since then. That all is well after the incident goes without saying.
fn then(incident: &Incident, last: ComponentState) -> Option<String> {
    let active = incident.state.status.is_active();
    match (active, last) {
        (true, last) => Some(format!("now {}", last.in_words())),
        (false, ComponentState::Operational) => None,
        (false, last) => Some(format!("in the end {}", last.in_words())),
    }
}

/// A runbook: on the web, or a path in the repository.
pub(super) fn runbook_link(site: &Site<'_>, runbook: &str) -> Link {
    if urls::is_web(runbook) {
        return urls::web_link(runbook);
    }
    let path = crate::source::RepoPath::new(runbook.trim_start_matches('/'));
    path.map_or_else(|_| urls::text(runbook), |path| site.source(&path))
}

const fn badness(state: ComponentState) -> u8 {
    match state {
        ComponentState::Operational => 0,
        ComponentState::UnderMaintenance => 1,
        ComponentState::DegradedPerformance => 2,
        ComponentState::PartialOutage => 3,
        ComponentState::MajorOutage => 4,
    }
}
