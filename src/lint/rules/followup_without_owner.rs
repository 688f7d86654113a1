//! `followup-without-owner`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;

declare_rule! {
    /// A follow-up that is not settled has no `owner:`. What everybody should do, nobody does; the same outage then returns.
    ///
    /// Name a person or a team. While the incident is still going on this can wait; before it is resolved it should be done.
    "followup-without-owner", Warn, "a follow-up that nobody owns", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    for followup in &incident.followups {
        // A file that could not be read has more to mend than its owner.
        let unread = || corpus.is_unread(&followup.origin.path);
        if followup.record.owner.is_none() && !followup.is_settled() && !unread() {
            let place = places::field(&followup.origin, &["title"]);
            let message = format!("nobody owns the follow-up `{}`", followup.id);
            findings.push(Finding::new(&RULE.info, place, message).help("add `owner:` with a person or a team"));
        }
    }
}
