//! The closed vocabularies of the record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares an enum with its written words, so that the words stand in one place.
macro_rules! vocabulary {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As written in a record.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// As read aloud: underscores become spaces.
            #[must_use]
            pub fn in_words(self) -> String {
                self.as_str().replace('_', " ")
            }

            /// The value written as `word`.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What sort of incident this is.
    #[derive(Default)]
    Kind {
        /// Users are, or may be, hurt.
        #[default]
        Incident = "incident",
        /// Something will hurt users unless we act; nobody is hurt yet.
        Preemptive = "preemptive",
        /// Confidentiality or integrity is at stake; usually `restricted`.
        Security = "security",
        /// Practice. Never in metrics, never on a public page.
        Drill = "drill",
        /// Planned work.
        Maintenance = "maintenance",
    }
}

vocabulary! {
    /// Who may ever see the incident.
    #[derive(Default)]
    Visibility {
        /// Everybody with access to the repository and the internal site.
        #[default]
        Internal = "internal",
        /// Also the public, as far as entries are marked for it.
        Public = "public",
        /// Only those who are told; absent from the internal site too.
        Restricted = "restricted",
    }
}

vocabulary! {
    /// How far the record of an incident may be passed on: the labels of the Traffic Light Protocol 2.0 (FIRST).
    Tlp {
        /// To everybody; the only label that may be published.
        Clear = "clear",
        /// To the community of those concerned, not to the public.
        Green = "green",
        /// To one's own organisation and its clients, as far as they need to know.
        Amber = "amber",
        /// To one's own organisation only, as far as people need to know.
        AmberStrict = "amber+strict",
        /// To nobody but those who were told.
        Red = "red",
    }
}

vocabulary! {
    /// Where an incident stands.
    #[derive(Default)]
    Status {
        /// Something is wrong; we are looking.
        #[default]
        Investigating = "investigating",
        /// We know what is wrong.
        Identified = "identified",
        /// A remedy is in place; we are watching.
        Monitoring = "monitoring",
        /// Users are no longer hurt. The public page says resolved; the clock of the outage stops.
        Mitigated = "mitigated",
        /// We are done: follow-ups dealt with, review held.
        Resolved = "resolved",
        /// It was nothing, or it was another incident.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// What sort of entry this is.
    #[derive(Default)]
    EntryKind {
        /// Anything worth keeping.
        #[default]
        Note = "note",
        /// The moment somebody or something noticed.
        Detected = "detected",
        /// The impact began, changed or ended.
        Impact = "impact",
        /// Something was learnt; say how in `evidence`.
        Finding = "finding",
        /// Something was done.
        Action = "action",
        /// Something was decided.
        Decision = "decision",
        /// Word to people outside the response.
        Update = "update",
        /// Report, review, decide: the loop of the response.
        Sitrep = "sitrep",
        /// A role changes hands.
        Handover = "handover",
    }
}

vocabulary! {
    /// Who may read an entry.
    #[derive(Default)]
    Audience {
        /// The team.
        #[default]
        Internal = "internal",
        /// Everybody, when the incident is public too.
        Public = "public",
    }
}

vocabulary! {
    /// How dangerous an action is.
    Risk {
        /// On the list of safe actions: needs no go-ahead.
        Safe = "safe",
        /// Can be undone.
        Normal = "normal",
        /// Cannot be undone, or hurts if it goes wrong.
        Destructive = "destructive",
    }
}

vocabulary! {
    /// How a component is, in the status page vendor's words.
    ComponentState {
        /// As it should be.
        Operational = "operational",
        /// Slow or flaky.
        DegradedPerformance = "degraded_performance",
        /// Broken for some.
        PartialOutage = "partial_outage",
        /// Broken for nearly everybody.
        MajorOutage = "major_outage",
        /// Planned work is going on.
        UnderMaintenance = "under_maintenance",
    }
}

vocabulary! {
    /// Who or what noticed first.
    Detector {
        /// Customer support, from what customers told them.
        Support = "support",
        /// A monitor or an alert.
        Monitoring = "monitoring",
        /// A customer or a member of the public, directly.
        Customer = "customer",
        /// Somebody who works here, by chance.
        Staff = "staff",
        /// Anything else; the timeline says what.
        Other = "other",
    }
}

vocabulary! {
    /// What the review meeting decided.
    ReviewOutcome {
        /// Nothing more to do.
        NoAction = "no_action",
        /// A small thing was done at once.
        QuickAction = "quick_action",
        /// A post-incident review is written.
        Postmortem = "postmortem",
    }
}

vocabulary! {
    /// What a follow-up is for.
    FollowupKind {
        /// Put right what broke.
        Repair = "repair",
        /// It cannot happen again.
        Prevent = "prevent",
        /// We notice sooner.
        Detect = "detect",
        /// It hurts less, or for a shorter time.
        Mitigate = "mitigate",
        /// We work together better.
        Process = "process",
    }
}

vocabulary! {
    /// Where a follow-up stands.
    #[derive(Default)]
    FollowupState {
        /// Nobody has begun.
        #[default]
        Open = "open",
        /// Somebody is at it.
        InProgress = "in_progress",
        /// Done; `evidence` shows it.
        Done = "done",
        /// Decided against; `reason` and `by` say why and who.
        WontDo = "wont_do",
        /// The same as another; `to` names it.
        Duplicate = "duplicate",
        /// Lives elsewhere now; `to` names where.
        Moved = "moved",
    }
}

vocabulary! {
    /// How far the writing of a review has come.
    #[derive(Default)]
    PirState {
        /// Being written.
        #[default]
        Draft = "draft",
        /// Being read by the reviewers.
        InReview = "in_review",
        /// Agreed.
        Approved = "approved",
    }
}

impl Status {
    /// The steps of the lifecycle in order; `cancelled` stands beside it.
    pub const LADDER: [Self; 5] =
        [Self::Investigating, Self::Identified, Self::Monitoring, Self::Mitigated, Self::Resolved];

    /// Whether the response is still going on: users may still be hurt.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Investigating | Self::Identified | Self::Monitoring)
    }

    /// Whether nothing more is owed: resolved or cancelled.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Resolved | Self::Cancelled)
    }

    /// Whether an incident may go from this status to `next`.
    ///
    /// Steps may be skipped and taken back, with three exceptions: resolved comes only after mitigated; a resolved incident is
    /// reopened, not cancelled; a cancelled one is reopened as investigating.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (from, to) if from == to => true,
            (Self::Cancelled, to) => to == Self::Investigating,
            (from, Self::Resolved) => from == Self::Mitigated,
            (Self::Resolved, Self::Cancelled) => false,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.as_str()), Some(*status));
        }
        assert_eq!(ComponentState::DegradedPerformance.in_words(), "degraded performance");
    }

    #[test]
    fn the_gate_stands_before_resolved() {
        for from in Status::ALL {
            let may = matches!(from, Status::Mitigated | Status::Resolved);
            assert_eq!(from.may_become(Status::Resolved), may, "{from}");
        }
        assert!(!Status::Resolved.may_become(Status::Cancelled));
        assert!(!Status::Cancelled.may_become(Status::Monitoring));
        assert!(Status::Monitoring.may_become(Status::Identified));
    }
}
