//! Which file is what: the layout of DESIGN's "a user's repository", applied to a listing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{FileProblem, INCIDENTS_FOLDER};
use crate::repo::{FileKind, RepoError, Tree, TreeFile};
use crate::source::{Problem, ProblemKind, RepoPath, Span, did_you_mean};

/// The files of one incident, by what they are.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub record: Option<TreeFile>,
    pub timeline: Option<TreeFile>,
    pub entries: Vec<TreeFile>,
    pub followups: Option<TreeFile>,
    pub followup_files: Vec<TreeFile>,
    pub pir: Option<TreeFile>,
    pub public_pir: Option<TreeFile>,
    pub attachments: Vec<TreeFile>,
}

/// Sorts a listing of incidents/ into incidents; what has no place is reported.
pub(super) fn incidents(files: Vec<TreeFile>) -> (BTreeMap<RepoPath, Folder>, Vec<FileProblem>) {
    let records = files.iter().filter(|file| is_record_of_an_incident(&file.path));
    let mut found: Vec<(RepoPath, Vec<TreeFile>)> = records.map(|file| (file.path.parent(), Vec::new())).collect();
    let homes: HashMap<RepoPath, usize> =
        found.iter().enumerate().map(|(place, (home, _))| (home.clone(), place)).collect();
    let mut problems = Vec::new();
    let mut orphans = Homeless::default();
    let mut last: Option<(RepoPath, Option<usize>)> = None;
    for file in files {
        // Files of one folder stand together: it is looked up once.
        let folder = file.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let place = match &last {
            Some((of, place)) if of.as_str() == folder => *place,
            _ => home_of(&file.path, &homes),
        };
        if last.as_ref().is_none_or(|(of, _)| of.as_str() != folder) {
            last = Some((file.path.parent(), place));
        }
        match place.and_then(|place| found.get_mut(place)) {
            Some((_, files)) => files.push(file),
            None => problems.extend(orphans.take(&file)),
        }
    }
    let folder = |(home, files): (RepoPath, Vec<TreeFile>)| {
        let mut folder = Folder::default();
        let problems: Vec<FileProblem> = files.into_iter().filter_map(|file| folder.take(&home, file)).collect();
        ((home, folder), problems)
    };
    let (folders, of_folders): (Vec<(RepoPath, Folder)>, Vec<Vec<FileProblem>>) =
        found.into_par_iter().with_min_len(64).map(folder).unzip();
    problems.extend(of_folders.into_iter().flatten());
    problems.extend(orphans.problems());
    (folders.into_iter().collect(), problems)
}

/// An incident.yaml, unless somebody attached one.
fn is_record_of_an_incident(path: &RepoPath) -> bool {
    path.name() == "incident.yaml" && !path.as_str().split('/').any(|part| part == "attachments")
}

/// The nearest folder upwards that has an incident.yaml.
fn home_of(path: &RepoPath, homes: &HashMap<RepoPath, usize>) -> Option<usize> {
    let mut at = path.as_str();
    while let Some((above, _)) = at.rsplit_once('/') {
        if let Some(place) = homes.get(above) {
            return Some(*place);
        }
        at = above;
    }
    None
}

/// The nearest folder upwards, below incidents/, that has an incident.yaml; not where nobody would look for one.
pub(super) fn home(tree: &dyn Tree, folder: &RepoPath) -> Result<Option<RepoPath>, RepoError> {
    let top = RepoPath::root().join(INCIDENTS_FOLDER);
    let mut at = folder.clone();
    while at.below(&top).is_some_and(|rest| !rest.is_empty()) {
        let unlisted = at.as_str().split('/').any(|part| part == "attachments" || part.starts_with('.'));
        if !unlisted && tree.look(&at.join("incident.yaml"))?.is_some() {
            return Ok(Some(at));
        }
        at = at.parent();
    }
    Ok(None)
}

/// The folders of the incidents that files belong to, in any of some trees; none inside another.
pub(super) fn homes<'p>(
    files: impl Iterator<Item = &'p RepoPath>,
    trees: &[&dyn Tree],
) -> Result<Vec<RepoPath>, RepoError> {
    let folders: BTreeSet<RepoPath> = files.map(RepoPath::parent).collect();
    let mut homes = BTreeSet::new();
    for folder in &folders {
        for tree in trees {
            homes.extend(home(*tree, folder)?);
        }
    }
    let all = homes.clone();
    let inside = |home: &RepoPath| all.iter().any(|other| other != home && home.below(other).is_some());
    Ok(homes.into_iter().filter(|home| !inside(home)).collect())
}

impl Folder {
    /// The files of its records, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &TreeFile> {
        let reviews = self.pir.iter().chain(&self.public_pir);
        let timeline = self.timeline.iter().chain(&self.entries);
        let followups = self.followups.iter().chain(&self.followup_files);
        self.record.iter().chain(timeline).chain(followups).chain(reviews)
    }

    fn take(&mut self, home: &RepoPath, file: TreeFile) -> Option<FileProblem> {
        let path = file.path.clone();
        let rest = path.below(home).unwrap_or_default();
        match rest.split_once('/') {
            Some(("attachments", _)) => {
                let problem = not_a_file(&file);
                self.attachments.push(file);
                return problem;
            }
            // A folder where a record should be is refused; what lies in it needs no words of its own.
            _ if inside_a_record(rest) => return None,
            Some(("timeline", name)) if name.ends_with(".md") => self.entries.push(file),
            Some(("followups", name)) if name.ends_with(".yaml") => self.followup_files.push(file),
            None => match rest {
                "incident.yaml" => self.record = Some(file),
                "timeline.yaml" => self.timeline = Some(file),
                "followups.yaml" => self.followups = Some(file),
                "pir.md" => self.pir = Some(file),
                "pir.public.md" => self.public_pir = Some(file),
                "README.md" => {}
                _ => return Some(stray(&file, rest)),
            },
            Some(_) => return Some(stray(&file, rest)),
        }
        None
    }
}

/// Whether some folder on the way is named like a record.
fn inside_a_record(rest: &str) -> bool {
    let folders = rest.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|name| name.ends_with(".yaml") || name.ends_with(".md"))
}

const PLACES: [&str; 5] = ["incident.yaml", "timeline.yaml", "followups.yaml", "pir.md", "pir.public.md"];

fn stray(file: &TreeFile, rest: &str) -> FileProblem {
    let help = match rest.split_once('/') {
        Some(("timeline", name)) if name.ends_with(".markdown") || name.ends_with(".txt") => {
            "a timeline entry is a `.md` file".to_owned()
        }
        Some(("timeline", _)) => {
            "timeline/ holds one `.md` file per entry; put other files into attachments/".to_owned()
        }
        Some(("followups", _)) => "followups/ holds one `.yaml` file per follow-up".to_owned(),
        _ => match did_you_mean(&rest.replace(".yml", ".yaml"), PLACES) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put pictures, logs and other material into attachments/".to_owned(),
        },
    };
    let message = format!("`{}` has no place in an incident and is not read", file.path.name());
    at_file(&file.path, Problem::new(ProblemKind::StrayFile, Span::file(), message).help(help))
}

/// A symlink, a folder, a submodule: never read, always said.
pub(super) fn not_a_file(file: &TreeFile) -> Option<FileProblem> {
    let (what, help) = match &file.kind {
        FileKind::File(_) => return None,
        FileKind::Folder => ("a folder", "a file of this name is expected here; rename the folder"),
        FileKind::Symlink => (
            "a symbolic link",
            "links are never followed, so that no record can lead out of the repository; put the file itself here",
        ),
        FileKind::Other(what) => (*what, "put a plain file here"),
    };
    let message = format!("`{}` is {what}, not a file", file.path.name());
    Some(at_file(&file.path, Problem::new(ProblemKind::Unreadable, Span::file(), message).help(help)))
}

/// Files below incidents/ that belong to no incident, by the folder that would be one. Several of one folder are one problem.
#[derive(Default)]
struct Homeless(BTreeMap<RepoPath, Vec<RepoPath>>);

impl Homeless {
    fn take(&mut self, file: &TreeFile) -> Option<FileProblem> {
        if file.path.name() == "README.md" {
            return None;
        }
        if !matches!(file.kind, FileKind::File(_)) {
            return not_a_file(file);
        }
        let parent = file.path.parent();
        let nested = matches!(parent.name(), "timeline" | "followups" | "attachments");
        let folder = if nested { parent.parent() } else { parent };
        self.0.entry(folder).or_default().push(file.path.clone());
        None
    }

    fn problems(self) -> impl Iterator<Item = FileProblem> {
        self.0.into_iter().filter_map(|(folder, files)| homeless(&folder, &files))
    }
}

/// A folder with a misspelt incident.yaml is an incident that nobody sees; any other is only in the wrong place.
fn homeless(folder: &RepoPath, files: &[RepoPath]) -> Option<FileProblem> {
    let misspelt = files.iter().find(|path| {
        let own = path.parent() == *folder;
        own && did_you_mean(&path.name().replace(".yml", ".yaml"), ["incident.yaml"]).is_some()
    });
    if let Some(path) = misspelt {
        let message = format!("`{}` is not read, so the whole incident is missing", path.name());
        let problem = Problem::new(ProblemKind::Unreadable, Span::file(), message);
        return Some(at_file(path, problem.help("rename it to `incident.yaml`")));
    }
    let message = format!("`{folder}` holds files but no incident.yaml, so it is no incident and is not read");
    let help = format!("add `{folder}/incident.yaml` with a `title:`, or move the files out of incidents/");
    let problem = Problem::new(ProblemKind::StrayFile, Span::file(), message);
    files.first().map(|path| at_file(path, problem.help(help)))
}

fn at_file(path: &RepoPath, problem: Problem) -> FileProblem {
    FileProblem { path: path.clone(), problem }
}
