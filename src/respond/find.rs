//! Which incident, and who.

use std::collections::BTreeSet;

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{Incident, IncidentId};
use crate::policy::Role;
use crate::repo::Identity;

/// The incident to write to: the one that was named (its id, or as much of it as is unique), else the one that the branch
/// `incident/ID` is about, else the only open one.
///
/// # Errors
/// When there is none, or more than one.
pub fn the_incident<'c>(
    corpus: &'c Corpus,
    named: Option<&str>,
    branch: Option<&str>,
) -> Result<&'c Incident, RespondError> {
    if let Some(name) = named {
        return by_name(corpus, name);
    }
    let of_branch = branch.and_then(|branch| branch.strip_prefix("incident/")).and_then(|id| corpus.incident(id));
    if let Some(incident) = of_branch {
        return Ok(incident);
    }
    let open: Vec<&Incident> = corpus.incidents.iter().filter(|incident| !incident.state.status.is_closed()).collect();
    match open[..] {
        [] => Err(RespondError::NoneOpen),
        [only] => Ok(only),
        _ => Err(RespondError::Ambiguous(open.iter().map(|incident| incident.id.to_string()).collect())),
    }
}

/// The incident that an operation is about, in the state of the record that it is asked about.
pub(super) fn found<'c>(corpus: &'c Corpus, id: &IncidentId) -> Result<&'c Incident, RespondError> {
    corpus.incident(id.as_str()).ok_or_else(|| RespondError::NotThere(id.clone()))
}

fn by_name<'c>(corpus: &'c Corpus, name: &str) -> Result<&'c Incident, RespondError> {
    if let Some(incident) = corpus.incident(name) {
        return Ok(incident);
    }
    let part: Vec<&str> = ids(corpus).into_iter().filter(|id| id.contains(name)).collect();
    match part[..] {
        [only] if !name.is_empty() => corpus.incident(only).ok_or_else(|| no_such_incident(corpus, name)),
        [_, _, ..] if !name.is_empty() => {
            Err(RespondError::Ambiguous(part.into_iter().map(ToOwned::to_owned).collect()))
        }
        _ => Err(no_such_incident(corpus, name)),
    }
}

/// The ids of all incidents, loaded or not, in order.
fn ids(corpus: &Corpus) -> BTreeSet<&str> {
    let loaded = corpus.incidents.iter().map(|incident| incident.id.as_str());
    loaded.chain(corpus.elsewhere().keys().map(String::as_str)).collect()
}

/// No incident has this id.
pub(super) fn no_such_incident(corpus: &Corpus, name: &str) -> RespondError {
    let ids = ids(corpus);
    let newest: Vec<&str> = ids.iter().rev().take(5).copied().collect();
    let near = crate::source::did_you_mean(name, ids);
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if newest.is_empty() => "there is no incident yet".to_owned(),
        None => format!("the newest are {}", crate::source::one_of(newest)),
    };
    RespondError::Unknown { name: name.to_owned(), what: "the id of an incident, or part of one", hint }
}

/// The person that a git identity is, by mail address.
#[must_use]
pub fn person_of<'c>(corpus: &'c Corpus, identity: &Identity) -> Option<&'c str> {
    let email = identity.email.as_deref()?;
    let mut people = corpus.people.iter();
    let found = people.find(|(_, person)| person.email.iter().any(|known| known.eq_ignore_ascii_case(email)))?;
    Some(found.0)
}

/// Whether a person is in the roster.
pub(super) fn known_person(corpus: &Corpus, person: &str) -> Result<(), RespondError> {
    if corpus.people.contains_key(person) {
        return Ok(());
    }
    Err(RespondError::unknown(person, "a person of people.yaml", corpus.people.keys().map(String::as_str)))
}

/// The handle of somebody who is named as people name each other: handle, name or first name, account, mail address.
///
/// # Errors
/// When nobody is called that, or several are.
pub fn person<'c>(corpus: &'c Corpus, word: &str) -> Result<&'c str, RespondError> {
    if let Some((handle, _)) = corpus.people.get_key_value(word) {
        return Ok(handle);
    }
    let wanted = word.trim().trim_start_matches('@').to_lowercase();
    let is = |name: &str| name.to_lowercase() == wanted;
    let called = corpus.people.iter().filter(|(handle, person)| {
        let name = person.name.as_deref().unwrap_or_default();
        let first = name.split_whitespace().next().unwrap_or_default();
        let known = [handle.as_str(), name, first, person.github.as_deref().unwrap_or_default()];
        !wanted.is_empty() && (known.into_iter().any(is) || person.email.iter().any(is))
    });
    let called: Vec<&str> = called.map(|(handle, _)| handle.as_str()).collect();
    match called[..] {
        [only] => Ok(only),
        [] => known_person(corpus, word).map(|()| ""),
        _ => Err(RespondError::Unknown {
            name: word.to_owned(),
            what: "the name of one person alone",
            hint: format!("did you mean {}?", crate::source::one_of(called)),
        }),
    }
}

/// A role by its id or an alias.
pub(super) fn role<'c>(corpus: &'c Corpus, name: &str) -> Result<&'c Role, RespondError> {
    let known = corpus.policy.roles.iter().map(|role| role.id.as_str());
    corpus.policy.role(name).ok_or_else(|| RespondError::unknown(name, "a role of the policy", known))
}

/// A role's name; its id where it has none.
pub(super) fn role_name<'c>(corpus: &'c Corpus, id: &'c str) -> &'c str {
    corpus.policy.role(id).map(|role| role.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}
