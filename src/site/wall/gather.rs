//! Everything in the record and in git that must not be public.
//!
//! Records are walked as the values they are written from: a field that is added to them is internal until somebody decides otherwise here.

use std::collections::HashSet;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::Kind;
use super::normal::{sequence, unescaped, words};
use super::secrets::{RUN, STRIDE, Short, Source};
use crate::corpus::{COMPONENTS_FILE, Corpus, PEOPLE_FILE, POLICY_FILE};
use crate::model::{Component, Incident, Person};
use crate::publication::{PublicIncident, PublicText, StatusPage};
use crate::repo::Authorship;
use crate::source::RepoPath;

/// A text of more words than this is looked for in runs.
const LONGEST_SHORT: usize = 7;
/// Firm ones are compared as a whole up to this length.
const LONGEST_FIRM: usize = 24;
/// Shorter ones occur by chance in the bytes of pictures.
const FAINT_LETTERS: u16 = 6;

/// Keys whose values are no texts: vocabularies, times, numbers, names of severities and roles.
const NO_TEXT: [&str; 24] = [
    "at",
    "audience",
    "blocking",
    "customers",
    "due",
    "ended_at",
    "kind",
    "next_update",
    "outcome",
    "position",
    "publish_after",
    "risk",
    "scheduled",
    "severity",
    "since",
    "started_at",
    "state",
    "status",
    "timezone",
    "tlp",
    "until",
    "visibility",
    "from",
    "detected",
];

/// What was gathered, in a fixed order.
#[derive(Default)]
pub(super) struct Gathered {
    pub sources: Vec<Source>,
    pub short: Vec<(Vec<u64>, Short)>,
    pub runs: Vec<(u64, u32)>,
    pub commits: Vec<u64>,
}

/// All of it.
pub(super) fn all(corpora: &[&Corpus], page: &StatusPage, history: &Authorship) -> Gathered {
    let free = Free::of(page, corpora);
    let mut parts = Vec::new();
    for corpus in corpora {
        let mut gatherer = Gatherer::new(&free);
        gatherer.policy(corpus);
        corpus.people.iter().for_each(|(handle, person)| gatherer.person(handle, person));
        corpus.components.iter().for_each(|(id, component)| gatherer.component(id, component));
        parts.push(gatherer.gathered);
        let incidents = corpus.incidents.par_iter().map(|incident| {
            let mut gatherer = Gatherer::new(&free);
            gatherer.incident(incident);
            gatherer.gathered
        });
        parts.extend(incidents.collect::<Vec<_>>());
    }
    let mut gatherer = Gatherer::new(&free);
    gatherer.history(history);
    parts.push(gatherer.gathered);
    joined(parts)
}

fn joined(parts: Vec<Gathered>) -> Gathered {
    let mut all = Gathered::default();
    for part in parts {
        let base = u32::try_from(all.sources.len()).unwrap_or(u32::MAX);
        all.sources.extend(part.sources);
        all.runs.extend(part.runs.into_iter().map(|(run, source)| (run, base + source)));
        let short = part.short.into_iter();
        all.short.extend(short.map(|(words, short)| (words, Short { source: base + short.source, ..short })));
        all.commits.extend(part.commits);
    }
    all
}

/// Every text of the page that somebody wrote for the public.
pub(super) fn public_texts(page: &StatusPage) -> Vec<&str> {
    let mut texts = names(page);
    let planned = page.maintenances.iter().map(|maintenance| &maintenance.incident);
    page.incidents.iter().chain(planned).for_each(|incident| incident_texts(incident, &mut texts));
    texts
}

/// What the page and its components are called, and where they are.
fn names(page: &StatusPage) -> Vec<&str> {
    let own = &page.page;
    let optional = [&own.title, &own.description, &own.url, &own.support_url];
    let mut names: Vec<&str> = optional.into_iter().flatten().map(String::as_str).collect();
    names.extend([own.zone_name.as_str(), &own.language, own.id.as_str()]);
    names.extend(page.groups.iter().map(|group| group.name.as_str()));
    for component in &page.components {
        names.extend([Some(component.name.as_str()), component.description.as_deref()].into_iter().flatten());
    }
    names
}

/// Components under their groups, as every list has them. An id like `website-login` tells no more than that.
fn placed(page: &StatusPage) -> Vec<String> {
    let groups = page.groups.iter();
    let named = groups.flat_map(|group| group.components.iter().map(move |at| (&group.name, *at)));
    named.filter_map(|(group, at)| Some(format!("{group} {}", page.components.get(at)?.name))).collect()
}

fn incident_texts<'p>(incident: &'p PublicIncident, texts: &mut Vec<&'p str>) {
    texts.extend(incident.title.as_deref());
    texts.extend(incident.summary.as_ref().map(PublicText::as_str));
    texts.extend(incident.updates.iter().filter_map(|update| update.body.as_ref()).map(PublicText::as_str));
    texts.extend(incident.review.as_ref().map(|review| review.body.as_str()));
}

/// What may be said anywhere.
struct Free(HashSet<u64>);

impl Free {
    /// Every public text of one word, and whatever stands in the names of the page, of its components and of those who may be named. A
    /// single word of a longer name is not free by itself: `max` is not, because somewhere it says "max. 5 users".
    fn of(page: &StatusPage, corpora: &[&Corpus]) -> Self {
        let mut free = HashSet::new();
        let may_name: Vec<&str> =
            corpora.iter().flat_map(|corpus| &corpus.policy_record.site.public.may_name).map(String::as_str).collect();
        let placed = placed(page);
        let placed = placed.iter().map(String::as_str);
        for name in names(page).into_iter().chain(placed).chain(may_name.iter().copied()) {
            let hashes = hashes(name);
            for from in 0..hashes.len() {
                for until in from + 2..=hashes.len().min(from + LONGEST_FIRM) {
                    free.insert(sequence(hashes[from..until].iter().copied()));
                }
            }
        }
        let whole = public_texts(page).into_iter().chain(may_name.iter().copied()).map(hashes);
        free.extend(whole.filter(|words| words.len() == 1).map(sequence));
        free.extend(may_name.iter().map(|name| sequence(hashes(&format!("@{name}")))));
        Self(free)
    }
}

fn hashes(text: &str) -> Vec<u64> {
    words(&unescaped(text.as_bytes())).iter().map(|word| word.hash).collect()
}

struct Gatherer<'f> {
    free: &'f Free,
    gathered: Gathered,
}

impl<'f> Gatherer<'f> {
    fn new(free: &'f Free) -> Self {
        Self { free, gathered: Gathered::default() }
    }

    fn source(&mut self, kind: Kind, path: Option<&RepoPath>) -> u32 {
        let sources = &mut self.gathered.sources;
        if sources.last().is_none_or(|last| last.kind != kind || last.path.as_ref() != path) {
            sources.push(Source { kind, path: path.cloned() });
        }
        u32::try_from(sources.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// A text that may not stand where no public text has it.
    fn loose(&mut self, kind: Kind, path: &RepoPath, text: &str) {
        self.take(kind, Some(path), text, false);
    }

    /// A text that may stand nowhere.
    fn firm(&mut self, kind: Kind, path: Option<&RepoPath>, text: &str) {
        self.take(kind, path, text, true);
    }

    /// A name: firm when it is of several words.
    fn name(&mut self, kind: Kind, path: Option<&RepoPath>, text: &str) {
        self.take(kind, path, text, hashes(text).len() > 1);
    }

    fn take(&mut self, kind: Kind, path: Option<&RepoPath>, text: &str, firm: bool) {
        let text = unescaped(text.as_bytes());
        let found = words(&text);
        let hashes: Vec<u64> = found.iter().map(|word| word.hash).collect();
        let longest = if firm { LONGEST_FIRM } else { LONGEST_SHORT };
        if hashes.len() > longest {
            let source = self.source(kind, path);
            let runs = hashes.windows(RUN).step_by(STRIDE);
            self.gathered.runs.extend(runs.map(|run| (sequence(run.iter().copied()), source)));
            return;
        }
        let letters = found.first().map_or(0, |word| word.letters);
        let tells_nothing = found.iter().all(|word| word.is_number) || (found.len() == 1 && letters < 2);
        if tells_nothing || self.free.0.contains(&sequence(hashes.iter().copied())) {
            return;
        }
        let faint = found.len() == 1 && letters < FAINT_LETTERS;
        let short = Short { source: self.source(kind, path), firm, faint };
        self.gathered.short.push((hashes, short));
    }

    fn policy(&mut self, corpus: &Corpus) {
        let path = RepoPath::root().join(POLICY_FILE);
        let record = &corpus.policy_record;
        let site = &record.site;
        let settings = [&site.title, &site.description, &site.base_url, &site.repository, &site.public.id_key];
        for setting in settings.into_iter().flatten() {
            self.loose(Kind::Setting, &path, setting);
        }
        for text in record.criteria.iter().flatten().chain(&record.safe_actions) {
            self.loose(Kind::Text, &path, text);
        }
    }

    fn person(&mut self, handle: &str, person: &Person) {
        let path = RepoPath::root().join(PEOPLE_FILE);
        let path = Some(&path);
        self.take(Kind::Handle, path, handle, false);
        self.firm(Kind::Handle, path, &format!("@{handle}"));
        if let Some(name) = &person.name {
            self.name(Kind::Person, path, name);
        }
        if let Some(account) = &person.github {
            self.take(Kind::Account, path, account, false);
            self.firm(Kind::Account, path, &format!("@{account}"));
        }
        person.email.iter().for_each(|email| self.name(Kind::Email, path, email));
        person.team.iter().for_each(|team| self.take(Kind::Team, path, team, false));
    }

    fn component(&mut self, id: &str, component: &Component) {
        let path = RepoPath::root().join(COMPONENTS_FILE);
        self.loose(Kind::Component, &path, id);
        for name in [&component.name, &component.group].into_iter().flatten() {
            self.loose(Kind::Component, &path, name);
        }
        self.record(Kind::Text, &path, component, &["name", "group"]);
    }

    fn incident(&mut self, incident: &Incident) {
        let file = incident.file();
        self.firm(Kind::Id, Some(&file), incident.id.as_str());
        if let Some(slug) = incident.id.day().and_then(|_| incident.id.as_str().get(11..)) {
            self.loose(Kind::Title, &file, slug);
        }
        if let Some(title) = &incident.record.title {
            self.loose(Kind::Title, &file, title);
        }
        self.record(Kind::Text, &file, &incident.record, &["title"]);
        for entry in &incident.entries {
            self.firm(Kind::Id, Some(&entry.origin.path), entry.id.as_str());
            self.record(Kind::Text, &entry.origin.path, &entry.record, &["text"]);
            self.loose(Kind::Text, &entry.origin.path, &entry.text);
        }
        for followup in &incident.followups {
            self.loose(Kind::Text, &followup.origin.path, &followup.id);
            self.record(Kind::Text, &followup.origin.path, &followup.record, &[]);
        }
        for review in [&incident.pir, &incident.public_pir].into_iter().flatten() {
            self.record(Kind::Text, &review.path, &review.record, &[]);
            self.loose(Kind::Text, &review.path, &review.body);
        }
        for attachment in &incident.attachments {
            self.loose(Kind::Attachment, attachment, attachment.name());
        }
    }

    fn history(&mut self, history: &Authorship) {
        for (name, email) in &history.people {
            self.name(Kind::Author, None, name);
            self.name(Kind::Author, None, email);
        }
        // `main` is no secret, and half of the pages have a `<main>`.
        for branch in history.branches.iter().filter(|branch| hashes(branch).len() > 1) {
            self.take(Kind::Branch, None, branch, false);
        }
        self.gathered.commits.extend(&history.commits);
    }

    /// Every text of a record but those under some keys.
    fn record(&mut self, kind: Kind, path: &RepoPath, record: &impl Serialize, but: &[&str]) {
        if let Ok(value) = serde_json::to_value(record) {
            self.value(kind, path, &value, but);
        }
    }

    fn value(&mut self, kind: Kind, path: &RepoPath, value: &Value, but: &[&str]) {
        match value {
            Value::String(text) => self.loose(kind, path, text),
            Value::Array(items) => items.iter().for_each(|item| self.value(kind, path, item, but)),
            Value::Object(map) => {
                for (key, item) in map.iter().filter(|(key, _)| !but.contains(&key.as_str())) {
                    match key.as_str() {
                        "components" => self.components(path, item),
                        "links" => self.links(path, item),
                        key if NO_TEXT.contains(&key) => {}
                        _ => self.value(kind, path, item, &[]),
                    }
                }
            }
            _ => {}
        }
    }

    /// Components by their ids: a list, or the keys of a map to their states.
    fn components(&mut self, path: &RepoPath, value: &Value) {
        match value {
            Value::Object(map) => map.keys().for_each(|id| self.loose(Kind::Component, path, id)),
            other => self.value(Kind::Component, path, other, &[]),
        }
    }

    /// Links with their names, which people choose freely.
    fn links(&mut self, path: &RepoPath, value: &Value) {
        if let Value::Object(map) = value {
            map.keys().for_each(|name| self.loose(Kind::Text, path, name));
        }
        self.value(Kind::Text, path, value, &[]);
    }
}
