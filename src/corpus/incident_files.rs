//! The files of one incident's folder into one [`Incident`].

use std::collections::BTreeMap;

use super::FileProblem;
use super::layout::Folder;
use super::read_file::{self, Reading};
use crate::model::{
    Entry, EntryId, EntryRecord, Followup, FollowupRecord, Incident, IncidentId, IncidentRecord, Milestones, Moment,
    Origin, Pir, PirRecord, State, slug,
};
use crate::policy::Policy;
use crate::repo::{RepoError, Tree, TreeFile};
use crate::source::{Problem, ProblemKind, RepoPath, yaml};

/// Loads one incident; its problems come beside it.
pub(super) fn load(
    tree: &dyn Tree,
    policy: &Policy,
    home: &RepoPath,
    files: &Folder,
) -> Result<(Incident, Vec<FileProblem>), RepoError> {
    let mut loader = Loader { tree, problems: Vec::new() };
    let record = loader.record(files.record.as_ref())?;
    let mut entries = loader.entries(files)?;
    entries.sort_by(Entry::order);
    let mut followups = loader.followups(files)?;
    followups.sort_by(|a, b| a.id.cmp(&b.id));
    let pir = loader.pir(files.pir.as_ref())?;
    let public_pir = loader.pir(files.public_pir.as_ref())?;
    let state = State::fold(&entries, |role| policy.role_id(role));
    let milestones = Milestones::of(&record, &entries, &state);
    let incident = Incident {
        id: IncidentId::from_folder(home.name()),
        folder: home.clone(),
        record,
        entries,
        followups,
        pir,
        public_pir,
        attachments: files.attachments.iter().map(|file| file.path.clone()).collect(),
        state,
        milestones,
    };
    Ok((incident, loader.problems))
}

/// Reads only the record of an incident; what is wrong with it, whoever loads the whole will say.
pub(super) fn record(tree: &dyn Tree, files: &Folder) -> Result<IncidentRecord, RepoError> {
    Loader { tree, problems: Vec::new() }.record(files.record.as_ref())
}

struct Loader<'t> {
    tree: &'t dyn Tree,
    problems: Vec<FileProblem>,
}

impl Loader<'_> {
    fn text(&mut self, file: &TreeFile) -> Result<Option<String>, RepoError> {
        read_file::text(self.tree, file, &mut self.problems)
    }

    fn reading<'p>(&'p mut self, file: &'p TreeFile) -> Reading<'p> {
        Reading { path: &file.path, problems: &mut self.problems }
    }

    fn record(&mut self, file: Option<&TreeFile>) -> Result<IncidentRecord, RepoError> {
        let Some(file) = file else { return Ok(IncidentRecord::default()) };
        let Some(text) = self.text(file)? else { return Ok(IncidentRecord::default()) };
        Ok(read_file::record(&text, self.reading(file)).unwrap_or_default())
    }

    fn entries(&mut self, files: &Folder) -> Result<Vec<Entry>, RepoError> {
        let mut entries = Vec::new();
        if let Some(file) = &files.timeline
            && let Some(text) = self.text(file)?
        {
            let items = read_file::records::<EntryRecord>(&text, self.reading(file));
            let mut times: BTreeMap<Option<i64>, usize> = BTreeMap::new();
            entries.reserve(items.len());
            for (item, record) in items {
                let place = times.entry(record.at.and_then(|at| at.stamped_second())).or_default();
                entries.push(folded_entry(file, item, *place, record));
                *place += 1;
            }
        }
        for file in &files.entries {
            if let Some(text) = self.text(file)?
                && let Some((record, body, _)) = read_file::markdown::<EntryRecord>(&text, self.reading(file))
            {
                self.refuse_list_keys(file, &text, record.id.is_some(), record.text.is_some());
                let origin = Origin::file(file.path.clone());
                entries.push(Entry { id: EntryId::new(file.path.name()), origin, record, text: tidy(body) });
            }
        }
        Ok(entries)
    }

    /// `id` and `text` belong to the folded form; in a file the name and the body say the same.
    fn refuse_list_keys(&mut self, file: &TreeFile, text: &str, id: bool, body: bool) {
        for (key, present) in [("id", id), ("text", body)] {
            if present {
                let place = crate::diagnostic::Place::key(file.path.clone(), yaml::Route::root().key(key));
                let span = super::locate::in_text(text, &place);
                let problem = Problem::new(
                    ProblemKind::UnknownKey,
                    span,
                    format!("`{key}` is only for lists such as timeline.yaml"),
                );
                let help =
                    if key == "id" { "the file's name is the id" } else { "put the text below the second `---`" };
                self.problems.push(FileProblem { path: file.path.clone(), problem: problem.help(help) });
            }
        }
    }

    fn followups(&mut self, files: &Folder) -> Result<Vec<Followup>, RepoError> {
        let mut followups = Vec::new();
        if let Some(file) = &files.followups
            && let Some(text) = self.text(file)?
        {
            let items = read_file::records::<FollowupRecord>(&text, self.reading(file));
            followups.extend(items.into_iter().map(|(item, record)| folded_followup(file, item, record)));
        }
        for file in &files.followup_files {
            if let Some(text) = self.text(file)?
                && let Some(record) = read_file::record::<FollowupRecord>(&text, self.reading(file))
            {
                self.refuse_list_keys(file, &text, record.id.is_some(), false);
                let origin = Origin::file(file.path.clone());
                followups.push(Followup { id: file.path.stem().to_owned(), origin, record });
            }
        }
        Ok(followups)
    }

    fn pir(&mut self, file: Option<&TreeFile>) -> Result<Option<Pir>, RepoError> {
        let Some(file) = file else { return Ok(None) };
        let Some(text) = self.text(file)? else { return Ok(None) };
        let parts = read_file::markdown::<PirRecord>(&text, self.reading(file));
        Ok(parts.map(|(record, body, start)| Pir::new(file.path.clone(), record, body, start)))
    }
}

fn folded_entry(file: &TreeFile, item: usize, place: usize, mut record: EntryRecord) -> Entry {
    let text = tidy_own(record.text.take().unwrap_or_default());
    let at = record.at.unwrap_or_else(Moment::unknown);
    let id = record.id.take().map_or_else(|| EntryId::derived(&at, place, &text), |id| EntryId::new(&id));
    Entry { id, origin: Origin { path: file.path.clone(), item: Some(item) }, record, text }
}

fn folded_followup(file: &TreeFile, item: usize, mut record: FollowupRecord) -> Followup {
    let id = record.id.take().unwrap_or_else(|| slug(record.title.as_deref().unwrap_or_default()));
    Followup { id, origin: Origin { path: file.path.clone(), item: Some(item) }, record }
}

/// Text without blank lines around it and with `\n` at the ends of lines, so that both forms of a timeline give the same.
fn tidy(text: &str) -> String {
    let text = text.trim();
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

/// The same for a text of one's own, which mostly needs no copy.
fn tidy_own(mut text: String) -> String {
    if text.contains('\r') || text.starts_with(char::is_whitespace) {
        return tidy(&text);
    }
    text.truncate(text.trim_end().len());
    text
}
