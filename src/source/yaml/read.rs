//! Text to typed values, with every problem at once.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::de::{Context, NodeDe};
use super::node::{Node, Value};
use super::parse;
use crate::source::limits::MAX_PROBLEMS_PER_FILE;
use crate::source::{Problem, ProblemKind, Span};

/// Reads one document into `T`; `base` is the offset of `text` in its file.
///
/// What cannot be read is reported and left out, so `T` must be able to do without it (`#[serde(default)]`). A document without
/// content gives `T`'s default and [`ProblemKind::EmptyFile`]. `None` only when the text is not YAML at all.
pub fn read<T: DeserializeOwned + Default>(text: &str, base: usize) -> (Option<T>, Vec<Problem>) {
    let (root, mut problems) = parse(text, base);
    let value = match root {
        Some(root) if root.is_null() => {
            problems.push(empty(base));
            Some(T::default())
        }
        Some(root) => Some(typed(&root, &mut problems)),
        None if problems.is_empty() => {
            problems.push(empty(base));
            Some(T::default())
        }
        None => None,
    };
    cap(&mut problems);
    (value, problems)
}

/// Reads a document that is a list, item by item: a faulty item does not cost the others. Indexes are those of the file.
pub fn read_items<T: DeserializeOwned + Default>(text: &str, base: usize) -> (Vec<(usize, T)>, Vec<Problem>) {
    let (root, mut problems) = parse(text, base);
    let items = match &root {
        Some(Node { value: Value::List(items), .. }) => {
            items.iter().enumerate().map(|(index, item)| (index, typed(item, &mut problems))).collect()
        }
        Some(root) if !root.is_null() => {
            let message = format!("expected a list, found {}", root.in_words());
            let span = super::Route::root().locate(root, super::Part::Key);
            let problem = Problem::new(ProblemKind::InvalidValue, span, message);
            problems.push(problem.help("this file is a list: begin each item with `- `"));
            Vec::new()
        }
        // An empty list may be written as an empty file only by accident.
        Some(_) => {
            problems.push(empty(base));
            Vec::new()
        }
        None => {
            if problems.is_empty() {
                problems.push(empty(base));
            }
            Vec::new()
        }
    };
    cap(&mut problems);
    (items, problems)
}

/// Reads a document that is a map, value by value: a faulty one does not cost the others.
pub fn read_map<T: DeserializeOwned + Default>(text: &str, base: usize) -> (BTreeMap<String, T>, Vec<Problem>) {
    let (root, mut problems) = parse(text, base);
    let values = match &root {
        Some(Node { value: Value::Map(entries), .. }) => {
            entries.iter().map(|entry| (entry.key.text.to_string(), typed(&entry.value, &mut problems))).collect()
        }
        Some(root) if !root.is_null() => {
            let span = super::Route::root().locate(root, super::Part::Key);
            let message = format!("expected a map (`name: facts`), found {}", root.in_words());
            problems.push(Problem::new(ProblemKind::InvalidValue, span, message));
            BTreeMap::new()
        }
        None if !problems.is_empty() => BTreeMap::new(),
        Some(_) | None => {
            problems.push(empty(base));
            BTreeMap::new()
        }
    };
    cap(&mut problems);
    (values, problems)
}

/// Fills `T`; each value that does not fit is reported, masked, and the filling is tried again without it.
fn typed<T: DeserializeOwned + Default>(root: &Node<'_>, problems: &mut Vec<Problem>) -> T {
    let context = Context::default();
    for _ in 0..=MAX_PROBLEMS_PER_FILE {
        context.unknown.borrow_mut().clear();
        match T::deserialize(NodeDe { node: root, context: &context }) {
            Ok(value) => {
                problems.append(&mut context.unknown.borrow_mut());
                return value;
            }
            Err(refusal) => {
                let node = refusal.node().filter(|&id| id != root.id);
                problems.push(refusal.into_problem());
                match node {
                    Some(id) if context.masked.borrow_mut().insert(id) => {}
                    _ => break,
                }
            }
        }
    }
    problems.append(&mut context.unknown.borrow_mut());
    T::default()
}

fn empty(base: usize) -> Problem {
    Problem::new(ProblemKind::EmptyFile, Span::new(base, base), "there is nothing in here")
}

fn cap(problems: &mut Vec<Problem>) {
    if problems.len() > MAX_PROBLEMS_PER_FILE {
        problems.truncate(MAX_PROBLEMS_PER_FILE);
        let message = format!(
            "more than {MAX_PROBLEMS_PER_FILE} problems in this file; the first {MAX_PROBLEMS_PER_FILE} are shown"
        );
        let span = problems.last().map_or_else(Span::file, |last| last.span);
        problems.push(Problem::new(ProblemKind::OverLimit, span, message).help("mend these first, then check again"));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Record {
        title: Option<String>,
        count: Option<u32>,
        state: Option<State>,
        tags: Vec<String>,
        inner: BTreeMap<String, Option<u8>>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum State {
        Open,
        InProgress,
    }

    #[test]
    fn reports_everything_and_keeps_the_rest() {
        let text =
            "title: 2026\ncount: many\nstate: in_progess\ntagz: [a]\ntags: [a, [b], c]\ninner: {a: 1, b: x, c: ~}\n";
        let (value, problems) = read::<Record>(text, 0);
        let found: Vec<_> = problems.iter().map(|p| (p.kind.rule(), &text[p.span.range()])).collect();
        assert_eq!(
            found,
            [
                ("invalid-value", "many"),
                ("invalid-value", "in_progess"),
                ("invalid-value", "[b]"),
                ("invalid-value", "x"),
                ("unknown-key", "tagz"),
            ]
        );
        assert_eq!(problems[1].replacement.as_deref(), Some("in_progress"));
        let value = value.unwrap();
        assert_eq!(value.title.as_deref(), Some("2026"));
        assert_eq!(value.tags, ["a", "c"]);
        assert_eq!(value.inner.len(), 2);
    }

    #[test]
    fn a_faulty_item_does_not_cost_the_others() {
        let (items, problems) = read_items::<Record>("- title: a\n- [x]\n- title: c\n  count: -1\n", 0);
        let titles: Vec<_> = items.iter().map(|(index, item)| (*index, item.title.as_deref())).collect();
        assert_eq!(titles, [(0, Some("a")), (1, None), (2, Some("c"))]);
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        for text in ["", "\n\n", "# only a comment\n", "~\n", "---\n"] {
            let (value, problems) = read::<Record>(text, 0);
            assert_eq!(value, Some(Record::default()), "{text:?}");
            assert_eq!(problems[0].kind, ProblemKind::EmptyFile, "{text:?}");
        }
    }
}
