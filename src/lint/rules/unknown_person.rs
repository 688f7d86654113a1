//! `unknown-person`.

use std::collections::HashMap;

use crate::corpus::{Corpus, PEOPLE_FILE};
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Followup, Incident, Pir};
use crate::source::RepoPath;

declare_rule! {
    /// A record names somebody who is in neither people.yaml nor the `people:` of flarebook.yaml: as author of an entry, holder of a role,
    /// owner of a follow-up, reviewer.
    ///
    /// A name that nobody can be reached under is a role that nobody holds. Correct the handle, or add the person. Owners of follow-ups and
    /// components may also be teams; a team exists when somebody in the roster is in it.
    "unknown-person", Error, "a person who is not in the roster", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    // A roster that cannot be read is said once, not once for every name.
    if corpus.is_unread(&RepoPath::root().join(PEOPLE_FILE)) {
        return;
    }
    let mut search = Search { corpus, findings, near: HashMap::new() };
    for (id, component) in &corpus.components {
        for owner in component.owner.iter() {
            search.person_or_team(owner, corpus.component_place(id), &format!("owner of component `{id}`"));
        }
    }
    for incident in &corpus.incidents {
        search.incident(incident);
    }
}

struct Search<'c, 'f> {
    corpus: &'c Corpus,
    findings: &'f mut Vec<Finding>,
    /// What each unknown name was probably meant to be; the same name is often wrong in many places.
    near: HashMap<String, Option<&'c str>>,
}

impl Search<'_, '_> {
    fn incident(&mut self, incident: &Incident) {
        if let Some(by) = incident.record.review.as_ref().and_then(|review| review.by.as_deref()) {
            self.person(by, places::incident(incident, &["review", "by"]));
        }
        for entry in &incident.entries {
            let named = [("by", &entry.record.by), ("approved_by", &entry.record.approved_by)];
            for (key, name) in named.into_iter().filter_map(|(key, name)| Some((key, name.as_deref()?))) {
                self.person(name, places::field(&entry.origin, &[key]));
            }
            for (role, holders) in &entry.record.roles {
                for holder in &holders.0 {
                    self.person(holder, places::field(&entry.origin, &["roles", role]));
                }
            }
        }
        incident.followups.iter().for_each(|followup| self.followup(followup));
        incident.pir.iter().chain(&incident.public_pir).for_each(|pir| self.pir(pir));
    }

    fn followup(&mut self, followup: &Followup) {
        if let Some(owner) = &followup.record.owner {
            self.person_or_team(owner, places::field(&followup.origin, &["owner"]), "owner");
        }
        if let Some(by) = &followup.record.by {
            self.person(by, places::field(&followup.origin, &["by"]));
        }
        if let Some(by) = followup.record.waiver.as_ref().and_then(|waiver| waiver.by.as_deref()) {
            self.person(by, places::field(&followup.origin, &["waiver", "by"]));
        }
    }

    fn pir(&mut self, pir: &Pir) {
        for (key, name) in [("author", &pir.record.author), ("facilitator", &pir.record.facilitator)] {
            if let Some(name) = name {
                self.person(name, places::in_file(&pir.path, &[key]));
            }
        }
        for (index, reviewer) in pir.record.reviewers.iter().enumerate() {
            self.person(reviewer, places::in_file(&pir.path, &["reviewers"]).item(index));
        }
    }

    fn person(&mut self, name: &str, place: Place) {
        if !self.corpus.people.contains_key(name) {
            let people = &self.corpus.people;
            let near = self.near.entry(name.to_owned());
            let near =
                *near.or_insert_with(|| places::suggestion(self.findings, name, people.keys().map(String::as_str)));
            let finding = Finding::new(&RULE.info, place, format!("`{name}` is not in the roster"));
            self.findings.push(finding.suggest(near, "add the person to people.yaml"));
        }
    }

    fn person_or_team(&mut self, name: &str, place: Place, what: &str) {
        if self.corpus.people.contains_key(name) || self.corpus.has_team(name) {
            return;
        }
        let teams = self.corpus.people.values().flat_map(|person| person.team.iter());
        let near = places::suggestion(self.findings, name, self.corpus.people.keys().map(String::as_str).chain(teams));
        let message = format!("the {what}, `{name}`, is neither a person nor a team of the roster");
        let help = format!("add the person to people.yaml, or put `team: {name}` on somebody in it");
        self.findings.push(Finding::new(&RULE.info, place, message).suggest(near, help));
    }
}
