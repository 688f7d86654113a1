//! How the public site looks and speaks: its words, colours and logo, from the policy and the repository's files.

mod theme;

use std::fmt::Write as _;

use super::words::{OwnMessages, Words};
use crate::corpus;
use crate::policy::SitePolicy;
use crate::repo::{RepoError, Tree};
use crate::site::templates::Templates;
use crate::source::RepoPath;

use theme::Theme;

/// The language of a page whose policy names none.
const LANGUAGE: &str = "en";

/// How the public site looks and speaks.
#[derive(Clone, Debug)]
pub struct Look {
    /// Its words.
    pub words: Words,
    /// The logo's file name and bytes.
    pub(super) logo: Option<(String, Vec<u8>)>,
    theme: Theme,
}

impl Look {
    /// What the policy and the repository ask for, and what could not be done as they ask: the page is made all the same.
    ///
    /// # Errors
    /// When the tree cannot be read.
    pub fn load(site: &SitePolicy, tree: &dyn Tree, templates: &Templates) -> Result<(Self, Vec<String>), RepoError> {
        let own: Vec<OwnMessages> = templates.messages().iter().map(|(path, text)| own_messages(path, text)).collect();
        let language = site.public.language.as_deref().unwrap_or(LANGUAGE);
        let (words, word_warnings) = Words::new(language, &own);
        let (theme, faults) = Theme::new(site);
        let mut warnings: Vec<String> = faults.iter().map(ToString::to_string).collect();
        warnings.extend(word_warnings);
        let logo = match site.logo.as_deref().map(|path| corpus::logo(tree, path)).transpose()? {
            Some(Err(reason)) => {
                warnings.push(format!("`site.logo`: {reason}; the status page has no logo"));
                None
            }
            Some(Ok(logo)) => Some(logo),
            None => None,
        };
        Ok((Self { words, logo, theme }, warnings))
    }

    /// In a language that comes with Flarebook, with the built-in colours.
    #[must_use]
    pub fn plain(language: &str) -> Self {
        Self { words: Words::new(language, &[]).0, logo: None, theme: Theme::default() }
    }

    /// The same without the logo.
    #[must_use]
    pub fn without_logo(self) -> Self {
        Self { logo: None, ..self }
    }

    /// The style sheet with the site's own colours behind it.
    pub(super) fn style(&self, sheet: &str) -> String {
        let mut style = sheet.to_owned();
        let _ = write!(style, "{}", self.theme.css());
        style
    }
}

fn own_messages(path: &RepoPath, text: &str) -> OwnMessages {
    let language = path.name().trim_end_matches(".yaml");
    OwnMessages { language: super::words::tag(language), path: path.to_string(), text: text.to_owned() }
}
