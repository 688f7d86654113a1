//! Short ways to say where a field of the record stands.

use crate::diagnostic::{Finding, Place};
use crate::model::{Incident, Origin};
use crate::source::{RepoPath, did_you_mean, yaml::Route};

/// "Did you mean" for a rule that may find thousands of things in a hostile record: past the first hundreds nobody reads suggestions,
/// and each costs a comparison with every candidate.
pub(super) fn suggestion<'c>(
    findings: &[Finding],
    written: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    /// Comparisons that one run may spend; a small vocabulary gets suggestions for thousands of findings, a large one for dozens.
    const MOST_COMPARISONS: usize = 50_000;
    /// Nobody reads further; not even the candidates need be counted.
    const MOST_FINDINGS: usize = 1_000;
    if findings.len() >= MOST_FINDINGS {
        return None;
    }
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let spent = findings.len().saturating_mul(candidates.len());
    if spent < MOST_COMPARISONS { did_you_mean(written, candidates) } else { None }
}

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

/// A key at the top of a YAML file.
pub(super) fn key_in_file(path: &RepoPath, key: &str) -> Place {
    Place::key(path.clone(), Route::root().key(key))
}

fn route(start: Route, keys: &[&str]) -> Route {
    keys.iter().fold(start, |route, key| route.key(*key))
}
