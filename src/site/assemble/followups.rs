//! The page of all follow-ups: by what is to be done about them, then by owner.

use std::collections::BTreeMap;

use super::attachments::Attachments;
use super::resolve::Resolver;
use super::site::Site;
use super::{followup, rows};
use crate::model::{Followup, Incident, Settlement};
use crate::site::page::{FollowupsPage, OwnerGroup, Section};

/// Follow-ups that one section shows before it stops; what is still to do first.
const SHOWN: usize = 18;
const SETTLED: usize = 6;

/// The sections: settlement, heading, meaning, what to say when it is empty.
const SECTIONS: [(Settlement, &str, &str, &str); 4] = [
    (Settlement::Overdue, "Overdue", "Past their date, and neither settled nor waived.", "Nothing is overdue."),
    (Settlement::Outstanding, "Open", "Still to do, nearest date first.", "Nothing is open."),
    (Settlement::Waived, "Waived", "Not done: somebody gave leave to wait, for a time.", "Nothing is waived."),
    (Settlement::Settled, "Settled", "Done, decided against, or living on elsewhere.", "Nothing is settled yet."),
];

/// A follow-up with its incident.
type Item<'i> = (&'i Incident, &'i Followup);

/// The page.
pub(in crate::site) fn followups(site: &Site<'_>) -> FollowupsPage {
    let incidents = rows::newest_first(site, site.incidents());
    let today = site.clock.today();
    let mut groups: BTreeMap<Settlement, Vec<Item<'_>>> = BTreeMap::new();
    for incident in &incidents {
        for followup in &incident.followups {
            groups.entry(followup.settlement(today)).or_default().push((incident, followup));
        }
    }
    let mut frame = site.frame("Follow-ups", "", "Follow-ups");
    frame.as_of = Some(site.clock.as_of_today());
    let progress = followup::progress(site, incidents.iter().copied());
    let sections =
        SECTIONS.iter().map(|names| section(site, names, groups.remove(&names.0).unwrap_or_default())).collect();
    FollowupsPage { frame, progress, sections }
}

fn section(site: &Site<'_>, names: &(Settlement, &str, &str, &str), mut items: Vec<Item<'_>>) -> Section {
    let (settlement, title, meaning, empty) = *names;
    let count = items.len();
    let settled = settlement == Settlement::Settled;
    if !settled {
        items.sort_by_key(|(_, followup)| followup.record.due.map_or((true, None), |due| (false, Some(due))));
    }
    let shown = if settled { SETTLED } else { SHOWN };
    items.truncate(shown);
    let place = if settled { "each on the page of its incident" } else { "on the pages of their owners and incidents" };
    let left_out = (count > shown).then(|| format!("And {} more, {place}.", count - shown));
    Section {
        id: followup::group(settlement).to_owned(),
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        count,
        owners: owners(site, &items),
        empty: empty.to_owned(),
        left_out,
        folded: settled,
    }
}

/// By owner, in the order of their names: nobody is ranked by how much they have. What nobody owns comes first.
fn owners(site: &Site<'_>, items: &[Item<'_>]) -> Vec<OwnerGroup> {
    let nothing_near = Attachments::default();
    let mut owners: BTreeMap<Option<(String, &str)>, OwnerGroup> = BTreeMap::new();
    for (incident, followup) in items {
        let handle = followup.record.owner.as_deref();
        let owner = handle.map(|handle| site.person(handle, ""));
        let key = owner.as_ref().zip(handle).map(|(owner, handle)| (owner.name.to_lowercase(), handle));
        let group = owners.entry(key).or_insert_with(|| OwnerGroup { owner, items: Vec::new() });
        let of = Resolver { site, incident, attachments: &nothing_near, root: "", own_page: false };
        group.items.push(followup::view(&of, followup));
    }
    owners.into_values().collect()
}
