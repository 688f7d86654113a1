//! Post-incident reviews, and what to say where there is none.

use super::badges;
use super::names::capital;
use super::resolve::Resolver;
use super::urls::anchor;
use crate::model::{Incident, Pir, ReviewOutcome, Status, slug};
use crate::policy::PirDuty;
use crate::site::markdown::{Reading, render_parts};
use crate::site::page::{ReviewView, SectionView};

/// A review; `name` tells its anchors from those of another on the page.
pub(super) fn review(of: &Resolver<'_, '_>, pir: &Pir, name: &str) -> ReviewView {
    let folder = pir.path.parent();
    let resolve = |address: &str| of.resolve(&folder, address);
    let parts = render_parts(&pir.body, &Reading { prefix: name, top: 4, resolve: &resolve });
    let person = |handle: &Option<String>| handle.as_deref().map(|handle| of.site.person(handle, of.root));
    ReviewView {
        state: badges::pir(pir.state()),
        author: person(&pir.record.author),
        facilitator: person(&pir.record.facilitator),
        reviewers: pir.record.reviewers.iter().map(|handle| of.site.person(handle, of.root)).collect(),
        lead_html: Some(parts.lead).filter(|html| !html.trim().is_empty()),
        sections: sections(parts.sections, name),
    }
}

fn sections(parts: Vec<(String, String)>, name: &str) -> Vec<SectionView> {
    let mut views: Vec<SectionView> = Vec::new();
    for (title, body_html) in parts {
        let wanted = anchor(name, &slug(&title));
        let same = views
            .iter()
            .filter(|view| view.anchor == wanted || view.anchor.starts_with(&format!("{wanted}-again-")))
            .count();
        let anchor = if same == 0 { wanted } else { format!("{wanted}-again-{same}") };
        views.push(SectionView { anchor, title, body_html });
    }
    views
}

/// What the review meeting decided.
pub(super) fn outcome(of: &Resolver<'_, '_>) -> Option<String> {
    let review = of.incident.record.review.as_ref()?;
    let decided = match review.outcome? {
        ReviewOutcome::NoAction => "found that nothing more is needed",
        ReviewOutcome::QuickAction => "settled it with a quick action",
        ReviewOutcome::Postmortem => "asked for a written review",
    };
    let at = review.at.map(|at| format!(" of {}", of.site.clock.moment(at).date)).unwrap_or_default();
    let by = review.by.as_deref().map(|by| format!(", led by {},", of.site.corpus.person_name(by))).unwrap_or_default();
    let note = review.note.as_deref().map(|note| format!(" {}", ended(note))).unwrap_or_default();
    Some(format!("The meeting{at}{by} {decided}.{note}"))
}

/// With a full stop, if it has none.
fn ended(note: &str) -> String {
    let note = capital(note.trim());
    if note.ends_with(['.', '!', '?']) { note } else { format!("{note}.") }
}

/// What to say where there is no review.
pub(super) fn absent(of: &Resolver<'_, '_>) -> String {
    let incident = of.incident;
    let name = incident.state.severity.as_deref();
    match (incident.state.status, incident.record.review.as_ref().and_then(|review| review.outcome)) {
        (Status::Cancelled, _) => "None is owed: it was called off.".to_owned(),
        (status, _) if status.is_active() => {
            "Not now: first the users. What to learn from it can wait until they are well.".to_owned()
        }
        (_, Some(ReviewOutcome::NoAction | ReviewOutcome::QuickAction)) => {
            "No written review was asked for.".to_owned()
        }
        _ if is_owed(of, incident) => {
            format!("A written review is owed for {}, and nobody has begun it yet.", name.unwrap_or("it"))
        }
        _ => "None was written, and none is owed.".to_owned(),
    }
}

fn is_owed(of: &Resolver<'_, '_>, incident: &Incident) -> bool {
    let asked = incident.record.review.as_ref().and_then(|review| review.outcome) == Some(ReviewOutcome::Postmortem);
    let severity = incident.state.severity.as_deref().and_then(|id| of.site.corpus.policy.severity(id));
    asked || severity.is_some_and(|severity| severity.pir == Some(PirDuty::Required))
}
