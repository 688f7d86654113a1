//! `unknown-role`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;
use crate::source::{did_you_mean, one_of};

declare_rule! {
    /// An entry fills a role that the policy knows neither by id nor by alias, so nobody sees on any page that it is filled.
    ///
    /// Use one of the policy's roles, or add this one in flarebook.yaml.
    "unknown-role", Error, "a role that the policy does not have", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    let roles = &corpus.policy.roles;
    for entry in &incident.entries {
        for role in entry.record.roles.keys().filter(|role| corpus.policy.role(role).is_none()) {
            let words = roles.iter().flat_map(|role| role.aliases.iter().chain([&role.id])).map(String::as_str);
            let finding = Finding::new(
                &RULE.info,
                places::key(&entry.origin, &["roles", role]),
                format!("`{role}` is not a role of the policy"),
            );
            let help = format!("the policy has {}", one_of(roles.iter().map(|role| role.id.as_str())));
            findings.push(finding.suggest(did_you_mean(role, words), help));
        }
    }
}
