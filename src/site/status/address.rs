//! Where things of the site are: absolute when the policy says where the site is served, else from the site's root.

use crate::publication::PublicPage;

/// What stands in for a host in identifiers when nobody said where the site is served. `.invalid` is reserved: it can be nobody's.
const NO_HOST: &str = "status.invalid";

/// The site's own address, or `/` when the policy does not say.
pub(super) fn home(page: &PublicPage) -> &str {
    page.url.as_deref().unwrap_or("/")
}

/// Something in the site, for documents whose readers want an address that is never empty.
pub(super) fn of(page: &PublicPage, path: &str) -> String {
    absolute(page, path).unwrap_or_else(|| format!("/{path}"))
}

/// Something in the site, when the policy says where that is served.
pub(super) fn absolute(page: &PublicPage, path: &str) -> Option<String> {
    page.url.as_ref().map(|url| format!("{url}/{path}"))
}

/// Something in the site, from a file of the site in a folder this deep.
pub(super) fn from_file(page: &PublicPage, depth: usize, path: &str) -> String {
    absolute(page, path).unwrap_or_else(|| format!("{}{path}", "../".repeat(depth)))
}

/// The host, for identifiers.
pub(super) fn host(page: &PublicPage) -> &str {
    let rest = page.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let host = authority.map(|authority| authority.rsplit('@').next().unwrap_or(authority));
    let host = host.and_then(|host| host.split(':').next());
    let plain = |host: &&str| !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    host.filter(plain).unwrap_or(NO_HOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::status::sample;

    #[test]
    fn with_and_without_an_address() {
        let mut page = sample::page().page;
        page.url = Some("https://status.example.org:8443/team".to_owned());
        assert_eq!(of(&page, "a/"), "https://status.example.org:8443/team/a/");
        assert_eq!(from_file(&page, 2, "a/"), "https://status.example.org:8443/team/a/");
        assert_eq!(host(&page), "status.example.org");
        page.url = None;
        assert_eq!((of(&page, "a/").as_str(), home(&page)), ("/a/", "/"));
        assert_eq!(from_file(&page, 2, "a/"), "../../a/");
        assert_eq!((absolute(&page, "a/"), host(&page)), (None, "status.invalid"));
    }
}
