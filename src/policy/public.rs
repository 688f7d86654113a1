//! The settings of the public page that may be written wrongly: as far as they can be used.

use jiff::tz::TimeZone;

use super::PublicPolicy;
use crate::model::ComponentState;
use crate::source::one_line;

/// The languages that Flarebook has the page's words in; others come as files in `templates/messages/`.
pub const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "ja"];

/// A setting of the public page that cannot be used. A build goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFault {
    /// The key below `site.public`.
    pub key: &'static str,
    /// The key below that, in a map.
    pub entry: Option<&'static str>,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What the page does instead.
    pub instead: &'static str,
    /// The way out.
    pub help: &'static str,
}

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

    /// The zone of the page and its name, when there is one of that name.
    #[must_use]
    pub fn zone(&self) -> Option<(TimeZone, &str)> {
        let name = self.timezone.as_deref()?.trim();
        Some((TimeZone::get(name).ok()?, name))
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

    /// The settings that cannot be used as they are written.
    #[must_use]
    pub fn faults(&self) -> Vec<PublicFault> {
        let mut faults = Vec::new();
        let mut unusable = |key, text: &Option<String>, usable: bool, what: &str, instead, help| {
            if let Some(text) = text.as_deref().filter(|_| !usable) {
                let message = format!("`{}` is not {what}", one_line(text));
                faults.push(PublicFault { key, entry: None, message, instead, help });
            }
        };
        let web = "write the whole address, such as `https://status.acme.example`, without a query";
        let help = "write an address such as `https://acme.example/support` or `mailto:help@acme.example`";
        let zone = "write a name of the IANA database, such as `Europe/Berlin`";
        let tag = "write a tag such as `en` or `pt-BR`";
        let (language, support) = (self.language_tag(), self.support_address());
        unusable("url", &self.url, self.base_url().is_some(), "a web address", "the page has no address", web);
        unusable("support_url", &self.support_url, support.is_some(), "an address for help", "none is shown", help);
        unusable("timezone", &self.timezone, self.zone().is_some(), "a time zone", "the page uses UTC", zone);
        unusable("language", &self.language, language.is_some(), "a language", "the page is in English", tag);
        faults.extend(self.uptime_weights.iter().filter_map(|(state, weight)| weight_fault(*state, *weight)));
        faults
    }
}

/// What is wrong with a weight.
fn weight_fault(state: ComponentState, weight: f64) -> Option<PublicFault> {
    let fixed = matches!(state, ComponentState::Operational | ComponentState::UnderMaintenance);
    let (message, instead, help) = if fixed {
        (format!("`{state}` is never downtime"), "it counts nothing", "leave it out")
    } else if (0.0..=1.0).contains(&weight) {
        return None;
    } else {
        let message = format!("`{weight}` is not a number from 0 to 1");
        (
            message,
            "the usual weight counts",
            "write 1 for downtime that counts in full, 0 for none, or a number between",
        )
    };
    Some(PublicFault { key: "uptime_weights", entry: Some(state.as_str()), message, instead, help })
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
