//! `impact-shortened`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::{EntryKind, Impact, Incident, Moment};
use crate::source::yaml::Route;

declare_rule! {
    /// The impact that was published is smaller now: it began later, ended earlier, or hurt fewer customers. That may well be true; the timeline
    /// must say how it was found out, because people have already been told otherwise.
    ///
    /// Add an entry of kind `impact` that says what was learnt.
    "impact-shortened", Error, "a published impact was made smaller without an entry that says why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    let explained = after.entries.iter().any(|entry| {
        entry.kind() == EntryKind::Impact && !entry.text.trim().is_empty() && before.entry(entry.id.as_str()).is_none()
    });
    if explained {
        return;
    }
    for (key, what) in smaller(before, after) {
        let place = Place::value(after.file(), Route::root().key("impact").key(key));
        let finding = Finding::new(&INFO, place, format!("the published impact was made smaller: {what}"));
        findings.push(finding.help("add an entry of kind `impact` that says what was learnt"));
    }
}

fn smaller(before: &Incident, after: &Incident) -> Vec<(&'static str, String)> {
    let impact = |incident: &Incident| incident.record.impact.clone().unwrap_or_default();
    let (old, new): (Impact, Impact) = (impact(before), impact(after));
    let mut found = Vec::new();
    // A day that becomes a time of that day is more precise, not shorter.
    let exact = |moment: Option<Moment>| moment.filter(|moment| moment.instant().is_some());
    // An entry of kind `impact` has said when it began, too.
    let began = after.milestones.impact_started.filter(|is| is.earliest().is_some());
    if let Some(was) = exact(before.milestones.impact_started)
        && began.is_none_or(|is| is.earliest() > was.earliest())
    {
        found.push((
            "started_at",
            format!("it began at {was} and now at {}", began.map_or("no time at all".to_owned(), |is| is.to_string())),
        ));
    }
    if let Some(was) = exact(old.ended_at)
        && new.ended_at.is_some_and(|is| is.earliest() < was.earliest())
    {
        found.push((
            "ended_at",
            format!("it ended at {was} and now at {}", new.ended_at.map_or(String::new(), |is| is.to_string())),
        ));
    }
    if let Some(was) = old.customers
        && new.customers.is_none_or(|is| is < was)
    {
        found.push((
            "customers",
            format!(
                "{was} customers were hurt and now {}",
                new.customers.map_or("nobody says".to_owned(), |is| is.to_string())
            ),
        ));
    }
    found
}
