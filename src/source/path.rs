//! Paths inside a repository, the same on every system.

use std::borrow::Borrow;
use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path relative to the root of the repository, with `/` between its parts; never absolute, never upwards.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Arc<str>);

/// Why a text is not a [`RepoPath`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PathError {
    /// It leads out of the repository or is absolute.
    #[error("the path `{0}` leads out of the repository")]
    Outside(String),
}

impl<'de> Deserialize<'de> for RepoPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl RepoPath {
    /// Takes a relative path; `\` is not a separator, as in git. `.` and empty parts are dropped.
    ///
    /// # Errors
    /// When the path is absolute or has a `..` part.
    pub fn new(path: &str) -> Result<Self, PathError> {
        let outside = path.starts_with('/') || path.split('/').any(|part| part == "..");
        if outside {
            return Err(PathError::Outside(path.to_owned()));
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        Ok(Self(parts.join("/").into()))
    }

    /// The root of the repository.
    #[must_use]
    pub fn root() -> Self {
        Self("".into())
    }

    /// The path as text; empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of something in this folder. `name` must be one plain name; parts that lead upwards are dropped.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        // The usual case: one name of a folder's listing.
        if !self.0.is_empty() && !name.contains('/') && !matches!(name, "" | "." | "..") {
            return Self([&*self.0, name].join("/").into());
        }
        let parts = name.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..");
        let all: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).chain(parts).collect();
        Self(all.join("/").into())
    }

    /// The folder it lies in; the root's is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or("", |(parent, _)| parent).into())
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last part without its last extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the folder `base` and a slash, when this path lies in it.
    #[must_use]
    pub fn below<'a>(&'a self, base: &RepoPath) -> Option<&'a str> {
        if base.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&*base.0)?.strip_prefix('/')
    }
}

// Equal, ordered and hashed as its text is.
impl Borrow<str> for RepoPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for RepoPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_leads_out_of_the_repository() {
        assert!(RepoPath::new("../x").is_err());
        assert!(RepoPath::new("/etc/passwd").is_err());
        assert_eq!(RepoPath::root().join("../../x").as_str(), "x");
        assert_eq!(RepoPath::new("./a//b/").unwrap().as_str(), "a/b");
    }

    #[test]
    fn parts() {
        let path = RepoPath::new("incidents/a/pir.public.md").unwrap();
        assert_eq!((path.name(), path.stem()), ("pir.public.md", "pir.public"));
        assert_eq!(path.below(&RepoPath::new("incidents").unwrap()), Some("a/pir.public.md"));
        assert_eq!(path.below(&RepoPath::new("inc").unwrap()), None);
        assert_eq!(path.parent().parent().parent(), RepoPath::root());
    }
}
