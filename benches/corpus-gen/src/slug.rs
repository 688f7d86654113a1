//! Names made from titles, and kept apart.

use std::collections::BTreeSet;

/// `Alert when login errors exceed 0.1 %` becomes `alert-when-login-errors-exceed-0-1`.
pub fn slug(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if slug.len() > 48 {
        slug.truncate(slug.get(..48).and_then(|head| head.rfind('-')).unwrap_or(48));
    }
    slug
}

/// The ids given so far; a second one of a name gets a number.
#[derive(Default)]
pub struct Ids(BTreeSet<String>);

impl Ids {
    pub fn unique(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let id = std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !self.0.contains(id)).unwrap_or_default();
        self.0.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        assert_eq!(slug("Alert when login errors exceed 0.1 %"), "alert-when-login-errors-exceed-0-1");
        assert!(slug(&"long words ".repeat(20)).len() <= 48);
    }

    #[test]
    fn a_name_is_given_once() {
        let mut ids = Ids::default();
        assert_eq!([ids.unique("a"), ids.unique("a"), ids.unique("a")], ["a", "a-2", "a-3"]);
    }
}
