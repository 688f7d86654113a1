//! Where an incident stands in lists.

use crate::model::{Incident, Kind, Status};

/// Where an incident stands in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Users may be hurt now.
    Open,
    /// Over, or at least no longer hurting.
    Record,
    /// Practice, planned work, false alarms, duplicates.
    Apart,
}

/// The shelf of an incident.
#[must_use]
pub fn shelf(incident: &Incident) -> Shelf {
    let status = incident.state.status;
    match incident.kind() {
        Kind::Drill | Kind::Maintenance => Shelf::Apart,
        Kind::Incident | Kind::Preemptive | Kind::Security if status == Status::Cancelled => Shelf::Apart,
        Kind::Incident | Kind::Preemptive | Kind::Security if status.is_active() => Shelf::Open,
        Kind::Incident | Kind::Preemptive | Kind::Security => Shelf::Record,
    }
}
