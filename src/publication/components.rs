//! The components that customers know, in the order of the page.

use std::collections::BTreeMap;

use super::ids::{Ids, Of};
use super::{Group, PublicComponent};
use crate::corpus::Corpus;
use crate::model::{Component, ComponentState};

/// The public part of the catalogue.
pub(super) struct Catalogue<'c> {
    pub groups: Vec<Group>,
    pub components: Vec<PublicComponent>,
    /// Places in [`Self::components`] by ids in the record.
    pub places: BTreeMap<&'c str, usize>,
}

/// What a component is sorted by: those outside all groups first; then its group, its place in it, its name.
type Order<'c> = (Option<&'c str>, u32, &'c str, &'c str);

impl<'c> Catalogue<'c> {
    pub fn new(corpus: &'c Corpus, ids: &mut Ids) -> Self {
        let mut known: Vec<(Order<'c>, &'c Component)> =
            corpus.components.iter().filter_map(|(id, component)| Some((order(id, component)?, component))).collect();
        known.sort_by_key(|(order, _)| *order);
        let mut catalogue = Self { groups: Vec::new(), components: Vec::new(), places: BTreeMap::new() };
        for ((group, _, name, id), component) in known {
            let place = catalogue.components.len();
            catalogue.places.insert(id, place);
            let group = group.map(|group| catalogue.join(group, place, ids));
            catalogue.components.push(PublicComponent {
                id: ids.give(Of::Component, id),
                name: name.to_owned(),
                description: text(component.public_description.as_deref()).map(str::to_owned),
                group,
                since: component.since.map(|day| day.0),
                state: ComponentState::Operational,
                windows: Vec::new(),
            });
        }
        catalogue
    }

    /// Adds a component to a group, which is the last one or a new one; gives the group's place.
    fn join(&mut self, name: &str, component: usize, ids: &mut Ids) -> usize {
        if self.groups.last().is_none_or(|last| last.name != name) {
            let id = ids.give(Of::Group, name);
            self.groups.push(Group { id, name: name.to_owned(), components: Vec::new() });
        }
        let place = self.groups.len() - 1;
        self.groups[place].components.push(component);
        place
    }
}

/// Where a component stands; `None` when customers do not know it.
fn order<'c>(id: &'c str, component: &'c Component) -> Option<Order<'c>> {
    let name = text(component.public_name.as_deref())?;
    Some((text(component.group.as_deref()), component.position.unwrap_or(u32::MAX), name, id))
}

/// A text with something in it.
fn text(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// How bad a state is beside others at the same time: planned work is less than anything that went wrong.
#[must_use]
pub const fn rank(state: ComponentState) -> u8 {
    match state {
        ComponentState::Operational => 0,
        ComponentState::UnderMaintenance => 1,
        ComponentState::DegradedPerformance => 2,
        ComponentState::PartialOutage => 3,
        ComponentState::MajorOutage => 4,
    }
}
