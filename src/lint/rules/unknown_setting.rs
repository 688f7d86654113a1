//! `unknown-setting`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{CHANGE_RULES, Check, RULES, find, places};
use crate::source::{RepoPath, did_you_mean, glob, one_of};

declare_rule! {
    /// The policy sets a level for a rule that does not exist, gives authority to a role that does not exist, or ignores a path that no file
    /// has. Such a setting looks like protection and does nothing.
    ///
    /// Correct the name, or take the setting out.
    "unknown-setting", Error, "a setting of the policy that matches nothing", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let path = RepoPath::root().join(crate::corpus::POLICY_FILE);
    for (id, setting) in &corpus.policy.rules {
        if find(id).is_none() && !CHANGE_RULES.contains(&id.as_str()) {
            let place = Place::key(path.clone(), crate::source::yaml::Route::root().key("rules").key(id));
            let near = did_you_mean(id, RULES.iter().map(|rule| rule.info.id).chain(CHANGE_RULES.iter().copied()));
            let finding = Finding::new(&RULE.info, place, format!("there is no rule `{id}`"));
            findings.push(finding.suggest(near, "`flarebook rules` lists them all"));
        }
        let ignored = setting.ignored().iter().enumerate();
        for (index, pattern) in ignored.filter(|(_, pattern)| !corpus.is_part && !matches_a_file(corpus, pattern)) {
            let place = places::in_file(&path, &["rules", id, "ignore"]).item(index);
            let finding =
                Finding::new(&RULE.info, place, format!("`{pattern}` ignores nothing: no file of the record fits it"));
            findings.push(finding.help("`*` stops at `/`, `**` does not; paths begin at the root of the repository"));
        }
    }
    roles(corpus, &path, findings);
}

fn roles(corpus: &Corpus, path: &RepoPath, findings: &mut Vec<Finding>) {
    let authority = corpus.policy.lifecycle.authority.iter();
    let mut named: Vec<(String, Place)> = authority
        .flat_map(|(status, roles)| {
            let place = places::in_file(path, &["lifecycle", "authority", status.as_str()]);
            roles.iter().enumerate().map(move |(index, role)| (role.clone(), place.clone().item(index)))
        })
        .collect();
    let waivers = corpus.policy.followups.waiver_by.iter().enumerate();
    let place = places::in_file(path, &["followups", "waiver_by"]);
    named.extend(waivers.map(|(index, role)| (role.clone(), place.clone().item(index))));
    for role in &corpus.policy.roles {
        named.extend(role.not_together.iter().map(|other| (other.clone(), places::in_file(path, &["roles"]))));
    }
    for (role, place) in named.into_iter().filter(|(role, _)| corpus.policy.role(role).is_none()) {
        let ids = || corpus.policy.roles.iter().map(|role| role.id.as_str());
        let finding = Finding::new(&RULE.info, place, format!("`{role}` is not a role of the policy"));
        findings.push(finding.suggest(did_you_mean(&role, ids()), format!("the policy has {}", one_of(ids()))));
    }
}

fn matches_a_file(corpus: &Corpus, pattern: &str) -> bool {
    let fits = |path: &RepoPath| glob::fits(pattern, path.as_str());
    let files = corpus.incidents.iter().flat_map(|incident| {
        let entries = incident.entries.iter().map(|entry| entry.origin.path.clone());
        let followups = incident.followups.iter().map(|followup| followup.origin.path.clone());
        let reviews = incident.pir.iter().chain(&incident.public_pir).map(|pir| pir.path.clone());
        std::iter::once(incident.file()).chain(entries).chain(followups).chain(reviews)
    });
    let found = files.chain(corpus.problems.iter().map(|problem| problem.path.clone())).any(|path| fits(&path));
    found || ["flarebook.yaml", "people.yaml", "components.yaml"].iter().any(|name| glob::fits(pattern, name))
}
