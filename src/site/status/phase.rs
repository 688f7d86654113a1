//! Where an incident or planned work stands, in the words that programs know.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Status;
use crate::publication::{Progress, PublicIncident, PublicMaintenance, PublicUpdate};

/// Where something stands, for the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Something is wrong; we are looking.
    Investigating,
    /// We know what is wrong.
    Identified,
    /// A remedy is in place; we are watching.
    Monitoring,
    /// It is over.
    Resolved,
    /// It is over, and the review for customers is out.
    Postmortem,
    /// Planned work that has not begun.
    Scheduled,
    /// Planned work going on.
    InProgress,
    /// Planned work is done; we are watching.
    Verifying,
    /// Planned work is over, or was called off.
    Completed,
}

impl Phase {
    /// The vendor's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
            Self::Postmortem => "postmortem",
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Verifying => "verifying",
            Self::Completed => "completed",
        }
    }

    /// As a heading in feeds.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Investigating => "Investigating",
            Self::Identified => "Identified",
            Self::Monitoring => "Monitoring",
            Self::Resolved => "Resolved",
            Self::Postmortem => "Postmortem",
            Self::Scheduled => "Scheduled",
            Self::InProgress => "In progress",
            Self::Verifying => "Verifying",
            Self::Completed => "Completed",
        }
    }

    /// What an update says for which nobody wrote words: programs want some.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Investigating => "We are investigating.",
            Self::Identified => "We know the cause and are working on a remedy.",
            Self::Monitoring => "A remedy is in place and we are watching the results.",
            Self::Resolved => "This is over.",
            Self::Postmortem => "The review is out.",
            Self::Scheduled => "This work is planned.",
            Self::InProgress => "The work has begun.",
            Self::Verifying => "The work is done and we are watching the results.",
            Self::Completed => "The work is over.",
        }
    }

    /// Whether nothing more is to come.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Postmortem | Self::Completed)
    }

    /// Where an incident stands.
    #[must_use]
    pub const fn of_incident(incident: &PublicIncident) -> Self {
        match Self::of_status(incident.status) {
            Self::Resolved if incident.review.is_some() => Self::Postmortem,
            phase => phase,
        }
    }

    /// Where planned work stands.
    #[must_use]
    pub const fn of_maintenance(maintenance: &PublicMaintenance) -> Self {
        match maintenance.progress {
            Progress::Scheduled => Self::Scheduled,
            Progress::InProgress => Self::InProgress,
            Progress::Verifying => Self::Verifying,
            Progress::Completed => Self::Completed,
        }
    }

    /// Where an incident stood from an update on.
    #[must_use]
    pub const fn of_update(update: &PublicUpdate) -> Self {
        Self::of_status(update.status)
    }

    /// Where planned work stood from an update on.
    #[must_use]
    pub const fn of_maintenance_update(update: &PublicUpdate) -> Self {
        match update.status {
            Status::Investigating => Self::Scheduled,
            Status::Identified => Self::InProgress,
            Status::Monitoring => Self::Verifying,
            Status::Mitigated | Status::Resolved | Status::Cancelled => Self::Completed,
        }
    }

    const fn of_status(status: Status) -> Self {
        match status {
            Status::Investigating => Self::Investigating,
            Status::Identified => Self::Identified,
            Status::Monitoring => Self::Monitoring,
            Status::Mitigated | Status::Resolved | Status::Cancelled => Self::Resolved,
        }
    }
}
