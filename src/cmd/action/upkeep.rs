//! What changes without a push: pull requests are looked at again, issues are opened, records are proposed.

use super::job::Job;
use super::pull::{self, Subject, Where, carry_out};
use super::talk;
use crate::cmd::{CommandError, Context};
use crate::corpus::Corpus;
use crate::gate::Verdict;
use crate::github::{self, GithubError, PullRequest, Wish, Write};

/// Looks at every open pull request again, then at the follow-ups. The verdicts are theirs; the run fails only when it could not look.
pub(super) fn look_again(context: &mut Context, job: &Job) -> Result<Verdict, CommandError> {
    let Some((forge, home)) = job.reach() else {
        talk::say(context, job, "without GitHub there is nothing to look at")?;
        return Ok(Verdict::Pass);
    };
    let mut verdict = Verdict::Pass;
    match forge.open_pull_requests(home) {
        Ok(pulls) => {
            if !pull_requests(context, job, &pulls)? {
                verdict = Verdict::Unknown;
            }
        }
        Err(error) => {
            talk::warn(context, job, &format!("could not look at the open pull requests: {error}"))?;
            verdict = Verdict::Unknown;
        }
    }
    let head = job.local.commit_id("HEAD")?.to_string();
    match job.default_branch.clone().or_else(|| job.local.branch()) {
        Some(branch) => {
            if !follow_ups(context, job, &head, &branch)? {
                verdict = Verdict::Unknown;
            }
        }
        None => {
            talk::warn(context, job, "nobody says which branch changes go into, so follow-ups are left as they are")?;
        }
    }
    Ok(verdict)
}

/// Whether all of them could be looked at. One that cannot does not keep the others waiting.
fn pull_requests(context: &mut Context, job: &Job, pulls: &[PullRequest]) -> Result<bool, CommandError> {
    let numbers: Vec<u64> = pulls.iter().map(|pull| pull.number).collect();
    job.local.fetch_pull_requests(&numbers, job.access.as_ref())?;
    let mut all = true;
    for pull in pulls {
        talk::say(context, job, &format!("#{}", pull.number))?;
        let base = format!("refs/remotes/origin/{}", pull.base_branch);
        let base = job.local.commit_id(&base).map_or_else(|_| pull.base.clone(), |commit| commit.to_string());
        let subject = Subject::Pull { number: pull.number, head: pull.head.clone(), base };
        match pull::judge(context, job, &subject, Where::Pull) {
            Ok(Verdict::Unknown) => all = false,
            Ok(Verdict::Pass | Verdict::Fail) => {}
            Err(error) => {
                talk::warn(context, job, &format!("could not look at #{}: {error}", pull.number))?;
                all = false;
            }
        }
    }
    Ok(all)
}

/// Opens issues for follow-ups that ask for one, and proposes the changes of records that follow from issues. Whether it could look.
pub(super) fn follow_ups(context: &mut Context, job: &Job, commit: &str, branch: &str) -> Result<bool, CommandError> {
    let Some((forge, home)) = job.reach() else { return Ok(true) };
    let id = job.local.commit_id(commit)?;
    let corpus = Corpus::load(job.local.tree_of(id)?)?;
    for path in github::kept_back(&corpus, home) {
        let why = "its incident is restricted, and the issue would be in another repository";
        talk::warn(context, job, &format!("no issue is opened for {path}: {why}; ask for one here (`tracker: new`)"))?;
    }
    let mut wishes = github::wishes(&corpus, home, &job.server, branch);
    let openings = github::open_wishes(forge, &mut wishes);
    for (repository, error) in &openings.unseen {
        let what = format!("could not look which issues are open in {repository}, so none is opened there: {error}");
        talk::warn(context, job, &what)?;
    }
    let urls = carry_out(context, job, Ok(openings.writes.clone()))?;
    note_opened(&mut wishes, &openings.writes, &urls);
    let trackers = github::look_at_trackers(forge, &corpus.incidents, &job.server);
    let proposal = github::edits(&corpus, &wishes, &trackers);
    for by_hand in &proposal.by_hand {
        talk::warn(
            context,
            job,
            &format!("please write this by hand, the file is too unusual to edit safely: {by_hand}"),
        )?;
    }
    let (tree, parent_tree) = job.local.tree_with(id, &proposal.files)?;
    let parent = id.to_string();
    let write: Result<Option<Write>, GithubError> =
        github::propose(forge, home, branch, (&parent, &parent_tree), &tree, &proposal);
    carry_out(context, job, write.map(|write| write.into_iter().collect()))?;
    Ok(openings.unseen.iter().all(|(_, error)| matches!(error, GithubError::NotFound | GithubError::Forbidden(_))))
}

/// Which issue was opened for which wish.
fn note_opened(wishes: &mut [Wish], writes: &[Write], urls: &[Option<String>]) {
    for (write, url) in writes.iter().zip(urls) {
        if let Some(wish) = wishes.iter_mut().find(|wish| wish.opened.is_none() && wish.issue == *write) {
            wish.opened.clone_from(url);
        }
    }
}
