//! Severity, status, kind and the like as badges: the word says it, the tone repeats it.

use super::names::{badge, capital};
use crate::corpus::Corpus;
use crate::model::{ComponentState, Incident, Kind, PirState, Settlement, Status, Tlp, Visibility};
use crate::model::{Followup, FollowupState};
use crate::site::page::Badge;

/// How bad an incident is.
pub(super) fn severity(corpus: &Corpus, incident: &Incident) -> Badge {
    match incident.state.severity.as_deref() {
        Some(id) => severity_of(corpus, id),
        None if incident.state.status.is_active() => badge("Severity pending", "sev-pending"),
        None => badge("No severity", "sev-pending"),
    }
}

/// A severity by its id.
pub(super) fn severity_of(corpus: &Corpus, id: &str) -> Badge {
    let Some(severity) = corpus.policy.severity(id) else { return badge(id, "quiet") };
    let same = severity.name.is_empty() || severity.name.eq_ignore_ascii_case(id);
    let label = if same { capital(id) } else { format!("{id} · {}", severity.name) };
    let title = Some(severity.meaning.clone()).filter(|meaning| !meaning.is_empty());
    Badge { label, tone: format!("sev-{}", severity.level.clamp(1, 5)), title }
}

/// Where an incident stands.
pub(super) fn status(status: Status) -> Badge {
    badge(&capital(status.as_str()), status.as_str())
}

/// What sort of incident, when that is worth a word.
pub(super) fn kind(kind: Kind) -> Option<Badge> {
    (kind != Kind::Incident).then(|| badge(&capital(kind.as_str()), kind.as_str()))
}

/// Who may see it.
pub(super) fn visibility(visibility: Visibility) -> Badge {
    let tone = if visibility == Visibility::Public { "public" } else { "quiet" };
    badge(&capital(visibility.as_str()), tone)
}

/// How far the record may be passed on, when it says so; written and coloured as FIRST has it.
pub(super) fn tlp(tlp: Tlp) -> Badge {
    let means = match tlp {
        Tlp::Clear => "May be passed on to everybody.",
        Tlp::Green => "For the community of those concerned, not for the public.",
        Tlp::Amber => "For this organisation and its clients, as far as they need to know.",
        Tlp::AmberStrict => "For this organisation only, as far as people need to know.",
        Tlp::Red => "For nobody but those who were told.",
    };
    let tone = tlp.as_str().split('+').next().unwrap_or_default();
    let label = format!("TLP:{}", tlp.as_str().to_uppercase());
    Badge { label, tone: format!("tlp-{tone}"), title: Some(means.to_owned()) }
}

/// How a component was.
pub(super) fn component(state: ComponentState) -> Badge {
    let tone = match state {
        ComponentState::Operational => "resolved",
        ComponentState::DegradedPerformance | ComponentState::UnderMaintenance => "degraded",
        ComponentState::PartialOutage | ComponentState::MajorOutage => "outage",
    };
    badge(&capital(&state.in_words()), tone)
}

/// How far a review has come.
pub(super) fn pir(state: PirState) -> Badge {
    let tone = if state == PirState::Approved { "resolved" } else { "degraded" };
    badge(&capital(&state.in_words()), tone)
}

/// Where a follow-up stands.
pub(super) fn followup(followup: &Followup, settlement: Settlement) -> Badge {
    match (settlement, followup.state()) {
        (Settlement::Waived, _) => badge("Waived", "waived"),
        (Settlement::Overdue, _) => badge("Overdue", "overdue"),
        (_, FollowupState::Done) => badge("Done", "done"),
        (_, FollowupState::WontDo) => badge("Won’t do", "quiet"),
        (_, state) => badge(&capital(&state.in_words()), "quiet"),
    }
}
