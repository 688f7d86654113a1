//! An incident as one Markdown text, for a chat, a ticket or a document: made from its page, so that both say the same.

use std::fmt::Write as _;

use super::site::{Site, page_folder};
use crate::model::{Entry, Incident};
use crate::site::page::{IncidentPage, RoleView};

/// The text.
pub(in crate::site) fn notes(site: &Site<'_>, of: &Incident, page: &IncidentPage) -> String {
    let mut out = String::new();
    head(&mut out, site, of, page);
    briefing(&mut out, page);
    section(&mut out, "Roles", &roles(&page.roles));
    section(&mut out, "Milestones", &milestones(page));
    timeline(&mut out, site, of);
    for (title, pir) in [("Review", &of.pir), ("Review for customers", &of.public_pir)] {
        if let Some(pir) = pir {
            section(&mut out, title, &lowered(pir.body.trim()));
        }
    }
    section(&mut out, "Follow-ups", &followups(page));
    out
}

/// Words on one line, so that they begin no heading, list or rule of their own.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn head(out: &mut String, site: &Site<'_>, of: &Incident, page: &IncidentPage) {
    let _ = writeln!(out, "# {}\n", line(&page.title));
    let began = page.began.as_ref().map(|at| at.long.clone());
    let facts = [Some(page.severity.label.clone()), Some(page.status.label.clone()), began];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let _ = writeln!(out, "{} · `{}`", facts.join(" · "), of.id);
    if let Some(address) = site.address(&format!("{}/index.html", page_folder(&of.id))) {
        let _ = writeln!(out, "\n<{address}>");
    }
    if let Some(summary) = &of.record.summary {
        let _ = writeln!(out, "\n{}", summary.trim());
    }
    let impact = of.record.impact.as_ref().and_then(|impact| impact.summary.clone()).unwrap_or_default();
    let mut words = vec![format!("Lasted: {}", page.impact.length.text)];
    words.extend(page.impact.customers.iter().map(|count| format!("Customers affected: {count}")));
    words.extend(page.impact.detected.iter().map(|noticed| format!("Noticed: {noticed}")));
    let components: Vec<String> = page.components.iter().map(|component| component.name.clone()).collect();
    if !components.is_empty() {
        words.push(format!("Components: {}", components.join(", ")));
    }
    let list: String = words.iter().map(|words| format!("- {}\n", line(words))).collect();
    section(out, "Impact", format!("{}\n\n{list}", impact.trim()).trim());
}

fn briefing(out: &mut String, page: &IncidentPage) {
    let Some(now) = &page.situation else { return };
    let mut list = vec![format!("Running for {}", now.running.text)];
    for role in &now.roles {
        let names: Vec<&str> = role.holders.iter().map(|hold| hold.person.name.as_str()).collect();
        let names = if names.is_empty() { "nobody yet".to_owned() } else { names.join(", ") };
        list.push(format!("{}: {names}", role.name));
    }
    let next = now.next_update.as_ref().map_or("none promised", |at| &at.long);
    list.push(format!("Next update: {next}{}", if now.overdue { " (overdue)" } else { "" }));
    list.extend(now.tried.iter().map(|told| format!("{} {}: {}", told.at.label, told.kind, told.text)));
    list.extend(now.pending.iter().map(|words| format!("Pending: {words}")));
    let list: String = list.iter().map(|words| format!("- {}\n", line(words))).collect();
    section(out, "Right now", &list);
}

fn section(out: &mut String, title: &str, body: &str) {
    if !body.trim().is_empty() {
        let _ = writeln!(out, "\n## {title}\n\n{}", body.trim_end());
    }
}

fn roles(roles: &[RoleView]) -> String {
    let held = roles.iter().flat_map(|role| role.holders.iter().map(move |hold| (role, hold)));
    held.map(|(role, hold)| format!("- {}: {}, from {}\n", role.name, hold.person.name, hold.from.long)).collect()
}

fn milestones(page: &IncidentPage) -> String {
    let known = page.milestones.iter().filter_map(|one| Some((one, one.at.as_ref()?)));
    known.map(|(one, at)| format!("- {}: {}\n", one.label, at.long)).collect()
}

fn timeline(out: &mut String, site: &Site<'_>, of: &Incident) {
    let list: String = of.entries.iter().map(|entry| told(site, entry)).collect();
    section(out, "Timeline", &list);
}

fn told(site: &Site<'_>, entry: &Entry) -> String {
    let record = &entry.record;
    let by = record.by.as_deref().map(|by| format!(", {}", site.corpus.person_name(by))).unwrap_or_default();
    let status = record.status.map(|status| format!(" [{status}]")).unwrap_or_default();
    let text = entry.text.trim();
    // A longer text may begin with a list or the like, which needs a line of its own.
    let text = match text.contains('\n') {
        true => format!("\n\n  {}\n", text.replace('\n', "\n  ")),
        false => format!(" {text}"),
    };
    format!("- **{}**, {}{}{status}:{text}\n", site.clock.moment(entry.at()).long, entry.kind(), line(&by))
}

fn followups(page: &IncidentPage) -> String {
    let item = |one: &crate::site::page::FollowupView| {
        let done = if one.group == "settled" { 'x' } else { ' ' };
        let owner = one.owner.as_ref().map_or("nobody yet", |owner| &owner.name);
        let due = one.due.as_ref().map(|due| format!(", due {}", due.date)).unwrap_or_default();
        format!("- [{done}] {} ({}, {}{due})\n", line(&one.title), one.state.label, line(owner))
    };
    page.followups.iter().map(item).collect()
}

/// Headings a level lower, but for what looks like one in code.
fn lowered(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut out = String::new();
    for line in text.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let heading = fence.is_none() && line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        out.push_str(if heading { "#" } else { "" });
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_below_those_of_the_text_they_come_into() {
        assert_eq!(lowered("## A\n```\n# b\n```\n#c\n### D"), "### A\n```\n# b\n```\n#c\n#### D\n");
    }
}
