//! One item more at the end of a list.

use super::page::{Page, Step, refuse};
use super::splice::Splices;
use super::write::{Quotes, flow, item_lines};
use super::{Data, Fault, add, set};
use crate::source::yaml::route::Segment;
use crate::source::yaml::{Node, Route, Value};

/// The ways to append an item, the best first.
pub(super) fn append(page: &Page<'_>, list: &Route, item: &Data) -> Step<Vec<Splices>> {
    match page.find(list) {
        Some(found) if matches!(found.node.value, Value::List(_)) => {
            if found.in_brackets {
                in_brackets(found.node, item)
            } else {
                below(page, found.node, page.behind(list)?, item)
            }
        }
        Some(found) if !found.node.is_null() => {
            let fault = Fault::OtherShape { expected: "a list", found: found.node.in_words() };
            refuse(fault, found.node.span.range().start)
        }
        Some(_) | None => match list.split_last() {
            None => add::first(page, &item_lines(item, 0)),
            Some((map, Segment::Key(key))) => set::set(page, &map, key, &Data::List(vec![item.clone()]), &[]),
            Some((_, Segment::Index(_))) => refuse(Fault::NoSuchPlace, page.span_of(list).range().start),
        },
    }
}

fn in_brackets(list: &Node<'_>, item: &Data) -> Step<Vec<Splices>> {
    let Value::List(items) = &list.value else { return Ok(Vec::new()) };
    let text = flow(item, Quotes::Plain);
    let splices = match items.last() {
        Some(last) => Splices::one(last.span.range().end..last.span.range().end, format!(", {text}")),
        None => {
            let start = list.span.range().start + 1;
            Splices::one(start..start, text)
        }
    };
    Ok(vec![splices])
}

fn below(page: &Page<'_>, list: &Node<'_>, behind: Option<usize>, item: &Data) -> Step<Vec<Splices>> {
    let items = page.items(list, behind)?;
    let Some(&(dash, end)) = items.last() else { return Ok(Vec::new()) };
    let column = page.column(dash)?;
    let end = page.extent(end, column)?;
    let newline = page.newline(end);
    // As the items before it: maps in brackets beside maps in brackets.
    let Value::List(nodes) = &list.value else { return Ok(Vec::new()) };
    let bracketed = matches!(item, Data::Map(_)) && nodes.last().is_some_and(|last| page.is_flow(last));
    let lines = if bracketed {
        vec![format!("{:column$}- {}", "", flow(item, Quotes::Plain))]
    } else {
        item_lines(item, column)
    };
    Ok(vec![Splices::one(end..end, format!("{newline}{}", lines.join(newline)))])
}
