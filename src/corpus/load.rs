//! The loading of a whole tree.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::layout::Folder;
use super::read_file::{self, Reading};
use super::{COMPONENTS_FILE, Corpus, FileProblem, INCIDENTS_FOLDER, PEOPLE_FILE, POLICY_FILE, incident_files, layout};
use crate::model::{Component, Incident, Person};
use crate::policy::{Policy, PolicyRecord};
use crate::repo::{FileKind, RepoError, Tree, TreeFile};
use crate::source::{Problem, ProblemKind, RepoPath, Span};

/// So many incidents are read sooner than threads have started.
const FEW: usize = 4;

pub(super) fn load(tree: Box<dyn Tree>) -> Result<Corpus, RepoError> {
    records(tree, None, None)
}

pub(super) fn load_part(
    tree: Box<dyn Tree>,
    folders: &[RepoPath],
    read_by: Option<&Policy>,
) -> Result<Corpus, RepoError> {
    records(tree, Some(folders), read_by)
}

pub(super) fn incident(tree: &dyn Tree, folder: &RepoPath, policy: &Policy) -> Result<Option<Incident>, RepoError> {
    Ok(one(tree, folder, policy)?.0)
}

/// One incident, with what was wrong with its files.
pub(super) fn one(
    tree: &dyn Tree,
    folder: &RepoPath,
    policy: &Policy,
) -> Result<(Option<Incident>, Vec<FileProblem>), RepoError> {
    let mut problems = Vec::new();
    let found = incidents(tree, Some(std::slice::from_ref(folder)), policy, &mut problems)?;
    Ok((found.into_iter().find(|incident| incident.folder == *folder), problems))
}

/// A tree with everything but its incidents, and the folders of these.
pub(super) fn outline(tree: Box<dyn Tree>) -> Result<(Corpus, BTreeMap<RepoPath, Folder>), RepoError> {
    let mut corpus = records(tree, Some(&[]), None)?;
    corpus.is_part = false;
    let folders = find(&*corpus.tree, None, &mut corpus.problems)?;
    Ok((corpus, folders))
}

/// The records of a tree: all of them, or of some folders.
fn records(tree: Box<dyn Tree>, folders: Option<&[RepoPath]>, read_by: Option<&Policy>) -> Result<Corpus, RepoError> {
    let mut problems = Vec::new();
    let policy_record: PolicyRecord = top_level(&*tree, POLICY_FILE, &mut problems, read_file::optional_record)?;
    problems.retain(|problem| problem.problem.kind != ProblemKind::EmptyFile);
    let policy = Policy::resolve(&policy_record);
    let mut people = policy_record.people.clone();
    people.extend(top_level::<BTreeMap<String, Person>>(&*tree, PEOPLE_FILE, &mut problems, read_file::map)?);
    let mut components = policy_record.components.clone();
    components.extend(top_level::<BTreeMap<String, Component>>(
        &*tree,
        COMPONENTS_FILE,
        &mut problems,
        read_file::map,
    )?);
    let incidents = incidents(&*tree, folders, read_by.unwrap_or(&policy), &mut problems)?;
    let mut corpus = Corpus {
        tree,
        policy,
        policy_record,
        people,
        components,
        incidents,
        elsewhere: OnceLock::new(),
        is_part: folders.is_some(),
        problems: Vec::new(),
        unread: HashSet::new(),
    };
    corpus.add_problems(problems);
    Ok(corpus)
}

impl Corpus {
    /// Takes note of what was wrong with files, and of those that could not be read.
    pub(super) fn add_problems(&mut self, problems: Vec<FileProblem>) {
        let lost = problems.iter().filter(|problem| problem.problem.kind.costs_the_file());
        self.unread.extend(lost.map(|problem| problem.path.clone()));
        // What a misspelt file says is not read either.
        self.unread.extend(problems.iter().filter_map(|problem| misspelt_from(&problem.path)));
        self.problems.extend(problems);
    }
}

/// A record at the top of the repository; its default when there is none.
fn top_level<T: Default>(
    tree: &dyn Tree,
    name: &str,
    problems: &mut Vec<FileProblem>,
    read: impl FnOnce(&str, Reading<'_>) -> T,
) -> Result<T, RepoError> {
    let path = RepoPath::root().join(name);
    let Some(file) = tree.look(&path)? else {
        problems.extend(misspelt(tree, name)?);
        return Ok(T::default());
    };
    let Some(text) = read_file::text(tree, &file, problems)? else { return Ok(T::default()) };
    Ok(read(&text, Reading { path: &path, problems }))
}

/// The file that a misspelt one at the top was meant to be.
fn misspelt_from(path: &RepoPath) -> Option<RepoPath> {
    let stem = path.as_str().strip_suffix(".yml").filter(|stem| !stem.contains('/'))?;
    Some(RepoPath::root().join(&format!("{stem}.yaml")))
}

/// `people.yml` is the commonest way to have no people at all.
fn misspelt(tree: &dyn Tree, name: &str) -> Result<Option<FileProblem>, RepoError> {
    let other = RepoPath::root().join(&name.replace(".yaml", ".yml"));
    let Some(TreeFile { kind: FileKind::File(_), path, .. }) = tree.look(&other)? else { return Ok(None) };
    let problem = Problem::new(ProblemKind::StrayFile, Span::file(), format!("`{}` is not read", path.name()));
    Ok(Some(FileProblem { path, problem: problem.help(format!("rename it to `{name}`")) }))
}

fn incidents(
    tree: &dyn Tree,
    only: Option<&[RepoPath]>,
    policy: &Policy,
    problems: &mut Vec<FileProblem>,
) -> Result<Vec<Incident>, RepoError> {
    let folders = find(tree, only, problems)?;
    let load = |(home, files): (&RepoPath, &Folder)| incident_files::load(tree, policy, home, files);
    // Collecting keeps the order of the folders, whatever the number of threads.
    let loaded: Result<Vec<(Incident, Vec<FileProblem>)>, RepoError> =
        if folders.len() <= FEW { folders.iter().map(load).collect() } else { folders.par_iter().map(load).collect() };
    let (mut incidents, found): (Vec<Incident>, Vec<Vec<FileProblem>>) = loaded?.into_iter().unzip();
    problems.extend(found.into_iter().flatten());
    incidents.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
    Ok(incidents)
}

/// The folders of incidents: all of them, or those in some folders.
fn find(
    tree: &dyn Tree,
    only: Option<&[RepoPath]>,
    problems: &mut Vec<FileProblem>,
) -> Result<BTreeMap<RepoPath, Folder>, RepoError> {
    let root = RepoPath::root().join(INCIDENTS_FOLDER);
    if let Some(file) = tree.look(&root)?
        && file.kind != FileKind::Folder
    {
        let message = format!("`{INCIDENTS_FOLDER}` is not a folder");
        let problem = Problem::new(ProblemKind::Unreadable, Span::file(), message);
        let help = "incidents live in a real folder of this name; links are never followed";
        problems.push(FileProblem { path: root.clone(), problem: problem.help(help) });
    }
    let mut files = Vec::new();
    for folder in only.unwrap_or(std::slice::from_ref(&root)) {
        files.extend(tree.files(folder)?);
    }
    let (folders, strays) = layout::incidents(files);
    problems.extend(strays);
    Ok(folders)
}
