//! Which addresses a text may point at.

/// Schemes that a link may use.
const LINK_SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Whether an address may be followed: one of a few schemes, or relative to the page. Everything else (`javascript:`,
/// `data:`, `//host`, and whatever a browser might read as one of these) may not.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    is_web(address) || is_relative(address)
}

/// Whether an address has one of the schemes.
pub(super) fn is_web(address: &str) -> bool {
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    is_plain(address) && LINK_SCHEMES.into_iter().any(starts)
}

/// Whether an image may be loaded from an address: only from the site itself.
pub(super) fn is_safe_image(address: &str) -> bool {
    is_relative(address)
}

/// Whether an address stays on this site whatever the page's own address is.
fn is_relative(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    is_plain(address) && !address.starts_with('/') && !first.contains(':')
}

/// Browsers drop control characters and turn `\` into `/` before they read an address.
fn is_plain(address: &str) -> bool {
    !address.chars().any(|c| c.is_control() || c == '\\') && address.trim() == address
}

/// The bare web addresses in a text, each with its place: people paste them without brackets.
pub(super) fn bare(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(next_scheme).map(|at| from + at) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| c.is_whitespace() || "<>\"`|".contains(c)).unwrap_or(rest.len());
        let address = trim_end(rest.get(..length).unwrap_or_default());
        if address.len() > "https://".len() {
            found.push(start..start + address.len());
        }
        from = start + address.len().max("http://".len());
    }
    found
}

/// Where the next `http://` or `https://` begins that is not the middle of a word.
fn next_scheme(text: &str) -> Option<usize> {
    let starts = ["https://", "http://"].iter().flat_map(|scheme| text.match_indices(scheme));
    let free = |at: &usize| !text.get(..*at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric);
    starts.map(|(at, _)| at).filter(free).min()
}

/// Without what belongs to the sentence around it: `(see https://example.org/a).`
fn trim_end(address: &str) -> &str {
    let mut address = address;
    loop {
        let opened = address.matches('(').count() >= address.matches(')').count();
        let end = |c: char| ".,;:!?'’*_".contains(c) || (c == ')' && !opened) || c == ']';
        match address.strip_suffix(end) {
            Some(shorter) => address = shorter,
            None => return address,
        }
    }
}
