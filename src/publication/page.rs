//! The types of the public page: each field is a decision to publish.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Weights;
use crate::model::{ComponentState, Status};
use crate::policy::StatuspageImpact;

/// Everything that the public site is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusPage {
    /// The page itself.
    pub page: PublicPage,
    /// The groups of components, in order of their names; components without a group stand outside.
    pub groups: Vec<Group>,
    /// The components, in order: those without a group first, then group by group.
    pub components: Vec<PublicComponent>,
    /// Incidents, newest first: open ones and the whole history.
    pub incidents: Vec<PublicIncident>,
    /// Planned work, newest first by its beginning: upcoming, in progress and done.
    pub maintenances: Vec<PublicMaintenance>,
}

/// The page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPage {
    /// Its id in the API.
    pub id: PublicId,
    /// Its title; absent when the policy gives the public page none.
    pub title: Option<String>,
    /// One sentence under the title.
    pub description: Option<String>,
    /// Where it is served, without a slash at the end; absent when the policy does not say.
    pub url: Option<String>,
    /// Where customers get help.
    pub support_url: Option<String>,
    /// The zone that days are cut in and times are shown in.
    pub zone: TimeZone,
    /// Its IANA name: `Europe/Berlin`, `Etc/UTC`.
    pub zone_name: String,
    /// The language of the page's own words.
    pub language: String,
    /// The instant that the page speaks for.
    pub generated_at: Timestamp,
    /// When something on it last changed: the latest of its updates, or [`Self::generated_at`] when there is none.
    pub updated_at: Timestamp,
    /// From when on there are figures; absent when the policy does not say.
    pub since: Option<Date>,
    /// After how many seconds the page is old.
    pub stale_after: i64,
    /// How much of the time in each state counts as downtime.
    pub weights: Weights,
}

/// An id on the public page: twelve lower-case letters and digits, which tell nothing about the record's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId(pub(super) String);

impl PublicId {
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One for tests of what is made from a page.
    #[cfg(test)]
    pub(crate) fn made_up(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// A text that was written for the public, as Markdown. Only the projection makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText(pub(super) String);

impl PublicText {
    /// The Markdown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One for tests of what is made from a page.
    #[cfg(test)]
    pub(crate) fn made_up(words: &str) -> Self {
        Self(words.to_owned())
    }
}

/// A heading over components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id in the API.
    pub id: PublicId,
    /// What it says.
    pub name: String,
    /// Its components, as places in [`StatusPage::components`].
    pub components: Vec<usize>,
}

/// A component as customers know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicComponent {
    /// Its id in the API.
    pub id: PublicId,
    /// The name customers know.
    pub name: String,
    /// One sentence for customers.
    pub description: Option<String>,
    /// Its group, as a place in [`StatusPage::groups`].
    pub group: Option<usize>,
    /// First day it was in service.
    pub since: Option<Date>,
    /// Its state now: the worst that open incidents and running maintenance say.
    pub state: ComponentState,
    /// Every span of time in which it was not operational, cut where its state changed, in order; spans of different incidents may overlap.
    pub windows: Vec<Window>,
}

/// A span of time in which a component was in one state because of one incident or maintenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it; `None` while it lasts.
    pub until: Option<Timestamp>,
    /// The state, never [`ComponentState::Operational`].
    pub state: ComponentState,
    /// The incident or maintenance it is of.
    pub because_of: PublicId,
}

/// An incident as customers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicIncident {
    /// Its id in the API and in addresses.
    pub id: PublicId,
    /// Its title for the public; absent when the record has none, and then the page says which components are affected.
    pub title: Option<String>,
    /// Its summary for the public.
    pub summary: Option<PublicText>,
    /// How bad, in the vendor's words; of a preemptive or cancelled one always `None`.
    pub impact: StatuspageImpact,
    /// Where it stands for the public: `mitigated` and `resolved` both mean that it is over. Of maintenance: `investigating` is
    /// planned, `identified` under way, `monitoring` being watched.
    pub status: Status,
    /// When it began: the impact, else the declaration or the first update, whichever was earlier.
    pub started_at: Timestamp,
    /// When customers were first told; equal to [`Self::started_at`] when there is no update.
    pub created_at: Timestamp,
    /// When it was first monitored.
    pub monitoring_at: Option<Timestamp>,
    /// When users were no longer hurt, which may be earlier than anybody said so; absent while they are, and where nobody ever was.
    pub impact_ended_at: Option<Timestamp>,
    /// When it was said to be over: mitigated, resolved or cancelled; absent while it is open.
    pub resolved_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The components affected, as places in [`StatusPage::components`], in order.
    pub components: Vec<usize>,
    /// What customers were told, newest first.
    pub updates: Vec<PublicUpdate>,
    /// The review for customers, once it is approved.
    pub review: Option<PublicReview>,
    /// Whether nobody was hurt yet and we act so that nobody is.
    pub preemptive: bool,
}

impl PublicIncident {
    /// Whether customers may still be hurt.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }
}

/// One thing that customers were told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUpdate {
    /// Its id in the API.
    pub id: PublicId,
    /// When.
    pub at: Timestamp,
    /// The status of the incident from then on; of maintenance as in [`PublicIncident::status`].
    pub status: Status,
    /// The words; absent when nobody wrote any and the status speaks for itself.
    pub body: Option<PublicText>,
    /// Components whose state changed since the update before it.
    pub changes: Vec<Change>,
    /// Whether a later update puts it right.
    pub corrected: bool,
}

/// A change of a component's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The component, as a place in [`StatusPage::components`].
    pub component: usize,
    /// The state before.
    pub from: ComponentState,
    /// The state from then on.
    pub to: ComponentState,
}

/// A review for customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicReview {
    /// All of it.
    pub body: PublicText,
}

/// Planned work as customers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicMaintenance {
    /// What it has in common with incidents; its updates, title, components.
    pub incident: PublicIncident,
    /// When it is planned to begin.
    pub scheduled_for: Timestamp,
    /// When it is planned to be over, as far as anybody planned that.
    pub scheduled_until: Option<Timestamp>,
    /// When it really began, as far as it has.
    pub began_at: Option<Timestamp>,
    /// When it was really over, as far as it is.
    pub ended_at: Option<Timestamp>,
    /// How far it is. The clock counts too: what is planned begins and ends on time unless the record says otherwise.
    pub progress: Progress,
    /// Whether it was called off; then [`Self::progress`] is completed.
    pub cancelled: bool,
}

/// How far planned work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Still to come.
    Scheduled,
    /// Under way.
    InProgress,
    /// Done, and being watched.
    Verifying,
    /// Over.
    Completed,
}

impl Progress {
    /// In the vendor's words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Verifying => "verifying",
            Self::Completed => "completed",
        }
    }
}
