//! A new follow-up: a file of its own, so that two people never write into the same one.

use super::known_owner;
use crate::corpus::Corpus;
use crate::model::{Day, Followup, FollowupKind, FollowupRecord, Incident, IncidentId, Origin, slug};
use crate::repo::NewFile;
use crate::respond::append::headline;
use crate::respond::find::found;
use crate::respond::{Change, Operation, Outcome, RespondError, render};
use crate::source::yaml;

/// A follow-up to be written down.
#[derive(Clone, Debug)]
pub struct AddFollowup {
    /// The incident.
    pub incident: IncidentId,
    /// What will be different, as one line.
    pub title: String,
    /// What it is for.
    pub kind: Option<FollowupKind>,
    /// Person or team who sees to it.
    pub owner: Option<String>,
    /// Day by which it is to be settled.
    pub due: Option<Day>,
    /// The ticket; `new` asks for one.
    pub tracker: Option<String>,
    /// Whether it must be settled before the incident is resolved.
    pub blocking: bool,
    /// Anything else.
    pub note: Option<String>,
}

impl Operation for AddFollowup {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = found(corpus, &self.incident)?;
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(RespondError::Empty("the title"));
        }
        self.owner.iter().try_for_each(|owner| known_owner(corpus, owner))?;
        let record = FollowupRecord {
            title: Some(title.clone()),
            kind: self.kind,
            owner: self.owner.clone(),
            due: self.due,
            blocking: (!self.blocking).then_some(false),
            tracker: self.tracker.clone(),
            note: self.note.clone(),
            ..FollowupRecord::default()
        };
        let folder = incident.folder.join("followups");
        let path = folder.join(&format!("{}.yaml", free_name(corpus, incident, &title)));
        let text = render::schema_line(corpus, &folder, "followup") + &yaml::to_yaml(&record)?;
        let followup = Followup { id: path.stem().to_owned(), origin: Origin::file(path.clone()), record };
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes: vec![Change::New(NewFile { path, text })],
            subject: format!("Follow-up: {}", headline(&title)),
            notes: notes(incident, &followup),
        })
    }
}

/// The title as a name; when that is taken, with a few random digits, which two people at once do not share.
fn free_name(corpus: &Corpus, incident: &Incident, title: &str) -> String {
    let name = slug(title);
    let path = incident.folder.join("followups").join(&format!("{name}.yaml"));
    let taken =
        incident.followups.iter().any(|followup| followup.id == name) || !matches!(corpus.tree.look(&path), Ok(None));
    if taken { format!("{name}-{}", render::random_hex()) } else { name }
}

/// What it still needs, and whether there is one like it.
fn notes(incident: &Incident, new: &Followup) -> Vec<String> {
    let same = |known: &&Followup| !known.is_settled() && known.title().eq_ignore_ascii_case(new.title());
    let twin = incident.followups.iter().find(same);
    let twin = twin.map(|twin| {
        format!(
            "There is one of this title already: {}. If it is the same: flarebook followup duplicate {} {}",
            twin.id, new.id, twin.id
        )
    });
    let needs = match (new.is_blocking(), new.homeless()) {
        (_, lacking) if lacking.is_empty() => None,
        (false, lacking) => Some(format!(
            "It may outlive the incident, so it needs {} before that is resolved: flarebook followup set {} --owner … --due … --tracker …",
            lacking.join(", "),
            new.id
        )),
        (true, lacking) if lacking.contains(&"owner") => {
            Some(format!("Nobody owns it yet: flarebook followup set {} --owner PERSON", new.id))
        }
        (true, _) => None,
    };
    twin.into_iter().chain(needs).collect()
}
