//! The one way in which commands write into a record: what is there is loaded, an operation is applied to it, its files are written.

use super::landed::{self, Reported};
use super::zone::{self, Zone};
use super::{CommandError, Context, finding};
use crate::cli::{Reach, Writing};
use crate::corpus::{Corpus, PEOPLE_FILE};
use crate::model::{IncidentId, Moment, Side, TimeExpression};
use crate::overview::Wanted;
use crate::repo::Repository;
use crate::respond::{self, Act, Change, Operation, Outcome, RespondError, Task};

/// What a writing command has at hand before it says what is to be done.
pub(super) struct Landing {
    /// The repository.
    pub repository: Repository,
    /// The record as it is: the one incident, or everything where that was asked for.
    pub corpus: Corpus,
    /// When it happened: the time that was given, else now.
    pub at: Moment,
    /// Who writes: the person that was named, else the one that git's mail address belongs to.
    pub by: Option<String>,
    /// The zone that times without one are meant in.
    zone: Zone,
    incident: Option<IncidentId>,
    own_branch: bool,
    dry_run: bool,
    reach: Reach,
}

impl Landing {
    /// For what is about one incident: the one that was named, else that of the branch, else the only open one.
    pub fn on_incident(
        context: &mut Context,
        named: Option<&str>,
        writing: &Writing,
    ) -> Result<(Self, IncidentId), CommandError> {
        let repository = writable(context)?;
        let (corpus, id) = finding::incident(&repository, None, named)?;
        Ok((Self::new(context, repository, corpus, writing, Some(id.clone()))?, id))
    }

    /// For what is about no incident, or a new one: what is open is there, and of the others where they are.
    pub fn on_record(context: &mut Context, writing: &Writing) -> Result<Self, CommandError> {
        let repository = writable(context)?;
        let corpus = finding::awake(&repository, None, Wanted::Open)?;
        Self::new(context, repository, corpus, writing, None)
    }

    fn new(
        context: &mut Context,
        repository: Repository,
        corpus: Corpus,
        writing: &Writing,
        incident: Option<IncidentId>,
    ) -> Result<Self, CommandError> {
        let by = author(context, &corpus, &repository, writing.by.as_deref());
        let zone = zone::of(&corpus, by.as_deref());
        let at = time(context, &zone, writing.at)?;
        let (dry_run, reach) = (writing.dry_run, writing.reach);
        Ok(Self { repository, corpus, at, by, zone, incident, own_branch: false, dry_run, reach })
    }

    /// A time that was said, on one side of now.
    pub fn moment(&self, context: &mut Context, said: TimeExpression, side: Side) -> Result<Moment, CommandError> {
        resolved(context, &self.zone, said, side)
    }

    /// Where, when and by whom.
    pub fn act(&self, incident: IncidentId) -> Act {
        Act { incident, at: self.at, by: self.by.clone() }
    }

    /// The handle of somebody who was named; `me` is whoever writes. A name that nobody knows stays as it is.
    pub fn person(&self, named: &str) -> String {
        let me = self.by.as_deref().filter(|_| named == "me" && !self.corpus.people.contains_key("me"));
        me.or_else(|| respond::person(&self.corpus, named).ok()).unwrap_or(named).to_owned()
    }

    /// Whether nothing is to be written.
    pub fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    /// Puts a new incident onto a branch of its own when it is committed.
    pub fn on_own_branch(&mut self) {
        self.own_branch = true;
    }

    /// Whether it is to be committed.
    pub fn commits(&self) -> bool {
        self.reach.commit || self.reach.push || self.reach.pr
    }

    /// Does it, as far as was asked for, and says what was written.
    pub fn land(&self, context: &mut Context, operation: &dyn Operation) -> Result<Outcome, CommandError> {
        self.land_and_tell(context, operation, |_| Ok(None))
    }

    /// The same; what programs are told has an `advice` more.
    pub fn land_and_tell(
        &self,
        context: &mut Context,
        operation: &dyn Operation,
        advice: impl FnOnce(&Outcome) -> Result<Option<serde_json::Value>, CommandError>,
    ) -> Result<Outcome, CommandError> {
        let task =
            Task { operation, incident: self.incident.as_ref(), own_branch: self.own_branch, now: context.now() };
        let mut landed = match self.reach {
            _ if self.dry_run || !self.commits() => None,
            Reach { push: false, pr: false, .. } => Some(respond::commit(&self.repository, &task)?),
            _ => Some(respond::push(&self.repository, &task, &mut |tries| landed::progress(context, tries))?),
        };
        let outcome = match landed.as_mut().and_then(|landed| landed.outcome.take()) {
            Some(outcome) => outcome,
            None => self.write(operation)?,
        };
        let advice = if context.json() { advice(&outcome)? } else { None };
        let reported = Reported { dry_run: self.dry_run, wants_page: self.reach.pr, advice };
        landed::report(context, &self.repository, &reported, &outcome, landed.as_ref())?;
        outcome.notes.iter().for_each(|note| context.hint(note));
        Ok(outcome)
    }

    /// The files alone.
    fn write(&self, operation: &dyn Operation) -> Result<Outcome, CommandError> {
        let outcome = operation.apply(&self.corpus)?;
        if !self.dry_run {
            let files: Vec<_> = outcome.changes.iter().map(Change::as_file).collect();
            self.repository.write_changes(&files)?;
        }
        Ok(outcome)
    }
}

/// Refuses `--at` where nothing that is written has a time.
pub(super) fn refuse_time(writing: &Writing, hint: &str) -> Result<(), CommandError> {
    match writing.at {
        Some(_) => Err(RespondError::Refused {
            why: "--at means nothing here: what this writes has no time of its own".to_owned(),
            hint: hint.to_owned(),
        }
        .into()),
        None => Ok(()),
    }
}

pub(super) fn writable(context: &mut Context) -> Result<Repository, CommandError> {
    let repository = context.repository_as_it_is()?;
    if repository.is_bare() {
        return Err(CommandError::Bare);
    }
    landed::say_finished(context, &repository.finish_interrupted()?);
    Ok(repository)
}

/// A clock that runs a little ahead is no reason to refuse an entry; in seconds.
const CLOCK_SLACK: i64 = 300;

/// When it happened: the time that was given, unless it has not come yet; else now.
fn time(context: &mut Context, zone: &Zone, given: Option<TimeExpression>) -> Result<Moment, CommandError> {
    let Some(said) = given else { return Ok(context.moment()) };
    let at = resolved(context, zone, said, Side::Past)?;
    let latest = context.now().as_second() + CLOCK_SLACK;
    if at.earliest().is_some_and(|earliest| earliest.as_second() > latest) {
        return Err(RespondError::Future(at).into());
    }
    Ok(at)
}

/// A time that was said; where its zone is not, says how it was read.
fn resolved(context: &mut Context, zone: &Zone, said: TimeExpression, side: Side) -> Result<Moment, CommandError> {
    let found = said.resolve(context.now(), &zone.zone, side);
    let at = found.ok_or_else(|| CommandError::Respond(RespondError::NoSuchTime(said.to_string())))?;
    if said.needs_zone() {
        let why = if zone.is_guess {
            "UTC, as neither people.yaml nor `site.timezone` in flarebook.yaml says a zone"
        } else {
            &zone.name
        };
        context.hint(&format!("{said} is read as {at} ({why})."));
    }
    Ok(at)
}

/// Who writes. An entry without a name is said to be one.
fn author(context: &mut Context, corpus: &Corpus, repository: &Repository, named: Option<&str>) -> Option<String> {
    if let Some(named) = named {
        // A name that nobody knows is for the operation to refuse, or to bear.
        return Some(respond::person(corpus, named).unwrap_or(named).to_owned());
    }
    let identity = repository.identity();
    let person = respond::person_of(corpus, &identity).map(ToOwned::to_owned);
    if let (None, Some(email)) = (&person, &identity.email) {
        // Who cannot be read there may well stand there.
        let unread = corpus.problems.iter().any(|problem| problem.path.as_str() == PEOPLE_FILE);
        let why = match unread {
            true => format!("{PEOPLE_FILE} cannot be read as a whole (see `flarebook check`). Mend it"),
            false => format!("{email} is not in {PEOPLE_FILE}. Add it there"),
        };
        context.hint(&format!("Written without a name: {why}, or say --by PERSON."));
    }
    person
}
