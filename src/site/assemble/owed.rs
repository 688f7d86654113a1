//! What is owed now, over all incidents: word that was promised, empty roles, reviews, follow-ups, leave that runs out.

use jiff::ToSpan;

use super::clock::day;
use super::names;
use super::rows::{self, Shelf, short};
use super::site::{Site, incident_href};
use super::urls::{anchor, inside, text};
use crate::model::{Day, Followup, Incident, PirState, ReviewOutcome, Settlement, Status};
use crate::policy::PirDuty;
use crate::site::card::Card;
use crate::site::page::{DueGroup, DueItem, Link};

/// Things of one sort that the first page shows.
const SHOWN: usize = 8;
/// How far the list looks ahead, in days.
const AHEAD: i32 = 7;

/// Something owed, with what it is sorted by: the most pressing first.
type Owed = (Option<String>, DueItem);

/// What is owed, sort by sort; what nothing is owed of is left out.
pub(super) fn owed(site: &Site<'_>) -> Vec<DueGroup> {
    let cards: Vec<&Card> = site.cards.values().copied().collect();
    let open: Vec<&Incident> =
        cards.iter().map(|card| &card.incident).filter(|incident| rows::shelf(incident) == Shelf::Open).collect();
    let over = || cards.iter().filter(|card| is_over(card));
    let all = [
        ("Updates", open.iter().filter_map(|incident| update(site, incident)).collect(), None),
        ("Roles", open.iter().flat_map(|incident| roles(site, incident)).collect(), None),
        ("Severity", open.iter().filter_map(|incident| severity(incident)).collect(), None),
        ("Reviews", over().flat_map(|card| reviews(site, card)).collect(), None),
        ("Follow-ups", followups(site, &cards, due), Some(("All follow-ups", "followups.html"))),
        ("Leave running out", followups(site, &cards, waiver), Some(("All follow-ups", "followups.html#waived"))),
    ];
    all.into_iter().filter_map(|(title, items, more)| group(title, items, more)).collect()
}

fn group(title: &str, mut items: Vec<Owed>, more: Option<(&str, &str)>) -> Option<DueGroup> {
    // What has no time of its own comes after what has.
    items.sort_by(|(a, _), (b, _)| (a.is_none(), a).cmp(&(b.is_none(), b)));
    let left = items.len().saturating_sub(SHOWN);
    let more = (left > 0).then(|| {
        let label = format!("and {left} more");
        more.map_or_else(|| text(&label), |(_, href)| inside(&label, href.to_owned()))
    });
    let items: Vec<DueItem> = items.into_iter().take(SHOWN).map(|(_, item)| item).collect();
    (!items.is_empty()).then(|| DueGroup { title: title.to_owned(), items, more })
}

fn item(what: Link) -> DueItem {
    DueItem { what, incident: None, who: None, word: String::new(), when: None, late: false }
}

/// A thing that an open incident lacks.
fn lack(words: &str, incident: &Incident) -> DueItem {
    DueItem { incident: Some(link(incident)), ..item(text(words)) }
}

fn link(incident: &Incident) -> Link {
    inside(&short(incident.title()), incident_href(incident, ""))
}

/// The word that was promised; where none was although the severity asks for it, that.
fn update(site: &Site<'_>, incident: &Incident) -> Option<Owed> {
    let comms = site.corpus.policy.role_id("comms");
    let who = incident.state.holders(&comms).next().map(|handle| site.person(handle, ""));
    if let Some(at) = incident.state.next_update {
        let late = at.instant().is_some_and(|at| at < site.clock.now);
        let words = if late { "An update is overdue" } else { "The next update" };
        let (word, when) = ("promised for".to_owned(), Some(site.clock.upcoming(at)));
        return Some((Some(at.stamp()), DueItem { word, when, late, who, ..lack(words, incident) }));
    }
    let severity = site.corpus.policy.severity(incident.state.severity.as_deref()?)?;
    let words =
        format!("No update is promised; {} asks for one every {}", severity.id, severity.update_every?.in_words());
    Some((None, DueItem { who, ..lack(&words, incident) }))
}

fn roles<'s>(site: &'s Site<'_>, incident: &'s Incident) -> impl Iterator<Item = Owed> + 's {
    let needed = site.corpus.policy.roles.iter().filter(|role| role.required.applies_to(incident.kind()));
    let empty = needed.filter(|role| incident.state.holders(&role.id).next().is_none());
    empty.map(|role| {
        let words = format!("Nobody is {}", names::role(site.corpus, &role.id).to_lowercase());
        (None, DueItem { late: true, ..lack(&words, incident) })
    })
}

fn severity(incident: &Incident) -> Option<Owed> {
    incident.state.severity.is_none().then(|| (None, lack("The severity is pending", incident)))
}

/// Over, and of the sort that is reviewed.
pub(super) fn is_over(card: &Card) -> bool {
    let status = card.incident.state.status;
    rows::shelf(&card.incident) == Shelf::Record && matches!(status, Status::Mitigated | Status::Resolved)
}

/// Whether a written review is owed that nobody has finished.
pub(super) fn owes_pir(site: &Site<'_>, card: &Card) -> bool {
    let record = &card.incident.record;
    let unwritten = matches!(card.pir, None | Some(PirState::Draft));
    let severity = card.incident.state.severity.as_deref().and_then(|id| site.corpus.policy.severity(id));
    let required = severity.is_some_and(|severity| severity.pir == Some(PirDuty::Required));
    unwritten
        && match record.review.as_ref().and_then(|review| review.outcome) {
            Some(ReviewOutcome::Postmortem) => true,
            Some(ReviewOutcome::NoAction | ReviewOutcome::QuickAction) => false,
            None => required,
        }
}

/// Whether a review meeting is owed that has not been held.
pub(super) fn owes_meeting(site: &Site<'_>, card: &Card) -> bool {
    let severity = card.incident.state.severity.as_deref().and_then(|id| site.corpus.policy.severity(id));
    card.incident.record.review.as_ref().and_then(|review| review.outcome).is_none()
        && severity.is_some_and(crate::policy::Severity::owes_review)
}

fn reviews(site: &Site<'_>, card: &Card) -> Vec<Owed> {
    let incident = &card.incident;
    let times = &incident.milestones;
    let since = times.mitigated.or(times.resolved);
    let owed = |words: &str| {
        let when = since.map(|at| site.clock.moment(at));
        let word = "mitigated".to_owned();
        (since.map(|at| at.stamp()), DueItem { word, when, ..lack(words, incident) })
    };
    let written = match card.pir {
        Some(_) => "The written review is a draft",
        None => "A written review is owed",
    };
    let pir = owes_pir(site, card).then(|| owed(written));
    let meeting = owes_meeting(site, card).then(|| owed("A review meeting is owed"));
    pir.into_iter().chain(meeting).collect()
}

/// A day of a follow-up that the list shows: the word before it, the day, whether it is late.
type Dated = (&'static str, Day, bool);

fn followups(site: &Site<'_>, cards: &[&Card], wanted: fn(&Followup, Day, Day) -> Option<Dated>) -> Vec<Owed> {
    let today = site.clock.today();
    let horizon = Day(today.0.checked_add(AHEAD.days()).unwrap_or(today.0));
    let all = cards.iter().flat_map(|card| card.incident.followups.iter().map(move |followup| (card, followup)));
    let found = all.filter_map(|(card, followup)| Some((card, followup, wanted(followup, today, horizon)?)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(_, followup, (_, day, _))| (*day, followup.title()));
    let sorted = found.into_iter().enumerate();
    sorted
        .map(|(at, (card, followup, dated))| (Some(format!("{at:08}")), followup_item(site, card, followup, dated)))
        .collect()
}

fn followup_item(site: &Site<'_>, card: &Card, followup: &Followup, (word, at, late): Dated) -> DueItem {
    let href = format!("{}#{}", incident_href(&card.incident, ""), anchor("followup", &followup.id));
    DueItem {
        who: followup.record.owner.as_deref().map(|owner| site.person(owner, "")),
        word: word.to_owned(),
        when: Some(day(at)),
        late,
        ..item(inside(&short(followup.title()), href))
    }
}

fn due(followup: &Followup, today: Day, horizon: Day) -> Option<Dated> {
    let due = followup.record.due?;
    match followup.settlement(today) {
        Settlement::Overdue => Some(("was due", due, true)),
        Settlement::Outstanding if due <= horizon => Some(("due", due, false)),
        _ => None,
    }
}

fn waiver(followup: &Followup, today: Day, horizon: Day) -> Option<Dated> {
    let until = followup.record.waiver.as_ref()?.until?;
    (followup.settlement(today) == Settlement::Waived && until <= horizon).then_some(("leave until", until, false))
}
