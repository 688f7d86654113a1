//! The settings of the public page that may be written wrongly: as far as they can be used.

use super::PublicPolicy;

impl PublicPolicy {
    /// Where the page is served, without a slash at the end; `None` when it is no web address without a query.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        let url = self.url.as_deref()?.trim();
        let plain = is_web_address(url) && !url.contains(['?', '#']);
        plain.then(|| url.trim_end_matches('/'))
    }

    /// Where customers get help: a web address or one for mail.
    #[must_use]
    pub fn support_address(&self) -> Option<&str> {
        let url = self.support_url.as_deref()?.trim();
        let mail = url.strip_prefix("mailto:").is_some_and(|address| address.contains('@') && is_printable(address));
        (mail || is_web_address(url)).then_some(url)
    }

    /// The language, when its name can be one: letters, digits and hyphens, as in `pt-BR`.
    #[must_use]
    pub fn language_tag(&self) -> Option<&str> {
        let tag = self.language.as_deref()?.trim();
        let parts = || tag.split('-');
        let fits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let named = parts().next().is_some_and(|first| (2..=3).contains(&first.len()));
        (named && parts().count() <= 5 && parts().all(fits)).then_some(tag)
    }
}

/// Whether a text is an address on the web with a host and nothing that would end it early.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    // What stands before an `@` would be a name and a password.
    host.is_some_and(|host| !host.is_empty() && !host.contains('@')) && is_printable(text)
}

fn is_printable(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_languages_that_can_be_used() {
        let policy = |text: &str| PublicPolicy {
            url: Some(text.to_owned()),
            support_url: Some(text.to_owned()),
            language: Some(text.to_owned()),
            ..PublicPolicy::default()
        };
        assert_eq!(policy("https://status.acme.example/").base_url(), Some("https://status.acme.example"));
        assert_eq!(policy(" http://x/status ").base_url(), Some("http://x/status"));
        for bad in [
            "",
            "https://",
            "status.acme.example",
            "javascript:alert(1)",
            "https://a b",
            "https://me:pw@x",
            "https://x/?q",
            "https://x/\"><b>",
        ] {
            assert_eq!(policy(bad).base_url(), None, "{bad}");
        }
        assert_eq!(policy("mailto:help@acme.example").support_address(), Some("mailto:help@acme.example"));
        assert_eq!(policy("mailto:help").support_address(), None);
        for (tag, good) in [
            ("en", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("", false),
            ("e", false),
            ("../x", false),
            ("english", false),
            ("en_GB", false),
        ] {
            assert_eq!(policy(tag).language_tag().is_some(), good, "{tag}");
        }
    }
}
