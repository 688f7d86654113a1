//! `duplicate-id`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;
use crate::policy::{RoleScheme, SeverityScheme};
use std::collections::BTreeMap;

declare_rule! {
    /// Two incidents, or two entries or follow-ups of one incident, have the same id; or a person, component, severity or role is defined
    /// twice. A link or a `corrects:` that names the id could mean either.
    ///
    /// The id of an incident is its folder's name, unique in the whole tree, however deep the folders lie. In timeline.yaml and
    /// followups.yaml, give items an `id:` of their own.
    "duplicate-id", Error, "two things of the same name", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    records(corpus, findings);
    in_two_files(corpus, findings);
    policy(corpus, findings);
}

/// Incidents, entries and follow-ups.
pub fn records(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let mut seen = Seen::new("incident", findings);
    for (id, folder) in corpus.elsewhere() {
        seen.note(id, Place::file(folder.join("incident.yaml")));
    }
    for incident in &corpus.incidents {
        seen.note(incident.id.as_str(), Place::file(incident.file()));
    }
    for incident in &corpus.incidents {
        parts(incident, findings);
    }
}

fn parts(incident: &Incident, findings: &mut Vec<Finding>) {
    let mut seen = Seen::new("entry", findings);
    for entry in &incident.entries {
        seen.note(entry.id.as_str(), places::field(&entry.origin, &["id"]));
    }
    let mut seen = Seen::new("follow-up", findings);
    for followup in &incident.followups {
        seen.note(&followup.id, places::field(&followup.origin, &["id"]));
    }
}

/// A person or component both in the policy and in its own file.
fn in_two_files(corpus: &Corpus, findings: &mut Vec<Finding>) {
    use crate::corpus::{COMPONENTS_FILE, PEOPLE_FILE, POLICY_FILE};
    use crate::source::{RepoPath, yaml::Route};
    let root = RepoPath::root();
    let people = corpus.policy_record.people.keys().map(|id| ("people", PEOPLE_FILE, id));
    let components = corpus.policy_record.components.keys().map(|id| ("components", COMPONENTS_FILE, id));
    let both: Vec<_> = people.chain(components).collect();
    let there: Vec<Place> =
        both.iter().map(|(_, file, id)| Place::key(root.join(file), Route::root().key(id.as_str()))).collect();
    let mut locator = crate::corpus::Locator::new(corpus);
    // Each of the two files is parsed once, however many names the policy holds.
    let spans = locator.spans(&there.iter().collect::<Vec<_>>());
    for (((section, file, id), there), span) in both.into_iter().zip(there).zip(spans) {
        let same = locator.text(&there.path).and_then(|text| text.get(span.range())) == Some(id.as_str());
        if same {
            let here = Place::key(root.join(POLICY_FILE), Route::root().key(section).key(id.clone()));
            let message = format!("`{id}` is defined both here and in {file}; the one in {file} counts");
            findings
                .push(Finding::new(&RULE.info, here, message).related(there, "also here").help("keep one of the two"));
        }
    }
}

fn policy(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let path = crate::source::RepoPath::root().join(crate::corpus::POLICY_FILE);
    if let SeverityScheme::Custom(severities) = &corpus.policy_record.severities {
        let mut seen = Seen::new("severity", findings);
        for (index, severity) in severities.iter().enumerate() {
            seen.note(&severity.id, places::in_file(&path, &["severities"]).item(index));
        }
    }
    if let RoleScheme::Custom(roles) = &corpus.policy_record.roles {
        let mut seen = Seen::new("role", findings);
        for (index, role) in roles.iter().enumerate() {
            seen.note(&role.id, places::in_file(&path, &["roles"]).item(index));
        }
    }
}

/// The first place of each id of one sort.
struct Seen<'f> {
    what: &'static str,
    first: BTreeMap<String, Place>,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Seen<'f> {
    fn new(what: &'static str, findings: &'f mut Vec<Finding>) -> Self {
        Self { what, first: BTreeMap::new(), findings }
    }

    fn note(&mut self, id: &str, place: Place) {
        match self.first.get(id) {
            None => drop(self.first.insert(id.to_owned(), place)),
            Some(first) => {
                let message = format!("the {} id `{id}` is used twice", self.what);
                let finding = Finding::new(&RULE.info, place, message).related(first.clone(), "first used here");
                self.findings.push(finding.help("rename one of the two"));
            }
        }
    }
}
