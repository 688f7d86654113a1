//! The first files of an incident repository.

use super::{Found, RespondError, render};
use crate::corpus::INCIDENTS_FOLDER;
use crate::model::{Component, EntryKind, EntryRecord, IncidentId, IncidentRecord, Kind, Moment, Person, Status};
use crate::repo::NewFile;
use crate::source::{RepoPath, yaml};

/// The severity scheme to begin with, by its name in the policy.
#[derive(Clone, Debug)]
pub struct Preset(pub String);

/// The files of a new repository; `schemas` are file names and texts.
#[must_use]
pub fn begin(preset: &Preset, found: &Found, schemas: Vec<(String, String)>) -> Vec<NewFile> {
    let root = RepoPath::root();
    let new = |path: &str, text: String| NewFile { path: root.join(path), text };
    let mut files = vec![
        new("flarebook.yaml", policy(preset)),
        new("people.yaml", people(found)),
        new("components.yaml", components(found)),
        new("incidents/README.md", incidents()),
        new(".gitattributes", "* text=auto eol=lf\n".to_owned()),
        new(".gitignore", "/site\n".to_owned()),
    ];
    files.extend(schemas.into_iter().map(|(name, text)| new(&format!("schema/{name}"), text)));
    files
}

/// Settings for editors that know them: which schema is for which file.
#[must_use]
pub fn editor() -> Vec<NewFile> {
    let folder = RepoPath::root().join(".vscode");
    let files = [
        ("extensions.json", include_str!("../../templates/init/editor/extensions.json")),
        ("settings.json", include_str!("../../templates/init/editor/settings.json")),
    ];
    files.map(|(name, text)| NewFile { path: folder.join(name), text: text.to_owned() }).into()
}

/// An incident that is none, to practise on.
///
/// # Errors
/// When its record has no YAML form.
pub fn drill(at: Moment, by: Option<&str>) -> Result<Vec<NewFile>, RespondError> {
    let day = at.zoned().map_or(jiff::civil::Date::ZERO, |zoned| zoned.with_time_zone(jiff::tz::TimeZone::UTC).date());
    let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(IncidentId::new(day, "first drill").as_str());
    let record = IncidentRecord {
        title: Some("Drill: nobody can sign in".to_owned()),
        summary: Some(DRILL.to_owned()),
        kind: Some(Kind::Drill),
        ..IncidentRecord::default()
    };
    let entry = EntryRecord {
        at: Some(at),
        by: by.map(ToOwned::to_owned),
        kind: Some(EntryKind::Update),
        status: Some(Status::Investigating),
        ..EntryRecord::default()
    };
    let incident = NewFile { path: folder.join("incident.yaml"), text: yaml::to_yaml(&record)? };
    Ok(vec![incident, render::entry(&folder, &entry, "The drill begins.", &[])?])
}

/// What the drill asks for.
const DRILL: &str = "An exercise, a quarter of an hour long. The sign-in page has answered with an error since a deployment ten minutes ago. \
    Take the lead, name somebody for communications, log what you would look at and do, tell the others, mitigate, and resolve. Then see with \
    `flarebook gate --explain` what a real one would still owe, and cancel this one.";

/// The workflows that `init --github` writes, with the Action and the default branch filled in.
#[must_use]
pub fn workflows(default_branch: &str) -> Vec<NewFile> {
    let folder = RepoPath::root().join(".github/workflows");
    let filled =
        |text: &str| text.replace("__FLAREBOOK_ACTION__", &action()).replace("__DEFAULT_BRANCH__", default_branch);
    WORKFLOWS.iter().map(|(name, text)| NewFile { path: folder.join(name), text: filled(text) }).collect()
}

/// The workflows by name, as they are in templates/init.
const WORKFLOWS: [(&str, &str); 5] = [
    ("flarebook-check.yml", include_str!("../../templates/init/workflows/flarebook-check.yml")),
    ("flarebook-declare.yml", include_str!("../../templates/init/workflows/flarebook-declare.yml")),
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

fn people(found: &Found) -> String {
    let head = "# yaml-language-server: $schema=schema/people.schema.json\n# Who can hold a role or own a follow-up. handle: facts\n";
    let example = "# mary: {name: Mary Okafor, github: maryok, email: mary@corp.example, team: web}\n";
    if found.people.is_empty() {
        return format!("{head}{example}{{}}\n");
    }
    let line = |(handle, person): (&String, &Person)| {
        let facts = [
            fact("name", person.name.as_slice()),
            fact("github", person.github.as_slice()),
            fact("email", &person.email.0),
            fact("team", &person.team.0),
        ];
        entry(handle, facts)
    };
    head.to_owned() + &found.people.iter().map(line).collect::<String>()
}

fn components(found: &Found) -> String {
    let mut head = "\
# yaml-language-server: $schema=schema/components.schema.json
# What you run that can break. id: facts
# login: {name: Login, public_name: Sign-in, group: Website, owner: mary, depends_on: [session-store]}
"
    .to_owned();
    for (id, owner) in &found.owners_unknown {
        head.push_str(&format!(
            "# {} is said to belong to {}, who is not in people.yaml\n",
            one_line(id),
            one_line(owner)
        ));
    }
    if found.components.is_empty() {
        return head + "{}\n";
    }
    let line = |(id, component): (&String, &Component)| {
        let facts = [
            fact("name", component.name.as_slice()),
            fact("description", component.description.as_slice()),
            fact("group", component.group.as_slice()),
            fact("owner", &component.owner.0),
            fact("depends_on", &component.depends_on),
        ];
        entry(id, facts)
    };
    head + &found.components.iter().map(line).collect::<String>()
}

/// `key: {fact, fact}`, a line to look through and to change by hand.
fn entry<const N: usize>(key: &str, facts: [Option<String>; N]) -> String {
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    format!("{}: {{{}}}\n", yaml::key_in_line(key), facts.join(", "))
}

/// `name: value`, or `name: [value, value]`; nothing for nothing.
fn fact(name: &str, values: &[String]) -> Option<String> {
    let written: Vec<String> = values.iter().map(|value| yaml::text_in_line(value)).collect();
    match written.as_slice() {
        [] => None,
        [one] if name != "depends_on" => Some(format!("{name}: {one}")),
        many => Some(format!("{name}: [{}]", many.join(", "))),
    }
}

/// Words from elsewhere in a comment.
fn one_line(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(80).collect()
}

fn incidents() -> String {
    "\
# Incidents

One folder per incident. To declare one: `flarebook declare \"What is wrong\"`.
"
    .to_owned()
}
