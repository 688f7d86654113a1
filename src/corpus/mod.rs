//! All the records of one tree, loaded in parallel and in a fixed order, with what was wrong while loading.

mod incident_files;
mod layout;
mod live;
mod load;
mod locate;
mod logo;
mod outline;
mod read_file;
mod whereabouts;

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use crate::diagnostic::Place;
use crate::model::{Component, Incident, Person};
use crate::policy::{Policy, PolicyRecord};
use crate::repo::{RepoError, Repository, Tree};
use crate::source::{Problem, RepoPath};

pub use live::LiveBranch;
pub use locate::Locator;
pub use logo::logo;
pub use outline::{Located, Outline, Read};

/// The name of the policy's file.
pub const POLICY_FILE: &str = "flarebook.yaml";
/// The name of the roster's file.
pub const PEOPLE_FILE: &str = "people.yaml";
/// The name of the service catalogue's file.
pub const COMPONENTS_FILE: &str = "components.yaml";
/// The folder that incidents live in.
pub const INCIDENTS_FOLDER: &str = "incidents";

/// Everything a tree holds.
pub struct Corpus {
    /// Where it was read from.
    pub tree: Box<dyn Tree>,
    /// The policy as it applies.
    pub policy: Policy,
    /// The policy as written.
    pub policy_record: PolicyRecord,
    /// The roster, by handle.
    pub people: BTreeMap<String, Person>,
    /// The service catalogue, by id.
    pub components: BTreeMap<String, Component>,
    /// The incidents, by id and folder.
    pub incidents: Vec<Incident>,
    /// Incidents of the tree that were not loaded, by id, with their folders.
    elsewhere: OnceLock<BTreeMap<String, RepoPath>>,
    /// Whether only a part was loaded; then nothing can be said about what is not there.
    pub is_part: bool,
    /// What was wrong with the files themselves.
    pub problems: Vec<FileProblem>,
    /// The files of which nothing could be read.
    unread: HashSet<RepoPath>,
}

/// A problem and its file.
#[derive(Clone, Debug)]
pub struct FileProblem {
    /// The file.
    pub path: RepoPath,
    /// The problem.
    pub problem: Problem,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Incidents.
    pub incidents: usize,
    /// Timeline entries.
    pub entries: usize,
    /// Follow-ups.
    pub followups: usize,
}

impl Corpus {
    /// Loads everything. Faulty records become [`Corpus::problems`]; what of them can be read is there.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn load(tree: Box<dyn Tree>) -> Result<Self, RepoError> {
        load::load(tree)
    }

    /// Loads the policy, the roster, the catalogue, and the incidents in some folders only; for a change, of which nothing else
    /// differs. Given a policy, roles and aliases in timelines are read as that policy has them; [`Corpus::policy`] is the tree's own.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn load_part(tree: Box<dyn Tree>, folders: &[RepoPath], read_by: Option<&Policy>) -> Result<Self, RepoError> {
        load::load_part(tree, folders, read_by)
    }

    /// Takes note of incidents that are in the tree and were not loaded, by their folders, so that references to them are not taken for
    /// references to nothing.
    pub fn mind(&mut self, folders: Vec<RepoPath>) {
        self.elsewhere = OnceLock::from(self.others(folders));
    }

    /// Takes over the incidents of another part of the same tree that are missing here.
    pub fn take_over(&mut self, other: Self) {
        let Self { incidents, problems, .. } = other;
        let missing: Vec<Incident> =
            incidents.into_iter().filter(|incident| self.incident(incident.id.as_str()).is_none()).collect();
        let of_missing = |path: &RepoPath| missing.iter().any(|incident| path.below(&incident.folder).is_some());
        self.problems.extend(problems.into_iter().filter(|problem| of_missing(&problem.path)));
        self.incidents.extend(missing);
        self.incidents.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
    }

    /// Takes note of an incident that is neither loaded nor in the tree, but has been begun by others.
    pub fn mind_also(&mut self, id: &str, folder: RepoPath) {
        let mut elsewhere = self.elsewhere().clone();
        elsewhere.entry(id.to_owned()).or_insert(folder);
        self.elsewhere = OnceLock::from(elsewhere);
    }

    /// Incidents of the tree that were not loaded, by id, with their folders. Unless they were noted with [`Self::mind`], the tree is asked
    /// for them when somebody wants to know; a tree that does not answer then has none.
    pub fn elsewhere(&self) -> &BTreeMap<String, RepoPath> {
        self.elsewhere.get_or_init(|| {
            let folders =
                if self.is_part { Self::incident_folders(&*self.tree).unwrap_or_default() } else { Vec::new() };
            self.others(folders)
        })
    }

    fn others(&self, folders: Vec<RepoPath>) -> BTreeMap<String, RepoPath> {
        let loaded: HashSet<&RepoPath> = self.incidents.iter().map(|incident| &incident.folder).collect();
        let others = folders.into_iter().filter(|folder| !loaded.contains(folder));
        others.map(|folder| (folder.name().to_owned(), folder)).collect()
    }

    /// Loads the incident in one folder and nothing else of a tree, read as `policy` has it; `None` when there is none.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn load_incident(tree: &dyn Tree, folder: &RepoPath, policy: &Policy) -> Result<Option<Incident>, RepoError> {
        load::incident(tree, folder, policy)
    }

    /// Adds the incidents that branches with wanted names have and the tree has not, or has in an older state; `revision` is what the tree
    /// is of, the working tree when it is `None`. Says what became of each branch. What does not load is left out.
    ///
    /// # Errors
    /// When this is no git repository. A branch is no reason to fail.
    pub fn with_live(
        self,
        repository: &Repository,
        revision: Option<&str>,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<(Self, Vec<LiveBranch>), RepoError> {
        live::add(self, repository, revision, wanted)
    }

    /// The nearest folder upwards, below incidents/, that has an incident.yaml; not where nobody would look for one.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn home(tree: &dyn Tree, folder: &RepoPath) -> Result<Option<RepoPath>, RepoError> {
        layout::home(tree, folder)
    }

    /// The folders of the incidents that files belong to, in any of some trees; none inside another.
    ///
    /// # Errors
    /// When a tree itself cannot be read.
    pub fn homes<'p>(
        files: impl Iterator<Item = &'p RepoPath>,
        trees: &[&dyn Tree],
    ) -> Result<Vec<RepoPath>, RepoError> {
        layout::homes(files, trees)
    }

    /// The folders that incidents are in, as their names tell: nothing is read, and a folder whose name begins like a date is taken for one.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn incident_folders(tree: &dyn Tree) -> Result<Vec<RepoPath>, RepoError> {
        whereabouts::folders(tree)
    }

    /// The folder of the incident with this id, or with this in its id; `None` when there is none, or more than one.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn folder_of(tree: &dyn Tree, name: &str) -> Result<Option<RepoPath>, RepoError> {
        whereabouts::folder_of(tree, name)
    }

    /// Whether nothing of a file could be read; a rule then need not say what follows from that.
    #[must_use]
    pub fn is_unread(&self, path: &RepoPath) -> bool {
        self.unread.contains(path)
    }

    /// The text of a file, if it is one that can be read.
    #[must_use]
    pub fn text(&self, path: &RepoPath) -> Option<String> {
        let file = self.tree.look(path).ok().flatten()?;
        read_file::text(&*self.tree, &file, &mut Vec::new()).ok().flatten()
    }

    /// How much there is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts {
            incidents: self.incidents.len(),
            entries: self.incidents.iter().map(|incident| incident.entries.len()).sum(),
            followups: self.incidents.iter().map(|incident| incident.followups.len()).sum(),
        }
    }

    /// An incident by its id; the first, should there be several.
    #[must_use]
    pub fn incident(&self, id: &str) -> Option<&Incident> {
        self.incidents.iter().find(|incident| incident.id.as_str() == id)
    }

    /// Whether some person is in a team of this name.
    #[must_use]
    pub fn has_team(&self, name: &str) -> bool {
        self.people.values().any(|person| person.team.iter().any(|team| team == name))
    }

    /// The name of a person as colleagues write it; the handle where the roster has none.
    #[must_use]
    pub fn person_name<'c>(&'c self, handle: &'c str) -> &'c str {
        self.people.get(handle).and_then(|person| person.name.as_deref()).unwrap_or(handle)
    }

    /// The name of a component inside the organisation; the id where the catalogue has none.
    #[must_use]
    pub fn component_name<'c>(&'c self, id: &'c str) -> &'c str {
        self.components.get(id).and_then(|component| component.name.as_deref()).unwrap_or(id)
    }

    /// Where a handle of the roster is written.
    #[must_use]
    pub fn person_place(&self, handle: &str) -> Place {
        map_place(self.policy_record.people.contains_key(handle), "people", PEOPLE_FILE, handle)
    }

    /// Where a component of the catalogue is written.
    #[must_use]
    pub fn component_place(&self, id: &str) -> Place {
        map_place(self.policy_record.components.contains_key(id), "components", COMPONENTS_FILE, id)
    }
}

fn map_place(in_policy: bool, section: &str, file: &str, key: &str) -> Place {
    use crate::source::yaml::Route;
    let root = RepoPath::root();
    if in_policy {
        Place::key(root.join(POLICY_FILE), Route::root().key(section).key(key))
    } else {
        Place::key(root.join(file), Route::root().key(key))
    }
}
