//! What an address in a record's Markdown means on the page of its incident.

use super::attachments::Attachments;
use super::site::{Site, incident_href};
use super::urls::{anchor, decoded};
use crate::model::{EntryId, Incident, slug};
use crate::source::RepoPath;

/// Resolves the addresses of one incident's texts.
pub(super) struct Resolver<'s, 'c> {
    pub site: &'s Site<'c>,
    pub incident: &'s Incident,
    pub attachments: &'s Attachments,
    /// The relative way from the page to the site's root.
    pub root: &'s str,
    /// Whether the page is the incident's own, so that its anchors and attachments are near.
    pub own_page: bool,
}

impl Resolver<'_, '_> {
    /// The meaning of an address in a file that lies in `folder`; `None` when it leads nowhere.
    pub fn resolve(&self, folder: &RepoPath, address: &str) -> Option<String> {
        if let Some(id) = address.strip_prefix("incident:") {
            return self.incident_page(id);
        }
        if let Some(name) = address.strip_prefix('#') {
            return self.anchor(name);
        }
        let path = decoded(address.split(['#', '?']).next().unwrap_or_default());
        // A text means the same in a file of its own and as an item of a list: so both folders count for both.
        let home = &self.incident.folder;
        let targets = [walk(folder, &path), walk(home, &path), walk(&home.join("timeline"), &path)];
        let targets: Vec<RepoPath> = targets.into_iter().flatten().collect();
        let attachment = || targets.iter().find_map(|target| self.attachment(target));
        let page = || {
            let incidents: Vec<&Incident> = targets.iter().filter_map(|target| self.incident_around(target)).collect();
            let other = incidents.iter().find(|incident| incident.folder != *home);
            other.or(incidents.first()).map(|incident| incident_href(incident, self.root))
        };
        attachment().or_else(page).or_else(|| self.site.forge(targets.first()?.as_str()))
    }

    fn attachment(&self, target: &RepoPath) -> Option<String> {
        let address = self.attachments.address(target)?;
        Some(if self.own_page { address.to_owned() } else { format!("{}incidents/{address}", self.root) })
    }

    /// The incident whose folder a path leads into.
    fn incident_around(&self, target: &RepoPath) -> Option<&Incident> {
        let mut at = target.clone();
        while !at.as_str().is_empty() {
            if let Some(incident) = self.site.find_folder(at.as_str()) {
                return Some(incident);
            }
            at = at.parent();
        }
        None
    }

    fn incident_page(&self, id: &str) -> Option<String> {
        self.site.find(id).filter(|other| other.id != self.incident.id).map(|other| incident_href(other, self.root))
    }

    /// An entry of the timeline, or a section of the review.
    fn anchor(&self, name: &str) -> Option<String> {
        if !self.own_page {
            return None;
        }
        let entry = self.incident.entry(name).map(|entry| entry_anchor(&entry.id));
        let titles = self.incident.pir.iter().flat_map(|pir| &pir.sections).map(|section| slug(&section.title));
        let section = || titles.into_iter().find(|title| *title == slug(name)).map(|title| anchor("review", &title));
        entry.or_else(section).map(|anchor| format!("#{anchor}"))
    }
}

/// The anchor of an entry.
pub(super) fn entry_anchor(id: &EntryId) -> String {
    anchor("entry", id.as_str())
}

/// The path that a relative one leads to from a folder; `None` when it leads out of the repository.
fn walk(folder: &RepoPath, path: &str) -> Option<RepoPath> {
    let (mut at, path) = match path.strip_prefix('/') {
        Some(path) => (RepoPath::root(), path),
        None => (folder.clone(), path),
    };
    for part in path.split('/') {
        at = match part {
            ".." if at.as_str().is_empty() => return None,
            ".." => at.parent(),
            part => at.join(part),
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking() {
        let folder = RepoPath::new("incidents/a/timeline").unwrap();
        let walked = |path| walk(&folder, path).map(|path| path.as_str().to_owned());
        assert_eq!(walked("../attachments/x.png").unwrap(), "incidents/a/attachments/x.png");
        assert_eq!(walked("/docs/x.md").unwrap(), "docs/x.md");
        assert_eq!(walked("./x").unwrap(), "incidents/a/timeline/x");
        assert_eq!(walked("../../../../etc/passwd"), None);
    }
}
