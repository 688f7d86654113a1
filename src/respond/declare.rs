//! Declaring an incident. A title is enough, and nothing but an empty one stands in the way: a name that is typed wrongly at three in the
//! morning is kept as it was typed, and said.

use std::collections::BTreeMap;

use super::say::cadence_of;
use super::{Change, Operation, Outcome, RespondError, find, render};
use crate::corpus::{Corpus, INCIDENTS_FOLDER};
use crate::model::{
    Entry, EntryId, EntryKind, EntryRecord, Holders, Impact, IncidentId, IncidentRecord, Kind, Moment, Origin, Status,
    Visibility,
};
use crate::repo::NewFile;
use crate::source::{RepoPath, did_you_mean, one_line};

/// What is known when an incident is declared; all but the title and the time may be missing.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// One line.
    pub title: String,
    /// When it is declared.
    pub at: Moment,
    /// Who declares it.
    pub by: Option<String>,
    /// How bad it is.
    pub severity: Option<String>,
    /// What is affected.
    pub components: Vec<String>,
    /// What sort of incident.
    pub kind: Option<Kind>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Who leads.
    pub lead: Option<String>,
    /// Who communicates.
    pub comms: Option<String>,
    /// It is written down afterwards.
    pub afterwards: Option<Afterwards>,
    /// What somebody wrote who reported it elsewhere.
    pub report: Option<Report>,
}

/// A report that an incident is declared from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it says, Markdown; from anybody.
    pub text: String,
    /// Where it is.
    pub url: String,
    /// When it began, as they say.
    pub began: Option<Moment>,
}

/// An incident that is written down when it is over, or has long begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Afterwards {
    /// When users were well again; it still goes on when there is none.
    pub mitigated: Option<Moment>,
}

/// What of a declaration the record knows.
#[derive(Clone, Debug, Default)]
pub struct Declared<'c> {
    /// Who declares it.
    pub by: Option<&'c str>,
    /// How bad it is.
    pub severity: Option<&'c str>,
    /// What is affected.
    pub components: Vec<&'c str>,
    /// Who leads.
    pub lead: Option<&'c str>,
    /// Who communicates.
    pub comms: Option<&'c str>,
    /// When the next word is due, and why then.
    pub next_update: Option<(Moment, String)>,
    /// What nobody here knows: what it was for, as it was typed, the way out.
    pub unknown: Vec<(&'static str, String, String)>,
}

/// A new incident: incident.yaml and the first entry of the timeline.
impl Operation for Declaration {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(RespondError::Empty("the title"));
        }
        let declared = self.declared(corpus);
        let id = free_id(corpus, self.at, &title);
        let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(id.as_str());
        let record = IncidentRecord {
            title: Some(title.clone()),
            kind: self.kind,
            visibility: self.visibility,
            components: declared.components.iter().map(|id| (*id).to_owned()).collect(),
            impact: self.report.as_ref().and_then(Report::impact),
            links: self.report.iter().map(|report| ("report".to_owned(), report.url.clone())).collect(),
            ..IncidentRecord::default()
        };
        let first = render::entry(&folder, &self.first_entry(&declared), &self.text(&title, &declared), &[])?;
        let entry = EntryId::new(first.path.name());
        let last = self.last_entry(&folder, &declared, &first)?;
        let files = [render::incident(corpus, &folder, &record)?, first].into_iter().chain(last);
        Ok(Outcome {
            incident: Some(id),
            entry: Some(entry),
            changes: files.map(Change::New).collect(),
            subject: format!("Declare: {}", super::append::headline(&title)),
            notes: declared.unknown.iter().map(|(what, typed, way_out)| unknown_words(what, typed, way_out)).collect(),
        })
    }
}

fn unknown_words(what: &str, typed: &str, way_out: &str) -> String {
    format!("The {what} is not set: nobody here knows `{}`. {way_out}", one_line(typed))
}

impl Report {
    fn impact(&self) -> Option<Impact> {
        self.began.map(|began| Impact { started_at: Some(began), ..Impact::default() })
    }
}

impl Declaration {
    /// What of this the record knows, and what it does not.
    #[must_use]
    pub fn declared<'c>(&self, corpus: &'c Corpus) -> Declared<'c> {
        let mut declared = Declared::default();
        let unknown = &mut declared.unknown;
        declared.by = person(corpus, "author", self.by.as_deref(), unknown);
        declared.lead = person(corpus, "lead", self.lead.as_deref(), unknown);
        declared.comms = person(corpus, "communications lead", self.comms.as_deref(), unknown);
        declared.severity = self.severity.as_deref().and_then(|typed| {
            let known = || corpus.policy.severities.iter().map(|severity| severity.id.as_str());
            known().find(|id| id.eq_ignore_ascii_case(typed.trim())).or_else(|| {
                let (near, known) = (near(typed, known()), known().collect::<Vec<_>>().join(", "));
                let way = format!("{near}There is {known}: flarebook log TEXT --severity ID");
                unknown.push(("severity", typed.to_owned(), way));
                None
            })
        });
        for typed in &self.components {
            match corpus.components.get_key_value(typed) {
                Some((id, _)) if !declared.components.contains(&id.as_str()) => declared.components.push(id),
                Some(_) => {}
                None => {
                    let near = near(typed, corpus.components.keys().map(String::as_str));
                    let way = format!("{near}Write it into `components:` of incident.yaml.");
                    unknown.push(("component", typed.clone(), way));
                }
            }
        }
        let urgent = matches!(self.kind.unwrap_or_default(), Kind::Incident | Kind::Security);
        let severity = declared.severity.filter(|_| urgent && self.afterwards.is_none());
        declared.next_update = severity.and_then(|severity| cadence_of(corpus, severity, self.at));
        declared
    }

    fn text(&self, title: &str, declared: &Declared<'_>) -> String {
        let mut text = format!("Declared: {title}");
        if let Some(report) = self.report.as_ref().filter(|report| !report.text.is_empty()) {
            text.push_str(&format!("\n\n{}", report.text));
        }
        if self.afterwards.is_some() {
            text.push_str("\n\nWritten down afterwards.");
        }
        let typed =
            declared.unknown.iter().map(|(what, typed, _)| format!("{what} `{}`", one_line(typed).replace('`', "'")));
        let typed: Vec<String> = typed.collect();
        if !typed.is_empty() {
            text.push_str(&format!("\n\nNot known here, as it was typed: {}", typed.join(", ")));
        }
        text
    }

    fn first_entry(&self, declared: &Declared<'_>) -> EntryRecord {
        let roles = [("lead", declared.lead), ("comms", declared.comms)];
        let roles =
            roles.into_iter().filter_map(|(role, person)| Some((role.to_owned(), Holders(vec![person?.to_owned()]))));
        EntryRecord {
            at: Some(self.at),
            by: declared.by.map(ToOwned::to_owned),
            kind: Some(EntryKind::Update),
            status: Some(Status::Investigating),
            severity: declared.severity.map(ToOwned::to_owned),
            roles: roles.collect::<BTreeMap<_, _>>(),
            next_update: declared.next_update.as_ref().map(|(at, _)| *at),
            ..EntryRecord::default()
        }
    }

    /// The entry that ends it, where it is over already.
    fn last_entry(
        &self,
        folder: &RepoPath,
        declared: &Declared<'_>,
        first: &NewFile,
    ) -> Result<Option<NewFile>, RespondError> {
        let Some(at) = self.afterwards.and_then(|afterwards| afterwards.mitigated) else { return Ok(None) };
        if at.earliest() < self.at.earliest() {
            return Err(RespondError::Backwards { from: self.at, to: at });
        }
        let record = EntryRecord {
            at: Some(at),
            by: declared.by.map(ToOwned::to_owned),
            kind: Some(EntryKind::Update),
            status: Some(Status::Mitigated),
            ..EntryRecord::default()
        };
        let before = Entry {
            id: EntryId::new(first.path.name()),
            origin: Origin::file(first.path.clone()),
            record: EntryRecord::default(),
            text: String::new(),
        };
        render::entry(folder, &record, "Mitigated. Written down afterwards.", &[before]).map(Some)
    }
}

/// Somebody as people name each other; `None` when nobody is meant or nobody is known by that name.
fn person<'c>(
    corpus: &'c Corpus,
    what: &'static str,
    typed: Option<&str>,
    unknown: &mut Vec<(&'static str, String, String)>,
) -> Option<&'c str> {
    let typed = typed?;
    find::person(corpus, typed).ok().or_else(|| {
        let near = near(typed, corpus.people.keys().map(String::as_str));
        let way = match what {
            "lead" => "Set it: flarebook assign lead PERSON",
            "communications lead" => "Set it: flarebook assign comms PERSON",
            _ => "Add them to people.yaml.",
        };
        unknown.push((what, typed.to_owned(), format!("{near}{way}")));
        None
    })
}

fn near<'c>(typed: &str, known: impl Iterator<Item = &'c str>) -> String {
    did_you_mean(typed, known).map_or_else(String::new, |near| format!("Did you mean `{near}`? "))
}

/// The day and the title's slug; a second incident of that name on one day gets a few random digits at its end.
fn free_id(corpus: &Corpus, at: Moment, title: &str) -> IncidentId {
    let day = at.zoned().map_or(jiff::civil::Date::ZERO, |zoned| zoned.with_time_zone(jiff::tz::TimeZone::UTC).date());
    let id = IncidentId::new(day, title);
    let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(id.as_str());
    let known = corpus.incident(id.as_str()).is_some() || corpus.elsewhere().contains_key(id.as_str());
    let taken = known || !matches!(corpus.tree.look(&folder), Ok(None));
    if taken { IncidentId::from_folder(&format!("{id}-{}", render::random_hex())) } else { id }
}
