//! Findings for the tests of every format: as hostile as a record can make them.

use std::collections::HashMap;

use proptest::prelude::*;

use crate::diagnostic::{Diagnostic, Label, Level};
use crate::lint::Outcome;
use crate::source::{RepoPath, Span};

/// Errors with these messages; each text is also the path, the help and the words of another place.
pub fn outcome<'m>(messages: impl IntoIterator<Item = &'m str>) -> Outcome {
    let diagnostics: Vec<Diagnostic> = messages.into_iter().map(diagnostic).collect();
    let texts = diagnostics.iter().map(|found| (found.primary.path.clone(), "title: x\nsummary: y\n".to_owned()));
    Outcome { texts: HashMap::from_iter(texts), diagnostics }
}

fn diagnostic(text: &str) -> Diagnostic {
    let path = RepoPath::root().join("incidents").join(text);
    let primary = Label { path: path.clone(), span: Span::new(7, 8), text: String::new() };
    Diagnostic {
        rule: "unknown-key",
        level: Level::Error,
        message: text.to_owned(),
        primary,
        related: vec![Label { path, span: Span::new(9, 16), text: text.to_owned() }],
        help: Some(text.to_owned()),
        fix: None,
    }
}

/// Pieces that mean something to one of the formats.
const PIECES: &[&str] = &[
    "::error::",
    "::stop-commands::x",
    "\n::set-output name=a::b\n",
    "##[error]",
    "##[",
    "#",
    "%0A",
    "%25",
    "\r\n",
    "\r",
    "]]>",
    "<![CDATA[",
    "<x>",
    "&amp;",
    "&#0;",
    "\u{0}",
    "\u{b}",
    "\u{1b}[31m",
    "\u{fffe}",
    "\u{feff}",
    "\u{202e}",
    "`",
    "``",
    "\\`",
    "<!--",
    "-->",
    "<!-- flarebook:report -->",
    "<!",
    "--",
    ">",
    "<script>",
    "</details>",
    "<img src=x onerror=y>",
    "@team",
    "@org/team",
    "#12",
    "GH-12",
    "org/repo#3",
    "https://x.example/",
    "www.x.example",
    "[a](b)",
    "![a](b)",
    "[a]: b",
    "](",
    "\n\n# h\n",
    "\n- x\n",
    "\n---\n",
    "|",
    "~~~",
    "\n```\n",
    "*",
    "_",
    "$x$",
    ":",
    ",",
    " ",
    "  \n",
    "\t",
    "a",
    "é",
    "🔥",
];

/// A text of such pieces and arbitrary characters.
pub fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "(?s).{0,3}"];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}
