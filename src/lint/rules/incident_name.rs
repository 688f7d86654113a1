//! `incident-name`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::model::{Incident, slug};

declare_rule! {
    /// The name of an incident's folder is its identity: in links, branches, commits and on every page. It is `YYYY-MM-DD-slug`: the day it
    /// was declared, and a few words in lower-case letters, digits and hyphens.
    ///
    /// Rename the folder with `git mv`.
    "incident-name", Error, "an incident's folder is not named YYYY-MM-DD-slug", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    if let Some(flaw) = incident.id.flaw() {
        let day = incident.id.day().map(|day| day.to_string());
        let begun = incident.milestones.declared.and_then(|at| Some(at.zoned()?.date().to_string()));
        let day = day.or(begun).unwrap_or_else(|| "YYYY-MM-DD".to_owned());
        let words = incident.id.as_str().trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let words = if words.is_empty() { slug(incident.title()) } else { slug(words) };
        let message = format!("the folder's name `{}` is not an incident's: {flaw}", incident.id);
        let help = format!("name it for instance `{day}-{words}`");
        findings.push(Finding::new(&RULE.info, Place::file(incident.file()), message).help(help));
    }
}
