//! A list taken apart into its items as they are written, comments and all, and an item as a document of its own.

use super::page::{Page, Step, odd};
use super::{Data, EditError, Fault};
use crate::source::yaml::{Value, parse};
use crate::source::{Span, decode::BYTE_ORDER_MARK};

/// A document that is a list, in pieces: put together again they are the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// What stands before the first item.
    pub head: String,
    /// The items; what stands before an item belongs to it, comments below it that stand deeper do too.
    pub items: Vec<String>,
    /// What stands after the last item.
    pub tail: String,
}

/// Takes a list apart.
///
/// # Errors
/// When the document is no list with a line for each dash, at the margin.
pub fn items(text: &str) -> Result<Items, EditError> {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let taken = take_apart(&text[mark..])
        .map_err(|error| EditError { subject: "the list".to_owned(), ..error }.in_file(text, mark))?;
    Ok(taken)
}

fn take_apart(text: &str) -> Step<Items> {
    let page = Page::read(text, "the list")?;
    let Some(root) = page.root.as_ref().filter(|root| !root.is_null()) else {
        return Ok(Items { head: text.to_owned(), ..Items::default() });
    };
    let start = root.span.range().start;
    match &root.value {
        Value::List(items) if items.is_empty() => return Ok(Items::default()),
        Value::List(_) if !page.is_flow(root) => {}
        _ => return odd("it is not a list with a dash for each item", start),
    }
    let dashes = page.items(root, None)?;
    let mut taken = Items::default();
    let mut from = page.line_start(start);
    taken.head = text[..from].to_owned();
    for (dash, end) in dashes {
        if page.line_start(dash) != dash {
            return odd("its dashes do not stand at the margin", dash);
        }
        let end = page.extent(end, 0)?;
        let end = page.next_line(end).unwrap_or(text.len());
        taken.items.push(text[from..end].to_owned());
        from = end;
    }
    taken.tail = text[from..].to_owned();
    Ok(taken)
}

/// An item as a document of its own, its comments with it.
///
/// # Errors
/// When it would read differently at the margin.
pub fn standalone(item: &str) -> Result<String, EditError> {
    let refuse = || EditError::new(Fault::WouldChangeMore, Span::file(), "the item");
    let page = Page::read(item, "the item")?;
    let root = page.root.as_ref().ok_or_else(refuse)?;
    let Value::List(nodes) = &root.value else { return Err(refuse()) };
    let (Some(node), Some(&(dash, _))) = (nodes.first(), page.items(root, None)?.first()) else { return Err(refuse()) };
    let start = node.span.range().start;
    let column = start - page.line_start(start);
    let flat = format!("{} {}", &item[..dash], &item[dash + 1..]);
    let line = |line: &str| {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        line[spaces.min(column)..].to_owned()
    };
    let text: String = flat.split_inclusive('\n').map(line).collect();
    let (alone, problems) = parse(&text, 0);
    let same = problems.is_empty() && alone.as_ref().and_then(Data::of) == Data::of(node);
    if same { Ok(text) } else { Err(refuse()) }
}
