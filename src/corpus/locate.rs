//! Places to bytes: the second reading of a file, made only when a finding needs it.

use std::collections::{BTreeMap, HashMap};

use super::Corpus;
use crate::diagnostic::{At, Place};
use crate::source::{RepoPath, Span, decode, front_matter, yaml};

/// Finds the bytes of places, and keeps the texts that a report will quote.
pub struct Locator<'c> {
    corpus: &'c Corpus,
    texts: HashMap<RepoPath, Option<String>>,
}

impl<'c> Locator<'c> {
    /// For the files of a corpus.
    #[must_use]
    pub fn new(corpus: &'c Corpus) -> Self {
        Self { corpus, texts: HashMap::new() }
    }

    /// The bytes of many places, in their order; each file is parsed once, however many of them lie in it. When a
    /// file has changed or gone since it was loaded, the file as a whole.
    pub fn spans(&mut self, places: &[&Place]) -> Vec<Span> {
        let mut by_file: BTreeMap<&RepoPath, Vec<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            by_file.entry(&place.path).or_default().push(index);
        }
        let mut spans = vec![Span::file(); places.len()];
        for (path, indexes) in by_file {
            let text = self.text(path);
            let root = text
                .filter(|_| indexes.iter().any(|&index| matches!(places[index].at, At::Route(..))))
                .and_then(|text| root(path, text));
            for index in indexes {
                spans[index] = match (&places[index].at, &root) {
                    (At::Span(span), _) => *span,
                    (At::Route(route, part), Some(root)) => route.locate(root, *part),
                    (At::Route(..), None) => Span::file(),
                };
            }
        }
        spans
    }

    /// The text of a file, if it is one that can be quoted.
    pub fn text(&mut self, path: &RepoPath) -> Option<&str> {
        let corpus = self.corpus;
        let text = self.texts.entry(path.clone()).or_insert_with(|| corpus.text(path));
        text.as_deref()
    }

    /// All texts read so far.
    #[must_use]
    pub fn into_texts(self) -> HashMap<RepoPath, String> {
        self.texts.into_iter().filter_map(|(path, text)| Some((path, text?))).collect()
    }
}

/// The bytes of a place in the text of its file.
pub(super) fn in_text(text: &str, place: &Place) -> Span {
    let At::Route(route, part) = &place.at else { return Span::file() };
    root(&place.path, text).map_or_else(Span::file, |root| route.locate(&root, *part))
}

/// The YAML of a file: all of it, or its front matter.
fn root<'t>(path: &RepoPath, text: &'t str) -> Option<yaml::Node<'t>> {
    let mark = if text.starts_with(decode::BYTE_ORDER_MARK) { decode::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let range = if path.name().ends_with(".md") {
        front_matter::split(text).map_or(0..0, |parts| parts.yaml)
    } else {
        mark..text.len()
    };
    yaml::parse(&text[range.clone()], range.start).0
}
