//! What is owed now, over all incidents: word that was promised, empty roles, reviews, follow-ups, leave that runs out.

use super::clock::day;
use super::names;
use super::rows::short;
use super::site::{Site, incident_href};
use super::urls::{anchor, inside, text};
use crate::model::{Followup, Incident};
use crate::overview::{self, Debt, DebtKind, Today};
use crate::site::card::Card;
use crate::site::page::{DueGroup, DueItem, Link};

/// Things of one sort that the first page shows.
const SHOWN: usize = 8;

/// Something owed, with what it is sorted by: the most pressing first.
type Owed = (Option<String>, DueItem);

/// What is owed, sort by sort; what nothing is owed of is left out.
pub(super) fn owed(site: &Site<'_>) -> Vec<DueGroup> {
    let today = Today { now: site.clock.now(), day: site.clock.today() };
    let policy = &site.corpus.policy;
    let cards: Vec<&Card> = site.all().collect();
    let debts = cards.iter().flat_map(|card| overview::of_incident(&card.incident, card.pir, policy, today));
    let debts: Vec<Debt<'_>> = debts.collect();
    let of = |kinds: &[DebtKind]| debts.iter().filter(|debt| kinds.contains(&debt.kind)).collect::<Vec<_>>();
    let followups = |kind| followups(site, of(&[kind]));
    let items = |kinds: &[DebtKind]| of(kinds).into_iter().map(|debt| item_of(site, debt)).collect();
    let all = [
        ("Updates", items(&[DebtKind::Update]), None),
        ("Roles", items(&[DebtKind::Role]), None),
        ("Severity", items(&[DebtKind::Severity]), None),
        ("Reviews", items(&[DebtKind::Pir, DebtKind::Review]), None),
        ("Follow-ups", followups(DebtKind::Followup), Some(("All follow-ups", "followups.html"))),
        ("Leave running out", followups(DebtKind::Waiver), Some(("All follow-ups", "followups.html#waived"))),
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

/// What is owed, with what it is sorted by; sitreps and handovers are on the incident's own page.
fn item_of(site: &Site<'_>, debt: &Debt<'_>) -> Owed {
    let incident = debt.incident;
    let at = debt.at.map(|at| at.stamp());
    match (debt.kind, debt.role) {
        (DebtKind::Update, _) => (at, update(site, debt)),
        (DebtKind::Role, Some(role)) => {
            let words = format!("Nobody is {}", names::role(site.corpus, &role.id).to_lowercase());
            (None, DueItem { late: debt.late, ..lack(&words, incident) })
        }
        (DebtKind::Severity, _) => (None, lack("The severity is pending", incident)),
        (kind, _) => {
            let words = match (kind, debt.pir) {
                (DebtKind::Pir, Some(_)) => "The written review is a draft",
                (DebtKind::Pir, None) => "A written review is owed",
                _ => "A review meeting is owed",
            };
            let when = debt.at.map(|at| site.clock.moment(at));
            (at, DueItem { word: "mitigated".to_owned(), when, ..lack(words, incident) })
        }
    }
}

/// The word that was promised; where none was although the severity asks for it, that.
fn update(site: &Site<'_>, debt: &Debt<'_>) -> DueItem {
    let incident = debt.incident;
    let comms = site.corpus.policy.role_id("comms");
    let who = incident.state.holders(&comms).next().map(|handle| site.person(handle, ""));
    if let Some(at) = debt.at {
        let words = if debt.late { "An update is overdue" } else { "The next update" };
        let (word, when) = ("promised for".to_owned(), Some(site.clock.upcoming(at)));
        return DueItem { word, when, late: debt.late, who, ..lack(words, incident) };
    }
    let asks = debt.severity.and_then(|severity| Some((&severity.id, severity.update_every?.in_words())));
    let words = asks.map_or_else(
        || "No update is promised".to_owned(),
        |(id, every)| format!("No update is promised; {id} asks for one every {every}"),
    );
    DueItem { who, ..lack(&words, incident) }
}

/// Those of one kind, the most pressing first.
fn followups(site: &Site<'_>, mut debts: Vec<&Debt<'_>>) -> Vec<Owed> {
    debts.sort_by_key(|debt| (debt.day, debt.followup.map(Followup::title)));
    let item = |(at, debt): (usize, &Debt<'_>)| Some((Some(format!("{at:08}")), followup_item(site, debt)?));
    debts.into_iter().enumerate().filter_map(item).collect()
}

fn followup_item(site: &Site<'_>, debt: &Debt<'_>) -> Option<DueItem> {
    let followup = debt.followup?;
    let href = format!("{}#{}", incident_href(debt.incident, ""), anchor("followup", &followup.id));
    let word = match (debt.kind, debt.late) {
        (DebtKind::Waiver, _) => "leave until",
        (_, true) => "was due",
        (_, false) => "due",
    };
    Some(DueItem {
        who: followup.record.owner.as_deref().map(|owner| site.person(owner, "")),
        word: word.to_owned(),
        when: debt.day.map(day),
        late: debt.late,
        ..item(inside(&short(followup.title()), href))
    })
}
