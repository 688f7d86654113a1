//! `resolved-with-loose-followups`.

use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::Place;
use crate::model::Incident;

declare_rule! {
    /// A follow-up that does not block resolution lives on after it, and nobody looks at the incident any more. So it needs somebody who owns
    /// it, a day, and a place on that somebody's backlog.
    ///
    /// Add `owner:`, `due:` and `tracker:`; or settle it.
    "resolved-with-loose-followups", Error, "an incident resolved while a follow-up has no owner, day or tracker", Check::Owed(owed)
}

fn owed(incident: &Incident, _: &Judge<'_>, steps: &mut Vec<Step>) {
    for followup in incident.followups.iter().filter(|followup| !followup.is_blocking() && !followup.is_well_settled())
    {
        let missing: Vec<String> = followup.homeless().iter().map(|key| format!("`{key}:`")).collect();
        let origin = &followup.origin;
        let label = "an owner, a day and a tracker for {}";
        let step = Step::when(&INFO, label, missing.is_empty()).about(followup.title()).key(&followup.id);
        let step = step.at(Place::value(origin.path.clone(), origin.route().key("title")));
        steps.push(if missing.is_empty() {
            step
        } else {
            let list = missing.join(", ");
            step.note(format!("it has no {list}")).help(format!("add {list}, or settle it"))
        });
    }
}
