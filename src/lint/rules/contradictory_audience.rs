//! `contradictory-audience`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Audience, Incident, Kind, PirState, Tlp, Visibility};

declare_rule! {
    /// The record says two things about who may read it. The stricter one holds, so nothing leaks, but whoever wrote the other waits in vain
    /// for it to appear, or will be surprised on the day on which somebody tidies up.
    ///
    /// - `visibility: public` with a `tlp` other than `clear`, or for a drill: nothing of it goes public.
    /// - `visibility: restricted` with entries for the public, a text for the public page, or an approved `pir.public.md`.
    "contradictory-audience", Warn, "the record says two things about who may read it", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    match incident.visibility() {
        Visibility::Public => held_back(incident, findings),
        Visibility::Restricted => for_nobody(incident, findings),
        Visibility::Internal => {}
    }
}

/// Public, and yet not.
fn held_back(incident: &Incident, findings: &mut Vec<Finding>) {
    let public = places::incident(incident, &["visibility"]);
    if let Some(tlp) = incident.record.tlp.filter(|tlp| *tlp != Tlp::Clear) {
        let message = format!("TLP {tlp} keeps an incident off the public page that is said to be public");
        let finding = Finding::new(&RULE.info, places::incident(incident, &["tlp"]), message);
        findings
            .push(finding.related(public.clone(), "public here").help("write `tlp: clear`, or `visibility: internal`"));
    }
    if incident.kind() == Kind::Drill {
        let finding = Finding::new(&RULE.info, public, "a drill is never on the public page");
        findings.push(finding.help("write `visibility: internal`, or take the line out"));
    }
}

/// For the public, and nobody of it may know.
fn for_nobody(incident: &Incident, findings: &mut Vec<Finding>) {
    let restricted = places::incident(incident, &["visibility"]);
    let mut say = |place: Place, what: &str| {
        let finding =
            Finding::new(&RULE.info, place, format!("{what} of a restricted incident is written for the public"));
        let help =
            "take it out; a restricted incident never goes public, and what it says may be read by more people one day";
        findings.push(finding.related(restricted.clone(), "restricted here").help(help));
    };
    for (key, text) in
        [("public_title", &incident.record.public_title), ("public_summary", &incident.record.public_summary)]
    {
        if text.is_some() {
            say(places::incident(incident, &[key]), "a text");
        }
    }
    for entry in incident.entries.iter().filter(|entry| entry.audience() == Audience::Public) {
        say(places::field(&entry.origin, &["audience"]), "an entry");
    }
    if let Some(review) = incident.public_pir.as_ref().filter(|review| review.record.state == Some(PirState::Approved))
    {
        say(places::in_file(&review.path, &["state"]), "the review");
    }
}
