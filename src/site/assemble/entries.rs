//! The timeline, day by day.

use std::collections::BTreeMap;

use super::attachments::is_picture;
use super::impact::offset;
use super::names::{self, badge, capital};
use super::resolve::{Resolver, entry_anchor};
use super::{badges, filter, urls};
use crate::model::{Audience, Elapsed, Entry, EntryId, EntryKind, Holders, Risk};
use crate::site::markdown::{Reading, render};
use crate::site::page::{Badge, ChangeChip, Day, EntryRef, EntryView, Evidence};

/// The timeline of an incident.
pub(super) fn days(of: &Resolver<'_, '_>) -> Vec<Day> {
    let corrections = corrections(of);
    let authors = filter::authors(of.incident);
    let mut days: Vec<Day> = Vec::new();
    let mut taken = BTreeMap::new();
    for entry in &of.incident.entries {
        let (title, datetime) = of.site.clock.day_title(entry.at());
        if days.last().is_none_or(|day| day.title != title) {
            days.push(Day { title, datetime, entries: Vec::new() });
        }
        let mut view = view(of, entry, &authors, corrections.get(&entry.id));
        view.anchor = unique(&view.anchor, &mut taken);
        if let Some(day) = days.last_mut() {
            day.entries.push(view);
        }
    }
    days
}

/// Two entries may have one name (a check reports it); an anchor may not.
fn unique(anchor: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let count = taken.entry(anchor.to_owned()).or_default();
    *count += 1;
    if *count == 1 { anchor.to_owned() } else { format!("{anchor}-again-{count}") }
}

/// The entries that put each entry right.
fn corrections(of: &Resolver<'_, '_>) -> BTreeMap<EntryId, Vec<EntryRef>> {
    let mut all: BTreeMap<EntryId, Vec<EntryRef>> = BTreeMap::new();
    for entry in &of.incident.entries {
        if let Some(target) = &entry.record.corrects {
            all.entry(EntryId::new(target)).or_default().push(reference(of, entry.id.as_str()));
        }
    }
    all
}

fn view(of: &Resolver<'_, '_>, entry: &Entry, authors: &[&str], corrected_by: Option<&Vec<EntryRef>>) -> EntryView {
    let record = &entry.record;
    let person = |handle: &Option<String>| handle.as_deref().map(|handle| of.site.person(handle, of.root));
    let kind = entry.kind();
    EntryView {
        anchor: entry_anchor(&entry.id),
        at: of.site.clock.moment(entry.at()),
        offset: offset(of.incident, entry.at()),
        recorded: recorded(entry),
        by: person(&record.by),
        author: filter::author(authors, record.by.as_deref()),
        kind: kind.as_str().to_owned(),
        kind_label: (kind != EntryKind::Note).then(|| capital(kind.as_str())),
        changes: changes(of, entry),
        body_html: body(of, entry),
        evidence: record.evidence.iter().map(|item| evidence(of, item)).collect(),
        public: entry.audience() == Audience::Public,
        risk: record.risk.and_then(risk),
        approved_by: person(&record.approved_by),
        next_update: record.next_update.map(|at| of.site.clock.moment(at)),
        corrects: record.corrects.as_deref().map(|name| reference(of, name)),
        corrected_by: corrected_by.cloned().unwrap_or_default(),
        acknowledges: record.acknowledges.as_deref().map(|name| reference(of, name)),
    }
}

/// How long after it happened it was written down, when the name of the entry's file tells: names begin with a time.
fn recorded(entry: &Entry) -> Option<String> {
    let (stamp, _) = entry.id.parts()?;
    let written: jiff::Timestamp = stamp.parse().ok()?;
    let later = written.as_second() - entry.at().instant()?.as_second();
    let exact = Elapsed { seconds: later / 60 * 60, approximate: entry.at().is_approximate() };
    (later >= 60).then(|| format!("recorded {} later", exact.in_words()))
}

fn body(of: &Resolver<'_, '_>, entry: &Entry) -> String {
    let folder = entry.origin.path.parent();
    let resolve = |address: &str| of.resolve(&folder, address);
    render(&entry.text, &Reading { prefix: &entry_anchor(&entry.id), top: 4, resolve: &resolve })
}

/// An entry by its name: by the time it is at, which readers see.
fn reference(of: &Resolver<'_, '_>, name: &str) -> EntryRef {
    let Some(entry) = of.incident.entry(name) else {
        return EntryRef { label: EntryId::new(name).as_str().to_owned(), href: None };
    };
    let at = of.site.clock.moment(entry.at());
    let label = format!("the entry of {}", at.clock.unwrap_or(at.date));
    EntryRef { label, href: Some(format!("#{}", entry_anchor(&entry.id))) }
}

fn risk(risk: Risk) -> Option<Badge> {
    match risk {
        Risk::Normal => None,
        Risk::Safe => Some(badge("Safe action", "risk-safe")),
        Risk::Destructive => Some(badge("Destructive", "risk-destructive")),
    }
}

fn changes(of: &Resolver<'_, '_>, entry: &Entry) -> Vec<ChangeChip> {
    let record = &entry.record;
    let corpus = of.site.corpus;
    let status = record.status.map(|status| chip("Status", badges::status(status)));
    let severity = record.severity.as_deref().map(|id| chip("Severity", badges::severity_of(corpus, id)));
    let role = |(role, holders): (&String, &Holders)| {
        chip(&capital(names::role(corpus, role)), badge(&people(of, holders), "quiet"))
    };
    let component = |(id, state): (&String, &_)| chip(corpus.component_name(id), badges::component(*state));
    let roles = record.roles.iter().map(role);
    status.into_iter().chain(severity).chain(roles).chain(record.components.iter().map(component)).collect()
}

fn people(of: &Resolver<'_, '_>, holders: &Holders) -> String {
    let names: Vec<&str> = holders.0.iter().map(|handle| of.site.corpus.person_name(handle)).collect();
    if names.is_empty() { "handed back".to_owned() } else { names::listed(&names, "and") }
}

fn chip(what: &str, to: Badge) -> ChangeChip {
    ChangeChip { what: what.to_owned(), to: to.label, tone: to.tone }
}

/// An address of the web, an attachment, or else a command as it was typed.
fn evidence(of: &Resolver<'_, '_>, item: &str) -> Evidence {
    let form = |form: &str, link| Evidence { form: form.to_owned(), link };
    if urls::is_web(item) {
        return form("link", urls::web_link(item));
    }
    match of.attachments.by_name(of.incident, item) {
        Some(address) if is_picture(address) => form("picture", urls::inside(item, address.to_owned())),
        Some(address) => form("file", urls::inside(item, address.to_owned())),
        None => form("command", urls::text(item)),
    }
}
