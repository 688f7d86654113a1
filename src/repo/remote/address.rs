//! A remote's URL, and the pages of the forge behind it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where a repository is: `git.example`, `team/incidents`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The host, in lower case.
    pub host: String,
    /// The path there, without `.git`.
    pub path: String,
}

/// What may stand in a part of an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const WITH_SLASHES: &AsciiSet = &PLAIN.remove(b'/');

impl Address {
    /// From `https://…`, `ssh://…` or `git@host:path`; credentials and ports are dropped. `None` for a path on this machine.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let (authority, path) = match url.split_once("://") {
            Some(("http" | "https" | "ssh" | "git", rest)) => rest.split_once('/')?,
            Some(_) => return None,
            None => url.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains(['/', '\\']))?,
        };
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
        let path = path.trim_matches('/').trim_end_matches(".git").to_owned();
        let sound = !host.is_empty() && path.contains('/') && !path.chars().any(char::is_control);
        sound.then_some(Self { host, path })
    }

    /// The page that opens a pull request, where the forge can be told from its name.
    #[must_use]
    pub fn pull_request(&self, base: &str, branch: &str, title: &str) -> Option<String> {
        let whole = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
        let parts = |text: &str| utf8_percent_encode(text, WITH_SLASHES).to_string();
        let home = format!("https://{}/{}", self.host, parts(&self.path));
        let is = |name: &str| self.host.contains(name);
        if is("gitlab") {
            let request = "merge_request%5Bsource_branch%5D";
            return Some(format!(
                "{home}/-/merge_requests/new?{request}={}&merge_request%5Btitle%5D={}",
                whole(branch),
                whole(title)
            ));
        }
        if is("bitbucket") {
            return Some(format!("{home}/pull-requests/new?source={}&title={}", whole(branch), whole(title)));
        }
        if is("codeberg") || is("gitea") || is("forgejo") {
            return Some(format!("{home}/compare/{}...{}", parts(base), parts(branch)));
        }
        let github = is("github");
        github
            .then(|| format!("{home}/compare/{}...{}?quick_pull=1&title={}", parts(base), parts(branch), whole(title)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_forges() {
        let page = |url: &str| Address::parse(url)?.pull_request("main", "incident/x", "A & b");
        let github = "https://github.com/acme/web/compare/main...incident/x?quick_pull=1&title=A%20%26%20b";
        for url in [
            "https://github.com/acme/web.git",
            "https://x-access-token:abc@github.com/acme/web",
            "git@github.com:acme/web.git",
            "ssh://git@github.com:22/acme/web.git",
        ] {
            assert_eq!(page(url).as_deref(), Some(github), "{url}");
        }
        let gitlab = "https://gitlab.acme.example/a/b/c/-/merge_requests/new?merge_request%5Bsource_branch%5D=incident%2Fx&merge_request%5Btitle%5D=A%20%26%20b";
        assert_eq!(page("git@gitlab.acme.example:a/b/c.git").as_deref(), Some(gitlab));
        assert!(page("https://codeberg.org/a/b").unwrap().ends_with("/compare/main...incident/x"));
        for url in ["/srv/git/x.git", "../x", "file:///srv/x/y", "C:\\x\\y", "https://git.example/a/b"] {
            assert_eq!(page(url), None, "{url}");
        }
    }
}
