//! Repositories and issues by name.

use std::fmt;

/// A repository on the forge: `acme/incidents`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoName {
    /// The account that owns it.
    pub owner: String,
    /// Its name.
    pub name: String,
}

impl RepoName {
    /// Takes `owner/name`; `None` for anything that cannot be one, so that no record can lead a request elsewhere.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (owner, name) = text.split_once('/')?;
        let plain = |part: &str| {
            let letters = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            letters && !part.is_empty() && part.len() <= 100 && part != "." && part != ".."
        };
        (plain(owner) && plain(name)).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }
}

impl fmt::Display for RepoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.name)
    }
}

/// An issue or pull request on the forge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueRef {
    /// Its repository.
    pub repository: RepoName,
    /// Its number.
    pub number: u64,
}

impl IssueRef {
    /// Takes a tracker as a record writes it: the URL of an issue or pull request on `server`, or `owner/name#12`.
    #[must_use]
    pub fn parse(text: &str, server: &str) -> Option<Self> {
        let text = text.trim();
        let number = |digits: &str| digits.parse().ok().filter(|number| *number > 0);
        if let Some((repository, digits)) = text.split_once('#').filter(|(before, _)| !before.contains("://")) {
            return Some(Self { repository: RepoName::parse(repository)?, number: number(digits)? });
        }
        let path = text.strip_prefix(server.trim_end_matches('/'))?.strip_prefix('/')?;
        let path = path.split(['#', '?']).next()?.trim_end_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let [owner, name, "issues" | "pull", digits] = parts[..] else { return None };
        Some(Self { repository: RepoName::parse(&format!("{owner}/{name}"))?, number: number(digits)? })
    }
}

impl fmt::Display for IssueRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.repository, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trackers() {
        let parse = |text| IssueRef::parse(text, "https://github.com").map(|issue| issue.to_string());
        let known = Some("acme/infra#912".to_owned());
        assert_eq!(parse("https://github.com/acme/infra/issues/912"), known);
        assert_eq!(parse("https://github.com/acme/infra/pull/912/#issuecomment-1"), known);
        assert_eq!(parse("acme/infra#912"), known);
        for other in [
            "",
            "#12",
            "new",
            "https://github.com/acme/infra",
            "https://github.com.evil.example/acme/infra/issues/1",
            "https://gitlab.com/acme/infra/issues/1",
            "https://github.com/../infra/issues/1",
            "https://github.com/acme/infra/issues/0",
            "https://github.com/acme/infra/issues/1/../../../user",
            "acme/in fra#1",
            "acme/infra#1; rm",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
