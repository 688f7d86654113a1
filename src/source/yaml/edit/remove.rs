//! A key less, or an item.

use std::ops::Range;

use super::Data;
use super::comments::comments;
use super::page::{Found, Page, Step, odd};
use super::splice::Splices;
use crate::source::yaml::{Entry, Node, Route, Value};

/// The ways to remove a key, the best first.
pub(super) fn remove(page: &Page<'_>, map: &Route, key: &str) -> Step<Vec<Splices>> {
    let nothing = || Ok(vec![Splices::default()]);
    let Some(found) = page.find(map) else { return nothing() };
    let Value::Map(entries) = &found.node.value else { return nothing() };
    let Some(index) = entries.iter().position(|entry| entry.key.text == key) else { return nothing() };
    let range = if found.in_brackets {
        in_brackets(page, found, entries, index)?
    } else {
        return block(page, entries, index).map(|splices| vec![splices]);
    };
    Ok(vec![Splices::one(range, "")])
}

/// The ways to take an item out of a list, the best first.
pub(super) fn item(page: &Page<'_>, list: &Route, item: &Data) -> Step<Vec<Splices>> {
    let nothing = || Ok(vec![Splices::default()]);
    let Some(found) = page.find(list) else { return nothing() };
    let Value::List(nodes) = &found.node.value else { return nothing() };
    let Some(index) = nodes.iter().position(|node| Data::of(node).as_ref() == Some(item)) else { return nothing() };
    if found.in_brackets {
        return Ok(vec![Splices::one(item_in_brackets(found.node, nodes, index), "")]);
    }
    let dashes = page.items(found.node, page.behind(list)?)?;
    let Some(&(dash, end)) = dashes.get(index).filter(|_| dashes.len() > 1) else {
        return odd("it is the only one", found.node.span.range().start);
    };
    if !page.text[page.line_start(dash)..dash].trim().is_empty() {
        return odd("it does not begin its line", dash);
    }
    Ok(vec![lines(page, dash, end)?])
}

fn item_in_brackets(list: &Node<'_>, nodes: &[Node<'_>], index: usize) -> Range<usize> {
    let range = |index: usize| nodes[index].span.range();
    match (index.checked_sub(1), nodes.get(index + 1)) {
        (_, Some(next)) => range(index).start..next.span.range().start,
        (Some(before), None) => range(before).end..range(index).end,
        (None, None) => list.span.range().start + 1..list.span.range().end - 1,
    }
}

fn in_brackets(page: &Page<'_>, map: Found<'_, '_>, entries: &[Entry<'_>], index: usize) -> Step<Range<usize>> {
    let start = map.node.span.range().start;
    if page.byte(start) != Some(b'{') {
        return odd("the map stands in a list without brackets of its own", start);
    }
    let begin = |entry: &Entry<'_>| entry.key.span.range().start;
    let end = |entry: &Entry<'_>| entry.value.span.range().end.max(entry.key.span.range().end);
    Ok(match (index.checked_sub(1), entries.get(index + 1)) {
        (_, Some(next)) => begin(&entries[index])..begin(next),
        (Some(before), None) => end(&entries[before])..end(&entries[index]),
        (None, None) => start + 1..map.node.span.range().end - 1,
    })
}

fn block(page: &Page<'_>, entries: &[Entry<'_>], index: usize) -> Step<Splices> {
    let entry = &entries[index];
    let start = entry.key.span.range().start;
    let column = page.column(start)?;
    let end = page.end(&entry.value, page.behind_colon(entry)?, column)?;
    if entries.len() == 1 {
        return Ok(Splices::one(start..end, "{}"));
    }
    page.extent(end, usize::MAX)?;
    let line_start = page.line_start(start);
    // Behind a dash the next key takes its place.
    if page.text[line_start..start].contains('-') {
        return match entries.get(index + 1) {
            Some(next) => Ok(Splices::one(start..next.key.span.range().start, "")),
            None => odd("it stands behind a dash", start),
        };
    }
    lines(page, start, end)
}

/// Without the lines from a place to another; their comments stay.
fn lines(page: &Page<'_>, start: usize, end: usize) -> Step<Splices> {
    let (column, line_start) = (page.column(start)?, page.line_start(start));
    let line_end = page.line_end(end);
    let kept: Vec<String> = comments_within(page, line_start, line_end)
        .into_iter()
        .map(|comment| format!("{:column$}{comment}", ""))
        .collect();
    if !kept.is_empty() {
        return Ok(Splices::one(line_start..line_end, kept.join(page.newline(line_end))));
    }
    Ok(match page.next_line(end) {
        Some(next) => Splices::one(line_start..next, ""),
        // The last line has no line break; the one before it takes its place without one, too.
        None => {
            let before = &page.text[..line_start];
            let before = before.strip_suffix('\n').map_or(before, |line| line.strip_suffix('\r').unwrap_or(line));
            Splices::one(before.len()..line_end, "")
        }
    })
}

/// The comments of some lines, with their `#`.
fn comments_within(page: &Page<'_>, start: usize, end: usize) -> Vec<String> {
    let all = comments(page.text).unwrap_or_default();
    all.into_iter().filter(|(at, _)| (start..end).contains(at)).map(|(_, comment)| format!("#{comment}")).collect()
}
