//! The list for the review meeting, for `agenda`: what to decide, what is being written, what is late, what turned out to be nothing.

use std::fmt::Write as _;

use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use super::findings_markdown::{code_span, words};
use super::incidents::IncidentView;
use crate::corpus::Corpus;
use crate::model::{Day, Incident, Moment, Phase, PirState, ReviewOutcome, Settlement, Status};
use crate::overview::{self, Today};

/// `agenda --format json`.
#[derive(Serialize)]
pub struct AgendaView<'c> {
    version: u32,
    day: Day,
    /// Over, and no outcome yet.
    to_review: Vec<ToReview<'c>>,
    /// Written reviews that are owed or being written.
    pirs: Vec<Writing<'c>>,
    /// Follow-ups that are late, or that nobody owns.
    followups: Vec<Loose<'c>>,
    /// Leave that runs out.
    waivers: Vec<Loose<'c>>,
    /// Still going on.
    open: Vec<IncidentView<'c>>,
    /// What turned out to be nothing.
    cancelled: Vec<Cancelled<'c>>,
}

#[derive(Serialize)]
struct ToReview<'c> {
    incident: IncidentView<'c>,
    summary: Option<&'c str>,
    required: bool,
    pir: Option<PirState>,
    impact: Option<String>,
}

#[derive(Serialize)]
struct Writing<'c> {
    incident: &'c str,
    title: &'c str,
    state: Option<PirState>,
    author: Option<&'c str>,
    facilitator: Option<&'c str>,
}

#[derive(Serialize)]
struct Loose<'c> {
    incident: &'c str,
    followup: &'c str,
    title: &'c str,
    owner: Option<&'c str>,
    day: Option<Day>,
}

#[derive(Serialize)]
struct Cancelled<'c> {
    incident: &'c str,
    title: &'c str,
    at: Option<Moment>,
    by: Option<&'c str>,
}

impl<'c> AgendaView<'c> {
    /// For a meeting now; `days` is how far back it looks for what nobody owes a word about.
    #[must_use]
    pub fn new(corpus: &'c Corpus, today: Today, days: i32) -> Self {
        let since = today.now.checked_sub((i64::from(days) * 24).hours()).unwrap_or(Timestamp::MIN);
        let all = || corpus.incidents.iter();
        let review = |incident: &'c Incident| to_review(corpus, incident, since);
        let open = all().filter(|incident| overview::shelf(incident) == overview::Shelf::Open);
        Self {
            version: 1,
            day: today.day,
            to_review: all().filter_map(review).collect(),
            pirs: all().filter_map(|incident| writing(corpus, incident)).collect(),
            followups: all().flat_map(|incident| loose(incident, today)).collect(),
            waivers: all().flat_map(|incident| waivers(incident, today)).collect(),
            open: open.map(IncidentView::new).collect(),
            cancelled: all().filter_map(|incident| cancelled(incident, since)).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        let lists = [self.to_review.len(), self.pirs.len(), self.followups.len(), self.waivers.len(), self.open.len()];
        lists.iter().sum::<usize>() + self.cancelled.len() == 0
    }
}

/// Over without an outcome: where a meeting is owed however long ago, else lately.
fn to_review<'c>(corpus: &Corpus, incident: &'c Incident, since: Timestamp) -> Option<ToReview<'c>> {
    let decided = incident.record.review.as_ref().and_then(|review| review.outcome).is_some();
    let required = overview::owes_meeting(incident, &corpus.policy);
    let ended = incident.milestones.mitigated.or(incident.milestones.resolved);
    let lately = ended.and_then(|at| at.earliest()).is_some_and(|at| at >= since);
    let wanted = overview::is_over(incident) && !decided && (required || lately);
    wanted.then(|| ToReview {
        incident: IncidentView::new(incident),
        summary: incident.record.summary.as_deref(),
        required,
        pir: incident.pir.as_ref().map(crate::model::Pir::state),
        impact: incident.milestones.elapsed(Phase::Impact).map(|elapsed| elapsed.in_words()),
    })
}

fn writing<'c>(corpus: &Corpus, incident: &'c Incident) -> Option<Writing<'c>> {
    let pir = incident.pir.as_ref();
    let state = pir.map(crate::model::Pir::state);
    let decided = incident.record.review.as_ref().and_then(|review| review.outcome);
    let owed = overview::is_over(incident) && overview::owes_pir(incident, state, &corpus.policy);
    let wanted = state == Some(PirState::InReview)
        || (owed && decided == Some(ReviewOutcome::Postmortem))
        || (owed && pir.is_some());
    wanted.then(|| Writing {
        incident: incident.id.as_str(),
        title: incident.title(),
        state,
        author: pir.and_then(|pir| pir.record.author.as_deref()),
        facilitator: pir.and_then(|pir| pir.record.facilitator.as_deref()),
    })
}

fn loose(incident: &Incident, today: Today) -> impl Iterator<Item = Loose<'_>> {
    let wanted = move |followup: &&crate::model::Followup| match followup.settlement(today.day) {
        Settlement::Overdue => true,
        Settlement::Outstanding => followup.record.owner.is_none(),
        Settlement::Settled | Settlement::Waived => false,
    };
    incident.followups.iter().filter(wanted).map(|followup| Loose {
        incident: incident.id.as_str(),
        followup: &followup.id,
        title: followup.title(),
        owner: followup.record.owner.as_deref(),
        day: followup.record.due,
    })
}

fn waivers(incident: &Incident, today: Today) -> impl Iterator<Item = Loose<'_>> {
    let waived = incident.followups.iter().filter(move |one| one.settlement(today.day) == Settlement::Waived);
    waived.map(|followup| Loose {
        incident: incident.id.as_str(),
        followup: &followup.id,
        title: followup.title(),
        owner: followup.record.owner.as_deref(),
        day: followup.record.waiver.as_ref().and_then(|waiver| waiver.until),
    })
}

fn cancelled(incident: &Incident, since: Timestamp) -> Option<Cancelled<'_>> {
    let at = incident.state.since;
    let lately = at.and_then(|at| at.earliest()).is_some_and(|at| at >= since);
    let by = incident.entries.first().and_then(|entry| entry.record.by.as_deref());
    let wanted = incident.state.status == Status::Cancelled && lately;
    wanted.then_some(Cancelled { incident: incident.id.as_str(), title: incident.title(), at, by })
}

/// The agenda as Markdown.
#[must_use]
pub fn agenda_markdown(view: &AgendaView<'_>, corpus: &Corpus) -> String {
    let mut text = format!("# Incident review, {}\n", view.day);
    if view.is_empty() {
        text.push_str("\nNothing to review.\n");
        return text;
    }
    let name = |handle: Option<&str>| handle.map_or_else(|| "nobody".to_owned(), |it| words(corpus.person_name(it)));
    section(&mut text, "To review: no action, quick action or postmortem?", &view.to_review, |one| {
        let severity = one.incident.severity().map_or_else(|| "severity pending".to_owned(), words);
        let impact = one.impact.as_ref().map_or_else(String::new, |impact| format!(", hurt for {impact}"));
        let owed = if one.required { ", a review is owed" } else { "" };
        let lead = name(one.incident.leads().first().copied());
        let summary = one.summary.map_or_else(String::new, |summary| format!("\n  {}", words(&first_line(summary))));
        let line = head(one.incident.id(), one.incident.title());
        format!(
            "[ ] {line}\n  {severity}{impact}; led by {lead}{owed}{summary}\n  `flarebook review OUTCOME --incident {}`",
            one.incident.id()
        )
    });
    section(&mut text, "Being written", &view.pirs, |one| {
        let state = one.state.map_or_else(|| "not begun".to_owned(), PirState::in_words);
        let who = format!("author {}, facilitator {}", name(one.author), name(one.facilitator));
        format!("{}: {state}, {who}", head(one.incident, one.title))
    });
    let loose = |one: &Loose<'_>| {
        let day = one.day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
        format!("{}: {day}, {} ({})", words(one.title), name(one.owner), code_span(one.incident))
    };
    section(&mut text, "Follow-ups that are late or that nobody owns", &view.followups, loose);
    section(&mut text, "Leave to wait, and until when", &view.waivers, loose);
    section(&mut text, "Still open", &view.open, |one| format!("{}: {}", head(one.id(), one.title()), one.standing()));
    section(&mut text, "Turned out to be nothing: thank you for saying so", &view.cancelled, |one| {
        format!("{}: declared by {}", head(one.incident, one.title), name(one.by))
    });
    text
}

fn head(id: &str, title: &str) -> String {
    format!("**{}** ({})", words(title), code_span(id))
}

fn first_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

fn section<T>(text: &mut String, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if !items.is_empty() {
        let _ = write!(text, "\n## {title}\n\n");
    }
    for item in items {
        let _ = writeln!(text, "- {}", line(item));
    }
}
