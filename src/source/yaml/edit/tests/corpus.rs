//! Odd files, each with what the editor must make of it: the right text, or a refusal that says why.

use super::{append, remove, set};

/// `add: x` at the end of a map, in documents that end oddly.
#[test]
fn a_key_after_odd_ends() {
    for (text, expected) in [
        ("a: b # c\n", "a: b # c\nadd: x\n"),
        ("a: b\n# end\n", "a: b\nadd: x\n# end\n"),
        ("a: b\n  # deeper\n", "a: b\n  # deeper\nadd: x\n"),
        ("a:\n  b: c\n# lower\n", "a:\n  b: c\nadd: x\n# lower\n"),
        ("a:\n  b: c\n # between\n", "a:\n  b: c\n # between\nadd: x\n"),
        ("a: b\n\n\n", "a: b\nadd: x\n\n\n"),
        ("a: |\n  b\n", "a: |\n  b\nadd: x\n"),
        ("a: |-\n  b\n\n", "a: |-\n  b\nadd: x\n\n"),
        ("a: |+\n  b\n\n", "a: |+\n  b\n\nadd: x\n"),
        ("a: |+\n  b\n\n# c\n", "a: |+\n  b\n\nadd: x\n# c\n"),
        ("a: >\n  b\n\n  c\n # c\n", "a: >\n  b\n\n  c\n # c\nadd: x\n"),
        ("a: |2\n   b\n", "a: |2\n   b\nadd: x\n"),
        ("a: |\n\n  b\n", "a: |\n\n  b\nadd: x\n"),
        ("a: |\n  # no comment\n", "a: |\n  # no comment\nadd: x\n"),
        ("a:\n", "a:\nadd: x\n"),
        ("a:\n  # nothing\n", "a:\n  # nothing\nadd: x\n"),
        ("a: ''\n", "a: ''\nadd: x\n"),
        ("\"a b\": c\n", "\"a b\": c\nadd: x\n"),
        ("'a': \"b\n  c\"\n", "'a': \"b\n  c\"\nadd: x\n"),
        ("a: b\n  c # d\n", "a: b\n  c # d\nadd: x\n"),
        ("a: [b,\n  c] # d\n", "a: [b,\n  c] # d\nadd: x\n"),
        ("a: {b: c}\n", "a: {b: c}\nadd: x\n"),
        ("a:\n- b\n- c # d\n", "a:\n- b\n- c # d\nadd: x\n"),
        ("a:\n- - b\n  - c\n", "a:\n- - b\n  - c\nadd: x\n"),
        ("a:\n-\n", "a:\n-\nadd: x\n"),
        ("a:\n- |\n  b\n\n- |+\n  c\n\n", "a:\n- |\n  b\n\n- |+\n  c\n\nadd: x\n"),
        ("---\na: b\n", "---\na: b\nadd: x\n"),
        ("---\na: b\n...\n", "---\na: b\nadd: x\n...\n"),
        ("# head\n---\n# own\na: b", "# head\n---\n# own\na: b\nadd: x"),
        ("a: b\r\nc: d", "a: b\r\nc: d\r\nadd: x"),
        ("a: b#c\n", "a: b#c\nadd: x\n"),
        ("a: b:c\n", "a: b:c\nadd: x\n"),
        ("a: \"# b\"   \n", "a: \"# b\"   \nadd: x\n"),
        ("a:\tb\n", "a:\tb\nadd: x\n"),
        ("a: b\t# c\n", "a: b\t# c\nadd: x\n"),
        ("  a: b\n  c: d\n", "  a: b\n  c: d\n  add: x\n"),
        ("é: ü\n", "é: ü\nadd: x\n"),
        ("{a: b,}\n", "{a: b, add: x,}\n"),
        ("{ }\n", "{add: x }\n"),
        ("{\n  a: b, # c\n  # d\n}\n", "{\n  a: b, add: x, # c\n  # d\n}\n"),
        ("{\n  a: b # c\n}\n", "{\n  a: b, add: x # c\n}\n"),
        ("{a: }\n", "{a: , add: x}\n"),
        ("--- {a: b}\n", "--- {a: b, add: x}\n"),
    ] {
        assert_eq!(set(text, "add", "x").as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn an_item_after_odd_ends() {
    for (text, expected) in [
        ("l:\n  - a # b\n", "l:\n  - a # b\n  - x\n"),
        ("l:\n  - a\n  # same\n", "l:\n  - a\n  - x\n  # same\n"),
        ("l:\n  - a\n    # deeper\nz: y\n", "l:\n  - a\n    # deeper\n  - x\nz: y\n"),
        ("l:\n  - a\n# lower\nz: y\n", "l:\n  - a\n  - x\n# lower\nz: y\n"),
        ("l:\n  - a\n\n\n# far\n", "l:\n  - a\n  - x\n\n\n# far\n"),
        ("l:\n- a\n- |\n  b\nz: y\n", "l:\n- a\n- |\n  b\n- x\nz: y\n"),
        ("l:\n- a\n- |+\n  b\n\nz: y\n", "l:\n- a\n- |+\n  b\n\n- x\nz: y\n"),
        ("l:\n-   a\n", "l:\n-   a\n- x\n"),
        ("l:\n- a: b\n  c: d # e\n", "l:\n- a: b\n  c: d # e\n- x\n"),
        ("l:\n- a:\n  - b\n", "l:\n- a:\n  - b\n- x\n"),
        ("l:\n- [a, b]\n", "l:\n- [a, b]\n- x\n"),
        ("l:\n- - a\n  - b\n", "l:\n- - a\n  - b\n- x\n"),
        ("l:\n-\n", "l:\n-\n- x\n"),
        ("l:\n- a\n-\n- # c\n", "l:\n- a\n-\n- # c\n- x\n"),
        ("l:\n- -5\n", "l:\n- -5\n- x\n"),
        ("l:\n- |\n  a\n", "l:\n- |\n  a\n- x\n"),
        ("l:\n  - |\n    a\n", "l:\n  - |\n    a\n  - x\n"),
        ("l: [a, b,]\n", "l: [a, b, x,]\n"),
        ("l: [\n  a, # b\n  c # d\n]\n", "l: [\n  a, # b\n  c, x # d\n]\n"),
        ("l: [[a]]\n", "l: [[a], x]\n"),
        ("l: [{a: b}]\n", "l: [{a: b}, x]\n"),
        ("l: [\"a\"]\n", "l: [\"a\", x]\n"),
        ("l:\r\n- a\r\n", "l:\r\n- a\r\n- x\r\n"),
        ("l:\n- a", "l:\n- a\n- x"),
    ] {
        assert_eq!(append(text, "l", "x").as_deref(), Ok(expected), "{text:?}");
    }
    assert_eq!(append("l:\n- - a\n  - b\n- c\n", "l.0", "x").as_deref(), Ok("l:\n- - a\n  - b\n  - x\n- c\n"));
    assert_eq!(append("- - a\n", "0", "x").as_deref(), Ok("- - a\n  - x\n"));
}

#[test]
fn values_in_odd_places() {
    for (text, path, expected) in [
        ("- title: A\n- title: B\n", "1.title", "- title: A\n- title: x\n"),
        ("a : b\n", "a", "a : x\n"),
        ("\"a\" : b\n", "a", "\"a\" : x\n"),
        ("a:\n  # c\n  b\n", "a", "a:\n  # c\n  x\n"),
        ("a: \"b\n\n  c\"  # d\n", "a", "a: \"x\"  # d\n"),
        ("a: |\n  b\n # c\nd: e\n", "a", "a: x\n # c\nd: e\n"),
        ("a: >-\n\n  b\n\n\nd: e\n", "a", "a: x\n\n\nd: e\n"),
        ("a: |+\n  b\n", "a", "a: x\n"),
        ("a: |\n", "a", "a: x\n"),
        ("{a: {b: c}, d: e}\n", "a.b", "{a: {b: x}, d: e}\n"),
        ("[{a: b}, c]\n", "0.a", "[{a: x}, c]\n"),
        ("a: {b: , c: d}\n", "a.b", "a: {b: x, c: d}\n"),
        ("a:\n  b:\n    c: d\n", "a.b", "a:\n  b: x\n"),
    ] {
        assert_eq!(set(text, path, "x").as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn what_is_refused_says_why() {
    for (text, path, expected) in [
        ("a: &x b\n", "c", "anchor"),
        ("a: &x b\nc: *x\n", "a", "an"),
        ("<<: *x\n", "a", "alias"),
        ("a: !!str b\n", "a", "tag"),
        ("a: b\n---\nc: d\n", "a", "second document"),
        ("%YAML 1.2\n---\na: b\n", "a", "directive"),
        ("a: b\na: c\n", "a", "given twice"),
        ("not: [closed\n", "a", "YAML"),
        ("a:\n\tb: c\n", "a.b", "tab"),
        ("a: b\rc: d\n", "a", "CR"),
        ("- a\n", "b", "expected a map, found a list"),
        ("just text\n", "b", "expected a map"),
        ("a: text\n", "a.b", "expected a map, found `text`"),
        ("- a: b\n", "7.a", "no such place"),
        ("? a\n: b\n", "a", ""),
        ("l: [a: b]\n", "l.0.c", "brackets"),
        ("a: b\n...\n# after\n...\n", "zz", ""),
        ("a:\n  - b # one\n  - c\n", "a", "comment would be lost"),
    ] {
        match set(text, path, "x") {
            Ok(edited) => assert_eq!(expected, "", "{text:?} became {edited:?}"),
            Err(error) => assert!(error.to_string().contains(expected), "{text:?}: {error}"),
        }
    }
    let error = set("a: b\nc:\n  d: &e f\n", "c.g", "x").unwrap_err();
    assert_eq!((error.line, error.column), (3, 9));
    assert!(error.hint().contains("check"), "{}", error.hint());
    let error = set("- title: A\n  l: [a: b]\n", "0.l.0.c", "x").unwrap_err();
    assert_eq!(error.hint(), "in an editor, write `c: x`");
    assert!(append("l: a\n", "l", "x").unwrap_err().to_string().contains("expected a list, found `a`"));
    assert!(remove("a: [b, # c\n d]\n", "a").unwrap_err().to_string().contains("comment would be lost"));
    assert_eq!(remove("a: [b, # c\n d]\ne: f\n", "a").unwrap(), "# c\ne: f\n");
}

/// Texts that mean something else without quotes are put in quotes, and read back as they were.
#[test]
fn texts_that_could_be_misread() {
    for value in [
        "true",
        "No",
        "null",
        "~",
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "? a",
        "[a",
        "{a",
        "a, b",
        "a]",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "\\",
        "12",
        "1e3",
        "0x1f",
        "1_000",
        "09:41",
        ".5",
        "-1",
        "2026-03-14",
        "---",
        "...",
        "a\tb",
        "a\nb",
        "\n",
        "a\n\n",
        " a\nb",
        "a\r\nb",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{0}",
        "\u{7f}",
        "é",
        "日本",
        "🔥",
        "a:",
        "=",
        "<<",
        "a\n b\n\nc\n",
        "a\n\tb",
        "a\n   \nb",
        "C:\\temp",
        "50%",
        "$x",
        "(a)",
        "a/b",
        "https://x.example/#a",
    ] {
        for text in [
            "a: b\n",
            "a: 'b'\n",
            "a: \"b\"\n",
            "a: |\n  b\n",
            "a:\n",
            "{a: b}\n",
            "z: b\n",
            "{z: b}",
            "z: b\na:\n- c\n",
            "# c\r\nz: y\r\n",
        ] {
            let edited = set(text, "a", value).unwrap_or_else(|error| panic!("{text:?} {value:?}: {error}"));
            assert!(edited.lines().count() <= text.lines().count() + value.lines().count() + 1);
        }
        append("l:\n- a\n", "l", value).unwrap();
        append("l: [a]\n", "l", value).unwrap();
        set("a: b\n", "c", vec![value]).unwrap();
        set(
            &format!("- x\n# {}\n- a: b\n", value.replace(|c: char| c.is_control() || c == '\u{feff}', "")),
            "1.b",
            value,
        )
        .unwrap();
    }
}
