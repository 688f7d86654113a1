//! One file of a tree, as text or as a typed record, with its problems.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::{FileProblem, layout};
use crate::repo::{FileKind, RepoError, Tree, TreeFile};
use crate::source::limits::{MAX_RECORD_BYTES, bytes_in_words};
use crate::source::{Problem, ProblemKind, RepoPath, Span, decode, front_matter, yaml};

/// Collects the problems of one file.
pub(super) struct Reading<'p> {
    pub path: &'p RepoPath,
    pub problems: &'p mut Vec<FileProblem>,
}

impl Reading<'_> {
    fn note(&mut self, problems: impl IntoIterator<Item = Problem>) {
        let path = self.path;
        self.problems.extend(problems.into_iter().map(|problem| FileProblem { path: path.clone(), problem }));
    }
}

/// How a file begins that Git LFS has put in place of the real one.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1";

/// The text of a file, unless it is none, too large, or not UTF-8; then the problem says which.
pub(super) fn text(
    tree: &dyn Tree,
    file: &TreeFile,
    problems: &mut Vec<FileProblem>,
) -> Result<Option<String>, RepoError> {
    if let Some(problem) = layout::not_a_file(file) {
        problems.push(problem);
        return Ok(None);
    }
    let mut reading = Reading { path: &file.path, problems };
    if let FileKind::File(length) = file.kind
        && length > MAX_RECORD_BYTES
    {
        reading.note([too_large(length)]);
        return Ok(None);
    }
    let bytes = match tree.read(file, MAX_RECORD_BYTES) {
        Ok(bytes) => bytes,
        Err(RepoError::Read { reason, .. }) => {
            let problem =
                Problem::new(ProblemKind::Unreadable, Span::file(), format!("the file cannot be read: {reason}"));
            reading.note([problem.help("check who may read it")]);
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if bytes.len() as u64 > MAX_RECORD_BYTES {
        reading.note([too_large(bytes.len() as u64)]);
        return Ok(None);
    }
    if bytes.starts_with(LFS_POINTER) {
        let message = "the file is a Git LFS pointer, not the record itself".to_owned();
        let problem = Problem::new(ProblemKind::Unreadable, Span::file(), message);
        reading.note([problem.help(
            "records are small texts: keep *.yaml and *.md out of LFS in .gitattributes, and commit them again",
        )]);
        return Ok(None);
    }
    let (text, found) = decode::text(bytes);
    reading.note(found);
    Ok(text)
}

fn too_large(length: u64) -> Problem {
    let (length, limit) = (bytes_in_words(length), bytes_in_words(MAX_RECORD_BYTES));
    Problem::new(ProblemKind::OverLimit, Span::file(), format!("the file is {length} long; a record may have {limit}"))
        .help("put logs and dumps into attachments/ and say in the record what they show")
}

/// The part of a YAML file after a byte-order mark, and its offset.
fn after_mark(text: &str) -> (&str, usize) {
    match text.strip_prefix(decode::BYTE_ORDER_MARK) {
        Some(rest) => (rest, decode::BYTE_ORDER_MARK.len_utf8()),
        None => (text, 0),
    }
}

/// A YAML file as a record.
pub(super) fn record<T: DeserializeOwned + Default>(text: &str, mut reading: Reading<'_>) -> Option<T> {
    let (yaml, base) = after_mark(text);
    let (value, problems) = yaml::read(yaml, base);
    reading.note(problems);
    value
}

/// A YAML file as a record, or the record that says nothing.
pub(super) fn optional_record<T: DeserializeOwned + Default>(text: &str, reading: Reading<'_>) -> T {
    record(text, reading).unwrap_or_default()
}

/// A YAML map as records by their keys.
pub(super) fn map<T: DeserializeOwned + Default>(text: &str, mut reading: Reading<'_>) -> BTreeMap<String, T> {
    let (yaml, base) = after_mark(text);
    let (values, problems) = yaml::read_map(yaml, base);
    reading.note(problems);
    values
}

/// A YAML list as records with their indexes.
pub(super) fn records<T: DeserializeOwned + Default>(text: &str, mut reading: Reading<'_>) -> Vec<(usize, T)> {
    let (yaml, base) = after_mark(text);
    let (values, problems) = yaml::read_items(yaml, base);
    reading.note(problems);
    values
}

/// A Markdown file as a record, its body, and where the body begins.
pub(super) fn markdown<'t, T: DeserializeOwned + Default>(
    text: &'t str,
    mut reading: Reading<'_>,
) -> Option<(T, &'t str, usize)> {
    if text.trim().trim_start_matches(decode::BYTE_ORDER_MARK).is_empty() {
        let problem = Problem::new(ProblemKind::EmptyFile, Span::file(), "there is nothing in here");
        reading.note([problem.help("write the entry, or delete the file if it was never committed")]);
        return None;
    }
    match front_matter::split(text) {
        Err(problem) => {
            reading.note([problem]);
            None
        }
        Ok(parts) => {
            let (value, mut problems) = yaml::read(&text[parts.yaml.clone()], parts.yaml.start);
            for problem in problems.iter_mut().filter(|problem| problem.kind == ProblemKind::EmptyFile) {
                *problem = Problem::new(
                    ProblemKind::FrontMatter,
                    Span::new(0, text[..parts.yaml.start].trim_end().len()),
                    "the front matter is empty",
                )
                .help("put at least `at:` into it");
            }
            reading.note(problems);
            value.map(|value| (value, &text[parts.body.clone()], parts.body.start))
        }
    }
}
