//! Which follow-up is meant: by id, by file, or by a part of id or title that only one has.

use crate::model::{Followup, Incident};
use crate::respond::RespondError;

/// A follow-up as somebody names it, perhaps with its incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The incident, when it was named too: `2026-03-14-login-errors/alert-on-login-errors`, or the path of the file.
    pub incident: Option<String>,
    /// The follow-up, or a part of its id or title.
    pub name: String,
}

impl Pick {
    /// Takes apart what was written.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let parts: Vec<&str> =
            written.split('/').filter(|part| !matches!(*part, "" | "." | "followups" | "followups.yaml")).collect();
        match parts[..] {
            // A title may hold a slash; an incident's id holds no space.
            [.., incident, name] if !written.contains(' ') => {
                Self { incident: Some(incident.to_owned()), name: bare(name).to_owned() }
            }
            [name] if !written.contains(' ') => Self { incident: None, name: bare(name).to_owned() },
            _ => Self { incident: None, name: bare(written.trim()).to_owned() },
        }
    }

    /// The follow-up of an incident that is meant.
    pub(super) fn of<'i>(&self, incident: &'i Incident) -> Result<&'i Followup, RespondError> {
        let all = &incident.followups;
        if let Some(exact) = all.iter().find(|followup| followup.id == self.name) {
            return Ok(exact);
        }
        let wanted = self.name.to_lowercase();
        let fits = |followup: &&Followup| {
            followup.id.to_lowercase().contains(&wanted) || followup.title().to_lowercase().contains(&wanted)
        };
        let fitting: Vec<&Followup> = all.iter().filter(fits).collect();
        let open: Vec<&Followup> = fitting.iter().copied().filter(|followup| !followup.is_settled()).collect();
        match (&fitting[..], &open[..]) {
            _ if wanted.is_empty() => Err(RespondError::Empty("the name of the follow-up")),
            ([only], _) | (_, [only]) => Ok(only),
            ([], _) => Err(self.unknown(incident)),
            (several, _) => {
                let ids: Vec<&str> = several.iter().map(|followup| followup.id.as_str()).collect();
                Err(RespondError::Refused {
                    why: format!("`{}` fits {} follow-ups: {}", self.name, ids.len(), ids.join(", ")),
                    hint: "write more of it, or the whole id".to_owned(),
                })
            }
        }
    }

    fn unknown(&self, incident: &Incident) -> RespondError {
        if incident.followups.is_empty() {
            return RespondError::Refused {
                why: format!("{} has no follow-ups", incident.id),
                hint: "write one down with `flarebook followup add TITLE`, or name another incident with --incident ID"
                    .to_owned(),
            };
        }
        let ids = incident.followups.iter().map(|followup| followup.id.as_str());
        RespondError::unknown(&self.name, "a follow-up of this incident, by id or by a part of its title", ids)
    }
}

fn bare(name: &str) -> &str {
    name.strip_suffix(".yaml").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_and_without_their_incident() {
        let pick = |written| {
            let Pick { incident, name } = Pick::new(written);
            (incident, name)
        };
        let of = |incident: &str, name: &str| (Some(incident.to_owned()), name.to_owned());
        assert_eq!(pick("alert-on"), (None, "alert-on".to_owned()));
        assert_eq!(pick("alert-on.yaml"), (None, "alert-on".to_owned()));
        assert_eq!(pick("Alert on TCP/IP errors"), (None, "Alert on TCP/IP errors".to_owned()));
        assert_eq!(pick("2026-03-14-x/alert"), of("2026-03-14-x", "alert"));
        assert_eq!(pick("incidents/2026/2026-03-14-x/followups/alert.yaml"), of("2026-03-14-x", "alert"));
        assert_eq!(pick("./followups/alert.yaml"), (None, "alert".to_owned()));
    }
}
