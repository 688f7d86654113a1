//! Whether a site for the team is about to be shown to everybody.
//!
//! Nobody can know that for certain; these are the ways in which it has happened. Pages of GitHub are open to all, also those of a private
//! repository, unless an organisation pays for more.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::repo::Tree;
use crate::source::limits::MAX_RECORD_BYTES;
use crate::source::{RepoPath, yaml};

/// Actions that publish a folder, and the setting that names it, with its default.
const PUBLISHERS: [(&str, &str, &str); 4] = [
    ("actions/upload-pages-artifact", "path", "_site"),
    ("peaceiris/actions-gh-pages", "publish_dir", "public"),
    ("JamesIves/github-pages-deploy-action", "folder", ""),
    ("cloudflare/pages-action", "directory", ""),
];

/// Folders that a forge publishes by itself when it is told to.
const PUBLISHED: [&str; 3] = ["docs", "public", "gh-pages"];

/// What to do about it.
pub(super) const WAY_OUT: &str = "for everybody there is `flarebook build --audience public`; put this site where only the team can read it \
                                  (docs/publishing-safely.md), or leave --strict out if that is so";

/// What the environment says, read once at the edge.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// Whether this runs in GitHub's Actions.
    in_actions: bool,
    /// The file with the event that it runs for.
    event: Option<PathBuf>,
    /// The workflow: `acme/incidents/.github/workflows/site.yml@refs/heads/main`.
    workflow: Option<String>,
}

impl Surroundings {
    /// Of this process.
    pub fn of_this_process() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Self {
            in_actions: variable("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
            event: variable("GITHUB_EVENT_PATH").map(PathBuf::from),
            workflow: variable("GITHUB_WORKFLOW_REF"),
        }
    }

    /// Whether everybody can read the repository anyway; then the site tells nothing new.
    fn is_open(&self) -> bool {
        let event = self.event.as_ref().filter(|_| self.in_actions);
        let text = event.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        let event: Value = serde_json::from_str(&text).unwrap_or_default();
        let repository = &event["repository"];
        repository["visibility"] == "public" || (repository["private"] == false && repository["visibility"].is_null())
    }

    /// Whether a workflow is the one that runs; all are when nobody says.
    fn runs(&self, path: &RepoPath) -> bool {
        let Some(workflow) = &self.workflow else { return true };
        workflow.split('@').next().is_some_and(|name| name.ends_with(&format!("/{path}")))
    }
}

/// What speaks for it that a site in `out` will be open to everybody.
pub(super) fn signs(around: &Surroundings, tree: &dyn Tree, root: &Path, out: &Path) -> Vec<String> {
    if around.is_open() {
        return Vec::new();
    }
    let mut signs = Vec::new();
    let inside = root.canonicalize().ok().zip(std::path::absolute(out).ok());
    let below = inside.as_ref().and_then(|(root, out)| out.strip_prefix(root).ok()).and_then(Path::to_str);
    if let Some(folder) = below.filter(|below| PUBLISHED.contains(below)) {
        signs.push(format!("`{folder}/` is a folder that forges publish as it is"));
    }
    if out.join("CNAME").exists() {
        signs.push(format!("`{}` has a CNAME file: it is served under a name of its own", out.display()));
    }
    if around.in_actions {
        signs.extend(workflows(around, tree).iter().filter_map(|(path, workflow)| published_by(path, workflow, out)));
    }
    signs
}

/// The workflows that may be running.
fn workflows(around: &Surroundings, tree: &dyn Tree) -> Vec<(RepoPath, Value)> {
    let files = tree.files(&RepoPath::root().join(".github/workflows")).unwrap_or_default();
    let running = files.into_iter().filter(|file| around.runs(&file.path));
    let read = running.filter_map(|file| {
        let text = String::from_utf8(tree.read(&file, MAX_RECORD_BYTES).ok()?).ok()?;
        Some((file.path, yaml::read(&text, 0).0?))
    });
    read.collect()
}

/// How a workflow publishes the folder, if it does.
fn published_by(path: &RepoPath, workflow: &Value, out: &Path) -> Option<String> {
    let jobs = workflow["jobs"].as_object()?;
    let steps = jobs.values().filter_map(|job| job["steps"].as_array()).flatten();
    let used = steps.filter_map(|step| Some((step, step["uses"].as_str()?.split('@').next()?)));
    let mut publishing = used.filter_map(|(step, uses)| {
        let (name, key, default) = PUBLISHERS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(uses))?;
        let folder = step["with"][*key].as_str().unwrap_or(default);
        is_same(folder, out)
            .then(|| format!("{path} publishes `{folder}` with {name}, which makes it open to everybody"))
    });
    publishing.next()
}

/// Whether a folder in a workflow may be this one: their last parts are alike, or the workflow's is told only when it runs.
fn is_same(folder: &str, out: &Path) -> bool {
    let last = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.is_empty()
        || last == "."
        || last.contains("${{")
        || last.contains('$')
        || out.file_name().is_some_and(|name| name == last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::WorkTree;

    const PAGES: &str = "jobs: {build: {steps: [{run: flarebook build}, {uses: actions/upload-pages-artifact@v5, with: {path: \"${{ runner.temp }}/site\"}}]}}\n";

    /// What is said of a build into `out`, in a repository with these workflows, for an event.
    fn said(workflows: &[(&str, &str)], event: &str, out: &str) -> Vec<String> {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".github/workflows");
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in workflows {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let path = home.path().join("event.json");
        std::fs::write(&path, event).unwrap();
        let around = Surroundings {
            in_actions: true,
            event: Some(path),
            workflow: Some("acme/incidents/.github/workflows/site.yml@refs/heads/main".to_owned()),
        };
        signs(&around, &WorkTree::new(home.path().to_owned()), home.path(), &home.path().join(out))
    }

    const PRIVATE: &str = r#"{"repository": {"private": true, "visibility": "private"}}"#;

    #[test]
    fn pages_of_a_private_repository_are_open() {
        let found = said(&[("site.yml", PAGES)], PRIVATE, "tmp/site");
        assert!(found.len() == 1 && found[0].contains(".github/workflows/site.yml"), "{found:?}");
        assert_eq!(said(&[("site.yml", PAGES)], r#"{"repository": {"private": false}}"#, "tmp/site").len(), 0);
        assert_eq!(said(&[("site.yml", PAGES)], "{}", "tmp/site").len(), 1);
    }

    #[test]
    fn other_folders_and_other_workflows_are_not_meant() {
        assert_eq!(said(&[("site.yml", PAGES)], PRIVATE, "tmp/internal").len(), 0);
        assert_eq!(said(&[("other.yml", PAGES)], PRIVATE, "tmp/site").len(), 0);
        assert_eq!(said(&[("site.yml", "jobs: [1")], PRIVATE, "site").len(), 0);
    }

    #[test]
    fn folders_that_forges_publish() {
        assert_eq!(said(&[], PRIVATE, "docs").len(), 1);
        assert_eq!(said(&[], PRIVATE, "public").len(), 1);
        assert_eq!(said(&[], PRIVATE, "docs/site").len(), 0);
        let around = Surroundings::default();
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("CNAME"), "incidents.acme.example").unwrap();
        let tree = WorkTree::new(home.path().to_owned());
        assert_eq!(signs(&around, &tree, home.path(), home.path()).len(), 1);
    }
}
