//! The state of an incident: the fold of its entries.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ComponentState, Entry, EntryId, Moment, Status};

/// Where an incident stands, and how it came there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The status; `investigating` before any entry sets one.
    pub status: Status,
    /// Since when, if any entry set it.
    pub since: Option<Moment>,
    /// The severity; `None` while it is pending.
    pub severity: Option<String>,
    /// Every change of status, in order.
    pub transitions: Vec<Transition>,
    /// Every change of severity, in order.
    pub severities: Vec<SeverityChange>,
    /// Who held which role from when to when, in order of taking it.
    pub tenures: Vec<Tenure>,
    /// Every change of a component's state, in order.
    pub components: Vec<ComponentChange>,
    /// The last promise of an update, if the entries after it did not let it lapse.
    pub next_update: Option<Moment>,
}

/// A change of status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// When.
    pub at: Moment,
    /// From; `None` for the first.
    pub from: Option<Status>,
    /// To.
    pub to: Status,
    /// The entry that says so.
    pub entry: EntryId,
}

/// A change of severity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityChange {
    /// When.
    pub at: Moment,
    /// To.
    pub severity: String,
    /// The entry that says so.
    pub entry: EntryId,
}

/// A time during which somebody held a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// The role's id.
    pub role: String,
    /// The person's handle.
    pub person: String,
    /// When they took it.
    pub from: Moment,
    /// When they gave it up; `None` while they hold it.
    pub until: Option<Moment>,
}

/// A change of a component's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentChange {
    /// When.
    pub at: Moment,
    /// The component's id.
    pub component: String,
    /// To.
    pub state: ComponentState,
    /// The entry that says so.
    pub entry: EntryId,
}

impl State {
    /// Folds entries that are in timeline order; `role_id` turns a role's alias into its id.
    ///
    /// An entry that `corrects` another replaces those of its fields that it sets itself; what it does not mention stands.
    #[must_use]
    pub fn fold(entries: &[Entry], role_id: impl Fn(&str) -> String) -> Self {
        let corrections = Corrections::of(entries, &role_id);
        let mut state = Self::default();
        for entry in entries {
            state.apply(entry, &corrections, &role_id);
        }
        state
    }

    fn apply(&mut self, entry: &Entry, corrections: &Corrections, role_id: &impl Fn(&str) -> String) {
        let (at, record) = (entry.at(), &entry.record);
        let corrected = corrections.fields(&entry.id);
        if let Some(to) = record.status.filter(|_| !corrected.status) {
            self.transition(at, to, entry);
        }
        if let Some(severity) = record.severity.as_ref().filter(|_| !corrected.severity) {
            self.severity = Some(severity.clone());
            self.severities.push(SeverityChange { at, severity: severity.clone(), entry: entry.id.clone() });
        }
        let roles = record.roles.iter().map(|(role, holders)| (role_id(role), holders));
        for (role, holders) in roles.filter(|(role, _)| !corrected.roles.contains(role)) {
            self.hand_over(&role, &holders.0, at);
        }
        for (component, &state) in record.components.iter().filter(|(id, _)| !corrected.components.contains(id)) {
            self.components.push(ComponentChange { at, component: component.clone(), state, entry: entry.id.clone() });
        }
        if !corrected.next_update {
            // Word that promises nothing further settles the promise before it, and so does the end; a step on the way, noted for the team,
            // tells nobody what they were promised.
            let ends = record.status.is_some_and(|status| !status.is_active());
            let settles = record.kind == Some(super::EntryKind::Update) || ends;
            self.next_update = record.next_update.or(if settles { None } else { self.next_update });
        }
    }

    fn transition(&mut self, at: Moment, to: Status, entry: &Entry) {
        let from = self.since.map(|_| self.status);
        if from == Some(to) {
            return;
        }
        (self.status, self.since) = (to, Some(at));
        self.transitions.push(Transition { at, from, to, entry: entry.id.clone() });
    }

    fn hand_over(&mut self, role: &str, holders: &[String], at: Moment) {
        for tenure in self.tenures.iter_mut().filter(|tenure| tenure.role == role && tenure.until.is_none()) {
            if !holders.contains(&tenure.person) {
                tenure.until = Some(at);
            }
        }
        for person in holders {
            if !self.holders(role).any(|holder| holder == person) {
                self.tenures.push(Tenure { role: role.to_owned(), person: person.clone(), from: at, until: None });
            }
        }
    }

    /// Who holds a role now.
    pub fn holders<'s>(&'s self, role: &'s str) -> impl Iterator<Item = &'s str> {
        let held = self.tenures.iter().filter(move |tenure| tenure.role == role && tenure.until.is_none());
        held.map(|tenure| tenure.person.as_str())
    }

    /// How each component is now, by id.
    #[must_use]
    pub fn component_states(&self) -> BTreeMap<&str, ComponentState> {
        self.components.iter().map(|change| (change.component.as_str(), change.state)).collect()
    }
}

/// Which fields of which entries a later entry has put right.
struct Corrections(BTreeMap<EntryId, Corrected>);

/// The fields of one entry that no longer count.
#[derive(Clone, Default)]
struct Corrected {
    status: bool,
    severity: bool,
    next_update: bool,
    roles: Vec<String>,
    components: Vec<String>,
}

impl Corrected {
    /// The fields that an entry sets, and so puts right in the one it corrects.
    fn by(entry: &Entry, role_id: &impl Fn(&str) -> String) -> Self {
        let record = &entry.record;
        Self {
            status: record.status.is_some(),
            severity: record.severity.is_some(),
            next_update: record.next_update.is_some(),
            roles: record.roles.keys().map(|role| role_id(role)).collect(),
            components: record.components.keys().cloned().collect(),
        }
    }

    fn add(&mut self, more: &Self) {
        self.status |= more.status;
        self.severity |= more.severity;
        self.next_update |= more.next_update;
        self.roles.extend(more.roles.iter().cloned());
        self.components.extend(more.components.iter().cloned());
    }
}

impl Corrections {
    fn of(entries: &[Entry], role_id: &impl Fn(&str) -> String) -> Self {
        let mut all: BTreeMap<EntryId, Corrected> = BTreeMap::new();
        let mut correctors: BTreeMap<EntryId, Vec<&EntryId>> = BTreeMap::new();
        for entry in entries {
            let Some(name) = &entry.record.corrects else { continue };
            let target = EntryId::new(name);
            if target == entry.id {
                continue;
            }
            let fields = Corrected::by(entry, role_id);
            // Of several corrections of one entry the last counts: it puts right the earlier ones too.
            let earlier = correctors.entry(target.clone()).or_default();
            for corrected in earlier.iter().copied().chain([&target]) {
                all.entry(corrected.clone()).or_default().add(&fields);
            }
            earlier.push(&entry.id);
        }
        Self(all)
    }

    fn fields(&self, entry: &EntryId) -> &Corrected {
        const NONE: &Corrected = &Corrected {
            status: false,
            severity: false,
            next_update: false,
            roles: Vec::new(),
            components: Vec::new(),
        };
        self.0.get(entry).unwrap_or(NONE)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{EntryRecord, Holders, Origin};
    use super::*;
    use crate::source::RepoPath;

    fn entry(minute: u8, name: &str, change: impl FnOnce(&mut EntryRecord)) -> Entry {
        let at: Moment = format!("2026-03-14T09:{minute:02}:00Z").parse().unwrap();
        let mut record = EntryRecord { at: Some(at), ..EntryRecord::default() };
        change(&mut record);
        Entry { id: EntryId::new(name), origin: Origin::file(RepoPath::root()), record, text: String::new() }
    }

    fn fold(entries: &[Entry]) -> State {
        State::fold(entries, ToOwned::to_owned)
    }

    #[test]
    fn roles_have_a_beginning_and_an_end() {
        let roles = |people: &[&str]| {
            let people = people.iter().map(ToString::to_string).collect();
            move |record: &mut EntryRecord| drop(record.roles.insert("lead".into(), Holders(people)))
        };
        let state = fold(&[
            entry(1, "a", roles(&["mary"])),
            entry(5, "b", roles(&["mary", "josh"])),
            entry(9, "c", roles(&["josh"])),
            entry(12, "d", roles(&[])),
        ]);
        let tenures: Vec<_> =
            state.tenures.iter().map(|t| (t.person.as_str(), t.from.stamp(), t.until.map(|u| u.stamp()))).collect();
        assert_eq!(
            tenures,
            [
                ("mary", "20260314T090100Z".into(), Some("20260314T090900Z".into())),
                ("josh", "20260314T090500Z".into(), Some("20260314T091200Z".into())),
            ]
        );
        assert_eq!(state.holders("lead").count(), 0);
    }

    #[test]
    fn a_correction_replaces_only_what_it_mentions() {
        let state = fold(&[
            entry(1, "a", |r| (r.status, r.severity) = (Some(Status::Mitigated), Some("P1".into()))),
            entry(7, "b", |r| (r.status, r.corrects) = (Some(Status::Mitigated), Some("a.md".into()))),
        ]);
        assert_eq!(state.transitions.len(), 1);
        assert_eq!(state.since.unwrap().stamp(), "20260314T090700Z");
        assert_eq!(state.severity.as_deref(), Some("P1"));
    }

    #[test]
    fn a_promise_stands_until_somebody_speaks_or_it_is_over() {
        let promised: Moment = "2026-03-14T10:00:00Z".parse().unwrap();
        let update = |r: &mut EntryRecord| r.kind = Some(super::super::EntryKind::Update);
        let status = |status| move |r: &mut EntryRecord| r.status = Some(status);
        let next = |then: Entry| fold(&[entry(1, "a", |r| r.next_update = Some(promised)), then]).next_update;
        assert_eq!(next(entry(5, "b", |_| {})), Some(promised));
        assert_eq!(next(entry(5, "b", status(Status::Monitoring))), Some(promised));
        assert_eq!(next(entry(5, "b", update)), None);
        assert_eq!(next(entry(5, "b", status(Status::Mitigated))), None);
    }

    #[test]
    fn of_two_corrections_the_last_counts_and_aliases_are_one_role() {
        let mitigated = |minute, name: &str, corrects: Option<&str>| {
            entry(minute, name, |r| (r.status, r.corrects) = (Some(Status::Mitigated), corrects.map(Into::into)))
        };
        let state = fold(&[mitigated(1, "a", None), mitigated(5, "b", Some("a")), mitigated(9, "c", Some("a"))]);
        assert_eq!(state.since.unwrap().stamp(), "20260314T090900Z");
        let roles = |role: &str, person: &str| BTreeMap::from([(role.to_owned(), Holders(vec![person.to_owned()]))]);
        let entries = [
            entry(1, "a", |r| r.roles = roles("commander", "mary")),
            entry(5, "b", |r| (r.roles, r.corrects) = (roles("lead", "josh"), Some("a".into()))),
        ];
        let state = State::fold(&entries, |_| "lead".to_owned());
        assert_eq!(state.tenures.len(), 1);
        assert_eq!(state.tenures[0].person, "josh");
    }

    proptest! {
        /// Whatever the order in which files are read, the timeline's order decides.
        #[test]
        fn the_fold_does_not_depend_on_reading_order(steps in prop::collection::vec((0u8..20, 0usize..6), 0..12), seed in any::<u64>()) {
            let make = |(index, (minute, status)): (usize, &(u8, usize))| {
                entry(*minute, &format!("{index:02}"), |r| r.status = Some(Status::ALL[*status]))
            };
            let mut ordered: Vec<Entry> = steps.iter().enumerate().map(make).collect();
            let mut shuffled = ordered.clone();
            let count = shuffled.len().max(1) as u64;
            for at in 0..shuffled.len() {
                let turn = u32::try_from(at).unwrap() * 7;
                shuffled.swap(at, usize::try_from(seed.rotate_left(turn) % count).unwrap());
            }
            ordered.sort_by(Entry::order);
            shuffled.sort_by(Entry::order);
            let (a, b) = (fold(&ordered), fold(&shuffled));
            prop_assert_eq!(&a, &b);
            let last = ordered.last().and_then(|e| e.record.status);
            prop_assert_eq!(a.status, last.unwrap_or_default());
        }
    }
}
