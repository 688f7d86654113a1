//! The handbook: the policy as people can read it at three in the morning.

use super::badges;
use super::components::runbook_link;
use super::names::{self, capital, listed};
use super::site::Site;
use super::urls::{self, anchor};
use crate::model::{Component, Kind, Person, Status};
use crate::policy::{PirDuty, Required, Role, Severity};
use crate::site::page::{self, ContactRow, HandbookPage, LifecycleStep, RoleRow, SeverityRow, TeamRow};

/// The page.
pub(in crate::site) fn handbook(site: &Site<'_>) -> HandbookPage {
    let policy = &site.corpus.policy;
    let wait = policy.lifecycle.stability_wait;
    HandbookPage {
        frame: site.frame("Handbook", "", "Handbook"),
        criteria_html: site.lines(&policy.criteria),
        severities: policy.severities.iter().map(|severity| severity_row(site, severity)).collect(),
        roles: policy.roles.iter().map(|role| role_row(site, role)).collect(),
        lifecycle: Status::ALL.iter().map(|status| step(site, *status)).collect(),
        stability_wait: (wait.as_seconds() > 0).then(|| wait.in_words()),
        safe_actions_html: site.lines(&policy.safe_actions),
        pir_sections: policy.pir_sections.clone(),
        followup_rules: followup_rules(site),
        components: site.corpus.components.iter().map(|(id, component)| contact(site, id, component)).collect(),
        teams: teams(site),
        people: site.corpus.people.iter().map(|(handle, person)| person_row(site, handle, person)).collect(),
    }
}

fn severity_row(site: &Site<'_>, severity: &Severity) -> SeverityRow {
    let due = severity.followup_due.iter().map(|(kind, time)| format!("{kind} within {}", time.in_words()));
    let due: Vec<String> = due.collect();
    let required = severity.pir == Some(PirDuty::Required);
    SeverityRow {
        badge: badges::severity_of(site.corpus, &severity.id),
        meaning: Some(severity.meaning.clone()).filter(|meaning| !meaning.is_empty()),
        updates: severity.update_every.map(|time| format!("every {}", time.in_words())),
        pir: if required { "required" } else { "optional" }.to_owned(),
        followups: (!due.is_empty()).then(|| due.join(", ")),
    }
}

fn role_row(site: &Site<'_>, role: &Role) -> RoleRow {
    let apart: Vec<String> = role.not_together.iter().map(|id| names::role(site.corpus, id).to_lowercase()).collect();
    RoleRow {
        anchor: anchor("role", &role.id),
        name: capital(names::role(site.corpus, &role.id)),
        meaning: Some(role.meaning.clone()).filter(|meaning| !meaning.is_empty()),
        needed: needed(&role.required),
        aliases: aliases(site, role),
        apart_from: apart,
    }
}

/// The other names of a role, in words; those that differ only in their capitals are one.
fn aliases(site: &Site<'_>, role: &Role) -> Vec<String> {
    let mut seen = vec![names::role(site.corpus, &role.id).to_lowercase()];
    let mut all = Vec::new();
    for alias in role.aliases.iter().rev().map(|alias| alias.replace('_', " ")) {
        if !seen.contains(&alias.to_lowercase()) {
            seen.push(alias.to_lowercase());
            all.insert(0, alias);
        }
    }
    all
}

fn needed(required: &Required) -> String {
    match required {
        Required::Always(true) => "Always needed".to_owned(),
        Required::Kinds(kinds) if !kinds.is_empty() => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| plural(*kind)).collect();
            format!("Needed for {}", listed(&kinds, "and"))
        }
        Required::Always(false) | Required::Kinds(_) => "Where there are hands for it".to_owned(),
    }
}

const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "incidents",
        Kind::Preemptive => "preemptive flares",
        Kind::Security => "security incidents",
        Kind::Drill => "drills",
        Kind::Maintenance => "planned work",
    }
}

fn step(site: &Site<'_>, status: Status) -> LifecycleStep {
    let meaning = match status {
        Status::Investigating => "Something is wrong; we are finding out what.",
        Status::Identified => "We know what is wrong and work on it.",
        Status::Monitoring => "A remedy is in place; we watch whether it holds.",
        Status::Mitigated => "Users are no longer hurt.",
        Status::Resolved => "We are done.",
        Status::Cancelled => "It was nothing, or it was another incident. Possible from anywhere before resolved.",
    };
    let roles = site.corpus.policy.lifecycle.authority.get(&status);
    let roles: Vec<String> =
        roles.into_iter().flatten().map(|id| names::role(site.corpus, id).to_lowercase()).collect();
    let authority = (!roles.is_empty()).then(|| format!("the {}", listed(&roles, "or the")));
    LifecycleStep { badge: badges::status(status), meaning: meaning.to_owned(), authority }
}

fn followup_rules(site: &Site<'_>) -> Vec<String> {
    let policy = &site.corpus.policy.followups;
    let due = policy.due.iter().map(|(kind, time)| format!("A follow-up to {kind} is due within {}.", time.in_words()));
    let roles: Vec<String> = policy.waiver_by.iter().map(|id| names::role(site.corpus, id).to_lowercase()).collect();
    let who = if roles.is_empty() { "Nobody".to_owned() } else { format!("The {}", listed(&roles, "or the")) };
    let longest = policy.waiver_max.in_words();
    let waiver = format!(
        "{who} may give leave to resolve before a follow-up is settled, for {longest} at most and in plain view."
    );
    let fixed = [
        "Each follow-up has an owner, a date and, if it must wait, a ticket on somebody’s backlog.".to_owned(),
        waiver,
    ];
    fixed.into_iter().chain(due).collect()
}

fn contact(site: &Site<'_>, id: &str, component: &Component) -> ContactRow {
    ContactRow {
        anchor: anchor("component", id),
        name: names::component(site.corpus, id, ""),
        public_name: component.public_name.clone(),
        group: component.group.clone(),
        description: component.description.clone(),
        owners: component.owner.iter().map(|owner| site.person(owner, "")).collect(),
        depends_on: component.depends_on.iter().map(|id| names::component(site.corpus, id, "")).collect(),
        runbooks: component.runbooks.iter().map(|runbook| runbook_link(site, runbook)).collect(),
        safe_actions_html: site.lines(&component.safe_actions),
    }
}

fn teams(site: &Site<'_>) -> Vec<TeamRow> {
    let people = &site.corpus.people;
    let names: std::collections::BTreeSet<&str> = people.values().flat_map(|person| person.team.iter()).collect();
    let row = |team: &str| TeamRow {
        anchor: anchor("team", team),
        name: names::team(team, ""),
        members: members(site, team, ""),
        facts: Vec::new(),
    };
    names.into_iter().map(row).collect()
}

/// Who is in a team, by handle.
pub(super) fn members(site: &Site<'_>, team: &str, root: &str) -> Vec<page::Person> {
    let in_it = site.corpus.people.iter().filter(|(_, person)| person.team.iter().any(|name| name == team));
    in_it.map(|(handle, _)| site.person(handle, root)).collect()
}

fn person_row(site: &Site<'_>, handle: &str, person: &Person) -> TeamRow {
    TeamRow {
        anchor: anchor("person", handle),
        name: site.person(handle, ""),
        members: person.team.iter().map(|team| names::team(team, "")).collect(),
        facts: contact_facts(person),
    }
}

/// GitHub, e-mail, time zone: as links or text.
pub(super) fn contact_facts(person: &Person) -> Vec<page::Link> {
    let plain_name = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let github = person
        .github
        .as_deref()
        .filter(plain_name)
        .map(|name| urls::labelled(&format!("@{name}"), &format!("https://github.com/{name}")));
    let mail = person.email.iter().map(mail_link);
    let zone = person.timezone.as_deref().map(urls::text);
    github.into_iter().chain(mail).chain(zone).collect()
}

fn mail_link(mail: &str) -> page::Link {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "?&<>\"'\\".contains(c);
    let href = (mail.contains('@') && !mail.contains(odd)).then(|| format!("mailto:{mail}"));
    page::Link { label: mail.to_owned(), external: false, href }
}
