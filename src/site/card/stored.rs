//! A card's incident in the cache.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{Followup, FollowupRecord, Incident, IncidentId, IncidentRecord, Milestones, Origin, State};
use crate::source::RepoPath;

#[derive(Serialize)]
struct Out<'i> {
    folder: &'i RepoPath,
    record: &'i IncidentRecord,
    followups: Vec<(&'i str, &'i RepoPath, Option<usize>, &'i FollowupRecord)>,
    state: &'i State,
    milestones: &'i Milestones,
}

#[derive(Deserialize)]
struct In {
    folder: RepoPath,
    record: IncidentRecord,
    followups: Vec<(String, RepoPath, Option<usize>, FollowupRecord)>,
    state: State,
    milestones: Milestones,
}

fn followup(followup: &Followup) -> (&str, &RepoPath, Option<usize>, &FollowupRecord) {
    let Followup { id, origin, record } = followup;
    (id, &origin.path, origin.item, record)
}

pub(super) fn serialize<S: Serializer>(incident: &Incident, serializer: S) -> Result<S::Ok, S::Error> {
    Out {
        folder: &incident.folder,
        record: &incident.record,
        followups: incident.followups.iter().map(followup).collect(),
        state: &incident.state,
        milestones: &incident.milestones,
    }
    .serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Incident, D::Error> {
    let In { folder, record, followups, state, milestones } = In::deserialize(deserializer)?;
    let followup = |(id, path, item, record)| Followup { id, origin: Origin { path, item }, record };
    Ok(Incident {
        id: IncidentId::from_folder(folder.name()),
        folder,
        record,
        entries: Vec::new(),
        followups: followups.into_iter().map(followup).collect(),
        pir: None,
        public_pir: None,
        attachments: Vec::new(),
        state,
        milestones,
    })
}
