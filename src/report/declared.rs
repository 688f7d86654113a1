//! What a responder needs to know in the first minute, for `declare`: who leads, how bad, what is safe to do, what is around it, what
//! else is open, what comes next.

use super::incidents::plain;
use crate::corpus::Corpus;
use crate::model::{IncidentId, Kind};
use crate::overview::{self, Surroundings};
use crate::policy::Role;
use crate::respond::{Declaration, Declared};

/// Other open incidents that are named; more would bury the rest.
const MOST_OTHERS: usize = 3;
/// Neighbours that are named.
const MOST_AROUND: usize = 6;

/// The first words to whoever declared it; once it is committed, what is said of it tells the rest.
#[must_use]
pub fn declared_text(corpus: &Corpus, declaration: &Declaration, id: &IncidentId, is_committed: bool) -> String {
    let declared = declaration.declared(corpus);
    let state = match declaration.afterwards.map(|afterwards| afterwards.mitigated.is_some()) {
        Some(true) => "is written down, and mitigated",
        Some(false) | None => "is open",
    };
    let mut lines = vec![String::new(), format!("Incident {id} {state}.")];
    lines.extend(kind(declaration.kind.unwrap_or_default()));
    if declaration.afterwards.is_none() {
        lines.extend(roles(corpus, declaration, &declared));
        lines.push(severity(corpus, &declared));
        lines.extend(around(corpus, &declared.components));
    }
    lines.extend(others(corpus, declaration, &declared, id));
    lines.push(match declaration.afterwards {
        None => "Next: flarebook log \"What you see\"".to_owned(),
        Some(_) => format!("Next: flarebook log \"What was done\" --at TIME --incident {id}"),
    });
    if !is_committed {
        let how = format!("git add incidents/{id} && git commit -m \"Declare {id}\" && git push");
        lines.push(format!("Nobody else sees it yet. Let them: {how}"));
        lines.push("(`flarebook declare TITLE --push` does both at once.)".to_owned());
    }
    lines.join("\n")
}

fn kind(kind: Kind) -> Option<String> {
    let words = match kind {
        Kind::Incident => return None,
        Kind::Preemptive => "Nobody is hurt yet: be calm, and keep it so.",
        Kind::Security => "Say no more of it outside this repository than you must (`visibility: restricted`).",
        Kind::Drill => "This is practice.",
        Kind::Maintenance => "This is planned work.",
    };
    Some(words.to_owned())
}

/// Who holds the roles that somebody must hold.
fn roles(corpus: &Corpus, declaration: &Declaration, declared: &Declared<'_>) -> Vec<String> {
    let kind = declaration.kind.unwrap_or_default();
    let holder = |role: &Role| match role.id.as_str() {
        "lead" => declared.lead,
        "comms" => declared.comms,
        _ => None,
    };
    let line = |role: &Role| {
        let person = holder(role).map(|person| plain(corpus.person_name(person)));
        let name = if role.name.is_empty() { &role.id } else { &role.name };
        match (role.id.as_str(), person) {
            ("lead", Some(person)) => format!("{person} leads."),
            ("lead", None) => "Nobody leads yet. Who will? flarebook assign lead PERSON".to_owned(),
            ("comms", Some(person)) => format!("{person} communicates: questions go there."),
            ("comms", None) => "Nobody communicates yet: flarebook assign comms PERSON".to_owned(),
            (_, Some(person)) => format!("{name}: {person}."),
            (id, None) => format!("Nobody is {} yet: flarebook assign {id} PERSON", name.to_lowercase()),
        }
    };
    let roles = corpus.policy.roles.iter();
    roles.filter(|role| role.required.applies_to(kind) || holder(role).is_some()).map(line).collect()
}

fn severity(corpus: &Corpus, declared: &Declared<'_>) -> String {
    let Some(id) = declared.severity else {
        let known: Vec<&str> = corpus.policy.severities.iter().map(|severity| severity.id.as_str()).collect();
        return format!("The severity is pending; that is fine. ({})", known.join(", "));
    };
    match &declared.next_update {
        Some((at, why)) => format!("The first update is due at {at} ({why}): flarebook update TEXT"),
        None => format!("The severity is {id}."),
    }
}

/// What may be done at once, and what stands around the components.
fn around(corpus: &Corpus, components: &[&str]) -> Vec<String> {
    let around = Surroundings::of(corpus, components);
    let named = |ids: &[&str]| {
        let names = ids.iter().take(MOST_AROUND).map(|id| plain(corpus.component_name(id)));
        let more = ids.len().saturating_sub(MOST_AROUND);
        names.chain((more > 0).then(|| format!("{more} more"))).collect::<Vec<_>>().join(", ")
    };
    let ours = named(components);
    let safe: Vec<String> = around.safe_actions.iter().map(|action| plain(action.trim_end_matches('.'))).collect();
    let mut lines = Vec::new();
    if !safe.is_empty() {
        lines.push(format!("Safe to do without asking: {}.", safe.join("; ")));
    }
    lines.extend(around.runbooks.iter().map(|runbook| format!("Runbook: {}", plain(runbook))));
    if !around.needs.is_empty() {
        lines.push(format!("{ours} cannot work without: {}.", named(&around.needs)));
    }
    if !around.needed_by.is_empty() {
        lines.push(format!("Without {ours} these do not work: {}.", named(&around.needed_by)));
    }
    lines
}

fn others(corpus: &Corpus, declaration: &Declaration, declared: &Declared<'_>, id: &IncidentId) -> Vec<String> {
    let alike = overview::alike(corpus, id.as_str(), &declaration.title, &declared.components);
    let line = |one: &overview::Alike<'_>| {
        let shared = if one.shared.is_empty() { String::new() } else { format!(", shares {}", one.shared.join(", ")) };
        let title: String = plain(one.incident.title()).chars().take(80).collect();
        let same = if shared.is_empty() { "" } else { " Is it the same?" };
        format!("Also open: {} ({title}{}).{same}", one.incident.id, plain(&shared))
    };
    let mut lines: Vec<String> = alike.iter().take(MOST_OTHERS).map(line).collect();
    if alike.iter().take(MOST_OTHERS).any(|one| !one.shared.is_empty()) {
        lines.push("If it is: flarebook cancel --duplicate-of ID".to_owned());
    }
    lines
}
