//! Setting a key: over what is there, beside the other keys, or with the maps that lead to it.

use super::page::{Page, Step, refuse};
use super::splice::Splices;
use super::{Data, Fault, add, replace};
use crate::source::yaml::route::Segment;
use crate::source::yaml::{Route, Value};

/// The ways to set a key, the best first.
pub(super) fn set(page: &Page<'_>, map: &Route, key: &str, value: &Data, order: &[&str]) -> Step<Vec<Splices>> {
    let found = page.find(map);
    match found {
        Some(found) => match &found.node.value {
            Value::Map(_) => match found.node.entry(key) {
                Some(entry) => replace::replace(page, found, entry, value),
                None => add::add(page, found, key, value, order),
            },
            _ if found.node.is_null() => make(page, map, key, value),
            _ => {
                let fault = Fault::OtherShape { expected: "a map", found: found.node.in_words() };
                refuse(fault, found.node.span.range().start)
            }
        },
        None => make(page, map, key, value),
    }
}

/// Makes the map that is not there.
fn make(page: &Page<'_>, map: &Route, key: &str, value: &Data) -> Step<Vec<Splices>> {
    match map.split_last() {
        None => add::first(page, &super::write::entry_lines(key, value, 0, super::write::Quotes::Plain)),
        Some((parent, Segment::Key(name))) => {
            let value = Data::Map(vec![(key.to_owned(), value.clone())]);
            set(page, &parent, name, &value, &[])
        }
        Some((_, Segment::Index(_))) => refuse(Fault::NoSuchPlace, page.span_of(map).range().start),
    }
}
