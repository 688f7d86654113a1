//! A key that a map has not yet.

use super::Data;
use super::page::{Found, Page, Step, odd};
use super::splice::Splices;
use super::write::{Quotes, entry_lines, flow, key_text};
use crate::source::yaml::{Entry, Value};

/// The ways to add a key to a map, the best first.
pub(super) fn add(page: &Page<'_>, map: Found<'_, '_>, key: &str, value: &Data, order: &[&str]) -> Step<Vec<Splices>> {
    let Value::Map(entries) = &map.node.value else { return Ok(Vec::new()) };
    let behind = behind(entries, key, order);
    if map.in_brackets {
        return in_brackets(page, map, entries, behind, key, value).map(|splices| vec![splices]);
    }
    let Some(first) = entries.first() else { return Ok(Vec::new()) };
    let column = page.column(first.key.span.range().start)?;
    let lines = entry_lines(key, value, column, Quotes::Plain);
    // Where a block scalar ends the file, a line after it may change it; another place will do.
    let others = (0..entries.len()).rev().filter(|index| Some(*index) != behind);
    let places: Vec<Step<Splices>> =
        behind.into_iter().chain(others).map(|index| below(page, &entries[index], column, &lines)).collect();
    if places.iter().all(Result::is_err) {
        return places.into_iter().collect();
    }
    Ok(places.into_iter().flatten().collect())
}

/// The index of the entry that a new key goes behind.
fn behind(entries: &[Entry<'_>], key: &str, order: &[&str]) -> Option<usize> {
    let last = entries.len().checked_sub(1);
    let Some(rank) = order.iter().position(|known| *known == key) else { return last };
    let place = |known: &&str| entries.iter().position(|entry| entry.key.text == **known);
    order[..rank].iter().rev().find_map(place).or(last)
}

fn below(page: &Page<'_>, entry: &Entry<'_>, column: usize, lines: &[String]) -> Step<Splices> {
    let end = page.end(&entry.value, page.behind_colon(entry)?, column)?;
    let end = page.extent(end, column)?;
    let newline = page.newline(end);
    Ok(Splices::one(end..end, format!("{newline}{}", lines.join(newline))))
}

/// The lines of a document without content, after its comments.
pub(super) fn first(page: &Page<'_>, lines: &[String]) -> Step<Vec<Splices>> {
    let end = page.text.len();
    let newline = page.newline(end);
    let text = lines.join(newline);
    let at_line_start = page.text.is_empty() || page.text.ends_with('\n');
    let text = if at_line_start { format!("{text}{newline}") } else { format!("{newline}{text}") };
    Ok(vec![Splices::one(end..end, text)])
}

fn in_brackets(
    page: &Page<'_>,
    map: Found<'_, '_>,
    entries: &[Entry<'_>],
    behind: Option<usize>,
    key: &str,
    value: &Data,
) -> Step<Splices> {
    let start = map.node.span.range().start;
    if page.byte(start) != Some(b'{') {
        return odd("the map stands in a list without brackets of its own", start);
    }
    // Where everything is quoted, it is JSON.
    let is_json =
        !entries.is_empty() && entries.iter().all(|entry| page.byte(entry.key.span.range().start) == Some(b'"'));
    let quotes = if is_json { Quotes::Double } else { Quotes::Plain };
    let pair = format!("{}: {}", key_text(key, quotes), flow(value, quotes));
    match behind.and_then(|index| entries.get(index)) {
        None => Ok(Splices::one(start + 1..start + 1, pair)),
        Some(entry) => {
            let value = entry.value.span.range();
            let end = if value.is_empty() { page.skip_blanks(page.behind_colon(entry)?) } else { value.end };
            Ok(Splices::one(end..end, format!(", {pair}")))
        }
    }
}
