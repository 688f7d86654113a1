//! The moments that matter, and the time between them.
//!
//! Definitions (also on the learning page, in words):
//! - *impact started*: `impact.started_at`, else the first entry of kind `impact`.
//! - *detected*: `detected.at`, else the first entry of kind `detected`.
//! - *declared*: the first entry that sets a status, else the first entry.
//! - *acknowledged*: the first entry that gives somebody a role.
//! - *mitigated*: the last time the incident went from an active status to mitigated (or straight to resolved).
//! - *resolved*: the last time it became resolved, when it still is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Entry, EntryKind, Impact, IncidentRecord, Moment, State, Status};

/// When the things happened that durations are measured between; `None` where the record does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestones {
    /// Users began to be hurt.
    pub impact_started: Option<Moment>,
    /// Somebody or something noticed.
    pub detected: Option<Moment>,
    /// The incident was declared.
    pub declared: Option<Moment>,
    /// Somebody took charge.
    pub acknowledged: Option<Moment>,
    /// Users ceased to be hurt.
    pub mitigated: Option<Moment>,
    /// The impact ended: `impact.ended_at`, else mitigated.
    pub impact_ended: Option<Moment>,
    /// Everything was dealt with.
    pub resolved: Option<Moment>,
}

/// A duration between two milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Impact started to detected.
    ToDetect,
    /// Detected to declared.
    ToDeclare,
    /// Declared to acknowledged.
    ToAcknowledge,
    /// Impact started to mitigated.
    ToMitigate,
    /// Impact started to impact ended.
    Impact,
    /// Declared to resolved.
    ToResolve,
}

impl Phase {
    /// All of them, in the order of an incident.
    pub const ALL: [Self; 6] =
        [Self::ToDetect, Self::ToDeclare, Self::ToAcknowledge, Self::ToMitigate, Self::Impact, Self::ToResolve];

    /// Its name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ToDetect => "to_detect",
            Self::ToDeclare => "to_declare",
            Self::ToAcknowledge => "to_acknowledge",
            Self::ToMitigate => "to_mitigate",
            Self::Impact => "impact",
            Self::ToResolve => "to_resolve",
        }
    }

    /// What it measures.
    #[must_use]
    pub const fn definition(self) -> &'static str {
        match self {
            Self::ToDetect => "from the start of the impact until somebody or something noticed",
            Self::ToDeclare => "from noticing until the incident was declared",
            Self::ToAcknowledge => "from declaring until somebody took charge",
            Self::ToMitigate => "from the start of the impact until users were no longer hurt",
            Self::Impact => "from the start of the impact to its end",
            Self::ToResolve => "from declaring until everything was dealt with",
        }
    }
}

/// A measured duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Elapsed {
    /// Length in seconds; negative when the record has the two ends in the wrong order.
    pub seconds: i64,
    /// Whether one of its ends is approximate.
    pub approximate: bool,
}

impl Elapsed {
    /// Between two moments, when both are known to the minute.
    #[must_use]
    pub fn between(from: Option<Moment>, to: Option<Moment>) -> Option<Self> {
        let (from, to) = (from?, to?);
        let seconds = to.instant()?.as_second() - from.instant()?.as_second();
        Some(Self { seconds, approximate: from.is_approximate() || to.is_approximate() })
    }

    /// As people say it, with at most two units: `41 min`, `5 h 40 min`, `2 d 3 h`; `about` in front when approximate.
    #[must_use]
    pub fn in_words(&self) -> String {
        const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
        let mut rest = self.seconds.abs();
        let mut words = Vec::new();
        for (length, unit) in UNITS {
            let count = rest / length;
            rest %= length;
            if count > 0 && words.len() < 2 {
                words.push(format!("{count} {unit}"));
            } else if !words.is_empty() {
                break;
            }
        }
        let length = if words.is_empty() { "0 min".to_owned() } else { words.join(" ") };
        let sign = if self.seconds < 0 { "−" } else { "" };
        format!("{}{sign}{length}", if self.approximate { "about " } else { "" })
    }
}

impl Milestones {
    /// From a record, its timeline in order, and the state it folds to.
    #[must_use]
    pub fn of(record: &IncidentRecord, entries: &[Entry], state: &State) -> Self {
        let first = |wanted: fn(&Entry) -> bool| entries.iter().find(|entry| wanted(entry)).map(Entry::at);
        let impact = record.impact.clone().unwrap_or_default();
        let detected = record.detected.as_ref().and_then(|detected| detected.at);
        let mitigated = mitigated(state);
        Self {
            impact_started: impact.started_at.or_else(|| first(|entry| entry.kind() == EntryKind::Impact)),
            detected: detected.or_else(|| first(|entry| entry.kind() == EntryKind::Detected)),
            declared: state.transitions.first().map(|step| step.at).or_else(|| entries.first().map(Entry::at)),
            acknowledged: state.tenures.first().map(|tenure| tenure.from),
            mitigated,
            impact_ended: impact_ended(&impact, mitigated),
            resolved: state.since.filter(|_| state.status == Status::Resolved),
        }
    }

    /// One duration, when both of its ends are known.
    #[must_use]
    pub fn elapsed(&self, phase: Phase) -> Option<Elapsed> {
        let (from, to) = match phase {
            Phase::ToDetect => (self.impact_started, self.detected),
            Phase::ToDeclare => (self.detected, self.declared),
            Phase::ToAcknowledge => (self.declared, self.acknowledged),
            Phase::ToMitigate => (self.impact_started, self.mitigated),
            Phase::Impact => (self.impact_started, self.impact_ended),
            Phase::ToResolve => (self.declared, self.resolved),
        };
        Elapsed::between(from, to)
    }

    /// The instants that are known, by name, in the order they are listed.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<Moment>)> {
        [
            ("impact_started", self.impact_started),
            ("detected", self.detected),
            ("declared", self.declared),
            ("acknowledged", self.acknowledged),
            ("mitigated", self.mitigated),
            ("impact_ended", self.impact_ended),
            ("resolved", self.resolved),
        ]
        .into_iter()
    }

    /// How long the incident has been going on at `now`, since its declaration, while it is active.
    #[must_use]
    pub fn running(&self, now: Timestamp) -> Option<Elapsed> {
        Elapsed::between(self.declared, Some(Moment::from_timestamp(now)))
    }
}

/// The last step from an active status to one that is not; cancelled does not count.
fn mitigated(state: &State) -> Option<Moment> {
    if state.status.is_active() || state.status == Status::Cancelled {
        return None;
    }
    let steps = state.transitions.iter().rev();
    let last = steps.clone().find(|step| {
        let ended = matches!(step.to, Status::Mitigated | Status::Resolved);
        ended && step.from.is_none_or(Status::is_active)
    });
    last.map(|step| step.at)
}

fn impact_ended(impact: &Impact, mitigated: Option<Moment>) -> Option<Moment> {
    impact.ended_at.or(mitigated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let words = |seconds| Elapsed { seconds, approximate: false }.in_words();
        assert_eq!(words(41 * 60), "41 min");
        assert_eq!(words(5 * 3600 + 40 * 60 + 3), "5 h 40 min");
        assert_eq!(words(86_400 * 2 + 30), "2 d");
        assert_eq!(words(0), "0 min");
        assert_eq!(words(-90), "−1 min 30 s");
        assert_eq!(Elapsed { seconds: 60, approximate: true }.in_words(), "about 1 min");
    }

    #[test]
    fn partial_times_give_no_duration() {
        let at = |text: &str| Some(text.parse::<Moment>().unwrap());
        assert_eq!(Elapsed::between(at("2026-03-14"), at("2026-03-14T09:00Z")), None);
        let about = Elapsed::between(at("2026-03-14T09:00Z~"), at("2026-03-14T09:41Z")).unwrap();
        assert_eq!((about.seconds, about.approximate), (41 * 60, true));
    }
}
