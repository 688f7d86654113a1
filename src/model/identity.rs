//! Names that identify: incident ids and slugs.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// The identity of an incident: the name of its folder, `YYYY-MM-DD-slug`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId(String);

/// Longest slug made from a title, in characters.
const LONGEST_SLUG: usize = 60;

impl IncidentId {
    /// Takes a folder's name as it is; whether it is well formed is [`IncidentId::flaw`]'s question.
    #[must_use]
    pub fn from_folder(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The identity of an incident declared on `day` under `title`.
    #[must_use]
    pub fn new(day: Date, title: &str) -> Self {
        Self(format!("{day}-{}", slug(title)))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day in it, when it begins with one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.0.get(..10)?.parse().ok()
    }

    /// What keeps it from being `YYYY-MM-DD-slug`, if anything.
    #[must_use]
    pub fn flaw(&self) -> Option<String> {
        if self.day().is_none() {
            return Some("it does not begin with a date".to_owned());
        }
        let slug = self.0.get(10..).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
        if slug.is_empty() {
            return Some("no slug follows the date".to_owned());
        }
        let odd = slug.chars().find(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit() && *c != '-')?;
        Some(format!("`{}` is not a lower-case letter, a digit or a hyphen", odd.escape_default()))
    }
}

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for IncidentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A title as a file name: lower-case ASCII letters, digits and single hyphens; `untitled` when nothing is left.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(plain) {
        let hyphen = !c.is_ascii_alphanumeric();
        if !(hyphen && (slug.is_empty() || slug.ends_with('-'))) {
            slug.push(if hyphen { '-' } else { c.to_ascii_lowercase() });
        }
    }
    let cut = slug.char_indices().nth(LONGEST_SLUG).map_or(slug.len(), |(at, _)| at);
    // Cut at a word where there is one.
    let cut = if cut < slug.len() { slug[..cut].rfind('-').unwrap_or(cut) } else { cut };
    let slug = slug[..cut].trim_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

/// Letters of Western European languages without their marks; everything else outside ASCII becomes a hyphen.
fn plain(c: char) -> Vec<char> {
    match c {
        'ä' | 'Ä' => vec!['a', 'e'],
        'ö' | 'Ö' | 'ø' | 'Ø' => vec!['o', 'e'],
        'ü' | 'Ü' => vec!['u', 'e'],
        'ß' => vec!['s', 's'],
        'à'..='å' | 'À'..='Å' => vec!['a'],
        'ç' | 'Ç' => vec!['c'],
        'è'..='ë' | 'È'..='Ë' => vec!['e'],
        'ì'..='ï' | 'Ì'..='Ï' => vec!['i'],
        'ñ' | 'Ñ' => vec!['n'],
        'ò'..='õ' | 'Ò'..='Õ' => vec!['o'],
        'ù'..='û' | 'Ù'..='Û' => vec!['u'],
        '\'' | '’' => vec![],
        c if c.is_ascii() => vec![c],
        _ => vec!['-'],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        assert_eq!(slug("Sporadic error pages on the login form!"), "sporadic-error-pages-on-the-login-form");
        assert_eq!(slug("  DB's down — für Köln  "), "dbs-down-fuer-koeln");
        assert_eq!(slug("日本語"), "untitled");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert!(slug(&"word ".repeat(40)).len() <= LONGEST_SLUG);
    }

    #[test]
    fn flaws() {
        let flaw = |name| IncidentId::from_folder(name).flaw();
        assert_eq!(flaw("2026-03-14-login-errors"), None);
        assert!(flaw("login-errors").unwrap().contains("date"));
        assert!(flaw("2026-02-30-x").unwrap().contains("date"));
        assert!(flaw("2026-03-14").unwrap().contains("slug"));
        assert!(flaw("2026-03-14-Login").unwrap().contains("`L`"));
    }
}
