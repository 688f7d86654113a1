//! CODEOWNERS, as GitHub and GitLab have it: a folder with an owner is something that somebody runs.

use crate::model::slug;

/// Folders that nobody is woken for.
const NO_SERVICES: [&str; 18] = [
    "assets",
    "bin",
    "build",
    "ci",
    "config",
    "dist",
    "doc",
    "docs",
    "example",
    "examples",
    "incidents",
    "schema",
    "script",
    "scripts",
    "templates",
    "test",
    "tests",
    "tools",
];

/// Components by the last folder of each pattern, and their owners as written. Later lines win, as they do there.
pub(super) fn read(text: &str) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with(['#', '['])) {
        let mut words = line.split('#').next().unwrap_or_default().split_whitespace();
        let Some(id) = words.next().and_then(component) else { continue };
        let owners: Vec<String> = words.filter(|word| word.contains('@')).map(ToOwned::to_owned).collect();
        all.retain(|(known, _)| *known != id);
        all.push((id, owners));
    }
    all
}

/// The folder that a pattern is about, unless it is about all of them, about files, or about nothing that runs.
fn component(pattern: &str) -> Option<String> {
    let folder =
        pattern.strip_suffix("/**").or_else(|| pattern.strip_suffix("/*")).or_else(|| pattern.strip_suffix('/'))?;
    let name = folder.rsplit('/').next().filter(|name| !name.is_empty() && !name.starts_with('.'))?;
    let plain = !folder.contains(['*', '?', '!', '\\']) && !NO_SERVICES.contains(&name.to_lowercase().as_str());
    plain.then(|| slug(name)).filter(|id| id != "untitled")
}
