//! The short way against the parser: whatever it reads, the parser reads the same, place by place, and finds nothing wrong with.
//!
//! `PROPTEST_CASES=50000 cargo test --release --lib yaml::fast` looks longer.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::parse::parse_any;
use super::tree;

/// Whether the short way was taken; if so, it led to the same.
fn compare(text: &str, base: usize) -> Result<bool, TestCaseError> {
    let Some(root) = tree(text, base) else { return Ok(false) };
    let (expected, problems) = parse_any(text, base);
    prop_assert_eq!(problems, vec![], "{:?}", text);
    prop_assert_eq!(Some(root), expected, "{:?}", text);
    Ok(true)
}

fn is_short(text: &str) -> bool {
    compare(text, 7).unwrap()
}

#[test]
fn records_as_they_are_written_go_the_short_way() {
    for text in [
        "a: b\n",
        "a: b",
        "a:\n",
        "a:",
        "a: # nothing\nb: c # all\n# end",
        "a:\n\n  # c\n  b: 1\n  c:\nd: -1\n",
        "- a\n- b: c\n  d: e\n-   f: g\n    h:\n    - i\n    - j: k\n      l: m\n",
        "a:\n- b\n- c\nd:\n  - e\n",
        "a: [b, 'c', \"d\\n\\u00e9\\x41\", [e], {f: g, \"h i\": [j,k]}, ]\nb: []\nc: {}\n",
        "a: 'it''s'\n'b c': \"\"\n\"d\\\\\": ''\n",
        "- at: 2026-03-14T09:41:00Z\n  url: https://a.b/c?d#e\n  when: 10:30\n  text: a-b #c\n",
        "a: |\n  one\nb: |-\n  one\nc: |+\n  one\n\n\nd: >\n  one\n  two\n\n  three\n    four\n  five\n\n\n   \n  six\n",
        "a: |\n\n\n  x\n   y\n\nz: 1\n",
        "- |\n text\n- >-\n  text\n  more\n",
        "a: |\n  no line break at the end",
        "a: |+\n  x\n\n  ",
        "a: é ü\nb: |\n  日本\n",
        "~: ~\n",
    ] {
        assert!(is_short(text), "{text:?}");
    }
}

#[test]
fn whatever_is_odd_is_left_to_the_parser() {
    for text in [
        "",
        "# nothing\n",
        "word\n",
        "[a]\n",
        " a: b\n",
        "---\na: b\n",
        "a: b\n...\n",
        "%YAML 1.2\n---\na: b\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !t b\n",
        "a: b\na: c\n",
        "{a: b, a: c}\n",
        "a: b\r\n",
        "a:\tb\n",
        "a: \u{feff}b\n",
        "a: \u{85}b\n",
        "a: b\n  c\n",
        "a: 'b\n  c'\n",
        "a: [b,\n c]\n",
        "a: b: c\n",
        "a: b\n c: d\n",
        "a:\n    b: c\n  d: e\n",
        "? a\n: b\n",
        "a: |2\n  b\n",
        "a: |\nb: c\n",
        "a: |\n     \n  b\n",
        "a: \"b\"c\n",
        "a: \"b\n",
        "a: [b\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: \"\\q\"\n",
        "a: \"\\ud800\"\n",
        "- - a\n",
        "-\n  a: b\n",
        "\"a\":b\n",
        "a : b\n",
    ] {
        assert!(!is_short(text), "{text:?}");
    }
}

#[test]
fn limits_are_the_parsers() {
    let deep: String = (0..20).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let long = format!("{}: b\n", "a".repeat(300));
    let many = "- a\n".repeat(crate::source::limits::MAX_YAML_NODES);
    for text in [deep, long, many, "a: ".to_owned() + &"[".repeat(40)] {
        assert!(!is_short(&text));
    }
    assert!(is_short(&(0..40).map(|key| format!("key{key}: value\n")).collect::<String>()));
    assert!(!is_short(&(0..40).map(|key| format!("key{}: value\n", key % 39)).collect::<String>()));
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            files(&path, all);
        } else if path.extension().is_some_and(|kind| ["yaml", "yml", "md", "in", "out"].iter().any(|&k| kind == k)) {
            all.push(path);
        }
    }
}

#[test]
fn every_file_of_the_repository_reads_the_same() {
    let mut all = Vec::new();
    for folder in ["incidents", "tests", "templates", "docs", "schema"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    }
    let (mut records, mut short) = (0, 0);
    for path in all {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let parts = crate::source::front_matter::split(&text);
        let (yaml, base) = match &parts {
            Ok(parts) => (&text[parts.yaml.clone()], parts.yaml.start),
            Err(_) => (&*text, 0),
        };
        let taken = compare(yaml, base).unwrap();
        if path.components().any(|part| part.as_os_str() == "incidents") && !path.ends_with("README.md") {
            (records, short) = (records + 1, short + usize::from(taken));
        }
    }
    assert!(short * 10 > records * 8, "only {short} of {records} records go the short way");
}

/// A scalar in some style, mostly whole.
fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c]{1,3}",
        2 => "[a-c0 :#'\"\\[\\]{},&*!|>%@`?~é-]{0,8}",
        1 => "'[a-c :#\"\\[{,]{0,5}('')?[ x]?'",
        1 => "\"[a-c :#'\\[{,]{0,5}(\\\\[ntrx\"/\\\\0u]41)?[ x]?\"",
        1 => prop::sample::select(vec!["", "~", "null", "-1", "- a", "-", "a: b", "a:", "a:b", "a#b", "a #b", "https://x/y", "<<", "---", "...", "\u{85}", "\u{2028}", "\u{feff}"])
            .prop_map(ToOwned::to_owned),
    ]
}

fn flow() -> impl Strategy<Value = String> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), prop::sample::select(vec![",", ", ", " , "]))
                .prop_map(|(items, comma)| format!("[{}]", items.join(comma))),
            (prop::collection::vec((scalar(), inner), 0..3), prop::sample::select(vec![": ", ":", ":  ", " : "]))
                .prop_map(|(entries, colon)| {
                    let entries: Vec<String> =
                        entries.iter().map(|(key, value)| format!("{key}{colon}{value}")).collect();
                    format!("{{{}}}", entries.join(", "))
                }),
        ]
    })
}

/// One line's content: a key, an item, a comment, a text, or any mixture.
fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof![3 => "[a-f]", 1 => "[a-f]{1,3} [a-f]", 1 => scalar()];
    let header = prop::sample::select(vec!["|", "|-", "|+", ">", ">-", ">+", "|2", "> ", "| # c"]);
    let tail = prop_oneof![8 => Just(""), 1 => Just(" # c"), 1 => Just("#c"), 1 => Just("  "), 1 => Just("\t")];
    let value = prop_oneof![4 => scalar(), 2 => flow(), 2 => Just(String::new()), 2 => header.prop_map(str::to_owned)];
    let dash = prop_oneof![4 => Just(""), 3 => Just("- "), 1 => Just("-   "), 1 => Just("- - ")];
    prop_oneof![
        6 => (dash.clone(), key, value.clone(), tail.clone()).prop_map(|(dash, key, value, tail)| format!("{dash}{key}: {value}{tail}")),
        3 => (dash, value, tail).prop_map(|(dash, value, tail)| format!("{dash}{value}{tail}")),
        2 => scalar(),
        2 => Just(String::new()),
        1 => Just("# c".to_owned()),
    ]
}

/// Lines whose indentation mostly follows the line before, so that many documents are whole.
fn document() -> impl Strategy<Value = String> {
    let step = prop_oneof![10 => Just(0_i8), 3 => Just(2), 3 => Just(-2), 2 => Just(4), 2 => Just(-4), 1 => Just(1), 1 => Just(-1), 1 => Just(-20)];
    (prop::collection::vec((step, line()), 1..12), prop::sample::select(vec!["\n", "", "\n\n", "\n  "])).prop_map(
        |(lines, end)| {
            let mut indent = 0_i8;
            let all: Vec<String> = lines
                .iter()
                .enumerate()
                .map(|(number, (step, line))| {
                    indent = if number == 0 { 0 } else { (indent + step).max(0) };
                    format!("{}{line}", " ".repeat(indent.unsigned_abs().into()))
                })
                .collect();
            all.join("\n") + end
        },
    )
}

/// A map or list of the ordinary kind, as the record's own tools would write it.
fn whole(indent: usize) -> BoxedStrategy<String> {
    let pad = " ".repeat(indent);
    let leaf = prop_oneof![
        3 => "[a-z][a-z ]{0,6}[a-z]".prop_map(|text| format!(" {text}\n")),
        1 => "'[a-z \"#:]{0,6}'( # c)?".prop_map(|text| format!(" {text}\n")),
        1 => "\"[a-z '#:]{0,6}\"".prop_map(|text| format!(" {text}\n")),
        1 => "(\\[[a-z]{1,2}(, [a-z]{1,2}){0,2}\\]|\\{[a-z]: [a-z], [A-Z]: '[a-z ]'\\})".prop_map(|text| format!(" {text}\n")),
        1 => Just("\n".to_owned()),
        2 => {
            let inner = " ".repeat(indent + 4);
            ("[|>][-+]?", prop::collection::vec("( {0,3}[a-z#:-][a-z :#-]{0,6}| {0,2})", 1..5)).prop_map(move |(header, lines)| {
                let lines: String = lines.iter().map(|line| format!("{inner}{line}\n")).collect();
                format!(" {header}\n{inner}x\n{lines}")
            })
        },
    ];
    let nested = if indent > 8 {
        leaf.boxed()
    } else {
        prop_oneof![3 => leaf, 1 => whole(indent + 4).prop_map(|text| format!("\n{text}"))].boxed()
    };
    let keys = prop::collection::vec(nested.clone(), 1..5);
    let map_pad = pad.clone();
    prop_oneof![
        2 => keys.prop_map(move |values| {
            values.iter().enumerate().map(|(key, value)| format!("{map_pad}k{key}:{value}")).collect::<String>()
        }),
        1 => prop::collection::vec((nested.clone(), nested), 1..4).prop_map(move |items| {
            let item = |(first, second): &(String, String)| format!("{pad}- a:{first}{pad}  b:{second}");
            items.iter().map(item).collect::<String>()
        }),
    ]
    .boxed()
}

/// One change to a text: where, what is put there, and how much goes.
fn change() -> impl Strategy<Value = (prop::sample::Index, String, usize)> {
    let put = prop_oneof![
        3 => "[a:#'\"\\[\\]{},&*!|>%@`?~ \n\\\\-]{0,2}",
        1 => prop::sample::select(vec!["\n\n", "\n  ", "\t", "\r\n", ": ", " #", "- ", "\n- ", "\n---\n", "\n# c\n", "\0", "\u{7f}", "''", "\\\"", "|\n"]).prop_map(ToOwned::to_owned),
    ];
    (any::<prop::sample::Index>(), put, 0_usize..4)
}

fn changed(text: &str, changes: &[(prop::sample::Index, String, usize)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, put, gone) in changes {
        let at = at.index(chars.len() + 1);
        let end = (at + gone).min(chars.len());
        chars.splice(at..end, put.chars());
    }
    chars.into_iter().collect()
}

/// The same text with a line twice, or one less.
fn relined(text: &str, line: prop::sample::Index, twice: bool) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if let Some(line) = (!lines.is_empty()).then(|| line.index(lines.len())) {
        match twice {
            true => lines.insert(line, lines[line]),
            false => drop(lines.remove(line)),
        }
    }
    lines.concat()
}

/// Several documents for each case, so that the usual number of cases is some thousand documents.
fn many<S: Strategy<Value = String>>(document: S) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(document, 12)
}

proptest! {
    #[test]
    fn ordinary_documents_are_read_the_same(documents in many(whole(0))) {
        for text in documents {
            prop_assert!(compare(&text, 0)?, "{:?} is left to the parser", text);
        }
    }

    #[test]
    fn changed_documents_are_read_the_same(
        documents in many(whole(0)),
        changes in prop::collection::vec(change(), 1..3),
        (line, twice) in (any::<prop::sample::Index>(), any::<bool>()),
    ) {
        for text in documents {
            for change in &changes {
                compare(&changed(&text, std::slice::from_ref(change)), 0)?;
            }
            compare(&changed(&text, &changes), 0)?;
            compare(&relined(&text, line, twice), 0)?;
        }
    }

    #[test]
    fn lines_of_any_kind_are_read_the_same(documents in many(document())) {
        for text in documents {
            compare(&text, 0)?;
        }
    }

    #[test]
    fn any_characters_are_read_the_same(documents in many("[a-c:\\-#'\"\\[\\]{},|> \n&*!?%@`~\\\\0]{0,40}".boxed())) {
        for text in documents {
            compare(&text, 0)?;
            compare(&format!("a: {text}\n"), 0)?;
            compare(&format!("- b: 1\n  c: |\n    {text}\n"), 0)?;
        }
    }
}
