//! Follow-ups by their owners.

use std::collections::BTreeMap;

use super::clock::day;
use super::rows::short;
use super::site::{Site, incident_href};
use super::urls::{anchor, inside};
use crate::model::{Followup, Settlement};
use crate::site::card::Card;
use crate::site::page::OwnedFollowup;

/// Follow-ups that one page shows.
pub(super) const SHOWN: usize = 40;

/// A follow-up that is not settled, with its incident.
pub(super) type Owned<'c> = (&'c Card, &'c Followup);

/// What is not settled, by the handle of its owner; nearest date first.
pub(super) fn by_owner<'c>(site: &Site<'_>, cards: &[&'c Card]) -> BTreeMap<&'c str, Vec<Owned<'c>>> {
    let today = site.clock.today();
    let mut owned: BTreeMap<&str, Vec<Owned<'_>>> = BTreeMap::new();
    for card in cards {
        for followup in card.incident.followups.iter().filter(|one| one.settlement(today) != Settlement::Settled) {
            if let Some(owner) = followup.record.owner.as_deref() {
                owned.entry(owner).or_default().push((card, followup));
            }
        }
    }
    for all in owned.values_mut() {
        all.sort_by_key(|(_, followup)| (followup.record.due.is_none(), followup.record.due));
    }
    owned
}

/// As a page at `root` shows them, and how many it leaves out.
pub(super) fn views(
    site: &Site<'_>,
    owned: Option<&Vec<Owned<'_>>>,
    root: &str,
) -> (Vec<OwnedFollowup>, Option<String>) {
    let all = owned.map_or(&[][..], Vec::as_slice);
    let left = all.len().saturating_sub(SHOWN);
    let left_out = (left > 0).then(|| format!("And {left} more, each on the page of its incident."));
    (all.iter().take(SHOWN).map(|one| view(site, one, root)).collect(), left_out)
}

fn view(site: &Site<'_>, (card, followup): &Owned<'_>, root: &str) -> OwnedFollowup {
    let href = incident_href(&card.incident, root);
    let settlement = followup.settlement(site.clock.today());
    OwnedFollowup {
        link: inside(&short(followup.title()), format!("{href}#{}", anchor("followup", &followup.id))),
        incident: inside(&short(card.incident.title()), href),
        due: followup.record.due.map(day),
        overdue: settlement == Settlement::Overdue,
        waived: settlement == Settlement::Waived,
    }
}
