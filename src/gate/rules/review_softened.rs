//! `review-softened`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::{Incident, Review, ReviewOutcome};
use crate::source::yaml::Route;

declare_rule! {
    /// The review meeting asked for a post-incident review, and now the record says that it asked for less, or for nothing. Nothing says why.
    ///
    /// Say who decided that and why in the review's `note:`.
    "review-softened", Error, "the review meeting's decision asks for less, and nothing says why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    let review = |incident: &Incident| incident.record.review.clone().unwrap_or_default();
    let (old, new) = (review(before), review(after));
    let softer = old.outcome == Some(ReviewOutcome::Postmortem) && new.outcome != old.outcome;
    if softer && !explained(&old, &new) {
        let place = Place::value(after.file(), Route::root().key("review").key("outcome"));
        let now = new.outcome.map_or_else(|| "nothing".to_owned(), ReviewOutcome::in_words);
        let message = format!("the review meeting asked for a postmortem, and now for {now}");
        findings.push(
            Finding::new(&INFO, place, message).help("say in the review\u{2019}s `note:` who decided that, and why"),
        );
    }
}

fn explained(old: &Review, new: &Review) -> bool {
    let note = |review: &Review| review.note.as_deref().unwrap_or_default().trim().to_owned();
    !note(new).is_empty() && note(new) != note(old)
}
