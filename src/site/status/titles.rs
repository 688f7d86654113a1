//! What an incident is called on the public site, and the words for where it stands.

use std::borrow::Cow;

use super::words::Words;
use crate::model::{ComponentState, Status};
use crate::policy::StatuspageImpact;
use crate::publication::{Progress, PublicIncident, StatusPage};

/// An incident's title; without one in the record, what it affects.
pub fn incident(page: &StatusPage, words: &Words, incident: &PublicIncident) -> String {
    titled(page, words, incident, ["incident_untitled", "incident_untitled_of"])
}

/// A maintenance's title; without one in the record, what is worked on.
pub fn maintenance(page: &StatusPage, words: &Words, incident: &PublicIncident) -> String {
    titled(page, words, incident, ["maintenance_untitled", "maintenance_untitled_of"])
}

/// The page as programs read it, with a title for itself and for everything on it.
pub fn filled<'p>(page: &'p StatusPage, words: &Words) -> Cow<'p, StatusPage> {
    let mut filled = Cow::Borrowed(page);
    if page.page.title.is_none() {
        filled.to_mut().page.title = Some(words.text("title_without_name").to_owned());
    }
    for (place, one) in page.incidents.iter().enumerate().filter(|(_, one)| one.title.is_none()) {
        filled.to_mut().incidents[place].title = Some(incident(page, words, one));
    }
    for (place, work) in page.maintenances.iter().enumerate().filter(|(_, work)| work.incident.title.is_none()) {
        filled.to_mut().maintenances[place].incident.title = Some(maintenance(page, words, &work.incident));
    }
    filled
}

fn titled(page: &StatusPage, words: &Words, incident: &PublicIncident, [bare, of]: [&'static str; 2]) -> String {
    incident.title.clone().unwrap_or_else(|| match affected(page, words, incident) {
        Some(components) => words.say(of, &[("components", &components)]),
        None => words.text(bare).to_owned(),
    })
}

/// The components affected, in one sentence; `None` when there are none.
pub fn affected(page: &StatusPage, words: &Words, incident: &PublicIncident) -> Option<String> {
    let names = incident.components.iter().filter_map(|place| page.components.get(*place));
    let names: Vec<&str> = names.map(|component| component.name.as_str()).collect();
    (!names.is_empty()).then(|| words.list(&names))
}

/// The message for a component's state.
pub const fn state(state: ComponentState) -> &'static str {
    match state {
        ComponentState::Operational => "state_operational",
        ComponentState::DegradedPerformance => "state_degraded_performance",
        ComponentState::PartialOutage => "state_partial_outage",
        ComponentState::MajorOutage => "state_major_outage",
        ComponentState::UnderMaintenance => "state_under_maintenance",
    }
}

/// The message for an incident's status, and the word for programs.
pub const fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Investigating => ("status_investigating", "investigating"),
        Status::Identified => ("status_identified", "identified"),
        Status::Monitoring => ("status_monitoring", "monitoring"),
        Status::Mitigated | Status::Resolved => ("status_resolved", "resolved"),
        Status::Cancelled => ("status_cancelled", "cancelled"),
    }
}

/// The message for the status of an update about maintenance, and the word for programs.
pub const fn work(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Investigating => progress(Progress::Scheduled),
        Status::Identified => progress(Progress::InProgress),
        Status::Monitoring => progress(Progress::Verifying),
        Status::Mitigated | Status::Resolved => progress(Progress::Completed),
        Status::Cancelled => ("maintenance_cancelled", "cancelled"),
    }
}

/// The message for how far maintenance is, and the word for programs.
pub const fn progress(progress: Progress) -> (&'static str, &'static str) {
    let message = match progress {
        Progress::Scheduled => "maintenance_scheduled",
        Progress::InProgress => "maintenance_in_progress",
        Progress::Verifying => "maintenance_verifying",
        Progress::Completed => "maintenance_completed",
    };
    (message, progress.as_str())
}

/// The message for an impact, and the word for programs.
pub const fn impact(impact: StatuspageImpact) -> (&'static str, &'static str) {
    match impact {
        StatuspageImpact::None => ("impact_none", "none"),
        StatuspageImpact::Minor => ("impact_minor", "minor"),
        StatuspageImpact::Major => ("impact_major", "major"),
        StatuspageImpact::Critical => ("impact_critical", "critical"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::status::sample;

    #[test]
    fn programs_find_a_title_everywhere_in_the_pages_language() {
        let mut page = sample::page();
        page.page.title = None;
        page.maintenances[0].incident.title = None;
        let filled = filled(&page, &Words::new("de", &[]).0).into_owned();
        let title = filled.incidents[1].title.as_deref().unwrap();
        assert!(title.contains("Sign-in") && title != "Incident affecting Sign-in", "{title}");
        assert!(filled.page.title.is_some() && filled.maintenances.iter().all(|work| work.incident.title.is_some()));
        assert_eq!(filled.incidents[0].title, page.incidents[0].title, "what the record says stays");
    }
}
