//! The pull request of a branch that was pushed from this machine: opened where a token is at hand, once.

use super::connect::{Connection, Settings};
use super::error::GithubError;
use super::forge::Forge;
use super::names::RepoName;
use super::plan::Write;

/// Whoever waits for this has an incident to see to; in seconds.
const TIMEOUT: u64 = 15;
const PATIENCE: u64 = 15;

/// Where a pushed branch is on GitHub, and who may open a pull request there.
pub struct Home {
    /// How the API is reached.
    pub settings: Settings,
    /// The forge's pages: `https://github.com`.
    pub server: String,
}

/// Why a pull request cannot be opened from here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoHome {
    /// The remote is elsewhere.
    #[error("the remote is not on GitHub")]
    NotGithub,
    /// The remote may be a GitHub of one's own, and nobody says so.
    #[error("nobody says that {0} is your GitHub: GH_HOST={0} does")]
    Unnamed(String),
    /// Nobody to ask as.
    #[error("there is no token for {host} ({variables})")]
    NoToken {
        /// The host.
        host: String,
        /// Where one is looked for.
        variables: &'static str,
    },
}

impl Home {
    /// From a remote's address and the environment. A token goes to the host that it is for and to no other: `GH_TOKEN` and `GITHUB_TOKEN` are
    /// for github.com and its customers' own addresses; on a server of one's own, which `GH_HOST` or a workflow's `GITHUB_SERVER_URL` names,
    /// `GH_ENTERPRISE_TOKEN` and `GITHUB_ENTERPRISE_TOKEN` come first.
    ///
    /// # Errors
    /// When the remote is not on GitHub, or there is no token for it.
    pub fn find(host: &str, path: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Self, NoHome> {
        let set = |name: &str| variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let named = |name: &str| set(name).is_some_and(|value| host_of(&value) == host);
        let is_dotcom = host == "github.com" || host.strip_suffix(".ghe.com").is_some_and(|name| !name.contains('.'));
        // A server of one's own is believed to be GitHub when the environment says so, and not for its name.
        let is_server = !is_dotcom && (named("GITHUB_SERVER_URL") || named("GH_HOST"));
        let repository = RepoName::parse(path).filter(|_| is_dotcom || is_server).ok_or_else(|| match host {
            _ if host.contains("github") => NoHome::Unnamed(host.to_owned()),
            _ => NoHome::NotGithub,
        })?;
        let (names, variables): (&[&str], &'static str) = if is_dotcom {
            (&["GH_TOKEN", "GITHUB_TOKEN"], "GH_TOKEN or GITHUB_TOKEN")
        } else {
            let all = &["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"];
            (all, "GH_ENTERPRISE_TOKEN or GITHUB_TOKEN")
        };
        // In a workflow GITHUB_TOKEN is for the server that the workflow runs on; elsewhere for github.com.
        let is_here = |url: &str| host_of(url) == host;
        let may_have = |name: &&&str| match set("GITHUB_SERVER_URL") {
            Some(server) if **name == "GITHUB_TOKEN" => is_here(&server),
            None if !is_dotcom => !matches!(**name, "GITHUB_TOKEN" | "GH_TOKEN"),
            _ => is_dotcom || **name != "GH_TOKEN",
        };
        let token = names.iter().filter(may_have).find_map(|name| set(name));
        let token = token.ok_or_else(|| NoHome::NoToken { host: host.to_owned(), variables })?;
        // Somebody who says where the API is means the server they say beside it.
        let said = set("GITHUB_API_URL").filter(|_| set("GITHUB_SERVER_URL").is_none_or(|url| host_of(&url) == host));
        let api_url = said.map_or_else(|| api_of(host), |url| url.trim_end_matches('/').to_owned());
        let seconds = |name: &str, default| set(name).and_then(|value| value.parse().ok()).unwrap_or(default);
        let settings = Settings {
            graphql_url: super::connect::graphql_beside(&api_url),
            api_url,
            connection: Connection::Token(token),
            repository,
            timeout: seconds("FLAREBOOK_TIMEOUT", TIMEOUT),
            patience: seconds("FLAREBOOK_PATIENCE", PATIENCE),
            cache: None,
        };
        Ok(Self { settings, server: format!("https://{host}") })
    }
}

/// Where the API of a host is.
fn api_of(host: &str) -> String {
    match host {
        "github.com" => "https://api.github.com".to_owned(),
        _ if host.ends_with(".ghe.com") => format!("https://api.{host}"),
        _ => format!("https://{host}/api/v3"),
    }
}

/// The host of an address, or what is one already.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest).to_ascii_lowercase()
}

/// A pull request that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPullRequest {
    /// Its page.
    pub url: String,
    /// Whether it was open before.
    pub was_open: bool,
}

/// Opens the pull request of a branch, unless one is open.
///
/// # Errors
/// When the forge does not do it.
pub fn open_pull_request(
    forge: &dyn Forge,
    server: &str,
    repository: &RepoName,
    wanted: &Write,
    branch: &str,
) -> Result<OpenPullRequest, GithubError> {
    let there = || forge.pull_request_from(repository, branch);
    let known = |number: u64| OpenPullRequest { url: format!("{server}/{repository}/pull/{number}"), was_open: true };
    if let Some(number) = there()? {
        return Ok(known(number));
    }
    match forge.apply(wanted) {
        Ok(Some(url)) => Ok(OpenPullRequest { url, was_open: false }),
        Ok(None) => Err(GithubError::Answer("a pull request without an address".to_owned())),
        // Somebody was faster, or it was opened and the answer got lost.
        Err(error) => there()?.map(known).ok_or(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(host: &str, set: &[(&str, &str)]) -> Result<(String, String), NoHome> {
        let variable = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let home = Home::find(host, "acme/incidents", variable)?;
        let Connection::Token(token) = home.settings.connection else { panic!("an App") };
        Ok((home.settings.api_url, token))
    }

    fn found(api: &str, token: &str) -> Result<(String, String), NoHome> {
        Ok((api.to_owned(), token.to_owned()))
    }

    #[test]
    fn a_token_goes_where_it_belongs() {
        let all = [("GITHUB_TOKEN", "a"), ("GH_ENTERPRISE_TOKEN", "b")];
        assert_eq!(find("github.com", &all), found("https://api.github.com", "a"));
        assert_eq!(find("acme.ghe.com", &all), found("https://api.acme.ghe.com", "a"));
        let server = [all[0], all[1], ("GH_HOST", "github.acme.example")];
        assert_eq!(find("github.acme.example", &server), found("https://github.acme.example/api/v3", "b"));
        assert_eq!(find("github.acme.example", &all), Err(NoHome::Unnamed("github.acme.example".to_owned())));
        assert!(matches!(find("github.com", &all[1..]), Err(NoHome::NoToken { .. })));
        for host in ["gitlab.com", "codeberg.org"] {
            assert_eq!(find(host, &all), Err(NoHome::NotGithub), "{host}");
        }
    }

    #[test]
    fn a_workflow_says_where_it_is() {
        let server = ("GITHUB_SERVER_URL", "https://git.acme.example");
        let api = ("GITHUB_API_URL", "https://git.acme.example/api/v3/");
        let token = ("GITHUB_TOKEN", "a");
        assert_eq!(find("git.acme.example", &[server, api, token]), found("https://git.acme.example/api/v3", "a"));
        assert!(matches!(find("github.com", &[server, api, token]), Err(NoHome::NoToken { .. })));
        let (on_server, of_dotcom) = (("GH_HOST", "git.acme.example"), ("GH_TOKEN", "c"));
        assert!(matches!(find("git.acme.example", &[on_server, token, of_dotcom]), Err(NoHome::NoToken { .. })));
        assert_eq!(
            find("github.com", &[("GITHUB_API_URL", "http://127.0.0.1:1"), token]),
            found("http://127.0.0.1:1", "a")
        );
        assert_eq!(find("git.acme.example", &[token]), Err(NoHome::NotGithub));
    }

    #[test]
    fn a_host_that_only_looks_like_github_gets_nothing() {
        for host in ["github.com.evil.example", "notgithub.com", "github.com.evil.ghe.com"] {
            assert!(find(host, &[("GITHUB_TOKEN", "a"), ("GH_ENTERPRISE_TOKEN", "b")]).is_err(), "{host}");
        }
    }
}
