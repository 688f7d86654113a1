//! An issue that reports an incident becomes a record: a branch of its own, its pull request, and a word on the issue.

use jiff::tz::TimeZone;

use super::job::Job;
use super::pull::carry_out;
use super::talk;
use crate::cmd::{CommandError, Context, zone};
use crate::corpus::{Corpus, INCIDENTS_FOLDER};
use crate::gate::Verdict;
use crate::github::{self, Answer, Forge, IssueReport, RepoName, Write};
use crate::model::{Incident, IncidentId, Moment, Side, TimeExpression};
use crate::report::code_span;
use crate::respond::{BRANCHES, Change, Declaration, FilledForm, Operation as _, Outcome, Report};
use crate::source::RepoPath;

/// Declares what was reported, once; of a stranger says that somebody will look at it.
pub(super) fn declare(context: &mut Context, job: &Job, report: &IssueReport) -> Result<Verdict, CommandError> {
    let number = report.number;
    let Some((forge, home)) = job.reach() else {
        talk::say(context, job, &format!("#{number} reports an incident; without GitHub nothing can be declared"))?;
        return Ok(Verdict::Unknown);
    };
    if !report.is_open {
        talk::say(context, job, &format!("#{number} is closed"))?;
        return Ok(Verdict::Pass);
    }
    if !report.is_accepted {
        let who = &report.author;
        talk::say(context, job, &format!("#{number} is by {who}, who is not of the team: nothing is declared yet"))?;
        let answer = github::answer(forge, home, number, Answer::Waits);
        carry_out(context, job, answer.map(|write| write.into_iter().collect()))?;
        return Ok(Verdict::Pass);
    }
    let declared = match known(job, forge, home, report)? {
        Some(known) => again(context, job, &known)?,
        None => anew(context, job, home, report)?,
    };
    let Some(Declared { incident, url }) = declared else { return Ok(Verdict::Unknown) };
    let words = Answer::Declared { incident: &incident, url: url.as_deref() };
    let answer = github::answer(forge, home, number, words).and_then(|comment| {
        let labels = if report.is_labelled { Vec::new() } else { github::label_report(forge, home, number)? };
        Ok(comment.into_iter().chain(labels).collect())
    });
    carry_out(context, job, answer)?;
    Ok(Verdict::Pass)
}

/// An incident that was declared from an issue.
struct Declared {
    incident: String,
    url: Option<String>,
}

/// The same, found.
struct Known {
    incident: String,
    /// Its page, unless it is on a branch without a pull request; then what opens one.
    place: Result<String, Write>,
}

fn issue_url(job: &Job, home: &RepoName, number: u64) -> String {
    format!("{}/{home}/issues/{number}", job.server)
}

/// Whether an incident says that it was reported by this issue.
fn is_from(incident: &Incident, url: &str) -> bool {
    incident.record.links.values().any(|link| link == url)
}

/// The incident of an earlier run, merged or on a branch of its own.
fn known(job: &Job, forge: &dyn Forge, home: &RepoName, report: &IssueReport) -> Result<Option<Known>, CommandError> {
    let url = issue_url(job, home, report.number);
    let corpus = Corpus::load(job.local.tree(Some("HEAD"))?)?;
    if let Some(incident) = corpus.incidents.iter().find(|incident| is_from(incident, &url)) {
        let folder = format!("{}/{home}/tree/HEAD/{}", job.server, incident.folder);
        return Ok(Some(Known { incident: incident.id.to_string(), place: Ok(folder) }));
    }
    for branch in job.local.branches(&|name| name.starts_with(BRANCHES))? {
        let (Some(tip), Some(id)) = (branch.tip, branch.name.strip_prefix(BRANCHES)) else { continue };
        let tree = job.local.tree_of(tip.id)?;
        let Some(folder) = Corpus::folder_of(&*tree, id)?.filter(|folder| folder.name() == id) else { continue };
        let Some(incident) = Corpus::load_incident(&*tree, &folder, &corpus.policy)? else { continue };
        if !is_from(&incident, &url) {
            continue;
        }
        let place = match forge.pull_request_from(home, &branch.name)? {
            Some(number) => Ok(format!("{}/{home}/pull/{number}", job.server)),
            None => Err(Write::OpenPullRequest {
                repository: home.clone(),
                branch: branch.name.clone(),
                base: base(job),
                title: incident.title().chars().take(LONGEST_TITLE).collect(),
                body: body(id, report),
            }),
        };
        return Ok(Some(Known { incident: id.to_owned(), place }));
    }
    Ok(None)
}

/// Longest title that GitHub takes, in characters, with some to spare.
const LONGEST_TITLE: usize = 240;

fn base(job: &Job) -> String {
    job.default_branch.clone().unwrap_or_else(|| "main".to_owned())
}

/// What an earlier run has left is finished.
fn again(context: &mut Context, job: &Job, known: &Known) -> Result<Option<Declared>, CommandError> {
    talk::say(context, job, &format!("declared already: {}", known.incident))?;
    let url = match &known.place {
        Ok(url) => Some(url.clone()),
        Err(open) => carry_out(context, job, Ok(vec![open.clone()]))?.into_iter().next().flatten(),
    };
    Ok(Some(Declared { incident: known.incident.clone(), url }))
}

/// The record, on a branch of its own; `None` when GitHub did not take it.
fn anew(
    context: &mut Context,
    job: &Job,
    home: &RepoName,
    report: &IssueReport,
) -> Result<Option<Declared>, CommandError> {
    let head = job.local.commit_id("HEAD")?;
    let mut corpus = Corpus::load(job.local.tree_of(head)?)?;
    // An incident that is not merged yet has its name already.
    for branch in job.local.branches(&|name| name.starts_with(BRANCHES))? {
        if let Some(id) = branch.name.strip_prefix(BRANCHES) {
            corpus.mind_also(id, RepoPath::root().join(INCIDENTS_FOLDER).join(id));
        }
    }
    let outcome = declaration(&corpus, report, issue_url(job, home, report.number)).apply(&corpus)?;
    let Outcome { incident: Some(id), subject, changes, .. } = outcome else { return Ok(None) };
    let files = changes.into_iter().filter_map(|change| match change {
        Change::New(file) => Some((file.path.to_string(), file.text)),
        Change::Edit { .. } | Change::Remove { .. } | Change::Bytes { .. } => None,
    });
    let (_, parent_tree) = job.local.tree_with(head, [])?;
    let title = subject.strip_prefix("Declare: ").unwrap_or(&subject).chars().take(LONGEST_TITLE).collect();
    let write = Write::Propose {
        repository: home.clone(),
        branch: format!("{BRANCHES}{id}"),
        branch_exists: false,
        base: base(job),
        parent: head.to_string(),
        parent_tree,
        files: files.collect(),
        message: format!("{subject}\n\nIncident: {id}\n"),
        title,
        body: body(id.as_str(), report),
        number: None,
    };
    let seen = carry_out(context, job, Ok(vec![write]))?;
    let url = seen.into_iter().next().flatten();
    Ok((url.is_some() || job.plan).then(|| Declared { incident: IncidentId::to_string(&id), url }))
}

/// What the issue says, as a declaration. Only an account that the roster names is taken for a person: another's handle may be anybody's account.
fn declaration(corpus: &Corpus, report: &IssueReport, url: String) -> Declaration {
    let form = FilledForm::read(&report.body);
    let is_author = |account: &str| account.eq_ignore_ascii_case(&report.author);
    let by = corpus.people.iter().find(|(_, person)| person.github.as_deref().is_some_and(is_author));
    let by = by.map(|(handle, _)| handle.clone());
    let began = form.began.as_deref().map(|typed| (typed, began(corpus, by.as_deref(), typed, report.at)));
    let mut text = form.story;
    if let Some((typed, None)) = began {
        text.push_str(&format!("\n\nWhen it began, as it was typed: {}", code_span(typed)));
    }
    if by.is_none() {
        text.push_str(&format!("\n\nReported by the account {}.", code_span(&report.author)));
    }
    let began = began.and_then(|(_, began)| began);
    Declaration {
        title: report.title.clone(),
        at: report.at,
        by,
        severity: form.severity,
        components: form.components,
        kind: None,
        visibility: None,
        lead: None,
        comms: None,
        afterwards: None,
        report: Some(Report { text: text.trim().to_owned(), url, began }),
    }
}

/// The time that somebody typed, unless it is none or was still to come.
fn began(corpus: &Corpus, by: Option<&str>, typed: &str, reported: Moment) -> Option<Moment> {
    let said: TimeExpression = typed.parse().ok()?;
    let now = reported.earliest()?;
    let zone: TimeZone = zone::of(corpus, by).zone;
    said.resolve(now, &zone, Side::Past).filter(|began| began.earliest().is_some_and(|began| began <= now))
}

/// The text of the pull request. The issue is closed when it is merged.
fn body(id: &str, report: &IssueReport) -> String {
    let (id, who, number) = (code_span(id), code_span(&report.author), report.number);
    format!("The record of {id}, while it is worked on. Reported by {who}.\n\nCloses #{number}")
}
