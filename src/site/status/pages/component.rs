//! A component in a list, and its own page.

use super::addresses::{self, TWO_UP};
use super::bars;
use super::maker::Maker;
use super::story::{self, Place};
use super::view::{ComponentPage, ComponentRow, GroupView, MonthRow, Story};
use crate::model::ComponentState;
use crate::publication::PublicComponent;
use crate::publication::uptime::{Ledger, Month};
use crate::site::status::titles;

/// How many months its page shows.
const MONTHS: usize = 12;

/// All components under their headings; those without one first.
pub(super) fn groups(maker: &Maker<'_>) -> Vec<GroupView> {
    let one = |component: &PublicComponent| row(maker, (component, &ledger(maker, component).1), "");
    let alone: Vec<ComponentRow> = maker.page.components.iter().filter(|c| c.group.is_none()).map(one).collect();
    let first = (!alone.is_empty()).then_some(GroupView { name: None, components: alone });
    let groups = maker.page.groups.iter().map(|group| {
        let members = group.components.iter().filter_map(|place| maker.page.components.get(*place));
        GroupView { name: Some(group.name.clone()), components: members.map(one).collect() }
    });
    first.into_iter().chain(groups).collect()
}

/// A component, for a page at `root` from the site's root.
fn row(maker: &Maker<'_>, (component, ledger): (&PublicComponent, &Ledger), root: &str) -> ComponentRow {
    ComponentRow {
        anchor: anchor(component.id.as_str()),
        href: format!("{root}{}", addresses::component(&component.id)),
        name: component.name.clone(),
        description: component.description.clone(),
        state: maker.state((titles::state(component.state), component.state.as_str())),
        bars: bars::bars(maker, ledger, &component.name, root),
    }
}

/// Where a component stands among all, and what happened to it.
fn ledger(maker: &Maker<'_>, component: &PublicComponent) -> (usize, Ledger) {
    let place = maker.page.components.iter().position(|known| known.id == component.id).unwrap_or(usize::MAX);
    (place, Ledger::of_component(maker.page, place))
}

/// The place of a component on the first page.
pub(super) fn anchor(id: &str) -> String {
    format!("c-{id}")
}

/// The page of a component.
pub(super) fn page(maker: &Maker<'_>, component: &PublicComponent) -> ComponentPage {
    let (place, ledger) = ledger(maker, component);
    let row = row(maker, (component, &ledger), TWO_UP);
    let words = maker.words();
    let state = [("component", row.name.as_str()), ("state", row.state.label.as_str())];
    let description = row.description.clone().unwrap_or_else(|| words.say("component_state", &state));
    let path = addresses::component(&component.id);
    let mut frame = maker.frame(&row.name, description, TWO_UP, Some(&path));
    frame.feeds = maker.feeds("", TWO_UP);
    let months = ledger.last_months(MONTHS).into_iter().rev().filter(|month| !month.tally.is_empty());
    ComponentPage {
        frame,
        group: component.group.and_then(|group| Some(maker.page.groups.get(group)?.name.clone())),
        months: months.map(|month| month_row(maker, &ledger, &month)).collect(),
        counted: bars::counted(maker),
        stories: stories(maker, place),
        component: row,
    }
}

fn month_row(maker: &Maker<'_>, ledger: &Ledger, month: &Month) -> MonthRow {
    use ComponentState::{DegradedPerformance, MajorOutage, PartialOutage};
    let (words, tally) = (maker.words(), &month.tally);
    let figure = tally.uptime(&maker.page.page.weights).filter(|_| ledger.has_figures());
    let disturbed: i64 =
        [DegradedPerformance, PartialOutage, MajorOutage].map(|state| tally.lasted(state)).iter().sum();
    MonthRow {
        month: words.month(month.first),
        uptime: figure.map(|figure| words.percent(&figure.to_string())),
        disturbed: (disturbed > 0).then(|| words.duration(disturbed)),
    }
}

/// What affected a component, newest first.
fn stories(maker: &Maker<'_>, place: usize) -> Vec<Story> {
    let incidents = maker.page.incidents.iter().filter(|incident| incident.components.contains(&place));
    let works = maker.page.maintenances.iter().filter(|work| work.incident.components.contains(&place));
    let incidents = incidents.map(|one| (one.started_at, story::incident(maker, one, Place::list(TWO_UP))));
    let works = works.map(|work| (work.scheduled_for, story::maintenance(maker, work, Place::list(TWO_UP))));
    let mut all: Vec<_> = incidents.chain(works).collect();
    all.sort_by(|(a, _), (b, _)| b.cmp(a));
    all.into_iter().map(|(_, story)| story).collect()
}
