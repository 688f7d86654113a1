//! What becomes of a follow-up: small edits of its file, or of its item in followups.yaml.

use super::{Pick, known_owner};
use crate::corpus::Corpus;
use crate::model::{Day, Followup, FollowupKind, FollowupState, Incident, IncidentId};
use crate::respond::append::headline;
use crate::respond::find::{found, known_person};
use crate::respond::{Change, Operation, Outcome, RespondError};
use crate::source::decode::BYTE_ORDER_MARK;
use crate::source::yaml::{self, Data, Edit, Route};

/// The usual order of a follow-up's keys; new ones go where they usually are.
const ORDER: &[&str] = &[
    "id", "title", "kind", "owner", "due", "blocking", "tracker", "state", "evidence", "reason", "by", "to", "waiver",
    "note",
];

/// A follow-up and what is to become of it.
#[derive(Clone, Debug)]
pub struct ChangeFollowup {
    /// The incident.
    pub incident: IncidentId,
    /// The follow-up.
    pub pick: Pick,
    /// What becomes of it.
    pub step: Step,
}

/// What becomes of a follow-up.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody is at it; a settled one is taken up again.
    Start,
    /// It is done, and this shows it.
    Done {
        /// Pull requests, commits, URLs.
        evidence: Vec<String>,
    },
    /// It will not be done.
    Drop {
        /// Why not.
        reason: String,
        /// Who decided.
        by: Option<String>,
    },
    /// It lives elsewhere now.
    Move {
        /// Where: a URL, an incident.
        to: String,
    },
    /// It is the same as another.
    Duplicate {
        /// As which: another follow-up of the incident, an incident, a URL.
        of: String,
    },
    /// The incident may be resolved before it is settled.
    Waive {
        /// Why it can wait.
        reason: String,
        /// Who gives leave.
        by: Option<String>,
        /// The last day on which the leave holds.
        until: Day,
    },
    /// Other facts about it.
    Set(Facts),
}

/// Facts about a follow-up that change; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Another title.
    pub title: Option<String>,
    /// What it is for.
    pub kind: Option<FollowupKind>,
    /// Person or team.
    pub owner: Option<String>,
    /// By which day.
    pub due: Option<Day>,
    /// The ticket.
    pub tracker: Option<String>,
    /// Whether it must be settled before the incident is resolved.
    pub blocking: Option<bool>,
    /// Anything else.
    pub note: Option<String>,
    /// Facts that go.
    pub clear: Vec<String>,
}

/// Facts that may go; a follow-up without a title is none, and what became of it is another command's.
const CLEARED: &[&str] = &["kind", "owner", "due", "blocking", "tracker", "note"];

impl Operation for ChangeFollowup {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = found(corpus, &self.incident)?;
        let followup = self.pick.of(incident)?;
        let path = &followup.origin.path;
        let Some(was) = corpus.text(path) else {
            return Err(RespondError::Refused {
                why: format!("{path} cannot be read"),
                hint: "`flarebook check` says what is wrong with it".to_owned(),
            });
        };
        let edits = self.edits(corpus, incident, followup, &was)?;
        let text = yaml::edit(&was, &edits).map_err(|error| RespondError::edit(path, error))?;
        let change = (text != was).then(|| Change::Edit { path: path.clone(), was, text });
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes: change.into_iter().collect(),
            subject: self.subject(followup),
            notes: self.notes(followup),
        })
    }
}

impl ChangeFollowup {
    fn edits(
        &self,
        corpus: &Corpus,
        incident: &Incident,
        followup: &Followup,
        was: &str,
    ) -> Result<Vec<Edit>, RespondError> {
        let file = Edits { at: followup.origin.route(), edits: Vec::new() };
        match &self.step {
            Step::Start => Ok(file.state(FollowupState::InProgress).edits),
            Step::Set(facts) => facts.edits(corpus, file),
            Step::Waive { reason, by, until } => {
                open(followup)?;
                let (reason, by) = (said("the reason", reason)?, decided(corpus, by.as_deref(), "gave leave")?);
                Ok(waiver(file, followup, reason, by, *until).edits)
            }
            Step::Done { evidence } => {
                settled_as(followup, FollowupState::Done)?;
                evidenced(file, followup, evidence, was)
            }
            Step::Drop { reason, by } => {
                settled_as(followup, FollowupState::WontDo)?;
                let (reason, by) = (said("the reason", reason)?, decided(corpus, by.as_deref(), "decided")?);
                Ok(file.state(FollowupState::WontDo).set("reason", reason).set("by", by).edits)
            }
            Step::Move { to } => {
                settled_as(followup, FollowupState::Moved)?;
                let to = target(corpus, incident, followup, to)?;
                Ok(file.state(FollowupState::Moved).set("to", to).edits)
            }
            Step::Duplicate { of } => {
                settled_as(followup, FollowupState::Duplicate)?;
                let to = target(corpus, incident, followup, of)?;
                Ok(file.state(FollowupState::Duplicate).set("to", to).edits)
            }
        }
    }

    /// What happened, in one line.
    fn subject(&self, followup: &Followup) -> String {
        // What others wrote is one line of a commit here, and no trailer.
        let title = headline(followup.title());
        match &self.step {
            Step::Start => format!("Started: {title}"),
            Step::Done { .. } => format!("Done: {title}"),
            Step::Drop { .. } => format!("Will not be done: {title}"),
            Step::Move { to } => format!("Moved to {}: {title}", headline(to)),
            Step::Duplicate { of } => format!("Same as {}: {title}", headline(of)),
            Step::Waive { until, .. } => format!("May wait until {until}: {title}"),
            Step::Set(_) => format!("Follow-up: {title}"),
        }
    }

    fn notes(&self, followup: &Followup) -> Vec<String> {
        match &self.step {
            Step::Start if followup.is_settled() => {
                vec![format!("It was {} and is open again.", followup.state().in_words())]
            }
            _ => Vec::new(),
        }
    }
}

impl Facts {
    fn edits(&self, corpus: &Corpus, file: Edits) -> Result<Vec<Edit>, RespondError> {
        self.owner.iter().try_for_each(|owner| known_owner(corpus, owner))?;
        let text = |value: &Option<String>| value.as_ref().map(|text| Data::from(text.trim()));
        let title = self.title.as_deref().map(|title| said("the title", title)).transpose()?;
        let facts = [
            ("title", title.map(Data::Text)),
            ("kind", self.kind.map(|kind| kind.as_str().into())),
            ("owner", text(&self.owner)),
            ("due", self.due.map(|due| due.to_string().into())),
            ("blocking", self.blocking.map(Data::from)),
            ("tracker", text(&self.tracker)),
            ("note", text(&self.note)),
        ];
        let file = facts.into_iter().fold(file, |file, (key, value)| match value {
            Some(value) => file.set(key, value),
            None => file,
        });
        let mut file = file;
        for key in &self.clear {
            if !CLEARED.contains(&key.as_str()) {
                return Err(RespondError::unknown(key, "a fact that can be taken away", CLEARED.iter().copied()));
            }
            file.edits.push(Edit::remove(file.at.clone(), key.as_str()));
        }
        if file.edits.is_empty() {
            return Err(RespondError::Refused {
                why: "nothing was said that should change".to_owned(),
                hint: "for example --owner mary, --due 2026-04-01 or --clear due".to_owned(),
            });
        }
        Ok(file.edits)
    }
}

/// Edits of one follow-up.
struct Edits {
    at: Route,
    edits: Vec<Edit>,
}

impl Edits {
    fn set(mut self, key: &str, value: impl Into<Data>) -> Self {
        self.edits.push(Edit::set(self.at.clone(), key, value).in_order(ORDER));
        self
    }

    fn state(self, state: FollowupState) -> Self {
        self.set("state", state.as_str())
    }
}

/// A text with something in it, in one line.
fn said(what: &'static str, text: &str) -> Result<String, RespondError> {
    let text = text.trim();
    if text.is_empty() { Err(RespondError::Empty(what)) } else { Ok(text.to_owned()) }
}

/// Whoever decided: a decision has a name to it.
fn decided(corpus: &Corpus, by: Option<&str>, what: &str) -> Result<String, RespondError> {
    let Some(by) = by else {
        return Err(RespondError::Refused {
            why: format!("nobody says who {what}"),
            hint: "name the person with --by PERSON, or add your mail address to people.yaml".to_owned(),
        });
    };
    known_person(corpus, by)?;
    Ok(by.to_owned())
}

/// A follow-up that is not settled yet.
fn open(followup: &Followup) -> Result<(), RespondError> {
    if followup.is_settled() { Err(settled(followup)) } else { Ok(()) }
}

/// A follow-up that is not settled in another way.
fn settled_as(followup: &Followup, state: FollowupState) -> Result<(), RespondError> {
    if followup.is_settled() && followup.state() != state { Err(settled(followup)) } else { Ok(()) }
}

fn settled(followup: &Followup) -> RespondError {
    let record = &followup.record;
    let by = record.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    let why = record.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let to = record.to.as_ref().map_or_else(String::new, |to| format!(" ({to})"));
    RespondError::Refused {
        why: format!("`{}` is settled already{by}: {}{to}{why}", followup.id, followup.state().in_words()),
        hint: format!("take it up again first: flarebook followup start {}", followup.id),
    }
}

/// Done, with what shows it: added to what is there.
fn evidenced(file: Edits, followup: &Followup, evidence: &[String], was: &str) -> Result<Vec<Edit>, RespondError> {
    let given = evidence.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let known = followup.record.evidence.iter().filter(|text| !text.trim().is_empty());
    let known: Vec<String> = known.map(ToOwned::to_owned).collect();
    let new: Vec<String> = given.filter(|text| !known.contains(text)).collect();
    if known.is_empty() && new.is_empty() {
        return Err(RespondError::Refused {
            why: format!("nothing shows that `{}` is done", followup.id),
            hint: "say what does: --evidence URL of a pull request, a commit, a dashboard".to_owned(),
        });
    }
    let there = file.at.clone().key("evidence");
    let mut file = file.state(FollowupState::Done);
    if is_list(was, &there) {
        file.edits.extend(new.into_iter().map(|text| Edit::append(there.clone(), text)));
        return Ok(file.edits);
    }
    let all: Vec<String> = known.into_iter().chain(new).collect();
    Ok(match &all[..] {
        [only] => file.set("evidence", only.as_str()).edits,
        _ => file.set("evidence", all).edits,
    })
}

/// Whether a list stands at a place of a file.
fn is_list(text: &str, route: &Route) -> bool {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let (root, _) = yaml::parse(text, 0);
    root.as_ref().and_then(|root| route.follow(root)).is_some_and(|node| matches!(node.value, yaml::Value::List(_)))
}

fn waiver(file: Edits, followup: &Followup, reason: String, by: String, until: Day) -> Edits {
    let until = until.to_string();
    if followup.record.waiver.is_none() {
        let waiver = [("reason", reason), ("by", by), ("until", until)];
        return file.set("waiver", Data::Map(waiver.map(|(key, value)| (key.to_owned(), value.into())).into()));
    }
    let at = file.at.clone();
    let inside = Edits { at: file.at.key("waiver"), edits: file.edits };
    let edited = inside.set("reason", reason).set("by", by).set("until", until);
    Edits { at, edits: edited.edits }
}

/// Where a follow-up lives on: a URL, another follow-up of the incident, or an incident.
fn target(corpus: &Corpus, incident: &Incident, followup: &Followup, to: &str) -> Result<String, RespondError> {
    let to = said("where it lives on", to)?;
    if to.contains("://") {
        return Ok(to);
    }
    let is_incident = |id: &str| corpus.incident(id).is_some() || corpus.elsewhere().contains_key(id);
    if is_incident(&to) {
        return Ok(to);
    }
    let other = Pick::new(&to);
    if let Some(named) = other.incident.as_deref().filter(|named| *named != incident.id.as_str()) {
        // Of another incident no more is loaded than where it is.
        return if is_incident(named) {
            Ok(to)
        } else {
            Err(RespondError::unknown(
                named,
                "an incident",
                corpus.incidents.iter().map(|incident| incident.id.as_str()),
            ))
        };
    }
    let other = other.of(incident)?;
    if other.id == followup.id {
        return Err(RespondError::Refused {
            why: format!("`{}` cannot live on in itself", followup.id),
            hint: "name another follow-up, an incident or a URL".to_owned(),
        });
    }
    Ok(other.id.clone())
}
