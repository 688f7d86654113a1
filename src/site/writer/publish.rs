//! From the staging folder into the output folder.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::exchange::exchange;
use super::manifest::{MANIFEST_FILE, Manifest};
use super::place::{INSIDE, Place};
use super::{Filed, Published, SitePath, step};
use crate::site::SiteError;

/// The site that is there, and the one to come.
pub(super) struct Sites {
    /// What the output folder holds of an earlier build.
    pub old: Manifest,
    /// What it is to hold.
    pub new: Manifest,
    /// The files of the new one that come from the staging folder, in order.
    pub moved: Vec<SitePath>,
}

/// Puts the staged files into place; refuses before it changes anything.
pub(super) fn publish(place: &Place, staged: &Path, sites: &Sites) -> Result<Published, SiteError> {
    let Sites { old, new, moved } = sites;
    let out = &place.out;
    let removed = old.without(new).count();
    let (files, written) = (new.files.len(), moved.len());
    let done = Published { files, written, removed, bytes: new.bytes() };
    if out.exists() && written == 0 && removed == 0 && old.is_current() {
        return Ok(done);
    }
    new.write(staged, staged)?;
    if !out.exists() {
        step();
        fs::rename(staged, out).map_err(SiteError::io(out))?;
        return Ok(done);
    }
    refuse(out, old, sites)?;
    // Where some of the site stays, the folders cannot change places.
    let ours_alone = moved.len() == new.files.len() && !place.is_inside() && !holds_others(out, out, old)?;
    step();
    if !(ours_alone && exchange(staged, out).map_err(SiteError::io(out))?) {
        move_files(out, staged, sites)?;
    }
    step();
    Ok(done)
}

/// Refuses when something that is not ours stands where a file should go.
fn refuse(out: &Path, old: &Manifest, sites: &Sites) -> Result<(), SiteError> {
    let mut files: Vec<String> = sites.moved.iter().filter_map(|path| in_the_way(out, old, path)).collect();
    files.dedup();
    if files.is_empty() { Ok(()) } else { Err(SiteError::Foreign { out: out.to_owned(), files }) }
}

/// What stands in the way of a file: something of the same name, or a link or file where a folder should be.
fn in_the_way(out: &Path, old: &Manifest, path: &SitePath) -> Option<String> {
    let is_ours = |path: &str| SitePath::new(path).is_some_and(|path| old.files.contains_key(&path));
    for folder in path.folders() {
        let there = out.join(folder).symlink_metadata();
        if there.is_ok_and(|meta| !meta.is_dir()) && !is_ours(folder) {
            return Some(folder.to_owned());
        }
    }
    let there = path.below(out).symlink_metadata().ok()?;
    let ours = is_ours(path.as_str()) || (there.is_dir() && old.has_folder(path.as_str()));
    (!ours).then(|| path.to_string())
}

/// Whether a folder holds anything that the manifest does not list.
fn holds_others(out: &Path, folder: &Path, old: &Manifest) -> Result<bool, SiteError> {
    for item in fs::read_dir(folder).map_err(SiteError::io(folder))? {
        let item = item.map_err(SiteError::io(folder))?;
        let path = item.path();
        let relative: Option<Vec<&str>> =
            path.strip_prefix(out).ok().and_then(|path| path.iter().map(|part| part.to_str()).collect());
        let name = relative.map(|parts| parts.join("/")).unwrap_or_default();
        let kind = item.file_type().map_err(SiteError::io(&path))?;
        let known = if kind.is_dir() {
            old.has_folder(&name) && !holds_others(out, &path, old)?
        } else {
            let listed = SitePath::new(&name).is_some_and(|name| old.files.contains_key(&name));
            listed || name == MANIFEST_FILE || name.starts_with(INSIDE)
        };
        if !known {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves file by file. At every instant each page is whole, and everything of ours is on the manifest.
fn move_files(out: &Path, staged: &Path, sites: &Sites) -> Result<(), SiteError> {
    let (old, new) = (&sites.old, &sites.new);
    // What is about to be moved is neither the one nor the other yet: who finds us dead takes nothing for granted.
    let mut both = new.clone();
    both.files.extend(old.without(new).map(|path| (path.clone(), Filed::UNKNOWN)));
    both.files.extend(sites.moved.iter().map(|path| (path.clone(), Filed::UNKNOWN)));
    both.write(out, staged)?;
    let (in_the_way, stale): (Vec<&SitePath>, Vec<&SitePath>) = old.without(new).partition(|path| clashes(path, new));
    for path in in_the_way {
        remove(out, path)?;
    }
    for path in in_order(sites) {
        put(out, staged, path)?;
    }
    for path in stale {
        remove(out, path)?;
    }
    new.write(out, staged)
}

/// Whether a file of the old site is a folder of the new one, or the other way round.
fn clashes(path: &SitePath, new: &Manifest) -> bool {
    let above = |folder: &str| SitePath::new(folder).is_some_and(|folder| new.files.contains_key(&folder));
    new.has_folder(path.as_str()) || path.folders().any(above)
}

/// What others point at comes first, what points at them last: deep before shallow.
fn in_order(sites: &Sites) -> Vec<&SitePath> {
    let mut paths: Vec<&SitePath> = sites.moved.iter().collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.folders().count()));
    paths
}

fn put(out: &Path, staged: &Path, path: &SitePath) -> Result<(), SiteError> {
    let target = path.below(out);
    if let Some(folder) = target.parent() {
        step();
        fs::create_dir_all(folder).map_err(SiteError::io(folder))?;
    }
    step();
    fs::rename(path.below(staged), &target).map_err(SiteError::io(&target))
}

/// Removes a file and the folders that it leaves empty. Never through a link: what lies behind one is not ours.
fn remove(out: &Path, path: &SitePath) -> Result<(), SiteError> {
    let real = |folder: &str| out.join(folder).symlink_metadata().is_ok_and(|meta| meta.is_dir());
    if !path.folders().all(real) {
        return Ok(());
    }
    let target = path.below(out);
    step();
    match fs::remove_file(&target) {
        Err(error) if error.kind() != ErrorKind::NotFound && error.kind() != ErrorKind::IsADirectory => {
            return Err(SiteError::Io { path: target, reason: error });
        }
        _ => {}
    }
    let mut folders: Vec<&str> = path.folders().collect();
    while let Some(folder) = folders.pop() {
        step();
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
