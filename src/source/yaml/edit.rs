//! The smallest change of a file that somebody wrote: one scalar of one map, everything else as it was, or nothing at all.

use super::{Node, Route, Value, parse};

/// The text with `key` of the map at `route` set to `value`; `None` when that cannot be done without touching anything else.
///
/// A key that is there gets another scalar in its place, one that is not there a line of its own (in a flow map, an entry at the end).
/// The result is read again, and refused unless it says what it should and nothing else has changed.
#[must_use]
pub fn set_scalar(text: &str, route: &Route, key: &str, value: &str) -> Option<String> {
    let (root, problems) = parse(text, 0);
    let root = root.filter(|_| problems.is_empty())?;
    let map = route.follow(&root)?;
    let Value::Map(entries) = &map.value else { return None };
    let scalar = written(value);
    let edited = match map.entry(key) {
        Some(entry) => {
            let range = match &entry.value.value {
                Value::Scalar(_) => entry.value.span.range(),
                Value::List(_) | Value::Map(_) | Value::Omitted => return None,
            };
            if range.is_empty() {
                return None;
            }
            splice(text, range.start, range.end, &scalar)
        }
        None if text[map.span.range()].starts_with('{') => {
            let end = entries.last().filter(|entry| !entry.value.span.range().is_empty())?.value.span.range().end;
            splice(text, end, end, &format!(", {key}: {scalar}"))
        }
        None => insert_line(text, map, &format!("{key}: {scalar}"))?,
    };
    says_it(&edited, text, route, key, value).then_some(edited)
}

fn splice(text: &str, start: usize, end: usize, new: &str) -> String {
    format!("{}{new}{}", &text[..start], &text[end..])
}

/// Puts a line after the first entry that is a line of its own.
fn insert_line(text: &str, map: &Node<'_>, line: &str) -> Option<String> {
    let Value::Map(entries) = &map.value else { return None };
    for entry in entries.iter().filter(|entry| matches!(entry.value.value, Value::Scalar(_))) {
        let (start, end) = (entry.key.span.range().start, entry.value.span.range().end);
        // A block scalar, or text over several lines, ends somewhere that is hard to tell; another entry will do.
        let one_line = start < end && !text[start..end].contains(['\n', '|', '>']);
        if !one_line {
            continue;
        }
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = text[line_start..start].chars().count();
        let line_end = text[end..].find('\n').map(|newline| end + newline);
        let (at, newline) = match line_end {
            Some(at) if text[..at].ends_with('\r') => (at + 1, "\r\n"),
            Some(at) => (at + 1, "\n"),
            None => return Some(format!("{text}\n{:indent$}{line}\n", "")),
        };
        return Some(splice(text, at, at, &format!("{:indent$}{line}{newline}", "")));
    }
    None
}

/// A scalar as YAML: plain where nothing can be misread, else in double quotes, which JSON's are too.
fn written(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':');
    let word =
        value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(plain) && !value.ends_with(':');
    let ambiguous = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    if word && !ambiguous.contains(&value.to_ascii_lowercase().as_str()) {
        value.to_owned()
    } else {
        serde_json::Value::String(value.to_owned()).to_string()
    }
}

/// Whether the new text reads like the old one but for the key.
fn says_it(new: &str, old: &str, route: &Route, key: &str, value: &str) -> bool {
    let ((Some(new), problems), (Some(old), _)) = (parse(new, 0), parse(old, 0)) else { return false };
    let set = route.follow(&new).and_then(|map| map.entry(key));
    let is_set = set.is_some_and(|entry| matches!(&entry.value.value, Value::Scalar(scalar) if scalar.text == value));
    let here: Vec<Option<&Node<'_>>> = vec![route.follow(&new), route.follow(&old)];
    problems.is_empty() && is_set && same_but(&new, &old, &here, key)
}

/// Whether two trees are the same, leaving out a key of one map.
fn same_but(a: &Node<'_>, b: &Node<'_>, map: &[Option<&Node<'_>>], key: &str) -> bool {
    let is_map = |node: &Node<'_>| map.iter().flatten().any(|there| std::ptr::eq(*there, node));
    match (&a.value, &b.value) {
        (Value::Scalar(a), Value::Scalar(b)) => a.text == b.text && a.is_null() == b.is_null(),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_but(a, b, map, key))
        }
        (Value::Map(own), Value::Map(other)) => {
            let left_out = is_map(a) && is_map(b);
            let kept = |entries: &'_ [super::Entry<'_>]| -> Vec<usize> {
                (0..entries.len()).filter(|&index| !(left_out && entries[index].key.text == key)).collect()
            };
            let (own_kept, other_kept) = (kept(own), kept(other));
            own_kept.len() == other_kept.len()
                && own_kept.iter().zip(other_kept).all(|(&i, j)| {
                    own[i].key.text == other[j].key.text && same_but(&own[i].value, &other[j].value, map, key)
                })
        }
        (Value::Omitted, Value::Omitted) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const URL: &str = "https://github.com/acme/infra/issues/912";

    #[test]
    fn only_what_must_change_changes() {
        let root = Route::root();
        let set = |text: &str, key: &str, value: &str| set_scalar(text, &root, key, value);
        let file = "# why\ntitle: Alert  # short\nstate: \"open\" # still\ntracker: new\n";
        let expected = "# why\ntitle: Alert  # short\nstate: done # still\ntracker: new\n";
        assert_eq!(set(file, "state", "done").unwrap(), expected);
        assert_eq!(set(file, "tracker", URL).unwrap(), file.replace("new", URL));
        assert_eq!(
            set("title: A\r\nowner: b\r\n", "tracker", URL).unwrap(),
            format!("title: A\r\ntracker: {URL}\r\nowner: b\r\n")
        );
        assert_eq!(set("title: A", "state", "done").unwrap(), "title: A\nstate: done\n");
        assert_eq!(
            set("{title: A, due: 2026-01-01}\n", "state", "done").unwrap(),
            "{title: A, due: 2026-01-01, state: done}\n"
        );
        let folded = "title: >\n  Two\n  lines\nowner: b\n";
        assert_eq!(set(folded, "state", "done").unwrap(), format!("{folded}state: done\n"));
        assert_eq!(set("title: >\n  Only this\n", "state", "done"), None);
        assert_eq!(set("title: A\nevidence: [a, b]\n", "evidence", "c"), None);
        assert_eq!(set("not: [closed\n", "state", "done"), None);
    }

    #[test]
    fn items_of_lists() {
        let list = "# all\n- title: A\n  tracker: new\n# between\n- title: B\n  tracker: new\n";
        let edited = set_scalar(list, &Route::root().index(1), "tracker", URL).unwrap();
        assert_eq!(edited, format!("# all\n- title: A\n  tracker: new\n# between\n- title: B\n  tracker: {URL}\n"));
        let edited = set_scalar(list, &Route::root().index(0), "state", "done").unwrap();
        assert!(edited.starts_with("# all\n- title: A\n  state: done\n  tracker: new\n"), "{edited}");
    }

    proptest! {
        /// Whatever stands there and whatever is set: it reads back, or nothing is done.
        #[test]
        fn what_is_set_is_read_back(title in "[ -~]{0,20}", comment in "[ -~]{0,10}", value in "\\PC{0,20}", tail in "[a-z: \n#-]{0,30}") {
            let text = format!("title: {title} #{comment}\nowner: x\n{tail}");
            if let Some(edited) = set_scalar(&text, &Route::root(), "state", &value) {
                let (root, problems) = parse(&edited, 0);
                prop_assert!(problems.is_empty());
                let root = root.unwrap();
                let Value::Scalar(scalar) = &root.entry("state").unwrap().value.value else { panic!() };
                prop_assert_eq!(&*scalar.text, value);
                prop_assert!(edited.lines().count() <= text.lines().count() + 1);
            }
        }
    }
}
