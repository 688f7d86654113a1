//! Paths inside the site.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A path relative to the site's root, with `/` between its parts; it cannot lead out of the site, and its order is that
/// of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a path whose parts are plain names on every system; `None` when one is not.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let odd = |c: char| c.is_control() || c == '\\';
        let plain = |part: &str| !matches!(part, "" | "." | "..");
        (!path.contains(odd) && path.split('/').all(plain)).then(|| Self(path.into()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file below a folder on disk.
    #[must_use]
    pub fn below(&self, folder: &Path) -> PathBuf {
        let mut path = PathBuf::with_capacity(folder.as_os_str().len() + self.0.len() + 1);
        path.push(folder);
        path.extend(self.0.split('/'));
        path
    }

    /// Where the paths inside a folder begin in the order of paths; no path itself.
    pub(super) fn inside(folder: &str) -> Self {
        Self(format!("{folder}/").into())
    }

    /// The folders it lies in, outermost first.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').filter_map(|(at, _)| self.0.get(..at))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for SitePath {
    type Error = String;

    fn try_from(path: String) -> Result<Self, String> {
        Self::new(&path).ok_or_else(|| format!("`{path}` is not a path inside the site"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_leads_out_of_the_site() {
        for bad in ["", "/etc/passwd", "..", "a/../b", "a//b", "a/./b", "a\\b", "a\nb", "a/"] {
            assert_eq!(SitePath::new(bad), None, "{bad}");
        }
        let path = SitePath::new("a/b/c.html").unwrap();
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
