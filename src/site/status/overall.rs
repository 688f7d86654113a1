//! The page in one line: how everything together is, by the vendor's rules.
//!
//! The seven sentences and the rules are those of the vendor's help ("Top-level status and incident impact calculations"): all
//! components count alike, groups do not count, and incidents count only where there is no component at all. Programs compare these sentences, so they
//! are English whatever the page's language is.

use crate::model::ComponentState;
use crate::policy::StatuspageImpact;
use crate::publication::{StatusPage, rank};

/// How everything together is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// Every component is operational.
    Operational,
    /// Planned work goes on, and nothing is broken.
    UnderMaintenance,
    /// Something is slow or flaky.
    PartlyDegraded,
    /// Everything is slow or flaky.
    Degraded,
    /// Something is broken for some.
    MinorOutage,
    /// Something is broken for nearly everybody, or everything for some.
    PartialOutage,
    /// Everything is broken for nearly everybody.
    MajorOutage,
}

impl Overall {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Operational,
        Self::UnderMaintenance,
        Self::PartlyDegraded,
        Self::Degraded,
        Self::MinorOutage,
        Self::PartialOutage,
        Self::MajorOutage,
    ];

    /// How the page is.
    #[must_use]
    pub fn of(page: &StatusPage) -> Self {
        if page.components.is_empty() {
            let open = page.incidents.iter().filter(|incident| incident.is_open());
            return Self::of_impacts(open.map(|incident| incident.impact));
        }
        Self::of_states(page.components.iter().map(|component| component.state))
    }

    /// How these components together are.
    pub fn of_states(states: impl Iterator<Item = ComponentState>) -> Self {
        let states: Vec<ComponentState> = states.collect();
        let all = |state| states.iter().all(|&one| one == state);
        match states.iter().copied().max_by_key(|&state| rank(state)) {
            None | Some(ComponentState::Operational) => Self::Operational,
            Some(ComponentState::UnderMaintenance) => Self::UnderMaintenance,
            // Of a single component the vendor says neither "system" nor "all".
            Some(ComponentState::DegradedPerformance)
                if states.len() > 1 && all(ComponentState::DegradedPerformance) =>
            {
                Self::Degraded
            }
            Some(ComponentState::DegradedPerformance) => Self::PartlyDegraded,
            Some(ComponentState::PartialOutage) if all(ComponentState::PartialOutage) => Self::PartialOutage,
            Some(ComponentState::PartialOutage) => Self::MinorOutage,
            Some(ComponentState::MajorOutage) if all(ComponentState::MajorOutage) => Self::MajorOutage,
            Some(ComponentState::MajorOutage) => Self::PartialOutage,
        }
    }

    /// Without components only the open incidents say anything.
    fn of_impacts(impacts: impl Iterator<Item = StatuspageImpact>) -> Self {
        let each = impacts.map(|impact| match impact {
            StatuspageImpact::None => Self::Operational,
            StatuspageImpact::Minor => Self::MinorOutage,
            StatuspageImpact::Major => Self::PartialOutage,
            StatuspageImpact::Critical => Self::MajorOutage,
        });
        each.max_by_key(|&overall| overall as u8).unwrap_or(Self::Operational)
    }

    /// The vendor's word for it: `none`, `minor`, `major`, `critical` or `maintenance`.
    #[must_use]
    pub const fn indicator(self) -> &'static str {
        match self {
            Self::Operational => "none",
            Self::UnderMaintenance => "maintenance",
            Self::PartlyDegraded | Self::Degraded | Self::MinorOutage => "minor",
            Self::PartialOutage => "major",
            Self::MajorOutage => "critical",
        }
    }

    /// The vendor's sentence for it.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Operational => "All Systems Operational",
            Self::UnderMaintenance => "Service Under Maintenance",
            Self::PartlyDegraded => "Partially Degraded Service",
            Self::Degraded => "Degraded System Service",
            Self::MinorOutage => "Minor Service Outage",
            Self::PartialOutage => "Partial System Outage",
            Self::MajorOutage => "Major System Outage",
        }
    }
}

/// The worst of these states: a group's own.
pub fn worst(states: impl Iterator<Item = ComponentState>) -> ComponentState {
    states.max_by_key(|&state| rank(state)).unwrap_or(ComponentState::Operational)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ComponentState::{
        DegradedPerformance as Slow, MajorOutage as Down, Operational as Up, PartialOutage as Partly,
        UnderMaintenance as Work,
    };

    fn of(states: &[ComponentState]) -> (&'static str, &'static str) {
        let overall = Overall::of_states(states.iter().copied());
        (overall.indicator(), overall.description())
    }

    #[test]
    fn the_vendors_rules() {
        let expected: [(&[ComponentState], _, _); 16] = [
            (&[], "none", "All Systems Operational"),
            (&[Up], "none", "All Systems Operational"),
            (&[Up, Up], "none", "All Systems Operational"),
            (&[Work], "maintenance", "Service Under Maintenance"),
            (&[Up, Work], "maintenance", "Service Under Maintenance"),
            (&[Work, Slow], "minor", "Partially Degraded Service"),
            (&[Slow], "minor", "Partially Degraded Service"),
            (&[Up, Slow], "minor", "Partially Degraded Service"),
            (&[Slow, Slow], "minor", "Degraded System Service"),
            (&[Up, Partly], "minor", "Minor Service Outage"),
            (&[Slow, Partly, Work], "minor", "Minor Service Outage"),
            (&[Partly], "major", "Partial System Outage"),
            (&[Partly, Partly], "major", "Partial System Outage"),
            (&[Up, Down, Slow], "major", "Partial System Outage"),
            (&[Down], "critical", "Major System Outage"),
            (&[Down, Down], "critical", "Major System Outage"),
        ];
        for (states, indicator, description) in expected {
            assert_eq!(of(states), (indicator, description), "{states:?}");
        }
    }

    #[test]
    fn without_components_the_worst_open_incident_counts() {
        let of = |impacts: &[StatuspageImpact]| Overall::of_impacts(impacts.iter().copied()).indicator();
        assert_eq!(of(&[]), "none");
        assert_eq!(of(&[StatuspageImpact::None]), "none");
        assert_eq!(of(&[StatuspageImpact::Minor, StatuspageImpact::Critical]), "critical");
        assert_eq!(of(&[StatuspageImpact::Major]), "major");
    }

    #[test]
    fn a_group_is_as_bad_as_its_worst() {
        assert_eq!(worst([Up, Work, Slow].into_iter()), Slow);
        assert_eq!(worst([].into_iter()), Up);
    }
}
