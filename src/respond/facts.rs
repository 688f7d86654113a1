//! The facts of an incident: small edits of its incident.yaml.

use super::find::found;
use super::{Change, Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::model::{Detector, Incident, IncidentId, Kind, Moment, Visibility};
use crate::source::yaml::{self, Data, Edit, Route};

/// The usual order of the record's keys; new ones go where they usually are.
const ORDER: &[&str] = &[
    "title",
    "summary",
    "public_title",
    "public_summary",
    "kind",
    "visibility",
    "publish_after",
    "tlp",
    "components",
    "scheduled",
    "tags",
    "contributing_factors",
    "impact",
    "detected",
    "caused_by",
    "duplicate_of",
    "links",
    "review",
];

/// Facts of an incident that change; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct SetFacts {
    /// The title.
    pub title: Option<String>,
    /// The summary.
    pub summary: Option<String>,
    /// The title for the public page.
    pub public_title: Option<String>,
    /// The summary for the public page.
    pub public_summary: Option<String>,
    /// What sort of incident.
    pub kind: Option<Kind>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Components that are affected as well.
    pub components: Vec<String>,
    /// Words to find it by, as well.
    pub tags: Vec<String>,
    /// What contributed to it, as well.
    pub factors: Vec<String>,
    /// Components that are not affected after all.
    pub no_components: Vec<String>,
    /// Words to find it by no longer.
    pub no_tags: Vec<String>,
    /// What did not contribute to it.
    pub no_factors: Vec<String>,
    /// When users began to be hurt.
    pub started_at: Option<Moment>,
    /// When they ceased to be.
    pub ended_at: Option<Moment>,
    /// What they noticed.
    pub impact: Option<String>,
    /// How many were hurt.
    pub customers: Option<u64>,
    /// When it was noticed.
    pub detected_at: Option<Moment>,
    /// Who or what noticed.
    pub detected_by: Option<Detector>,
    /// The change that set it off.
    pub caused_by: Option<String>,
    /// The incident it turned out to be.
    pub duplicate_of: Option<String>,
    /// Names and addresses.
    pub links: Vec<(String, String)>,
    /// Keys to take away, `impact.customers`.
    pub clear: Vec<String>,
}

/// Changes facts of an incident.
#[derive(Clone, Debug)]
pub struct ChangeFacts {
    /// The incident.
    pub incident: IncidentId,
    /// What is so.
    pub facts: SetFacts,
}

impl Operation for ChangeFacts {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = found(corpus, &self.incident)?;
        validate(corpus, incident, &self.facts)?;
        let edits = self.facts.edits(incident);
        let Some(names) = named(&edits) else {
            return Err(RespondError::Refused {
                why: "nothing was said that should change".to_owned(),
                hint: "for example --summary \"One login in thirty failed.\" or --started-at 2026-03-14T09:02:00Z"
                    .to_owned(),
            });
        };
        let path = incident.file();
        let was = corpus.text(&path).ok_or_else(|| RespondError::Refused {
            why: format!("{path} cannot be read"),
            hint: "`flarebook check` says what is wrong with it".to_owned(),
        })?;
        let text = yaml::edit(&was, &edits).map_err(|error| RespondError::edit(&path, error))?;
        let change = (text != was).then_some(Change::Edit { path, was, text });
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes: change.into_iter().collect(),
            subject: format!("{}: {names}", incident.id),
            notes: Vec::new(),
        })
    }
}

/// The keys that edits are about.
fn named(edits: &[Edit]) -> Option<String> {
    let mut names: Vec<String> = edits.iter().map(Edit::key).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

impl SetFacts {
    fn edits(&self, incident: &Incident) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut set = |map: &[&str], key: &str, value: Option<Data>| {
            let route = map.iter().fold(Route::root(), |route, key| route.key(*key));
            edits.extend(value.map(|value| Edit::set(route, key, value).in_order(ORDER)));
        };
        let line = |text: &Option<String>| {
            text.as_ref().map(|text| Data::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")))
        };
        let text = |text: &Option<String>| text.as_ref().map(|text| Data::from(text.trim()));
        let time = |at: Option<Moment>| at.map(|at| Data::Text(at.to_string()));
        set(&[], "title", line(&self.title));
        set(&[], "summary", text(&self.summary));
        set(&[], "public_title", line(&self.public_title));
        set(&[], "public_summary", text(&self.public_summary));
        set(&[], "kind", self.kind.map(|kind| kind.as_str().into()));
        set(&[], "visibility", self.visibility.map(|visibility| visibility.as_str().into()));
        set(&["impact"], "started_at", time(self.started_at));
        set(&["impact"], "ended_at", time(self.ended_at));
        set(&["impact"], "summary", line(&self.impact));
        set(&["impact"], "customers", self.customers.map(Data::from));
        set(&["detected"], "at", time(self.detected_at));
        set(&["detected"], "by", self.detected_by.map(|by| by.as_str().into()));
        set(&["caused_by"], "change", text(&self.caused_by));
        set(&[], "duplicate_of", text(&self.duplicate_of));
        for (name, address) in &self.links {
            set(&["links"], name, Some(address.as_str().into()));
        }
        let record = &incident.record;
        for (key, known, more, fewer) in [
            ("components", &record.components, &self.components, &self.no_components),
            ("tags", &record.tags, &self.tags, &self.no_tags),
            ("contributing_factors", &record.contributing_factors, &self.factors, &self.no_factors),
        ] {
            edits.extend(changed(key, known, more, fewer));
        }
        edits.extend(self.clear.iter().map(|path| {
            let (map, key) = path.rsplit_once('.').unwrap_or(("", path));
            let map = map.split('.').filter(|key| !key.is_empty()).fold(Route::root(), Route::key);
            Edit::remove(map, key)
        }));
        edits
    }
}

/// What a list says when it gets some items more and some fewer.
fn changed(key: &'static str, known: &[String], wanted: &[String], unwanted: &[String]) -> Vec<Edit> {
    if unwanted.is_empty() {
        return more(key, known, wanted);
    }
    if wanted.is_empty() && known.iter().all(|item| unwanted.contains(item)) {
        return vec![Edit::remove(Route::root(), key)];
    }
    // First those that come, so that the list is never empty on the way.
    let list = || Route::root().key(key);
    more(key, known, wanted).into_iter().chain(unwanted.iter().map(|item| Edit::drop(list(), item.as_str()))).collect()
}

/// Appends what a list has not yet; a list that is not there is made where it usually is.
fn more(key: &'static str, known: &[String], wanted: &[String]) -> Vec<Edit> {
    let mut new: Vec<&String> = wanted.iter().filter(|item| !known.contains(item)).collect();
    new.dedup();
    if known.is_empty() && !new.is_empty() {
        let list: Vec<String> = new.into_iter().cloned().collect();
        return vec![Edit::set(Route::root(), key, list).in_order(ORDER)];
    }
    new.into_iter().map(|item| Edit::append(Route::root().key(key), item.as_str())).collect()
}

fn validate(corpus: &Corpus, incident: &Incident, facts: &SetFacts) -> Result<(), RespondError> {
    let empty = |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
    if empty(&facts.title) || facts.clear.iter().any(|key| key == "title") {
        return Err(RespondError::Empty("the title"));
    }
    let record = &incident.record;
    for (what, known, unwanted) in [
        ("one of its components", &record.components, &facts.no_components),
        ("one of its tags", &record.tags, &facts.no_tags),
        ("one of its contributing factors", &record.contributing_factors, &facts.no_factors),
    ] {
        if let Some(strange) = unwanted.iter().find(|item| !known.contains(item)) {
            return Err(RespondError::unknown(strange, what, known.iter().map(String::as_str)));
        }
    }
    if let Some(component) = facts.components.iter().find(|id| !corpus.components.contains_key(*id)) {
        let known = corpus.components.keys().map(String::as_str);
        return Err(RespondError::unknown(component, "a component of components.yaml", known));
    }
    if let Some(id) = facts.duplicate_of.as_deref() {
        let known =
            corpus.elsewhere().keys().map(String::as_str).chain(corpus.incidents.iter().map(|other| other.id.as_str()));
        if id == incident.id.as_str() || !known.clone().any(|known| known == id) {
            return Err(RespondError::unknown(id, "the id of another incident", known));
        }
    }
    let impact = incident.record.impact.as_ref();
    let started = facts.started_at.or_else(|| impact.and_then(|impact| impact.started_at));
    let ended = facts.ended_at.or_else(|| impact.and_then(|impact| impact.ended_at));
    let times = started.and_then(|at| at.earliest()).zip(ended.and_then(|at| at.earliest()));
    let named = facts.started_at.is_some() || facts.ended_at.is_some();
    if let (Some(from), Some(until), Some((start, end)), true) = (started, ended, times, named)
        && end < start
    {
        return Err(RespondError::Refused {
            why: format!("the impact cannot end ({until}) before it starts ({from})"),
            hint: "correct one of the two with --started-at or --ended-at".to_owned(),
        });
    }
    Ok(())
}
