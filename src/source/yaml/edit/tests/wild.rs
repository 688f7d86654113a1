//! Documents written as oddly as the format allows.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::Data;

/// Documents: a map or a list at the top, a few levels deep.
pub(super) fn document() -> impl Strategy<Value = Data> {
    let text = prop_oneof![
        Just("two words".to_owned()),
        Just("x: y".to_owned()),
        Just("# no comment".to_owned()),
        Just("first\n\nlast # line".to_owned()),
        Just("- dash".to_owned()),
        "[a-z]{1,6}",
    ];
    let bare = prop_oneof![Just("12"), Just("true"), Just("null")].prop_map(|text| Data::Bare(text.to_owned()));
    let leaf = prop_oneof![4 => text.prop_map(Data::Text), 1 => bare];
    let map = |inner: BoxedStrategy<Data>| {
        let keys = prop_oneof![Just("a"), Just("b"), Just("two words"), Just("c"), Just("d"), Just("e")];
        proptest::collection::btree_map(keys.prop_map(str::to_owned), inner, 1..4)
            .prop_map(|entries| Data::Map(entries.into_iter().collect()))
    };
    let inner = leaf.prop_recursive(3, 12, 3, move |inner| {
        prop_oneof![map(inner.clone().boxed()), proptest::collection::vec(inner, 1..4).prop_map(Data::List)]
    });
    prop_oneof![3 => map(inner.clone().boxed()), 1 => proptest::collection::vec(inner, 1..4).prop_map(Data::List)]
}

/// Writes a document with every choice of style taken from a list of numbers.
pub(super) struct Wild<'c> {
    choices: std::iter::Cycle<std::slice::Iter<'c, u8>>,
    out: String,
    /// The deepest column that a comment may stand in: below a block scalar it would be text.
    deepest: usize,
}

impl<'c> Wild<'c> {
    pub fn write(data: &Data, choices: &'c [u8]) -> String {
        let mut wild = Self { choices: choices.iter().cycle(), out: String::new(), deepest: 9 };
        wild.comments(0);
        if wild.one_in(5) {
            wild.out.push_str("---\n");
        }
        if wild.one_in(6) {
            let text = wild.flow(data, true);
            let _ = writeln!(wild.out, "{text}");
        } else {
            let column = if wild.one_in(6) { 2 } else { 0 };
            wild.collection(data, column, false);
        }
        wild.comments(0);
        let marked = wild.one_in(8);
        if marked {
            wild.out.push_str("...\n");
        }
        if wild.one_in(4) && !marked {
            wild.out.truncate(wild.out.trim_end_matches('\n').len());
        }
        if wild.one_in(4) { wild.out.replace('\n', "\r\n") } else { wild.out }
    }

    fn pick(&mut self, of: usize) -> usize {
        usize::from(self.choices.next().copied().unwrap_or_default()) % of
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.pick(of) == 0
    }

    fn spaces(&mut self, count: usize) {
        let _ = write!(self.out, "{:count$}", "");
    }

    /// Blank lines and comments, at any indentation that is allowed there.
    fn comments(&mut self, column: usize) {
        while self.one_in(4) {
            if self.one_in(2) {
                self.out.push('\n');
                continue;
            }
            let indent = self.pick(column + 4).min(self.deepest);
            self.spaces(indent);
            self.out.push_str("#c own\n");
        }
    }

    /// The end of a line.
    fn end(&mut self) {
        match self.pick(5) {
            0 => self.out.push_str("  #c trailing\n"),
            1 => self.out.push_str("  \n"),
            _ => self.out.push('\n'),
        }
        self.deepest = 9;
    }

    /// A block collection; `begun` when the line has begun with a dash, and the first entry goes on in it.
    fn collection(&mut self, data: &Data, column: usize, begun: bool) {
        let mut first = begun;
        let mut indent = |wild: &mut Self| {
            if !std::mem::take(&mut first) {
                wild.comments(column);
                wild.spaces(column);
            }
        };
        match data {
            Data::Map(entries) => {
                for (key, value) in entries {
                    indent(self);
                    let quoted = match self.pick(6) {
                        0 => format!("'{key}'"),
                        1 => format!("\"{key}\""),
                        _ => key.clone(),
                    };
                    let colon = if self.one_in(8) { " :" } else { ":" };
                    let _ = write!(self.out, "{quoted}{colon}");
                    self.value(value, column, true);
                }
            }
            Data::List(items) => {
                for item in items {
                    indent(self);
                    self.out.push('-');
                    self.value(item, column, false);
                }
            }
            Data::Text(_) | Data::Bare(_) => {}
        }
    }

    /// What follows a colon or a dash in `column`.
    fn value(&mut self, data: &Data, column: usize, of_key: bool) {
        match data {
            Data::Bare(text) if text == "null" && self.one_in(2) => self.end(),
            Data::Bare(text) => {
                let _ = write!(self.out, " {text}");
                self.end();
            }
            Data::Text(text) if self.one_in(3) => self.block_scalar(text, column),
            Data::Text(text) => {
                let text = self.quoted(text, false);
                let gap = self.pick(3) + 1;
                self.spaces(gap);
                self.out.push_str(&text);
                self.end();
            }
            Data::List(_) | Data::Map(_) if self.one_in(4) => {
                let lines = self.one_in(3);
                let text = self.flow(data, !lines).replace('\n', &format!("\n{:1$}", "", column + 2));
                let _ = write!(self.out, " {text}");
                self.end();
            }
            Data::List(_) | Data::Map(_) if !of_key && self.one_in(2) => {
                let gap = self.pick(2) + 1;
                self.spaces(gap);
                self.collection(data, column + gap + 1, true);
            }
            Data::List(_) | Data::Map(_) => {
                let least = usize::from(!(of_key && matches!(data, Data::List(_))));
                self.end();
                let more = self.pick(3) + least;
                self.collection(data, column + more, false);
            }
        }
    }

    fn block_scalar(&mut self, text: &str, column: usize) {
        let keep = ["|-", "|- #c header"];
        let folded = [">-", "|-", "|-  "];
        let header = if text.contains('\n') { keep[self.pick(2)] } else { folded[self.pick(3)] };
        let indent = column + self.pick(3) + 1;
        let _ = writeln!(self.out, " {header}");
        for line in text.split('\n') {
            if line.is_empty() {
                self.out.push('\n');
            } else {
                let _ = writeln!(self.out, "{:indent$}{line}", "");
            }
        }
        self.deepest = indent - 1;
    }

    fn quoted(&mut self, text: &str, in_brackets: bool) -> String {
        let plain =
            text.chars().all(|c| c.is_ascii_lowercase() || c == ' ') && !["true", "null", "no", "on"].contains(&text);
        match self.pick(4) {
            0 if !text.contains('\n') => format!("'{text}'"),
            1 | 2 if plain && !in_brackets => text.to_owned(),
            2 if plain => text.to_owned(),
            _ => format!("\"{}\"", text.replace('\n', "\\n")),
        }
    }

    fn flow(&mut self, data: &Data, one_line: bool) -> String {
        let gap = if one_line { "" } else { "\n" };
        let comma = match (one_line, self.pick(3)) {
            (false, 0) => ", #c inner\n",
            (false, _) => ",\n",
            (true, 0) => ",",
            (true, _) => ", ",
        };
        match data {
            Data::Text(text) => self.quoted(text, true),
            Data::Bare(text) => text.clone(),
            Data::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.flow(item, one_line)).collect();
                format!("[{gap}{}{gap}]", items.join(comma))
            }
            Data::Map(entries) => {
                let pair = |(key, value): &(String, Data)| format!("{key}: {}", self.flow(value, one_line));
                let pairs: Vec<String> = entries.iter().map(pair).collect();
                format!("{{{gap}{}{gap}}}", pairs.join(comma))
            }
        }
    }
}
