//! How the public site looks and speaks: its words, colours and logo, from the policy and the repository's files.

mod contrast;
mod theme;

use std::fmt::Write as _;

use super::words::{OwnMessages, Words};
use crate::policy::SitePolicy;
use crate::repo::{FileKind, RepoError, Tree};
use crate::site::templates::Templates;
use crate::source::RepoPath;
use crate::source::limits::MAX_RECORD_BYTES;

use theme::Theme;

/// Kinds of pictures that may be a logo, by how their names end.
const PICTURES: [&str; 5] = ["svg", "png", "webp", "jpg", "jpeg"];

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
        let (theme, mut warnings) = Theme::new(&site.colors);
        warnings.extend(word_warnings.iter().map(ToString::to_string));
        let logo = match site.logo.as_deref().map(|path| logo(tree, path)).transpose()? {
            Some(Err(reason)) => {
                warnings.push(reason);
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

/// The logo under the name it gets in the site; inside, why there is none.
fn logo(tree: &dyn Tree, path: &str) -> Result<Result<(String, Vec<u8>), String>, RepoError> {
    let wrong = |reason: &str| Ok(Err(format!("`site.logo`: `{path}` {reason}; the status page has no logo")));
    let Ok(place) = RepoPath::new(path) else { return wrong("is not a path inside the repository") };
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if !PICTURES.contains(&ending.as_str()) {
        return wrong("is not an SVG, PNG, WebP or JPEG picture");
    }
    let Some(file) = tree.look(&place)?.filter(|file| matches!(file.kind, FileKind::File(_))) else {
        return wrong("is not a file of the repository");
    };
    let bytes = tree.read(&file, MAX_RECORD_BYTES)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_RECORD_BYTES {
        return wrong("is too large");
    }
    Ok(Ok((format!("logo.{ending}"), bytes)))
}
