//! `unknown-component`.

use crate::corpus::{COMPONENTS_FILE, Corpus};
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::source::RepoPath;

declare_rule! {
    /// A record names a component that is in neither components.yaml nor the `components:` of flarebook.yaml. Its owner and runbooks cannot
    /// be shown to the responders, and the status page does not change.
    ///
    /// Correct the id, or add the component.
    "unknown-component", Error, "a component that is not in the catalogue", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    // A catalogue that cannot be read is said once, not once for every component.
    if corpus.is_unread(&RepoPath::root().join(COMPONENTS_FILE)) {
        return;
    }
    let mut name = |id: &str, place: Place| {
        if !corpus.components.contains_key(id) {
            let near = places::suggestion(findings, id, corpus.components.keys().map(String::as_str));
            let finding = Finding::new(&RULE.info, place, format!("`{id}` is not a component of the catalogue"));
            findings.push(finding.suggest(near, "add it to components.yaml"));
        }
    };
    for (id, component) in &corpus.components {
        for needed in &component.depends_on {
            name(needed, corpus.component_place(id));
        }
    }
    for incident in &corpus.incidents {
        for (index, id) in incident.record.components.iter().enumerate() {
            name(id, places::incident(incident, &["components"]).item(index));
        }
        for entry in &incident.entries {
            for id in entry.record.components.keys() {
                name(id, places::key(&entry.origin, &["components", id]));
            }
        }
    }
}
