//! Impact, milestones, durations: what happened to users, and when.

use super::clock::{length, length_so_far};
use super::site::Site;
use super::urls;
use crate::model::{Elapsed, Incident, Moment, Phase};
use crate::site::markdown::{Reading, render};
use crate::site::page::{DurationView, Facts, Length, MilestoneView};

/// What the impact was.
pub(super) fn facts(site: &Site<'_>, incident: &Incident, reading: &Reading<'_>) -> Facts {
    let impact = incident.record.impact.clone().unwrap_or_default();
    let cause = incident.record.caused_by.clone().unwrap_or_default();
    let times = &incident.milestones;
    Facts {
        summary_html: impact.summary.map(|summary| render(&summary, reading)),
        customers: impact.customers.map(with_thousands),
        started: times.impact_started.map(|at| site.clock.moment(at)),
        ended: times.impact_ended.map(|at| site.clock.moment(at)),
        length: impact_length(site, incident),
        detected: detected(site, incident),
        cause: cause.change.iter().map(|change| urls::web_link(change)).collect(),
        cause_note: cause.note,
    }
}

/// How long it hurt; for an open incident, so far.
pub(super) fn impact_length(site: &Site<'_>, incident: &Incident) -> Length {
    let times = &incident.milestones;
    if times.impact_ended.is_none() && incident.state.status.is_active() {
        let now = Some(Moment::from_timestamp(site.clock.now()));
        return length_so_far(Elapsed::between(times.impact_started, now), " so far");
    }
    length(times.elapsed(Phase::Impact))
}

fn detected(site: &Site<'_>, incident: &Incident) -> Option<String> {
    let by = incident.record.detected.as_ref().and_then(|detected| detected.by).map(|by| format!("by {by}"));
    let at = incident.milestones.detected.map(|at| site.clock.moment(at).long);
    match (by, at) {
        (None, None) => None,
        (by, at) => Some(by.into_iter().chain(at).collect::<Vec<_>>().join(", ")),
    }
}

/// The instants that matter; the day stands where it changes.
pub(super) fn milestones(site: &Site<'_>, incident: &Incident) -> Vec<MilestoneView> {
    let times = &incident.milestones;
    let by = incident.record.detected.as_ref().and_then(|detected| detected.by).map(|by| format!("by {by}"));
    let harm_ended = times.impact_ended.filter(|ended| Some(*ended) != times.mitigated);
    let mut rows = vec![
        ("Impact began", times.impact_started, None),
        ("Detected", times.detected, by),
        ("Declared", times.declared, None),
        ("Acknowledged", times.acknowledged, None),
    ];
    rows.extend(harm_ended.map(|ended| ("Impact ended", Some(ended), None)));
    rows.push(("Mitigated", times.mitigated, None));
    rows.push(("Resolved", times.resolved, None));
    let mut day = None;
    rows.into_iter().map(|(label, at, note)| milestone(site, incident, label, at, note, &mut day)).collect()
}

fn milestone(
    site: &Site<'_>,
    incident: &Incident,
    label: &str,
    at: Option<Moment>,
    note: Option<String>,
    day: &mut Option<String>,
) -> MilestoneView {
    let shown = at.map(|at| site.clock.moment(at));
    let date = shown.as_ref().filter(|shown| shown.clock.is_some()).map(|shown| shown.date.clone());
    let changed = date.is_some() && date != *day;
    if date.is_some() {
        day.clone_from(&date);
    }
    let offset = at.and_then(|at| offset(incident, at)).filter(|_| label != "Impact began");
    MilestoneView {
        label: label.to_owned(),
        at: shown,
        missing: missing(incident, label),
        day: date.filter(|_| changed),
        offset,
        note,
    }
}

/// What has not happened yet is not missing.
fn missing(incident: &Incident, label: &str) -> String {
    let status = incident.state.status;
    let ahead = (matches!(label, "Acknowledged" | "Mitigated") && status.is_active())
        || (label == "Resolved" && !status.is_closed());
    if ahead { "not yet" } else { "not recorded" }.to_owned()
}

/// `+12 min` since the impact began.
pub(super) fn offset(incident: &Incident, at: Moment) -> Option<String> {
    let elapsed = Elapsed::between(incident.milestones.impact_started, Some(at))?;
    if elapsed.seconds == 0 {
        return Some("impact begins".to_owned());
    }
    let exact = Elapsed { approximate: false, ..elapsed }.in_words();
    let about = if elapsed.approximate { "~" } else { "" };
    Some(format!("{about}{}{exact}", if elapsed.seconds > 0 { "+" } else { "" }))
}

/// The lengths between milestones.
pub(super) fn durations(incident: &Incident) -> Vec<DurationView> {
    let view = |(phase, label, meaning): (Phase, &str, &str)| DurationView {
        label: label.to_owned(),
        meaning: meaning.to_owned(),
        length: length(incident.milestones.elapsed(phase)),
    };
    let all = [
        (Phase::ToDetect, "Time to detect", "impact began → detected"),
        (Phase::ToDeclare, "Time to declare", "detected → declared"),
        (Phase::ToAcknowledge, "Time to acknowledge", "declared → somebody has a role"),
        (Phase::ToMitigate, "Time to mitigate", "impact began → mitigated"),
        (Phase::Impact, "Impact", "impact began → ended"),
        (Phase::ToResolve, "Time to resolve", "declared → resolved"),
    ];
    // While it goes on, what cannot be known yet is left out.
    let known = |view: &DurationView| view.length.known || !incident.state.status.is_active();
    all.map(view).into_iter().filter(known).collect()
}

/// `3 700 000` with thin spaces that do not break.
fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands() {
        assert_eq!(
            [0, 999, 1_000, 3_700_000].map(with_thousands),
            ["0", "999", "1\u{202f}000", "3\u{202f}700\u{202f}000"]
        );
    }
}
