//! `nothing-to-check`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::RepoPath;

declare_rule! {
    /// No incident was found, or none in the paths that were asked for. A check that looked at nothing must not look like a check that found
    /// nothing: the wrong folder, a failed checkout and a renamed `incidents/` all end here.
    ///
    /// An incident is a folder below `incidents/` with an `incident.yaml` in it. `flarebook declare "What is wrong"` makes one.
    "nothing-to-check", Error, "there is no incident to check", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    if corpus.incidents.is_empty() {
        let place = Place::file(RepoPath::root().join(crate::corpus::INCIDENTS_FOLDER));
        let message = format!("{} holds no incident, so nothing was checked", corpus.tree.name());
        let help = "declare one with `flarebook declare \"What is wrong\"`, or name the right folder with --repo";
        findings.push(Finding::new(&RULE.info, place, message).help(help));
    }
}
