//! The editor against files as people write them, against odd ones, and against random ones.

mod corpus;
mod lines;
mod random;
mod wild;

use super::{Edit, EditError, edit};
use crate::source::yaml::Route;

/// The route that a path such as `impact.customers` or `0.title` says.
fn route(path: &str) -> Route {
    path.split('.').filter(|part| !part.is_empty()).fold(Route::root(), |route, part| match part.parse() {
        Ok(index) => route.index(index),
        Err(_) => route.key(part),
    })
}

fn set(text: &str, path: &str, value: impl Into<super::Data>) -> Result<String, EditError> {
    let (map, key) = path.rsplit_once('.').unwrap_or(("", path));
    edit(text, &[Edit::set(route(map), key, value)])
}

fn append(text: &str, path: &str, item: impl Into<super::Data>) -> Result<String, EditError> {
    edit(text, &[Edit::append(route(path), item)])
}

fn remove(text: &str, path: &str) -> Result<String, EditError> {
    let (map, key) = path.rsplit_once('.').unwrap_or(("", path));
    edit(text, &[Edit::remove(route(map), key)])
}
