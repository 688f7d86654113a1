//! Issues for follow-ups that ask for one (`tracker: new`), found again by a marker in their text so that none is opened twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use percent_encoding::AsciiSet;

use super::error::GithubError;
use super::forge::{MarkedIssue, Read};
use super::names::RepoName;
use super::plan::Write;
use crate::corpus::Corpus;
use crate::model::{Followup, Incident, Status, Visibility};
use crate::source::visible;

/// The label of every issue that Flarebook opens.
const LABEL: &str = "flarebook";

/// Longest title, in characters, as the forge has it.
const LONGEST_TITLE: usize = 256;

/// A follow-up that asks for an issue.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The incident's id.
    pub incident: String,
    /// The follow-up's id.
    pub followup: String,
    /// Where the issue belongs.
    pub repository: RepoName,
    /// What to open.
    pub issue: Write,
    /// The issue that was opened for it, when there is one.
    pub opened: Option<String>,
}

/// The follow-ups of a corpus that ask for an issue, in order. A request that names no repository is left out: `check` says so.
#[must_use]
pub fn wishes(corpus: &Corpus, home: &RepoName, server: &str, branch: &str) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for incident in corpus.incidents.iter().filter(|incident| incident.state.status != Status::Cancelled) {
        for followup in incident.followups.iter().filter(|followup| !followup.is_settled()) {
            let repository = match followup.wants_issue() {
                None => continue,
                Some(None) => home.clone(),
                Some(Some(named)) => match RepoName::parse(named) {
                    Some(repository) => repository,
                    None => continue,
                },
            };
            if must_stay(incident, &repository, home) {
                continue;
            }
            let (branch, path) = (encoded(branch, &PATH), encoded(followup.origin.path.as_str(), &PATH));
            let link = format!("{server}/{home}/blob/{branch}/{path}");
            let issue = issue(corpus, incident, followup, &repository, &link);
            let (incident, followup) = (incident.id.to_string(), followup.id.clone());
            wishes.push(Wish { incident, followup, repository, issue, opened: None });
        }
    }
    wishes
}

/// A restricted incident must not be told outside the repository that holds it.
fn must_stay(incident: &Incident, repository: &RepoName, home: &RepoName) -> bool {
    incident.visibility() == Visibility::Restricted && repository != home
}

/// The follow-ups, by file, whose issue is not opened because it would be in another repository than their restricted incident.
#[must_use]
pub fn kept_back(corpus: &Corpus, home: &RepoName) -> Vec<String> {
    let followups = corpus
        .incidents
        .iter()
        .flat_map(|incident| incident.followups.iter().map(move |followup| (incident, followup)));
    let kept = followups.filter(|(incident, followup)| {
        let named = followup.wants_issue().flatten().and_then(RepoName::parse);
        !followup.is_settled() && named.is_some_and(|named| must_stay(incident, &named, home))
    });
    kept.map(|(_, followup)| followup.origin.path.to_string()).collect()
}

/// What is still to be opened, and where nobody could look.
#[derive(Debug, Default)]
pub struct Openings {
    /// The issues to open.
    pub writes: Vec<Write>,
    /// Repositories that did not say what is there; in them nothing must be opened.
    pub unseen: Vec<(RepoName, GithubError)>,
}

/// Looks which wishes were fulfilled before, and says what is still to be opened. A repository that is not there keeps no other waiting.
pub fn open_wishes(forge: &dyn Read, wishes: &mut [Wish]) -> Openings {
    let mut there: BTreeMap<RepoName, Option<Vec<MarkedIssue>>> = BTreeMap::new();
    let mut openings = Openings::default();
    for wish in wishes {
        let issues = there.entry(wish.repository.clone()).or_insert_with(|| {
            let seen = forge.labelled_issues(&wish.repository, LABEL);
            seen.map_err(|error| openings.unseen.push((wish.repository.clone(), error))).ok()
        });
        let Some(issues) = issues else { continue };
        let marker = marker(&wish.incident, &wish.followup);
        let found = issues.iter().filter(|issue| issue.body.lines().next().map(str::trim) == Some(marker.as_str()));
        match found.min_by_key(|issue| issue.number) {
            Some(issue) => wish.opened = Some(issue.url.clone()),
            None => openings.writes.push(wish.issue.clone()),
        }
    }
    openings
}

/// What may stand as it is in a part of a name, and in a path. A file's name may be anything.
const PART: AsciiSet = percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
const PATH: AsciiSet = PART.remove(b'/');

fn encoded<'t>(text: &'t str, left: &'static AsciiSet) -> percent_encoding::PercentEncode<'t> {
    percent_encoding::utf8_percent_encode(text, left)
}

/// The first line of an issue's text; the page does not show it.
fn marker(incident: &str, followup: &str) -> String {
    format!("<!-- flarebook:follow-up {}/{} -->", encoded(incident, &PART), encoded(followup, &PART))
}

fn issue(corpus: &Corpus, incident: &Incident, followup: &Followup, repository: &RepoName, link: &str) -> Write {
    let owner = followup.record.owner.as_deref();
    let account = owner.and_then(|owner| corpus.people.get(owner)).and_then(|person| person.github.clone());
    let labels = std::iter::once(LABEL.to_owned()).chain(followup.record.kind.map(|kind| format!("follow-up: {kind}")));
    let title: String = one_line(followup.title()).chars().take(LONGEST_TITLE).collect();
    Write::OpenIssue {
        repository: repository.clone(),
        title,
        body: body(incident, followup, link),
        labels: labels.collect(),
        assignee: account,
    }
}

fn body(incident: &Incident, followup: &Followup, link: &str) -> String {
    let span = crate::report::code_span;
    let mut text = format!("{}\n\n", marker(incident.id.as_str(), &followup.id));
    let _ = writeln!(text, "Follow-up of the incident {} ({}).\n", span(incident.title()), span(incident.id.as_str()));
    if let Some(due) = followup.record.due {
        let _ = writeln!(text, "- **Due:** {due}");
    }
    if let Some(owner) = &followup.record.owner {
        let _ = writeln!(text, "- **Owner:** {}", span(owner));
    }
    let blocking = if followup.is_blocking() { "yes, the incident is not resolved before it is settled" } else { "no" };
    let _ = writeln!(text, "- **Blocks resolution:** {blocking}");
    let _ = writeln!(text, "- **Record:** <{link}>\n");
    if let Some(note) = &followup.record.note {
        let _ = writeln!(text, "{}\n", span(note));
    }
    text.push_str(
        "Closing this issue settles the follow-up; closing it as *not planned* asks for a word why in the record.\n",
    );
    text
}

fn one_line(text: &str) -> String {
    text.chars().map(visible).collect()
}
