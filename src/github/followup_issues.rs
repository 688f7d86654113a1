//! Issues for follow-ups that ask for one (`tracker: new`), found again by a marker in their text so that none is opened twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

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
            let link = format!("{server}/{home}/blob/{branch}/{}", followup.origin.path);
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

/// Looks which wishes were fulfilled before, and says what is still to be opened.
///
/// # Errors
/// When the forge does not say what is there; then nothing must be opened.
pub fn open_wishes(forge: &dyn Read, wishes: &mut [Wish]) -> Result<Vec<Write>, GithubError> {
    let mut there: BTreeMap<RepoName, Vec<MarkedIssue>> = BTreeMap::new();
    let mut writes = Vec::new();
    for wish in wishes {
        if !there.contains_key(&wish.repository) {
            there.insert(wish.repository.clone(), forge.labelled_issues(&wish.repository, LABEL)?);
        }
        let marker = marker(&wish.incident, &wish.followup);
        let found = there[&wish.repository]
            .iter()
            .filter(|issue| issue.body.lines().next().map(str::trim) == Some(marker.as_str()));
        match found.min_by_key(|issue| issue.number) {
            Some(issue) => wish.opened = Some(issue.url.clone()),
            None => writes.push(wish.issue.clone()),
        }
    }
    Ok(writes)
}

/// The first line of an issue's text; the page does not show it.
fn marker(incident: &str, followup: &str) -> String {
    let plain = |text: &str| text.replace("--", "- -").replace(['<', '>'], "");
    format!("<!-- flarebook:follow-up {}/{} -->", plain(incident), plain(followup))
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
    let _ = writeln!(text, "- **Record:** <{}>\n", link.replace(' ', "%20").replace(['<', '>'], ""));
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
