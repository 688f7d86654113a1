//! What a responder needs to know in the first minute, for `declare --format json`: the same as [`super::declared_text`], for programs.

use serde::Serialize;

use crate::corpus::Corpus;
use crate::model::{IncidentId, Moment};
use crate::overview::{self, Surroundings};
use crate::respond::Declaration;

/// `advice` of `declare --format json`.
#[derive(Serialize)]
pub struct AdviceView<'c> {
    severity: Option<&'c str>,
    roles: Vec<RoleView<'c>>,
    next_update: Option<Moment>,
    safe_actions: Vec<&'c str>,
    runbooks: Vec<&'c str>,
    needs: Vec<&'c str>,
    needed_by: Vec<&'c str>,
    also_open: Vec<OtherView<'c>>,
    unknown: Vec<UnknownView>,
}

/// A role that somebody must hold, or holds.
#[derive(Serialize)]
struct RoleView<'c> {
    role: &'c str,
    name: &'c str,
    person: Option<&'c str>,
}

/// Another open incident.
#[derive(Serialize)]
struct OtherView<'c> {
    incident: &'c str,
    title: &'c str,
    shares: Vec<String>,
}

/// A name that nobody here knows.
#[derive(Serialize)]
struct UnknownView {
    what: &'static str,
    name: String,
    help: String,
}

impl<'c> AdviceView<'c> {
    /// For whoever declared an incident.
    #[must_use]
    pub fn new(corpus: &'c Corpus, declaration: &Declaration, id: &IncidentId) -> Self {
        let declared = declaration.declared(corpus);
        let kind = declaration.kind.unwrap_or_default();
        let around = Surroundings::of(corpus, &declared.components);
        let roles = corpus.policy.roles.iter().filter_map(|role| {
            let person = match role.id.as_str() {
                "lead" => declared.lead,
                "comms" => declared.comms,
                _ => None,
            };
            let shown = role.required.applies_to(kind) || person.is_some();
            shown.then_some(RoleView { role: &role.id, name: &role.name, person })
        });
        let others = overview::alike(corpus, id.as_str(), &declaration.title, &declared.components);
        let other = |one: overview::Alike<'c>| OtherView {
            incident: one.incident.id.as_str(),
            title: one.incident.title(),
            shares: one.shared,
        };
        let unknown = |(what, name, help)| UnknownView { what, name, help };
        Self {
            severity: declared.severity,
            roles: roles.collect(),
            next_update: declared.next_update.map(|(at, _)| at),
            safe_actions: around.safe_actions,
            runbooks: around.runbooks,
            needs: around.needs,
            needed_by: around.needed_by,
            also_open: others.into_iter().map(other).collect(),
            unknown: declared.unknown.into_iter().map(unknown).collect(),
        }
    }
}
