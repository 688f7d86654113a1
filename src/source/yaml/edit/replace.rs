//! Another value in the place of one.

use super::Data;
use super::page::{Found, Page, Step};
use super::splice::Splices;
use super::write::{Quotes, Written, block, flow};
use crate::source::yaml::{Entry, Value};

/// The ways to give a key of a map another value, the best first.
pub(super) fn replace(page: &Page<'_>, map: Found<'_, '_>, entry: &Entry<'_>, value: &Data) -> Step<Vec<Splices>> {
    if Data::of(&entry.value).as_ref() == Some(value) {
        return Ok(vec![Splices::default()]);
    }
    let span = entry.value.span.range();
    let behind = page.behind_colon(entry)?;
    let quotes = if span.is_empty() { Quotes::Plain } else { quotes(page, span.start) };
    if map.in_brackets {
        let text = flow(value, quotes);
        // Nothing stands between the colon and the comma but spaces.
        let gap = behind..page.skip_blanks(behind);
        let ends = matches!(page.byte(gap.end), Some(b',' | b'}'));
        return Ok(vec![match (span.is_empty(), ends) {
            (true, true) => Splices::one(gap, format!(" {text}")),
            (true, false) => Splices::one(behind..behind, format!(" {text}")),
            (false, _) => Splices::one(span, text),
        }]);
    }
    let column = page.column(entry.key.span.range().start)?;
    let old = match &entry.value.value {
        _ if span.is_empty() => Old { line: behind..behind, end: page.line_end(behind) },
        Value::Scalar(scalar) => match page.block_scalar(behind, scalar.plain, column) {
            Some((header, end)) => Old { line: header, end },
            None => return Ok(vec![in_place(page, behind, span, value, column, quotes)]),
        },
        Value::List(_) | Value::Map(_) if page.is_flow(&entry.value) => {
            return Ok(vec![in_place(page, behind, span, value, column, Quotes::Plain)]);
        }
        Value::List(_) | Value::Map(_) | Value::Omitted => {
            Old { line: behind..behind, end: page.line_end(page.end(&entry.value, behind, column)?) }
        }
    };
    Ok(vec![old.give_way(page, behind, &block(value, column, Quotes::Plain))])
}

/// A value of which a part, or nothing, stands in the key's line, and the rest in the lines down to `end`.
struct Old {
    line: std::ops::Range<usize>,
    end: usize,
}

impl Old {
    fn give_way(&self, page: &Page<'_>, behind: usize, new: &Written) -> Splices {
        let line_end = page.line_end(behind);
        let newline = page.newline(line_end);
        let lines: String = new.lines.iter().map(|line| format!("{newline}{line}")).collect();
        let (line, inline) = match new.inline.as_str() {
            "" => (behind..self.line.end, String::new()),
            inline if self.line.is_empty() => (behind..behind, format!(" {inline}")),
            inline => (self.line.clone(), inline.to_owned()),
        };
        Splices::one(line, inline).and(line_end..self.end.max(line_end), lines)
    }
}

/// A value that ends where it says: a scalar, or one in brackets.
fn in_place(
    page: &Page<'_>,
    behind: usize,
    span: std::ops::Range<usize>,
    value: &Data,
    column: usize,
    quotes: Quotes,
) -> Splices {
    let new = block(value, column, quotes);
    let in_line = page.line_start(span.start) == page.line_start(behind);
    if new.lines.is_empty() || !in_line {
        let inline = if new.lines.is_empty() { new.inline } else { flow(value, quotes) };
        return Splices::one(span, inline);
    }
    let line_end = page.line_end(span.end);
    let newline = page.newline(line_end);
    let lines: String = new.lines.iter().map(|line| format!("{newline}{line}")).collect();
    let from = if new.inline.is_empty() { behind } else { span.start };
    Splices::one(from..span.end, new.inline).and(line_end..line_end, lines)
}

fn quotes(page: &Page<'_>, start: usize) -> Quotes {
    match page.byte(start) {
        Some(b'"') => Quotes::Double,
        Some(b'\'') => Quotes::Single,
        _ => Quotes::Plain,
    }
}
