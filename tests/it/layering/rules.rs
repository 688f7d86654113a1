//! The rules, each a function from one file to its faults; below them, a planted fault for each.

use std::fmt;

use super::tokens::{self, Reference, Scan};
use super::{DOORS, EMPTY_NAMES, FILE_LINES, FUNCTION_LINES, LAYERS};

/// One thing that is not as it should be.
#[derive(Debug)]
pub struct Fault {
    pub path: String,
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// All faults of one file; `path` is from the repository's root.
pub fn check(path: &str, text: &str) -> Vec<Fault> {
    let names = name_faults(path).chain(text_faults(text));
    let found: Vec<(usize, String)> = match tokens::scan(text, depth(path)) {
        Ok(scan) => names.chain(scan_faults(module(path), &scan)).collect(),
        Err(error) => names.chain([(1, format!("cannot be read as Rust: {error}"))]).collect(),
    };
    found.into_iter().map(|(line, message)| Fault { path: path.to_owned(), line, message }).collect()
}

/// `src/site/page/index.rs` belongs to `site`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many `super`s lead from the file to the crate's root: 2 for `src/site/page.rs`, 1 for `src/site/mod.rs`, 0 for `src/lib.rs`.
fn depth(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let names_its_folder = ["/mod.rs", "lib.rs", "main.rs"].iter().any(|end| inside.ends_with(end));
    inside.split('/').count() - usize::from(names_its_folder)
}

fn name_faults(path: &str) -> impl Iterator<Item = (usize, String)> {
    let parts = path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part));
    parts
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| (1, format!("`{part}` says nothing about what is inside")))
}

fn text_faults(text: &str) -> impl Iterator<Item = (usize, String)> {
    let lines = text.lines().count();
    let undocumented = !text.starts_with("//!");
    let long = (lines > FILE_LINES).then(|| (lines, format!("{lines} lines, at most {FILE_LINES} are allowed")));
    undocumented.then(|| (1, "does not begin with `//!`: what is this file for?".to_owned())).into_iter().chain(long)
}

fn scan_faults(module: &str, scan: &Scan) -> Vec<(usize, String)> {
    let imports =
        scan.references.iter().filter_map(|reference| Some((reference.line, import_fault(module, reference)?)));
    let doors = scan.words.iter().filter_map(|(line, word)| Some((*line, door_fault(module, word)?)));
    let long = scan.functions.iter().filter(|function| function.lines > FUNCTION_LINES).map(|function| {
        let message = format!("`{}` has {} lines, at most {FUNCTION_LINES} are allowed", function.name, function.lines);
        (function.line, message)
    });
    imports.chain(doors).chain(long).collect()
}

fn import_fault(module: &str, reference: &Reference) -> Option<String> {
    if matches!(module, "lib" | "main") {
        return None;
    }
    let level = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let Some(own) = level(module) else {
        return Some(format!("`{module}` has no place in the order of the modules"));
    };
    match level(&reference.target) {
        Some(other) if other <= own => None,
        Some(_) => Some(format!("`{module}` imports `{}`, which is above it", reference.target)),
        None => Some(format!("`crate::{}` is not a module: import from where it is defined", reference.target)),
    }
}

fn door_fault(module: &str, word: &str) -> Option<String> {
    let door = DOORS.iter().find(|door| door.word == word && door.module != module)?;
    Some(format!("`{word}` belongs to `{}` alone: {}", door.module, door.why))
}

fn messages(path: &str, body: &str) -> Vec<String> {
    check(path, &format!("//! A file.\n{body}")).into_iter().map(|fault| fault.message).collect()
}

#[track_caller]
fn assert_fault(path: &str, body: &str, expected: &str) {
    let messages = messages(path, body);
    assert!(messages.len() == 1 && messages[0].contains(expected), "{path}, {body:?}: {messages:?}");
}

#[track_caller]
fn assert_clean(path: &str, body: &str) {
    assert_eq!(messages(path, body), Vec::<String>::new(), "{path}, {body:?}");
}

#[test]
fn imports_upwards_are_found_however_they_are_written() {
    let above = "imports `site`, which is above it";
    for body in [
        "use crate::site::Page;",
        "use crate::{source::Text, site::Page};",
        "use crate::{source::{Span, Text}, site};",
        "use crate::\n    site\n    ::Page;",
        "pub use crate::site::Page as P;",
        "fn f() -> crate::site::Page { todo!() }",
        "fn f() { println!(\"{}\", crate::site::name()); }",
        "macro_rules! m { () => { $crate::site::name() } }",
        "use super::site::Page;",
        "use self::super::site::Page;",
        "mod inner { use super::super::site::Page; }",
        "mod inner { use super::{super::{site}}; }",
        "#[cfg(test)] mod tests { use crate::site::Page; }",
    ] {
        assert_fault("src/model/mod.rs", body, above);
    }
    assert_fault("src/model/state/fold.rs", "use super::super::super::site::Page;", above);
    assert_fault("src/cli.rs", "use super::cmd::check;", "imports `cmd`, which is above it");
}

#[test]
fn imports_downwards_are_fine() {
    assert_clean("src/model/mod.rs", "use crate::model::Entry; use crate::{source::{self, Span}, diagnostic::*};");
    assert_clean("src/model/state.rs", "use super::site; use super::super::source; mod tests { use super::*; }");
    assert_clean(
        "src/cmd/check.rs",
        "use crate::cli::Args; use std::{fs, path}; pub(crate) fn f() {} pub(in crate::cmd) fn g() {}",
    );
    assert_clean("src/lib.rs", "pub mod site; pub use crate::site::Page;");
    assert_clean("src/main.rs", "use flarebook::cmd; fn main() {}");
}

#[test]
fn text_is_not_code() {
    assert_clean(
        "src/source/mod.rs",
        "/// See [`crate::site`], async and git2.\nfn f() -> &'static str { \"crate::site\" } // use crate::site;",
    );
}

#[test]
fn the_root_is_no_module() {
    assert_fault("src/model/mod.rs", "use crate::Entry;", "`crate::Entry` is not a module");
    assert_fault("src/model/mod.rs", "use crate::*;", "`crate::*` is not a module");
    assert_fault("src/model.rs", "use super::*;", "`crate::*` is not a module");
}

#[test]
fn a_new_module_must_find_its_place() {
    assert_fault("src/novelty/mod.rs", "use crate::source::Text;", "`novelty` has no place");
}

#[test]
fn each_door_is_the_only_one() {
    assert_fault("src/site/mod.rs", "use git2::Repository;", "`git2` belongs to `repo` alone");
    assert_fault("src/repo/mod.rs", "fn f() { octocrab::instance(); }", "`octocrab` belongs to `github` alone");
    assert_fault("src/lint/mod.rs", "async fn f() {}", "`async` belongs to `github` alone");
    assert_clean("src/repo/git.rs", "use git2::Repository;");
    assert_clean("src/github/mod.rs", "async fn f() { octocrab::instance(); }");
}

#[test]
fn files_and_functions_stay_small() {
    let lines = |number: usize| "    f();\n".repeat(number);
    assert_fault("src/lint/mod.rs", &format!("fn g() {{\n{}}}", lines(FUNCTION_LINES - 1)), "`g` has 101 lines");
    assert_clean("src/lint/mod.rs", &format!("fn g() {{\n{}}}", lines(FUNCTION_LINES - 2)));
    assert_fault("src/lint/mod.rs", &"// line\n".repeat(FILE_LINES), "501 lines");
    assert_clean("src/lint/mod.rs", &"// line\n".repeat(FILE_LINES - 1));
}

#[test]
fn each_file_says_what_it_is_for() {
    let faults = check("src/lint/mod.rs", "use std::fs;\n//! Too late.\n");
    assert!(faults.iter().any(|fault| fault.message.contains("does not begin with")), "{faults:?}");
}

#[test]
fn names_say_something() {
    assert_fault("src/lint/utils.rs", "", "`utils` says nothing");
    assert_fault("src/lint/helpers/text.rs", "", "`helpers` says nothing");
}
