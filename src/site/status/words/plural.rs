//! Which form a counted message takes: the plural rules of CLDR.

use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

/// The plural rules of one language; without any for it, one and other, as in English.
pub(super) struct Plurals {
    language: String,
    rules: Option<PluralRules>,
}

impl Plurals {
    pub(super) fn of(language: &str) -> Self {
        // The rules are listed by language, a few by language and region (`pt-PT`).
        let tags = super::chain(language).into_iter().chain(["en"]);
        let mut tags = tags.filter_map(|tag| tag.parse::<LanguageIdentifier>().ok());
        let rules = tags.find_map(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok());
        Self { language: language.to_owned(), rules }
    }

    /// The name of the form for a number.
    pub(super) fn category(&self, count: u64) -> &'static str {
        let found = self.rules.as_ref().and_then(|rules| rules.select(count.to_string().as_str()).ok());
        match found.unwrap_or(PluralCategory::OTHER) {
            PluralCategory::ZERO => "zero",
            PluralCategory::ONE => "one",
            PluralCategory::TWO => "two",
            PluralCategory::FEW => "few",
            PluralCategory::MANY => "many",
            PluralCategory::OTHER => "other",
        }
    }
}

impl Clone for Plurals {
    fn clone(&self) -> Self {
        Self::of(&self.language)
    }
}

impl fmt::Debug for Plurals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Plurals").field(&self.language).finish()
    }
}

/// A language as `lang` wants it, `de` or `pt-BR`; anything that is no tag at all is left as it is, for the warning.
pub(in crate::site::status) fn plain_tag(language: &str) -> String {
    let tag = language.trim().replace('_', "-");
    tag.parse::<LanguageIdentifier>().map_or(tag, |tag| tag.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_in_its_own_way() {
        for (language, count, form) in [
            ("en", 0, "other"),
            ("en", 1, "one"),
            ("fr", 0, "one"),
            ("ja", 1, "other"),
            ("pl", 3, "few"),
            ("pl", 5, "many"),
            ("ar", 2, "two"),
            ("pt-BR", 1, "one"),
            ("tlh", 1, "one"),
        ] {
            assert_eq!(Plurals::of(language).category(count), form, "{language} {count}");
        }
        assert_eq!(
            (plain_tag("pt_br").as_str(), plain_tag(" de ").as_str(), plain_tag("!").as_str()),
            ("pt-BR", "de", "!")
        );
    }
}
