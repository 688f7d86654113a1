//! The first files of an incident repository.

use crate::model::slug;
use crate::repo::{Identity, NewFile};
use crate::source::RepoPath;

/// The severity scheme to begin with, by its name in the policy.
#[derive(Clone, Debug)]
pub struct Preset(pub String);

/// The files of a new repository; `schemas` are file names and texts.
#[must_use]
pub fn begin(preset: &Preset, identity: &Identity, schemas: Vec<(String, String)>) -> Vec<NewFile> {
    let root = RepoPath::root();
    let new = |path: &str, text: String| NewFile { path: root.join(path), text };
    let mut files = vec![
        new("flarebook.yaml", policy(preset)),
        new("people.yaml", people(identity)),
        new("components.yaml", components()),
        new("incidents/README.md", incidents()),
        new(".gitattributes", "* text=auto eol=lf\n".to_owned()),
        new(".gitignore", "/site\n".to_owned()),
    ];
    files.extend(schemas.into_iter().map(|(name, text)| new(&format!("schema/{name}"), text)));
    files
}

/// The workflows that `init --github` writes, with the Action and the default branch filled in.
#[must_use]
pub fn workflows(default_branch: &str) -> Vec<NewFile> {
    let folder = RepoPath::root().join(".github/workflows");
    let filled =
        |text: &str| text.replace("__FLAREBOOK_ACTION__", &action()).replace("__DEFAULT_BRANCH__", default_branch);
    WORKFLOWS.iter().map(|(name, text)| NewFile { path: folder.join(name), text: filled(text) }).collect()
}

/// The workflows by name, as they are in templates/init.
const WORKFLOWS: [(&str, &str); 4] = [
    ("flarebook-check.yml", include_str!("../../templates/init/workflows/flarebook-check.yml")),
    ("flarebook-report.yml", include_str!("../../templates/init/workflows/flarebook-report.yml")),
    ("flarebook-site.yml", include_str!("../../templates/init/workflows/flarebook-site.yml")),
    ("flarebook-upkeep.yml", include_str!("../../templates/init/workflows/flarebook-upkeep.yml")),
];

/// The Action as a workflow names it. A build without a home on the forge leaves the owner to be filled in.
fn action() -> String {
    let home = option_env!("CARGO_PKG_REPOSITORY").unwrap_or_default();
    let name = home.strip_prefix("https://github.com/").filter(|name| !name.is_empty()).unwrap_or("OWNER/flarebook");
    // The tag that moves with the releases; the first major version begins with the first release.
    let major = if env!("CARGO_PKG_VERSION_MAJOR") == "0" { "1" } else { env!("CARGO_PKG_VERSION_MAJOR") };
    format!("{name}@v{major}")
}

fn policy(Preset(preset): &Preset) -> String {
    format!(
        "\
# yaml-language-server: $schema=schema/flarebook.schema.json
# How this team works. Everything here has a default; delete what you do not need.

# p0-p2, sev1-5, critical-major-minor, or a list of your own
severities: {preset}

# minimal (lead), flare (lead and comms), command (lead, deputy, comms, scribe, tech_lead, investigator)
roles: flare

# What anybody may do without asking during an incident
safe_actions:
  - Roll back the last deployment

site:
  title: Incidents
"
    )
}

fn people(identity: &Identity) -> String {
    let head = "# yaml-language-server: $schema=schema/people.schema.json\n# Who can hold a role or own a follow-up. handle: facts\n";
    let Some(name) = &identity.name else {
        return format!(
            "{head}# mary: {{name: Mary Okafor, github: maryok, email: mary@corp.example, team: web}}\n{{}}\n"
        );
    };
    let handle = slug(name.split_whitespace().next().unwrap_or(name));
    let email = identity.email.as_deref().map_or_else(String::new, |email| format!(", email: {}", quoted(email)));
    format!("{head}{handle}: {{name: {}{email}}}\n", quoted(name))
}

/// A text in double quotes; JSON's quoting is YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn components() -> String {
    "\
# yaml-language-server: $schema=schema/components.schema.json
# What you run that can break. id: facts
# login: {name: Login, public_name: Sign-in, group: Website, owner: mary, depends_on: [session-store]}
{}
"
    .to_owned()
}

fn incidents() -> String {
    "\
# Incidents

One folder per incident. To declare one: `flarebook declare \"What is wrong\"`.
"
    .to_owned()
}
