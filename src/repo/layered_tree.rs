//! A tree of which some folders are as other trees have them.

use std::collections::BTreeMap;

use super::{FileKind, RepoError, Tree, TreeFile};
use crate::source::RepoPath;

/// A tree with folders of other trees laid over it: in such a folder there is what the other tree has there, and nothing of the tree below.
pub struct LayeredTree {
    base: Box<dyn Tree>,
    /// What is laid over which folder; nothing where the folder is only hidden. None lies in another.
    layers: BTreeMap<RepoPath, Option<Box<dyn Tree>>>,
}

impl LayeredTree {
    /// Nothing laid over it yet.
    #[must_use]
    pub fn new(base: Box<dyn Tree>) -> Self {
        Self { base, layers: BTreeMap::new() }
    }

    /// Lays what another tree has in a folder over it. Without one, the folder is hidden.
    pub fn lay(&mut self, folder: RepoPath, tree: Option<Box<dyn Tree>>) {
        self.layers.insert(folder, tree);
    }

    /// The layer that a path lies in.
    fn layer(&self, path: &RepoPath) -> Option<&Option<Box<dyn Tree>>> {
        let within = |folder: &RepoPath| path == folder || path.below(folder).is_some();
        self.layers.iter().find(|(folder, _)| within(folder)).map(|(_, tree)| tree)
    }
}

impl Tree for LayeredTree {
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError> {
        match self.layer(below) {
            Some(Some(tree)) => return tree.files(below),
            Some(None) => return Ok(Vec::new()),
            None => {}
        }
        let mut files = self.base.files(below)?;
        let inside = self.layers.iter().filter(|(folder, _)| folder.below(below).is_some());
        for (folder, tree) in inside {
            files.retain(|file| file.path != *folder && file.path.below(folder).is_none());
            files.extend(tree.as_ref().map_or_else(|| Ok(Vec::new()), |tree| tree.files(folder))?);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    fn folders(&self, of: &RepoPath) -> Result<Vec<RepoPath>, RepoError> {
        match self.layer(of) {
            Some(Some(tree)) => return tree.folders(of),
            Some(None) => return Ok(Vec::new()),
            None => {}
        }
        let mut folders = self.base.folders(of)?;
        folders.retain(|folder| !matches!(self.layer(folder), Some(None)));
        for (folder, tree) in &self.layers {
            let rest = folder.below(of).filter(|rest| tree.is_some() && !rest.is_empty());
            folders.extend(rest.and_then(|rest| rest.split('/').next()).map(|name| of.join(name)));
        }
        folders.sort();
        folders.dedup();
        Ok(folders)
    }

    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        match self.layer(path) {
            Some(Some(tree)) => return tree.look(path),
            Some(None) => return Ok(None),
            None => {}
        }
        let found = self.base.look(path)?;
        let leads_there = || self.layers.iter().any(|(folder, tree)| tree.is_some() && folder.below(path).is_some());
        let folder = || TreeFile { path: path.clone(), kind: FileKind::Folder, object: None, on_disk: None };
        Ok(found.or_else(|| leads_there().then(folder)))
    }

    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError> {
        match self.layer(&file.path) {
            Some(Some(tree)) => tree.read(file, limit),
            _ => self.base.read(file, limit),
        }
    }

    fn name(&self) -> String {
        self.base.name()
    }
}
