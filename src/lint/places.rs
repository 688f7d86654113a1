//! Short ways to say where a field of the record stands.

use crate::diagnostic::Place;
use crate::model::{Incident, Origin};
use crate::source::{RepoPath, yaml::Route};

/// A field of an entry or follow-up, by the keys that lead to it.
pub(super) fn field(origin: &Origin, keys: &[&str]) -> Place {
    Place::value(origin.path.clone(), route(origin.route(), keys))
}

/// A key of an entry or follow-up.
pub(super) fn key(origin: &Origin, keys: &[&str]) -> Place {
    Place::key(origin.path.clone(), route(origin.route(), keys))
}

/// A field of incident.yaml.
pub(super) fn incident(incident: &Incident, keys: &[&str]) -> Place {
    Place::value(incident.file(), route(Route::root(), keys))
}

/// A field of a YAML file or of a Markdown file's front matter.
pub(super) fn in_file(path: &RepoPath, keys: &[&str]) -> Place {
    Place::value(path.clone(), route(Route::root(), keys))
}

fn route(start: Route, keys: &[&str]) -> Route {
    keys.iter().fold(start, |route, key| route.key(*key))
}
