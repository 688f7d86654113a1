//! The files of one incident.

use std::io;

use crate::Form;
use crate::story::{Ending, Story};
use crate::write::Writer;
use crate::{pir, yaml};

/// Writes them all.
pub fn write(writer: &mut Writer, story: &Story, form: Form) -> io::Result<()> {
    writer.entries += story.entries.len();
    writer.followups += story.followups.len();
    let folder = format!("incidents/{}/{}", story.started.year(), story.id);
    writer.file(&format!("{folder}/incident.yaml"), &facts(story))?;
    match form {
        Form::Folders => write_folders(writer, story, &folder),
        Form::Folded => write_folded(writer, story, &folder),
    }
}

fn write_folders(writer: &mut Writer, story: &Story, folder: &str) -> io::Result<()> {
    for entry in &story.entries {
        writer.file(&format!("{folder}/timeline/{}.md", entry.id), &entry.file())?;
    }
    for followup in &story.followups {
        writer.file(&format!("{folder}/followups/{}.yaml", followup.id), &followup.file())?;
    }
    Ok(())
}

fn write_folded(writer: &mut Writer, story: &Story, folder: &str) -> io::Result<()> {
    let timeline: String = story.entries.iter().map(crate::timeline::Entry::item).collect();
    writer.file(&format!("{folder}/timeline.yaml"), &timeline)?;
    if story.followups.is_empty() {
        return Ok(());
    }
    let followups: String = story.followups.iter().map(crate::followups::Followup::item).collect();
    writer.file(&format!("{folder}/followups.yaml"), &followups)
}

/// `incident.yaml`
fn facts(story: &Story) -> String {
    let components: Vec<String> = story.components.iter().map(|&component| component.to_owned()).collect();
    let mut lines = vec![
        "# yaml-language-server: $schema=https://flarebook.example.com/schema/incident.schema.json".to_owned(),
        format!("title: {}", yaml::text(&story.title)),
        format!("summary: {}", yaml::text(&format!("{}. The cause was {}.", story.title, story.cause))),
        format!("kind: {}", story.kind),
        format!("visibility: {}", story.visibility),
        format!("components: {}", yaml::list(&components)),
    ];
    if story.kind == "maintenance" {
        lines.push(format!("scheduled: {{from: {}, until: {}}}", story.started, story.mitigated));
    }
    lines.extend(impact(story));
    lines.extend(origins(story));
    lines.join("\n") + "\n"
}

fn impact(story: &Story) -> Vec<String> {
    let mut lines = vec!["impact:".to_owned(), format!("  started_at: {}", story.started)];
    if story.ending == Ending::Resolved {
        lines.push(format!("  ended_at: {}", story.mitigated));
    }
    lines.push(format!("  summary: {} customers saw errors or waited", story.customers));
    lines.push(format!("  customers: {}", story.customers));
    lines
}

fn origins(story: &Story) -> Vec<String> {
    let mut lines = vec![
        format!("detected: {{at: {}, by: monitoring}}", story.detected),
        format!("links: {{chat: \"https://chat.example.com/c/{}\"}}", story.id),
    ];
    match (&story.duplicate_of, story.ending) {
        (Some(other), _) => lines.push(format!("duplicate_of: {other}")),
        (None, Ending::Resolved) => {
            lines.push(format!("caused_by: {{change: \"https://git.example.com/web/pull/{}\"}}", story.customers));
            lines.push(format!("review: {{outcome: postmortem, by: {}, at: {}}}", story.facilitator, story.resolved));
        }
        (None, _) => {}
    }
    lines
}

/// Whether a review is owed, and written.
pub fn write_review(writer: &mut Writer, story: &mut Story) -> io::Result<()> {
    if story.ending != Ending::Resolved {
        return Ok(());
    }
    let path = format!("incidents/{}/{}/pir.md", story.started.year(), story.id);
    let text = pir::file(story);
    writer.file(&path, &text)
}
