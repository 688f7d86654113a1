//! A tree with its incidents found and not loaded: for whoever goes through them one by one.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::layout::Folder;
use super::{Corpus, FileProblem, incident_files, load};
use crate::model::{Incident, IncidentId, IncidentRecord};
use crate::repo::{RepoError, Stamp, Tree, TreeFile, short};
use crate::source::RepoPath;

/// A tree's policy, roster and catalogue, and where its incidents are.
pub struct Outline {
    /// Everything but the incidents.
    pub corpus: Corpus,
    /// The incidents, by id and folder.
    pub incidents: Vec<Located>,
}

/// An incident that was found and not loaded.
#[derive(Debug)]
pub struct Located {
    /// Its identity: the folder's name.
    pub id: IncidentId,
    /// Its folder.
    pub home: RepoPath,
    files: Folder,
}

/// An incident that was loaded, with a key of all that was read for it.
pub struct Read {
    /// The incident.
    pub incident: Incident,
    /// What was wrong with its files.
    pub problems: Vec<FileProblem>,
    /// Changes with any byte of its records; attachments count by what the listing says of them.
    pub content: [u8; 16],
}

impl Outline {
    /// Finds the incidents of a tree.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn open(tree: Box<dyn Tree>) -> Result<Self, RepoError> {
        let (corpus, folders) = load::outline(tree)?;
        let located =
            |(home, files): (RepoPath, Folder)| Located { id: IncidentId::from_folder(home.name()), home, files };
        let mut incidents: Vec<Located> = folders.into_iter().map(located).collect();
        incidents.sort_by(|a, b| (&a.id, &a.home).cmp(&(&b.id, &b.home)));
        Ok(Self { corpus, incidents })
    }

    /// Reads only an incident's own record: what it is, not what happened.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn record(&self, located: &Located) -> Result<IncidentRecord, RepoError> {
        incident_files::record(&*self.corpus.tree, &located.files)
    }

    /// Loads an incident.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    pub fn read(&self, located: &Located) -> Result<Read, RepoError> {
        let keyed = Keyed { tree: &*self.corpus.tree, key: Mutex::new(Sha256::new()) };
        let (incident, problems) = incident_files::load(&keyed, &self.corpus.policy, &located.home, &located.files)?;
        let mut key = keyed.key.into_inner().unwrap_or_else(PoisonError::into_inner);
        for file in located.files.all() {
            key.update(file.path.as_str());
            key.update([0]);
        }
        for file in &located.files.attachments {
            file.stamp().feed(&mut key);
        }
        Ok(Read { incident, problems, content: short(key) })
    }
}

impl Outline {
    /// What was read of it, as a part of the record.
    #[must_use]
    pub fn into_part(self, read: impl IntoIterator<Item = Read>) -> Corpus {
        let mut corpus = self.corpus;
        corpus.is_part = true;
        for Read { incident, problems, .. } in read {
            corpus.incidents.push(incident);
            corpus.add_problems(problems);
        }
        corpus
    }
}

impl Located {
    /// A key of what the listing says of all its files, without reading them, and the last time any of them was touched.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp::over(self.files.all().chain(&self.files.attachments).map(|file| (&file.path, file.stamp())))
    }
}

/// A tree that takes note of all that is read from it.
struct Keyed<'t> {
    tree: &'t dyn Tree,
    key: Mutex<Sha256>,
}

impl Tree for Keyed<'_> {
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError> {
        self.tree.files(below)
    }

    fn folders(&self, of: &RepoPath) -> Result<Vec<RepoPath>, RepoError> {
        self.tree.folders(of)
    }

    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        self.tree.look(path)
    }

    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError> {
        let bytes = self.tree.read(file, limit)?;
        let mut key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        key.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        key.update(&bytes);
        Ok(bytes)
    }

    fn name(&self) -> String {
        self.tree.name()
    }
}
