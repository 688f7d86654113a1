//! `dangling-reference`.

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Entry, Followup, Incident};

declare_rule! {
    /// An entry `corrects` or `acknowledges` an entry that does not exist, a follow-up was moved to one that does not exist, or an incident is
    /// a duplicate of one that does not. Whoever follows the reference learns nothing.
    ///
    /// The hook `commit-msg` asks the same of a commit's message: what its trailers `Incident:` and `Entry:` name must be there.
    "dangling-reference", Error, "a reference to something that is not there", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let others = corpus.elsewhere().keys().map(String::as_str);
    let ids: std::collections::BTreeSet<&str> =
        corpus.incidents.iter().map(|incident| incident.id.as_str()).chain(others).collect();
    let mut known = |id: &str, place: Place, what: &str| {
        if !ids.contains(id) {
            let near = places::suggestion(findings, id, ids.iter().copied());
            let finding =
                Finding::new(&RULE.info, place, format!("{what} `{id}`, which is no incident of this repository"));
            findings.push(finding.suggest(near, "name an incident by its folder, `YYYY-MM-DD-slug`"));
        }
    };
    for incident in &corpus.incidents {
        if let Some(id) = &incident.record.duplicate_of {
            known(id, places::incident(incident, &["duplicate_of"]), "it duplicates");
        }
        if let Some(id) = incident.record.caused_by.as_ref().and_then(|cause| cause.incident.as_deref()) {
            known(id, places::incident(incident, &["caused_by", "incident"]), "it was caused by");
        }
    }
    for incident in &corpus.incidents {
        let entries: Entries<'_> = incident.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        incident.entries.iter().for_each(|entry| entry_references(&entries, entry, findings));
        for followup in &incident.followups {
            let found = followup_target(incident, followup, &ids, findings);
            findings.extend(found);
        }
    }
}

/// The entries of an incident by their ids.
type Entries<'c> = HashMap<&'c str, &'c Entry>;

/// An entry by its name, with or without `.md`.
fn named<'c>(entries: &Entries<'c>, name: &str) -> Option<&'c Entry> {
    entries.get(name.strip_suffix(".md").unwrap_or(name)).copied()
}

fn entry_references(entries: &Entries<'_>, entry: &Entry, findings: &mut Vec<Finding>) {
    for (key, target) in [("corrects", &entry.record.corrects), ("acknowledges", &entry.record.acknowledges)] {
        let Some(target) = target else { continue };
        let place = places::field(&entry.origin, &[key]);
        match named(entries, target) {
            None => {
                let near = places::suggestion(findings, target, entries.keys().copied());
                let finding = Finding::new(
                    &RULE.info,
                    place,
                    format!("`{key}` names `{target}`, which is no entry of this incident"),
                );
                findings.push(finding.suggest(near, "name an entry by its file, with or without `.md`"));
            }
            Some(found) if found.id == entry.id => {
                let finding = Finding::new(&RULE.info, place, format!("the entry {key} itself"));
                findings.push(finding.help("name the earlier entry"));
            }
            Some(found) if key == "corrects" && leads_back(entries, found, entry) => {
                let finding = Finding::new(&RULE.info, place, "these entries correct each other, so neither counts");
                let other = places::field(&found.origin, &["corrects"]);
                findings.push(
                    finding
                        .related(other, "this one corrects it in turn")
                        .help("keep `corrects` in the later one only"),
                );
            }
            Some(_) => {}
        }
    }
}

/// Corrections of corrections of … are followed this far.
const LONGEST_CHAIN: usize = 16;

/// Whether following `corrects` from an entry comes to another.
fn leads_back(entries: &Entries<'_>, from: &Entry, to: &Entry) -> bool {
    let next = |entry: &&Entry| entry.record.corrects.as_deref().and_then(|name| named(entries, name));
    std::iter::successors(named(entries, from.id.as_str()), next).take(LONGEST_CHAIN).any(|entry| entry.id == to.id)
}

/// `to` is a URL, a follow-up of this incident, or an incident.
fn followup_target(
    incident: &Incident,
    followup: &Followup,
    ids: &std::collections::BTreeSet<&str>,
    findings: &[Finding],
) -> Option<Finding> {
    let to = followup.record.to.as_deref()?;
    let here = incident.followups.iter().any(|other| other.id == to && other.id != followup.id);
    let elsewhere = to.split_once('/').map_or(to, |(incident, _)| incident);
    if to.contains("://") || here || ids.contains(elsewhere) {
        return None;
    }
    let near = places::suggestion(findings, to, incident.followups.iter().map(|other| other.id.as_str()));
    let finding = Finding::new(
        &RULE.info,
        places::field(&followup.origin, &["to"]),
        format!("`to` names `{to}`, which is neither a URL nor another follow-up nor an incident"),
    );
    Some(finding.suggest(near, "name where it lives on: a URL, a follow-up's id, or an incident's id"))
}
