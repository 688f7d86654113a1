//! The issue form by which somebody declares who has never used a terminal: made from the policy and the catalogue, and read back.

use std::collections::BTreeMap;

use crate::model::Component;
use crate::policy::Policy;
use crate::repo::NewFile;
use crate::source::RepoPath;

/// The label of issues that the form makes.
pub const REPORT_LABEL: &str = "incident report";

/// The label by which somebody of the team declares what a stranger has reported.
pub const DECLARE_LABEL: &str = "declare incident";

/// The form's questions; an issue has them as headings, in this order. What can hold any text comes last, so that nothing in it is taken for
/// an answer to another.
const QUESTIONS: [&str; 4] = ["How bad is it?", "What is affected?", "When did it begin?", "What is going on?"];

/// What stands where somebody did not answer.
const NO_RESPONSE: &str = "_No response_";

const NOT_KNOWN: &str = "I do not know";

/// What somebody wrote into the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledForm {
    /// The severity's id, as chosen.
    pub severity: Option<String>,
    /// The components' ids, as chosen or typed.
    pub components: Vec<String>,
    /// When it began, as typed.
    pub began: Option<String>,
    /// What is going on; of an issue that is not from the form, all of it.
    pub story: String,
}

/// The form, for a policy and a catalogue.
#[must_use]
pub fn issue_form(policy: &Policy, components: &BTreeMap<String, Component>) -> NewFile {
    let severities = policy.severities.iter().map(|severity| {
        let (id, name, meaning) = (&severity.id, &severity.name, &severity.meaning);
        [id, name, meaning].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" – ")
    });
    let affected = if components.is_empty() {
        TYPED.to_owned()
    } else {
        CHOSEN.replace(
            "__COMPONENTS__",
            &options(components.iter().map(|(id, component)| component_option(id, component))),
        )
    };
    let text = include_str!("../../templates/init/issue-form.yml")
        .replace("__SEVERITIES__", &options(std::iter::once(NOT_KNOWN.to_owned()).chain(severities)))
        .replace("__AFFECTED__", affected.trim_end());
    NewFile { path: RepoPath::root().join(".github/ISSUE_TEMPLATE/incident.yml"), text }
}

const CHOSEN: &str = "  - type: dropdown
    id: components
    attributes:
      label: What is affected?
      description: Several may be chosen. Nothing fits? Leave it empty.
      multiple: true
      options:
__COMPONENTS__";

const TYPED: &str = "  - type: input
    id: components
    attributes:
      label: What is affected?
      description: Names, with commas between them. Nobody knows? Leave it empty.";

/// The lines of a choice. Each is in quotes: GitHub takes `1`, `yes` and `none` for something else.
fn options(words: impl Iterator<Item = String>) -> String {
    let line = |words: String| format!("        - {}", serde_json::Value::from(words));
    words.map(line).collect::<Vec<_>>().join("\n")
}

/// `Sign-in (login)`; the id alone where the name would not be read back.
fn component_option(id: &str, component: &Component) -> String {
    match component.name.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() && name != id && !name.contains([',', '(', ')']) => format!("{name} ({id})"),
        _ => id.to_owned(),
    }
}

impl FilledForm {
    /// Reads the text of an issue.
    #[must_use]
    pub fn read(body: &str) -> Self {
        let mut answers: [Option<String>; QUESTIONS.len()] = Default::default();
        let (mut at, mut before) = (None, String::new());
        for line in body.lines() {
            let asked = line.strip_prefix("### ").and_then(|heading| {
                let from = at.map_or(0, |at: usize| at + 1);
                (from..QUESTIONS.len()).find(|&question| QUESTIONS[question] == heading.trim_end())
            });
            if asked.is_some() {
                at = asked;
            }
            let answer = match at {
                Some(at) => answers[at].get_or_insert_default(),
                None => &mut before,
            };
            if asked.is_none() {
                answer.push_str(line);
                answer.push('\n');
            }
        }
        let [severity, components, began, story] = answers.map(|answer| {
            let answer = answer.unwrap_or_default().trim().to_owned();
            Some(answer).filter(|answer| !answer.is_empty() && answer != NO_RESPONSE)
        });
        let told = [Some(before.trim().to_owned()).filter(|before| !before.is_empty()), story];
        Self {
            severity: severity.filter(|answer| answer != NOT_KNOWN).map(|answer| first_part(&answer)),
            components: components.as_deref().map(component_ids).unwrap_or_default(),
            began,
            story: told.into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        }
    }

    /// Whether a text is one that the form makes; its label may be missing in a repository that does not have it.
    #[must_use]
    pub fn is_one(body: &str) -> bool {
        body.lines().next().is_some_and(|line| line.trim_end() == format!("### {}", QUESTIONS[0]))
    }
}

/// The id before the name.
fn first_part(answer: &str) -> String {
    answer.split(" – ").next().unwrap_or(answer).trim().to_owned()
}

/// The ids in what was chosen, or what was typed.
fn component_ids(answer: &str) -> Vec<String> {
    let id = |one: &str| {
        let inside = one.strip_suffix(')').and_then(|one| one.rsplit_once(" ("));
        inside.map_or(one, |(_, id)| id).trim().to_owned()
    };
    answer.split([',', '\n']).map(str::trim).filter(|one| !one.is_empty()).map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_of_the_form_is_read_back() {
        let body = "### How bad is it?\r\n\r\nP1 – Major – Some cannot sign in\r\n\r\n### What is affected?\r\n\r\nSign-in (login), session-store\r\n\r\n\
            ### When did it begin?\r\n\r\n_No response_\r\n\r\n### What is going on?\r\n\r\nErrors.\r\n\r\n### How bad is it?\r\n\r\nP0";
        assert!(FilledForm::is_one(body));
        let form = FilledForm::read(body);
        assert_eq!(form.severity.as_deref(), Some("P1"));
        assert_eq!(form.components, ["login", "session-store"]);
        assert_eq!(form.began, None);
        assert_eq!(form.story, "Errors.\n\n### How bad is it?\n\nP0");
    }

    #[test]
    fn other_issues_are_a_story() {
        let form = FilledForm::read("It is down.\n\nAll of it.");
        assert_eq!(form, FilledForm { story: "It is down.\n\nAll of it.".to_owned(), ..FilledForm::default() });
        assert_eq!(FilledForm::read("### How bad is it?\n\nI do not know\n"), FilledForm::default());
        assert!(!FilledForm::is_one("It is down.") && !FilledForm::is_one(""));
    }
}
