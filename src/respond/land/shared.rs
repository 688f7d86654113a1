//! A commit that everybody has: pushed, and made again on top of what others have pushed first.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

use super::{BRANCHES, LandError, Landed, Made, Shared, Task, beginning, make, taken};
use crate::model::IncidentId;
use crate::repo::{
    CommitError, CommitId, HeadBranch, Landing, Pace, Pushed, Pushing, RemoteError, Repository, Target, Waiting,
};
use crate::respond::Outcome;

/// So often others may be faster. Between people it is once or twice; between sixteen programs that write without a pause, sometimes fifty times.
const MOST_TRIES: u32 = 400;
/// How long a pause is: on a slow machine or line a try takes longer, and the crowd needs more room.
const ROOM_AT_LEAST: Duration = Duration::from_millis(20);
const ROOM_AT_MOST: Duration = Duration::from_secs(8);
/// Who has just pushed, lets others go first: no person writes twice in a second.
const JUST: Duration = Duration::from_secs(1);
/// For how many tries at most: so many, and two more for each time that others were faster, as the crowd is larger then. Less, and those who
/// wait get in each other's way; more, and nobody is at it.
const COURTESY: u32 = 3;
const COURTESY_AT_MOST: u32 = 16;
/// So often the connection may break.
const MOST_BREAKS: u32 = 3;

/// Commits an operation and pushes it, with the commits that have waited here.
///
/// # Errors
/// When it cannot be done, also not on top of what others have done; or a commit cannot be made. Nothing has been written then. That the
/// remote cannot be reached is no error: then it is committed here, and [`Shared::failed`] says why it waits.
pub fn push(repository: &Repository, task: &Task<'_>, progress: &mut dyn FnMut(u32)) -> Result<Landed, LandError> {
    run(repository, Some(task), progress)
}

/// Pushes the commits that have waited here, and brings what others have pushed.
///
/// # Errors
/// When there is no branch to push, or none to push to; when the remote cannot be reached or says no.
pub fn sync(repository: &Repository, progress: &mut dyn FnMut(u32)) -> Result<Landed, LandError> {
    run(repository, None, progress)
}

fn run(repository: &Repository, task: Option<&Task<'_>>, progress: &mut dyn FnMut(u32)) -> Result<Landed, LandError> {
    // What can be refused is refused before anybody waits.
    repository.ready_to_commit()?;
    let pushing = repository.begin_push()?;
    let head = repository.ready_to_commit()?;
    let own_branch = task.is_some_and(|task| task.own_branch);
    let target = if own_branch { Err(RemoteError::NoRemote) } else { repository.target(&head.name) };
    let mut race = Race {
        repository,
        task,
        pushing: &pushing,
        seen: target.as_ref().ok().and_then(|target| repository.last_seen(target)),
        target,
        head,
        tried: Vec::new(),
        taken: if task.is_some_and(|task| task.incident.is_none()) { taken(repository) } else { Vec::new() },
        looked: Instant::now(),
        overtaken: 0,
        breaks: 0,
    };
    let landed = race.run(progress);
    pushing.end();
    landed
}

/// A push under way, however often it takes.
struct Race<'r> {
    repository: &'r Repository,
    task: Option<&'r Task<'r>>,
    pushing: &'r Pushing<'r>,
    head: HeadBranch,
    target: Result<Target, RemoteError>,
    /// What the branch of the remote was at when we last looked.
    seen: Option<CommitId>,
    /// What we tried to push; any of it may have arrived although nobody told us.
    tried: Vec<CommitId>,
    taken: Vec<String>,
    /// When the try began that is under way.
    looked: Instant,
    overtaken: u32,
    breaks: u32,
}

/// What is next after a push.
enum Next {
    Again,
    Done(Ending),
}

/// How it ended.
struct Ending {
    /// The commit that the branch here is to be at.
    tip: CommitId,
    failed: Option<RemoteError>,
}

impl Race<'_> {
    fn run(&mut self, progress: &mut dyn FnMut(u32)) -> Result<Landed, LandError> {
        if self.task.is_none() {
            // Nothing of ours is at stake: look first what others have done.
            let target = std::mem::replace(&mut self.target, Err(RemoteError::NoRemote))?;
            self.seen = self.repository.fetch_branch(&target)?;
            self.target = Ok(target);
        }
        if let (true, Some(last)) = (self.task.is_some(), self.pushing.just_pushed(JUST)) {
            self.let_others_go(last);
        }
        self.looked = Instant::now();
        loop {
            let attempt = match self.attempt() {
                Err(LandError::Remote(error)) if self.task.is_some() => return self.keep_here(error),
                attempt => attempt?,
            };
            let Some(tip) = attempt.tip else { return Ok(self.landed(attempt.outcome, None, Vec::new())) };
            if self.seen == Some(tip) {
                return self.finish(attempt, Ending { tip, failed: None });
            }
            let next = match self.push_once(&attempt, tip) {
                // What was said is not lost because there is no git to send it.
                Err(LandError::Remote(error)) if self.task.is_some() => Next::Done(Ending { tip, failed: Some(error) }),
                next => next?,
            };
            match next {
                Next::Done(ending) => {
                    self.pushing.keep_pace(Pace { took: self.looked.elapsed(), overtaken: self.overtaken });
                    return self.finish(attempt, ending);
                }
                Next::Again => progress(self.overtaken),
            }
        }
    }

    /// Who writes again at once leaves the field to others: without that, whoever has just pushed knows best where the branch is, and wins
    /// every time.
    fn let_others_go(&mut self, last: Pace) {
        pause(last.took * (COURTESY + 2 * last.overtaken).min(COURTESY_AT_MOST));
        // Where there was a crowd, what was seen before the pause is old.
        if last.overtaken > 0
            && !self.task.is_some_and(|task| task.own_branch)
            && let Ok(target) = &self.target
            && let Ok(Some(seen)) = self.repository.fetch_branch(target)
        {
            self.seen = Some(seen);
        }
    }

    /// Steps back after a try that came too late; who has waited longer steps back less.
    fn step_back(&self) {
        pause(self.looked.elapsed() * 2 / (2 + self.overtaken));
    }

    /// What would be pushed on top of what the remote has.
    fn attempt(&mut self) -> Result<Attempt, LandError> {
        let own_branch = self.task.is_some_and(|task| task.own_branch);
        let base = match self.seen {
            _ if own_branch => beginning(self.repository, &self.head),
            Some(seen) => self.repository.carry(self.head.tip, seen)?,
            None => self.head.tip,
        };
        let Some(task) = self.task else {
            return Ok(Attempt { outcome: None, tip: Some(base), base, landing: Landing::Here });
        };
        let made = make(self.repository, task, base, &self.taken).map_err(|error| self.explain(error))?;
        let Made { outcome, commit, landing } = made;
        if let Landing::NewBranch(name) = &landing {
            self.target = self.repository.target(name);
        }
        Ok(Attempt { outcome: Some(outcome), tip: commit, base, landing })
    }

    fn push_once(&mut self, attempt: &Attempt, tip: CommitId) -> Result<Next, LandError> {
        let target = match &self.target {
            Ok(target) => target.clone(),
            Err(_) => {
                let failed = std::mem::replace(&mut self.target, Err(RemoteError::NoRemote)).err();
                return Ok(Next::Done(Ending { tip, failed }));
            }
        };
        self.tried.push(tip);
        let remote = target.remote.clone();
        let failed = match self.pushing.push(&self.head, &attempt.landing, tip, &target)? {
            Pushed::Arrived => return Ok(Next::Done(Ending { tip, failed: None })),
            Pushed::Overtaken => None,
            Pushed::Refused(said) => Some(RemoteError::Refused { remote, said }),
            Pushed::Silent(said) => {
                let failed = Some(RemoteError::Unreachable { remote, said });
                return Ok(Next::Done(Ending { tip, failed }));
            }
            Pushed::Unreachable(said) => {
                self.breaks += 1;
                Some(RemoteError::Unreachable { remote, said })
            }
        };
        if matches!(failed, Some(RemoteError::Refused { .. })) {
            return Ok(Next::Done(Ending { tip, failed }));
        }
        // First the pause, then the look: what was seen before a pause is old after it, and the next push would come too late again.
        if failed.is_none() {
            self.step_back();
        }
        self.looked = Instant::now();
        // A connection that broke may have broken after the push arrived: only the remote knows.
        let seen = match self.repository.fetch_branch(&target) {
            Ok(seen) => seen,
            Err(error) => return Ok(Next::Done(Ending { tip, failed: Some(failed.unwrap_or(error)) })),
        };
        if let Some(seen) = seen
            && self.tried.iter().any(|tried| self.repository.contains(seen, *tried))
        {
            return Ok(Next::Done(Ending { tip: seen, failed: None }));
        }
        if failed.is_some() && self.breaks >= MOST_BREAKS {
            return Ok(Next::Done(Ending { tip, failed }));
        }
        self.overtaken += 1;
        if self.overtaken >= MOST_TRIES {
            return Ok(Next::Done(Ending { tip, failed: Some(RemoteError::Outrun(self.overtaken)) }));
        }
        match (&attempt.landing, seen) {
            // Somebody declared an incident of the same name at the same time.
            (Landing::NewBranch(name), Some(_)) => {
                self.taken.extend(name.strip_prefix(BRANCHES).map(ToOwned::to_owned));
            }
            _ => self.seen = seen,
        }
        Ok(Next::Again)
    }

    /// The branch here goes where the remote's is, or keeps what could not be pushed.
    fn finish(&mut self, attempt: Attempt, ending: Ending) -> Result<Landed, LandError> {
        let (repository, tip) = (self.repository, ending.tip);
        let carried = match (ending.failed.is_none(), &attempt.landing) {
            (true, Landing::Here) => repository.waiting(attempt.base, self.seen)?,
            _ => Vec::new(),
        };
        let before = self.head.clone();
        let mut behind = None;
        if tip != self.head.tip {
            match self.advance(tip, &attempt.landing) {
                Ok(()) => {}
                // It is pushed: that the branch here stays where it was is no failure.
                Err(error) if ending.failed.is_none() => behind = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        if let (Ok(target), None, None) = (&self.target, &ending.failed, &behind) {
            repository.follow(&self.branch(&attempt.landing), target);
        }
        let commit = attempt.outcome.is_some().then_some(attempt.tip).flatten();
        let mut landed = self.landed(attempt.outcome, commit, carried);
        landed.branch = self.branch(&attempt.landing);
        let is_new = matches!(attempt.landing, Landing::NewBranch(_));
        landed.came_from = (is_new && behind.is_none()).then(|| before.name.clone());
        if let Some(shared) = &mut landed.shared {
            shared.failed = ending.failed;
            shared.behind = behind;
            let ours = shared.carried.len() + usize::from(commit.is_some());
            let new = repository.waiting(tip, Some(before.tip)).map_or(0, |new| new.len());
            shared.brought = if is_new { 0 } else { new.saturating_sub(ours) };
        }
        Ok(landed)
    }

    /// Another command here may have committed meanwhile: that goes on top and waits.
    fn advance(&mut self, tip: CommitId, landing: &Landing) -> Result<(), CommitError> {
        let mut onto = tip;
        for _ in 0..MOST_BREAKS {
            match self.repository.advance(&self.head, onto, landing) {
                Err(CommitError::Moved(_)) => {}
                done => return done.map(drop),
            }
            let now = self.repository.ready_to_commit()?;
            onto = self.repository.carry(now.tip, tip).map_err(|_| CommitError::Moved(now.name.clone()))?;
            self.head = now;
        }
        Err(CommitError::Moved(self.head.name.clone()))
    }

    /// What could not be put on top of the remote's commits is committed where it is.
    fn keep_here(&mut self, error: RemoteError) -> Result<Landed, LandError> {
        let Some(task) = self.task else { return Err(error.into()) };
        let made = make(self.repository, task, self.head.tip, &self.taken)?;
        let attempt =
            Attempt { outcome: Some(made.outcome), tip: made.commit, base: self.head.tip, landing: made.landing };
        let Some(tip) = attempt.tip else { return Ok(self.landed(attempt.outcome, None, Vec::new())) };
        self.finish(attempt, Ending { tip, failed: Some(error) })
    }

    fn landed(&self, outcome: Option<Outcome>, commit: Option<CommitId>, carried: Vec<Waiting>) -> Landed {
        let target = self.target.as_ref().ok().cloned();
        let shared = Shared { target, failed: None, carried, brought: 0, behind: None, overtaken: self.overtaken };
        Landed { outcome, commit, branch: self.head.name.clone(), came_from: None, shared: Some(shared) }
    }

    fn branch(&self, landing: &Landing) -> String {
        match landing {
            Landing::Here => self.head.name.clone(),
            Landing::NewBranch(name) => name.clone(),
        }
    }

    /// A refusal says what others did, when they did something.
    fn explain(&self, error: LandError) -> LandError {
        match error {
            LandError::Respond(reason) => match self.meanwhile() {
                some if some.is_empty() => LandError::Respond(reason),
                meanwhile => LandError::Overtaken { meanwhile, reason },
            },
            other => other,
        }
    }

    /// The last things that others did to the incident.
    fn meanwhile(&self) -> Vec<String> {
        const SHOWN: usize = 3;
        let Some((seen, incident)) = self.seen.zip(self.task.and_then(|task| task.incident)) else { return Vec::new() };
        let Ok(range) = self.repository.range(&self.head.tip.to_string(), &seen.to_string()) else { return Vec::new() };
        let commits = self.repository.commits(&range).unwrap_or_default();
        let about = commits.iter().filter(|commit| names(commit, incident)).take(SHOWN);
        about.map(|commit| format!("{}: {}", commit.author.name, commit.subject)).collect()
    }
}

/// Lets others go first for a while, never twice the same: from half of the longest to all of it.
fn pause(longest: Duration) {
    let longest = longest.clamp(ROOM_AT_LEAST, ROOM_AT_MOST);
    let half = u64::try_from(longest.as_micros() / 2).unwrap_or(u64::MAX).max(1);
    let random = RandomState::new().build_hasher().finish();
    std::thread::sleep(Duration::from_micros(half + random % half));
}

fn names(commit: &crate::repo::Commit, incident: &IncidentId) -> bool {
    commit.trailers.iter().any(|(key, value)| key == "Incident" && value == incident.as_str())
}

/// What is to be pushed.
struct Attempt {
    outcome: Option<Outcome>,
    tip: Option<CommitId>,
    base: CommitId,
    landing: Landing,
}
