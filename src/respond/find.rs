//! Which incident, and who.

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{Incident, IncidentId};
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
    let part: Vec<&Incident> = corpus.incidents.iter().filter(|incident| incident.id.as_str().contains(name)).collect();
    match part[..] {
        [only] if !name.is_empty() => Ok(only),
        [_, _, ..] if !name.is_empty() => {
            Err(RespondError::Ambiguous(part.iter().map(|incident| incident.id.to_string()).collect()))
        }
        _ => {
            let ids = corpus.incidents.iter().map(|incident| incident.id.as_str());
            let newest: Vec<&str> = ids.clone().rev().take(5).collect();
            let near = crate::source::did_you_mean(name, ids);
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if newest.is_empty() => "there is no incident yet".to_owned(),
                None => format!("the newest are {}", crate::source::one_of(newest)),
            };
            Err(RespondError::Unknown { name: name.to_owned(), what: "the id of an incident, or part of one", hint })
        }
    }
}

/// The person that a git identity is, by mail address.
#[must_use]
pub fn person_of<'c>(corpus: &'c Corpus, identity: &Identity) -> Option<&'c str> {
    let email = identity.email.as_deref()?;
    let mut people = corpus.people.iter();
    let found = people.find(|(_, person)| person.email.iter().any(|known| known.eq_ignore_ascii_case(email)))?;
    Some(found.0)
}
