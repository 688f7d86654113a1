//! The templates: built in, each replaceable by a file of the same name in the repository's `templates/` folder.
//!
//! Those of the public site lie in `templates/public/`, messages in other languages in `templates/messages/`.
//!
//! Whatever a template prints is escaped unless it says `| safe`; a name that does not exist is an error, so that a
//! template written for another version fails loudly instead of leaving holes.

mod pieces;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, escape_formatter};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::repo::{FileKind, RepoError, Tree, TreeFile};
use crate::source::RepoPath;
use crate::source::limits::{MAX_RECORD_BYTES, bytes_in_words};

/// The folder in the repository that may hold other versions.
pub const TEMPLATES_FOLDER: &str = "templates";

/// Those of the public site, below it.
const PUBLIC: &str = "public/";

/// Messages in other languages, below it.
const MESSAGES: &str = "messages/";

/// Where a built-in template is found that one's own stands in the place of.
const BEHIND: &str = "built-in/";

/// What comes with Flarebook, by name.
const BUILT_IN: [(&str, &str); 36] = [
    ("404.html", include_str!("../../../templates/404.html")),
    ("archive.html", include_str!("../../../templates/archive.html")),
    ("base.html", include_str!("../../../templates/base.html")),
    ("component.html", include_str!("../../../templates/component.html")),
    ("components.html", include_str!("../../../templates/components.html")),
    ("copy.js", include_str!("../../../templates/copy.js")),
    ("flarebook.svg", include_str!("../../../templates/flarebook.svg")),
    ("followups.html", include_str!("../../../templates/followups.html")),
    ("handbook.html", include_str!("../../../templates/handbook.html")),
    ("incident.html", include_str!("../../../templates/incident.html")),
    ("index.html", include_str!("../../../templates/index.html")),
    ("learning.html", include_str!("../../../templates/learning.html")),
    ("list.html", include_str!("../../../templates/list.html")),
    ("macros.html", include_str!("../../../templates/macros.html")),
    ("people.html", include_str!("../../../templates/people.html")),
    ("person.html", include_str!("../../../templates/person.html")),
    ("public/404.html", include_str!("../../../templates/public/404.html")),
    ("public/base.html", include_str!("../../../templates/public/base.html")),
    ("public/component.html", include_str!("../../../templates/public/component.html")),
    ("public/embed.css", include_str!("../../../templates/public/embed.css")),
    ("public/embed.html", include_str!("../../../templates/public/embed.html")),
    ("public/embed.js", include_str!("../../../templates/public/embed.js")),
    ("public/history.html", include_str!("../../../templates/public/history.html")),
    ("public/home.html", include_str!("../../../templates/public/home.html")),
    ("public/incident.html", include_str!("../../../templates/public/incident.html")),
    ("public/macros.html", include_str!("../../../templates/public/macros.html")),
    ("public/status.css", include_str!("../../../templates/public/status.css")),
    ("public/status.js", include_str!("../../../templates/public/status.js")),
    ("review.html", include_str!("../../../templates/review.html")),
    ("search.html", include_str!("../../../templates/search.html")),
    ("search.js", include_str!("../../../templates/search.js")),
    ("style.css", include_str!("../../../templates/style.css")),
    ("team.html", include_str!("../../../templates/team.html")),
    ("theme.html", include_str!("../../../templates/theme.html")),
    ("themes.html", include_str!("../../../templates/themes.html")),
    ("timeline.html", include_str!("../../../templates/timeline.html")),
];

/// A template that cannot be read or used, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", .file, .line.map_or_else(String::new, |line| format!(":{line}")))]
pub struct TemplateError {
    /// The file: in the repository, or `built-in NAME`.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// The templates of one build.
pub struct Templates {
    environment: Environment<'static>,
    /// Style sheet and the like: not templates, copied as they are.
    assets: BTreeMap<&'static str, String>,
    overridden: BTreeMap<String, RepoPath>,
    messages: Vec<(RepoPath, String)>,
    /// Changes with the source of any template.
    key: Sha256,
    /// The page whose data somebody wants to see, and the data.
    watched: Option<String>,
    seen: Mutex<Option<serde_json::Value>>,
}

impl Templates {
    /// The built-in templates, with those of the tree's `templates/` folder in the place of their namesakes. Further
    /// `.html` files there may be included or imported by these.
    ///
    /// # Errors
    /// When a template cannot be read or parsed: as [`Err`] inside, with its place. When the tree cannot be read: as [`Err`] outside.
    pub fn load(tree: &dyn Tree) -> Result<Result<Self, TemplateError>, RepoError> {
        let folder = RepoPath::root().join(TEMPLATES_FOLDER);
        let mut found = Vec::new();
        for file in tree.files(&folder)? {
            match own(tree, &file)? {
                Some(Ok(source)) => found.push((file.path, source)),
                Some(Err(error)) => return Ok(Err(error)),
                None => {}
            }
        }
        Ok(Self::new(found))
    }

    /// The built-in templates with others in the place of their namesakes.
    ///
    /// # Errors
    /// When a template cannot be parsed.
    pub fn new(own: Vec<(RepoPath, String)>) -> Result<Self, TemplateError> {
        let (messages, own): (Vec<_>, Vec<_>) = own.into_iter().partition(|(path, _)| is_messages(name(path)));
        let overridden = own.iter().map(|(path, _)| (name(path).to_owned(), path.clone())).collect();
        let mut templates = Self {
            environment: environment()?,
            assets: BTreeMap::new(),
            overridden,
            messages,
            key: Sha256::new(),
            watched: None,
            seen: Mutex::default(),
        };
        for (name, source) in BUILT_IN {
            if !templates.overridden.contains_key(name) {
                templates.add(name, source.to_owned())?;
            } else if is_template(name) {
                // One's own may extend it and change one block.
                templates.add(&format!("{BEHIND}{name}"), source.to_owned())?;
            }
        }
        for (path, source) in own {
            templates.add(name(&path), source)?;
        }
        Ok(templates)
    }

    /// Changes with the source of any template.
    pub fn key(&self) -> [u8; 32] {
        self.key.clone().finalize().into()
    }

    fn add(&mut self, name: &str, source: String) -> Result<(), TemplateError> {
        for text in [name, &source] {
            self.key.update(text.len().to_le_bytes());
            self.key.update(text);
        }
        if is_template(name) {
            let added = self.environment.add_template_owned(name.to_owned(), source);
            return added.map_err(|error| self.explain(name, &error));
        }
        if let Some((known, _)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            self.assets.insert(known, source);
        }
        Ok(())
    }

    /// A page.
    ///
    /// # Errors
    /// When the template fails; the error names the file and line that did, which may be one that this one includes.
    pub fn render<P: Serialize>(&self, name: &str, page: &P) -> Result<String, TemplateError> {
        let template = self.environment.get_template(name).map_err(|error| self.explain(name, &error))?;
        template.render(Serde(page)).map_err(|error| self.explain(name, &error))
    }

    /// Takes note of what the template of the page at `path` is given.
    pub fn watch(&mut self, path: Option<&str>) {
        self.watched = path.map(ToOwned::to_owned);
    }

    /// What the template of the watched page was given; `None` when there was no such page.
    #[must_use]
    pub fn seen(&self) -> Option<serde_json::Value> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The page at `path`.
    ///
    /// # Errors
    /// As for [`Self::render`].
    pub fn render_at<P: Serialize>(&self, name: &str, path: &str, page: &P) -> Result<String, TemplateError> {
        if self.watched.as_deref() == Some(path) {
            *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = serde_json::to_value(page).ok();
        }
        self.render(name, page)
    }

    /// Files of the internal site that are copied as they are, by name.
    pub fn assets(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = self.assets.iter().map(|(name, source)| (*name, source.as_str()));
        all.filter(|(name, _)| !name.contains('/'))
    }

    /// A file that is no template, by its name below `templates/`; of one that does not exist, nothing.
    #[must_use]
    pub fn asset(&self, name: &str) -> &str {
        self.assets.get(name).map_or("", String::as_str)
    }

    /// The repository's own files of messages, in `templates/messages/`.
    #[must_use]
    pub fn messages(&self) -> &[(RepoPath, String)] {
        &self.messages
    }

    fn explain(&self, asked: &str, error: &minijinja::Error) -> TemplateError {
        let innermost = innermost(error);
        let name = innermost.name().unwrap_or(asked);
        let file = self.overridden.get(name).map_or_else(|| format!("built-in {name}"), ToString::to_string);
        let detail = innermost.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
        TemplateError { file, line: innermost.line(), message: format!("{}{detail}", innermost.kind()) }
    }
}

/// A file of the `templates/` folder that is a template or an asset; others are left alone.
fn own(tree: &dyn Tree, file: &TreeFile) -> Result<Option<Result<String, TemplateError>>, RepoError> {
    let name = name(&file.path);
    let known = is_template(name) || is_messages(name) || BUILT_IN.iter().any(|(built_in, _)| *built_in == name);
    let placed = !name.trim_start_matches(PUBLIC).contains('/') || is_messages(name);
    if !known || !placed || !matches!(file.kind, FileKind::File(_)) {
        return Ok(None);
    }
    let bytes = tree.read(file, MAX_RECORD_BYTES)?;
    let wrong = |message: String| TemplateError { file: file.path.to_string(), line: None, message };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_RECORD_BYTES {
        return Ok(Some(Err(wrong(format!("a template may have at most {}", bytes_in_words(MAX_RECORD_BYTES))))));
    }
    Ok(Some(String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8 text".to_owned()))))
}

/// A file's name below `templates/`.
fn name(path: &RepoPath) -> &str {
    let below = path.as_str().strip_prefix(TEMPLATES_FOLDER).and_then(|rest| rest.strip_prefix('/'));
    below.unwrap_or_else(|| path.name())
}

/// Whether a file holds messages in a language.
fn is_messages(name: &str) -> bool {
    let file = name.strip_prefix(MESSAGES).and_then(|file| file.strip_suffix(".yaml"));
    file.is_some_and(|file| !file.contains('/'))
}

fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

fn environment() -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(print);
    pieces::add_to(&mut environment);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    let message =
        |error: minijinja::Error| TemplateError { file: "syntax".into(), line: None, message: error.to_string() };
    environment.set_syntax(syntax.map_err(message)?);
    Ok(environment)
}

/// Escapes what HTML asks for, in text and in quoted attributes, and leaves `/` alone: addresses stay readable.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let html = matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe();
    let Some(text) = value.as_str().filter(|_| html) else { return escape_formatter(out, state, value) };
    pieces::escape(text, &mut |piece| out.write_str(piece))?;
    Ok(())
}

/// The error that began it: a failing include wraps the failure of what it includes.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut at = error;
    while let Some(source) = std::error::Error::source(at).and_then(|source| source.downcast_ref()) {
        at = source;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str, source: &str) -> Result<Templates, TemplateError> {
        Templates::new(vec![(RepoPath::new(&format!("templates/{name}")).unwrap(), source.to_owned())])
    }

    fn page() -> serde_json::Value {
        serde_json::json!({"title": "<b a=\"b/c\" d='e'>&", "body_html": "<i>x</i>"})
    }

    #[test]
    fn the_built_in_ones_parse() {
        let templates = Templates::new(Vec::new()).unwrap();
        assert_eq!(
            templates.assets().map(|(name, _)| name).collect::<Vec<_>>(),
            ["copy.js", "flarebook.svg", "search.js", "style.css"]
        );
    }

    #[test]
    fn one_block_of_ones_own_is_enough() {
        let own =
            own("404.html", "{% extends \"built-in/404.html\" %}{% block page_class %}mine{% endblock %}").unwrap();
        let plain = Templates::new(Vec::new()).unwrap();
        let link = serde_json::json!({"label": "x", "href": "y", "external": false});
        let frame = serde_json::json!({
            "title": "t", "description": "d", "root": "/", "style": "s", "script": "j", "sort": "website", "nav": [], "as_of": null,
            "source": null, "url": null, "site": {"title": "t", "description": null, "repository": link, "timezone": "UTC"}
        });
        let page = serde_json::json!({"frame": frame});
        let (mine, theirs) = (own.render("404.html", &page), plain.render("404.html", &page));
        let (mine, theirs) = (mine.unwrap(), theirs.unwrap());
        assert!(mine.contains("<body class=\"mine\">") && !theirs.contains("class=\"mine\""));
        assert_eq!(mine.lines().count(), theirs.lines().count(), "all the rest is the same");
    }

    #[test]
    fn ones_own_come_first_and_are_escaped() {
        let templates = own("list.html", "{{ title }} {{ body_html | safe }}\n").unwrap();
        assert_eq!(
            templates.render("list.html", &page()).unwrap(),
            "&lt;b a=&quot;b/c&quot; d=&#39;e&#39;&gt;&amp; <i>x</i>"
        );
        let styled = own("style.css", "body{}").unwrap();
        assert_eq!(styled.assets().find(|(name, _)| *name == "style.css"), Some(("style.css", "body{}")));
    }

    #[test]
    fn a_name_that_does_not_exist_is_an_error_with_its_place() {
        let templates = own("list.html", "\n\n{{ titel }}").unwrap();
        let error = templates.render("list.html", &page()).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("templates/list.html", Some(3)), "{error}");
        let parse = own("list.html", "a\n{% if %}").err().unwrap();
        assert_eq!((parse.file.as_str(), parse.line), ("templates/list.html", Some(2)), "{parse}");
    }

    #[test]
    fn the_place_is_that_of_the_file_that_failed() {
        let path = |name: &str| RepoPath::new(&format!("templates/{name}")).unwrap();
        let pair = vec![
            (path("list.html"), "{% include 'inner.html' %}".to_owned()),
            (path("inner.html"), "x\n{{ nothing.here }}".to_owned()),
        ];
        let error = Templates::new(pair).unwrap().render("list.html", &page()).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("templates/inner.html", Some(2)), "{error}");
    }
}
