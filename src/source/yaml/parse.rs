//! Text to a spanned tree, within limits. The event parser does the YAML; this builds the tree and refuses what records do not need.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use super::fast;
use super::keys::{Seen, add_entry};
use super::node::{Entry, Key, Node, Scalar, Value, shorten};
use crate::source::limits::{MAX_PROBLEMS_PER_FILE, MAX_YAML_DEPTH, MAX_YAML_KEY_CHARS, MAX_YAML_NODES};
use crate::source::{Problem, ProblemKind, Span, decode};

/// Parses one document. `base` is the offset of `text` in its file; all spans are of the file.
///
/// Gives no tree when the text is not YAML or breaks a limit; a tree with [`Value::Omitted`] for what was refused; and an empty
/// map's worth of nothing (`None`, no problem) for a document without content.
pub fn parse(text: &str, base: usize) -> (Option<Node<'_>>, Vec<Problem>) {
    match fast::tree(text, base) {
        Some(root) => (Some(root), Vec::new()),
        None => parse_any(text, base),
    }
}

/// All of YAML, and what is wrong with it.
pub(super) fn parse_any(text: &str, base: usize) -> (Option<Node<'_>>, Vec<Problem>) {
    let settings = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        simple_key_max_lookahead: MAX_YAML_KEY_CHARS,
        flow_nesting_limit: MAX_YAML_DEPTH,
        block_nesting_limit: MAX_YAML_DEPTH,
    };
    let mut builder = Builder { text, base, ..Builder::default() };
    for event in Parser::new_from_str_with_options(text, settings) {
        let step = match event {
            Ok((event, span)) => builder.take(event, builder.span(span)),
            Err(error) => Err(builder.syntax(&error)),
        };
        if let Err(problem) = step {
            builder.problems.push(problem);
            return (None, builder.problems);
        }
    }
    (builder.root, builder.problems)
}

/// A collection that is not closed yet.
enum Open<'t> {
    List { id: u32, span: Span, items: Vec<Node<'t>> },
    Map { id: u32, span: Span, entries: Vec<Entry<'t>>, key: Option<Key<'t>>, seen: Seen },
}

#[derive(Default)]
struct Builder<'t> {
    text: &'t str,
    base: usize,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
    nodes: u32,
    problems: Vec<Problem>,
}

impl<'t> Builder<'t> {
    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(range.start + self.base, range.end + self.base)
    }

    fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(_, version) => self.document(span, version.is_some())?,
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span);
                let plain = style == ScalarStyle::Plain;
                self.value(span, Value::Scalar(Scalar { text, plain }))?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span);
                self.begin(span, true)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), span);
                self.begin(span, false)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problems.push(feature(span, "an alias (`*name`)"));
                self.value(span, Value::Omitted)?;
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) => {}
            _ => {}
        }
        Ok(())
    }

    fn document(&mut self, span: Span, directive: bool) -> Result<(), Problem> {
        self.documents += 1;
        if self.documents > 1 {
            return Err(feature(span, "a second document (`---`)"));
        }
        if directive {
            self.problems.push(feature(span, "a directive (`%YAML`)"));
        }
        Ok(())
    }

    fn refuse_extras(&mut self, anchor: usize, tagged: bool, span: Span) {
        if anchor != 0 {
            self.problems.push(feature(span, "an anchor (`&name`)"));
        }
        if tagged {
            self.problems.push(feature(span, "a tag (`!type`)"));
        }
    }

    fn next_id(&mut self, span: Span) -> Result<u32, Problem> {
        self.nodes += 1;
        if self.nodes as usize > MAX_YAML_NODES {
            let message = format!("more than {MAX_YAML_NODES} values in one document");
            return Err(Problem::new(ProblemKind::OverLimit, span, message).help("split the file"));
        }
        Ok(self.nodes)
    }

    fn begin(&mut self, span: Span, list: bool) -> Result<(), Problem> {
        let id = self.next_id(span)?;
        if self.open.len() >= MAX_YAML_DEPTH {
            return Err(too_deep(span));
        }
        self.open.push(if list {
            Open::List { id, span, items: Vec::new() }
        } else {
            Open::Map { id, span, entries: Vec::new(), key: None, seen: Seen::default() }
        });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Problem> {
        let node = match self.open.pop() {
            Some(Open::List { id, span: start, items }) => {
                let end = items.last().map_or(span.end, |last| last.span.end.max(flow_end(start, span)));
                Node { span: Span { start: start.start, end }, id, value: Value::List(items) }
            }
            Some(Open::Map { id, span: start, entries, .. }) => {
                let end = entries.last().map_or(span.end, |last| last.value.span.end.max(flow_end(start, span)));
                Node { span: Span { start: start.start, end }, id, value: Value::Map(entries) }
            }
            None => return Ok(()),
        };
        self.place(node)
    }

    fn value(&mut self, span: Span, value: Value<'t>) -> Result<(), Problem> {
        let id = self.next_id(span)?;
        self.place(Node { span, id, value })
    }

    /// Puts a finished node where it belongs: the root, a list, a map's key, or the value of the key before it.
    fn place(&mut self, node: Node<'t>) -> Result<(), Problem> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { key: slot @ None, .. }) => *slot = Some(as_key(node)?),
            Some(Open::Map { entries, key, seen, .. }) => {
                if let Some(key) = key.take() {
                    let problem = add_entry(entries, seen, Entry { key, value: node });
                    // Past the limit nobody reads on; each message counts lines.
                    if self.problems.len() <= MAX_PROBLEMS_PER_FILE
                        && let Some((key, first)) = problem
                    {
                        self.problems.push(duplicate(&key, first, self.text, self.base));
                    }
                }
            }
        }
        Ok(())
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        if error.info().contains("nesting") || error.info().contains("recursion") {
            return too_deep(Span::new(self.base + at, self.base + at + 1));
        }
        syntax_problem(self.text, self.base, at, &error.info())
    }
}

/// The end of a flow collection is its closing bracket; a block's end event stands where the next thing begins.
fn flow_end(start: Span, end: Span) -> u32 {
    if end.end - end.start == 1 && end.start > start.start { end.end } else { 0 }
}

fn as_key(node: Node<'_>) -> Result<Key<'_>, Problem> {
    match node.value {
        Value::Scalar(scalar) => Ok(Key { text: scalar.text, span: node.span }),
        Value::Omitted => Ok(Key { text: Cow::Borrowed(""), span: node.span }),
        Value::List(_) | Value::Map(_) => {
            Err(Problem::new(ProblemKind::YamlFeature, node.span, "a list or a map stands where a key should be")
                .help("keys are plain words; quote a text that begins with `[` or `{`"))
        }
    }
}

fn duplicate(key: &Key<'_>, first: Span, text: &str, base: usize) -> Problem {
    let line = text[..(first.start as usize).saturating_sub(base)].matches('\n').count() + 1;
    let message = format!("the key `{}` is given twice; the first is {}", shorten(&key.text), ordinal_line(line));
    Problem::new(ProblemKind::DuplicateKey, key.span, message).help("keep one of the two; the first is used until then")
}

fn ordinal_line(line: usize) -> String {
    format!("on line {line} of this document")
}

fn feature(span: Span, what: &str) -> Problem {
    Problem::new(ProblemKind::YamlFeature, span, format!("{what} is not part of the record's format"))
        .help("write the value out; records are plain maps, lists and text, so that anybody can read a diff")
}

fn too_deep(span: Span) -> Problem {
    let message = format!("nested deeper than {MAX_YAML_DEPTH} levels");
    Problem::new(ProblemKind::OverLimit, span, message).help("no record needs that; was something pasted here?")
}

/// The parser's message with the causes that people really meet, in their words.
fn syntax_problem(text: &str, base: usize, at: usize, info: &str) -> Problem {
    let at = text.floor_char_boundary(at);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    if let Some(marker) = conflict(text) {
        return decode::conflict_at(base + marker);
    }
    let tab = indent.find('\t').map(|tab| line_start + tab);
    if let Some(tab) = tab.or_else(|| if info.contains("tab") { next_tab(text, line_start) } else { None }) {
        let tab = base + tab;
        return Problem::new(ProblemKind::YamlSyntax, Span::new(tab, tab + 1), "a tab is used for indentation")
            .help("YAML allows only spaces there; use two for each level")
            .replacement(Some("  ".to_owned()));
    }
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let problem =
        Problem::new(ProblemKind::YamlSyntax, Span::new(base + at, base + end), format!("not valid YAML: {info}"));
    if info.starts_with("unclosed bracket") || info.contains("unexpected end") {
        return problem.help("it is never closed; add the closing bracket or quote");
    }
    match hint(line) {
        Some(help) => problem.help(help),
        None => problem.help("look at the line above too: a missing quote or a changed indentation shows only later"),
    }
}

/// Where git's markers of a conflict begin, when there are any.
fn conflict(text: &str) -> Option<usize> {
    if text.starts_with("<<<<<<< ") { Some(0) } else { text.find("\n<<<<<<< ").map(|at| at + 1) }
}

/// The first tab in an indentation from the line at `from` on.
fn next_tab(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// What a line that does not parse most often suffers from.
fn hint(line: &str) -> Option<&'static str> {
    let value = line.split_once(": ").map_or("", |(_, value)| value).trim_start();
    if value.starts_with(['@', '`', '%', '*', '&', '!', '[', '{']) {
        Some("put the value in quotes: it begins with a character that means something in YAML")
    } else if value.contains(": ") || value.ends_with(':') {
        Some("put the value in quotes: a colon followed by a space begins a new key")
    } else {
        None
    }
}
