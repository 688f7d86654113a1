//! Labels of a pull request: the severity and the status of its incidents. Others are left alone.

use std::collections::BTreeSet;

use super::error::GithubError;
use super::forge::{Label, Read};
use super::names::RepoName;
use super::plan::Write;
use crate::gate::Ladder;
use crate::policy::Policy;

/// What our labels begin with; only these are ever taken away.
const PREFIXES: [&str; 2] = ["severity: ", "incident: "];

/// Longest name of a label, as the forge has it.
const LONGEST: usize = 50;

/// What must change so that the labels say what the incidents say.
///
/// # Errors
/// When the forge does not say what is there.
pub fn labels(
    forge: &dyn Read,
    repository: &RepoName,
    number: u64,
    ladders: &[Ladder],
    policy: &Policy,
) -> Result<Vec<Write>, GithubError> {
    let wanted = wanted(ladders, policy);
    let there = forge.labels(repository, number)?;
    let is = |name: &str| there.iter().any(|own| own.eq_ignore_ascii_case(name));
    let mut writes = Vec::new();
    let missing: Vec<&Label> = wanted.iter().filter(|label| !is(&label.name)).collect();
    for label in &missing {
        if !forge.has_label(repository, &label.name)? {
            writes.push(Write::CreateLabel { repository: repository.clone(), label: (*label).clone() });
        }
    }
    if !missing.is_empty() {
        let labels = missing.iter().map(|label| label.name.clone()).collect();
        writes.push(Write::AddLabels { repository: repository.clone(), number, labels });
    }
    let ours = |name: &&String| PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    for label in
        there.iter().filter(ours).filter(|name| !wanted.iter().any(|label| label.name.eq_ignore_ascii_case(name)))
    {
        writes.push(Write::RemoveLabel { repository: repository.clone(), number, label: label.clone() });
    }
    Ok(writes)
}

/// Labels for the incidents of a change. A severity that the policy does not know gives none: its name came with the pull request.
fn wanted(ladders: &[Ladder], policy: &Policy) -> Vec<Label> {
    let mut seen = BTreeSet::new();
    let mut labels = Vec::new();
    for ladder in ladders {
        if let Some(severity) = ladder.severity.as_deref().and_then(|id| policy.severity(id)) {
            let color = match severity.level {
                1 => "b60205",
                2 => "d93f0b",
                3 => "fbca04",
                _ => "c5def5",
            };
            labels.push(label(&format!("severity: {}", severity.id), color, &severity.name));
        }
        let color = if ladder.status.is_active() { "b60205" } else { "0e8a16" };
        labels.push(label(&format!("incident: {}", ladder.status), color, "Where the incident stands"));
    }
    labels.retain(|label| seen.insert(label.name.clone()));
    labels
}

fn label(name: &str, color: &str, description: &str) -> Label {
    let cut = |text: &str, longest: usize| text.chars().take(longest).collect();
    Label { name: cut(name, LONGEST), color: color.to_owned(), description: cut(description, 100) }
}
