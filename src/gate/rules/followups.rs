//! Follow-ups before and after.

use super::super::change::Pair;
use crate::model::{Followup, Waiver};

/// The follow-ups that are on both sides.
pub(super) fn kept<'c>(pair: &Pair<'c>) -> Vec<(&'c Followup, &'c Followup)> {
    let Some((before, after)) = pair.both() else { return Vec::new() };
    let same = |old: &'c Followup| after.followups.iter().find(|new| new.id == old.id).map(|new| (old, new));
    before.followups.iter().filter_map(same).collect()
}

/// Whether the change says why, in the follow-up's note.
pub(super) fn explained(old: &Followup, new: &Followup) -> bool {
    let note = new.record.note.as_deref().unwrap_or_default().trim();
    !note.is_empty() && old.record.note.as_deref().unwrap_or_default().trim() != note
}

/// Waivers that were not there, or not like this, before.
pub(super) fn new_waivers<'c>(pair: &Pair<'c>) -> Vec<(&'c Followup, &'c Waiver)> {
    let old = |id: &str| pair.before.and_then(|before| before.followups.iter().find(|old| old.id == id));
    let followups = pair.after.into_iter().flat_map(|after| &after.followups);
    let waivers = followups.filter_map(|followup| Some((followup, followup.record.waiver.as_ref()?)));
    waivers
        .filter(|(followup, waiver)| old(&followup.id).is_none_or(|old| old.record.waiver.as_ref() != Some(*waiver)))
        .collect()
}
