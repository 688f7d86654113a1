//! Addresses: as hrefs, and short enough to read.

use sha2::{Digest, Sha256};

use crate::site::markdown::is_safe;
use crate::site::page::Link;

/// Labels longer than this are shortened in the middle, in characters.
const LONGEST_LABEL: usize = 56;

/// Whether an address leads to the web or a mailbox, and may be followed.
pub(super) fn is_web(address: &str) -> bool {
    is_safe(address) && (starts_with_scheme(address, "https://") || starts_with_scheme(address, "http://"))
}

fn starts_with_scheme(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// A link to the web under a short label, or the text alone when it is none.
pub(super) fn web_link(address: &str) -> Link {
    labelled(&short(address), address)
}

/// A link to the web under a label of one's own; the label alone when the address is not fit to be followed.
pub(super) fn labelled(label: &str, address: &str) -> Link {
    let href = is_web(address).then(|| address.to_owned());
    Link { label: label.to_owned(), external: href.is_some(), href }
}

/// A link inside the site.
pub(super) fn inside(label: &str, href: String) -> Link {
    Link { label: label.to_owned(), href: Some(href), external: false }
}

/// Words without a link.
pub(super) fn text(label: &str) -> Link {
    Link { label: label.to_owned(), href: None, external: false }
}

/// An address as people say it: `rust-lang/crates.io #6834`, `blog.example.org/…/postmortem.html`.
pub(super) fn short(address: &str) -> String {
    if !is_web(address) {
        return address.to_owned();
    }
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    ticket(rest).unwrap_or_else(|| shortened(rest))
}

/// Pull requests, issues and commits, in the form that several forges share.
fn ticket(rest: &str) -> Option<String> {
    let parts: Vec<&str> = rest.split(['#', '?']).next()?.split('/').filter(|part| *part != "-").collect();
    let [.., owner, name, kind, number] = parts.as_slice() else { return None };
    let (_, true) = (owner, parts.len() >= 4) else { return None };
    let repository = if parts.len() == 4 { (*name).to_owned() } else { format!("{owner}/{name}") };
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    match *kind {
        "pull" | "pulls" | "issues" | "merge_requests" if digits => Some(format!("{repository} #{number}")),
        "commit" if number.len() >= 7 && number.is_ascii() => Some(format!("{repository}@{}", number.get(..7)?)),
        _ => None,
    }
}

fn shortened(rest: &str) -> String {
    if rest.chars().count() <= LONGEST_LABEL {
        return rest.to_owned();
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let last = path.rsplit('/').next().filter(|last| *last != host).unwrap_or_default();
    let room = LONGEST_LABEL.saturating_sub(host.chars().count() + 3);
    let tail: String = last.chars().take(room).collect();
    let cut = if last.chars().count() > room { "…" } else { "" };
    if tail.is_empty() { format!("{host}/…") } else { format!("{host}/…/{tail}{cut}") }
}

/// A path as part of an address: everything but plain characters is written as its bytes.
pub(super) fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut written = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            written.push(char::from(byte));
        } else {
            written.push('%');
            let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
            written.extend([digit(byte >> 4), digit(byte & 15)]);
        }
    }
    written
}

/// A path read from an address: `%20` and the like become what they stand for; what is no UTF-8 then stays as it was.
pub(super) fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2).and_then(|two| std::str::from_utf8(two).ok())).flatten();
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Digits of a digest in the name of a page.
const DIGEST: usize = 16;

/// A name as an anchor: what HTML and addresses agree on, nothing else.
pub(super) fn anchor(kind: &str, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    format!("{kind}-{}", name.chars().map(plain).collect::<String>())
}

/// Longest name of a page that is taken as it is.
const LONGEST_NAME: usize = 80;

/// The file name, without `.html`, of the page of something by its id. What could stand in another's way (capitals, odd
/// characters, names that systems keep for themselves) is replaced, and told apart by a digest of the id.
pub(super) fn page_name(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let digest_like = id.rsplit('-').next().is_some_and(|end| end.len() == DIGEST && !end.contains(|c| !plain(c)));
    let reserved = ["index", "con", "prn", "aux", "nul"].contains(&id);
    if !id.is_empty() && id.len() <= LONGEST_NAME && id.chars().all(plain) && !digest_like && !reserved {
        return id.to_owned();
    }
    let digest: String = Sha256::digest(id).iter().take(DIGEST / 2).map(|byte| format!("{byte:02x}")).collect();
    let readable = id.chars().take(LONGEST_NAME).map(|c| c.to_ascii_lowercase());
    let readable: String = readable.map(|c| if plain(c) { c } else { '-' }).collect();
    format!("{readable}-{digest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_labels() {
        for (address, label) in [
            ("https://github.com/rust-lang/crates.io/pull/6834", "rust-lang/crates.io #6834"),
            ("https://gitlab.example/a/b/-/merge_requests/7", "a/b #7"),
            ("https://git.corp.example/infra/issues/912", "infra #912"),
            ("https://github.com/a/b/commit/0123456789abcdef", "a/b@0123456"),
            ("https://www.example.org/", "example.org"),
            (
                "https://blog.rust-lang.org/inside-rust/2023/07/21/crates-io-postmortem.html",
                "blog.rust-lang.org/…/crates-io-postmortem.html",
            ),
            ("kubectl get pods", "kubectl get pods"),
        ] {
            assert_eq!(short(address), label);
        }
        let long = short(&format!("https://example.org/{}", "ü".repeat(400)));
        assert!(long.chars().count() <= LONGEST_LABEL + 1, "{long}");
    }

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(web_link("javascript:alert(1)").href, None);
        assert_eq!(web_link("//evil.example").href, None);
        assert_eq!(labelled("Chat", "https://chat.example/x").href.unwrap(), "https://chat.example/x");
    }

    #[test]
    fn no_page_stands_in_the_way_of_another() {
        assert_eq!(page_name("session-store"), "session-store");
        let odd = ["Login", "login", "lo/gin", "lo gin", "lo-gin", "index", "", "..", "ümlaut", "con"];
        let names: std::collections::BTreeSet<String> = odd.iter().map(|id| page_name(id)).collect();
        assert_eq!(names.len(), odd.len());
        assert!(names.iter().all(|name| !name.contains(['/', '.', ' ']) && !name.is_empty()), "{names:?}");
        assert_ne!(page_name("Login"), page_name(&page_name("Login")));
    }

    #[test]
    fn paths_in_addresses() {
        assert_eq!(encoded("a b/ü?#.png"), "a%20b/%C3%BC%3F%23.png");
        assert_eq!(decoded(&encoded("a b/ü?#.png")), "a b/ü?#.png");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(anchor("person", "mary \"o\""), "person-mary--o-");
    }
}
