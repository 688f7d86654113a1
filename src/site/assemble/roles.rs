//! Who held which role, and who holds it now.

use std::collections::BTreeSet;

use super::clock::length;
use super::names;
use super::site::Site;
use crate::model::{Elapsed, Incident, Tenure};
use crate::site::page::{RoleHold, RoleView};

/// Every role that was held or had to be, in the policy's order; roles that the policy does not know come last.
pub(super) fn roles(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<RoleView> {
    let all = |_: &&Tenure| true;
    views(site, incident, root, all)
}

/// The same for those who hold them now.
pub(super) fn holders(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<RoleView> {
    views(site, incident, root, |tenure| tenure.until.is_none())
}

fn views(site: &Site<'_>, incident: &Incident, root: &str, wanted: impl Fn(&&Tenure) -> bool) -> Vec<RoleView> {
    let policy = &site.corpus.policy;
    let tenures: Vec<&Tenure> = incident.state.tenures.iter().filter(wanted).collect();
    let held = |id: &str| tenures.iter().any(|tenure| tenure.role == id);
    let known = policy.roles.iter().filter(|role| held(&role.id) || role.required.applies_to(incident.kind()));
    let known: Vec<&str> = known.map(|role| role.id.as_str()).collect();
    let others: BTreeSet<&str> =
        tenures.iter().map(|tenure| tenure.role.as_str()).filter(|id| !known.contains(id)).collect();
    let view = |id: &str| RoleView {
        name: names::capital(names::role(site.corpus, id)),
        meaning: policy.role(id).map(|role| role.meaning.clone()).filter(|meaning| !meaning.is_empty()),
        holders: tenures
            .iter()
            .filter(|tenure| tenure.role == id)
            .map(|tenure| hold(site, incident, tenure, root))
            .collect(),
    };
    known.iter().copied().chain(others).map(view).collect()
}

fn hold(site: &Site<'_>, incident: &Incident, tenure: &Tenure, root: &str) -> RoleHold {
    // Who never gave a role back held it until the users were well; for how long after, the record does not say.
    let end = tenure.until.or(incident.milestones.mitigated.filter(|_| !incident.state.status.is_active()));
    RoleHold {
        person: site.person(&tenure.person, root),
        from: site.clock.moment(tenure.from),
        to: tenure.until.map(|until| site.clock.moment(until)),
        length: length(Elapsed::between(Some(tenure.from), end).filter(|elapsed| elapsed.seconds >= 0)),
    }
}
