//! `missing-title`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;

declare_rule! {
    /// A title is the only thing that declaring asks for: one line that a stranger understands. Without it, lists, pages and notifications
    /// can show nothing but an id.
    "missing-title", Error, "an incident or follow-up without a title", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    let blank = |title: &Option<String>| title.as_deref().is_none_or(|title| title.trim().is_empty());
    // A file that could not be read has more to mend than its title.
    let unread = |path: &crate::source::RepoPath| corpus.is_unread(path);
    if blank(&incident.record.title) && !unread(&incident.file()) {
        let place = places::incident(incident, &["title"]);
        let finding = Finding::new(&RULE.info, place, "the incident has no title");
        findings.push(finding.help("add `title:` with one line that a stranger understands"));
    }
    for followup in incident.followups.iter().filter(|followup| blank(&followup.record.title)) {
        if !unread(&followup.origin.path) {
            let place = places::field(&followup.origin, &["title"]);
            let finding = Finding::new(&RULE.info, place, format!("the follow-up `{}` has no title", followup.id));
            findings.push(finding.help("add `title:` and say what will be different"));
        }
    }
}
