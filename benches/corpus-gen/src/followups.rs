//! The follow-ups of one incident.

use std::fmt::Write as _;

use crate::calendar::DAY;
use crate::slug::{Ids, slug};
use crate::story::{Ending, Story};
use crate::words::FOLLOWUPS;
use crate::yaml;

/// One follow-up.
pub struct Followup {
    /// The file's name without `.yaml`.
    pub id: String,
    /// One `key: value` a line, without `id`.
    fields: Vec<String>,
}

/// About three of them; none for a duplicate.
pub fn tell(story: &mut Story) -> Vec<Followup> {
    if story.ending == Ending::Duplicate {
        return Vec::new();
    }
    let mut ids = Ids::default();
    let number = story.random.between(1, 5);
    (0..number).map(|_| followup(story, &mut ids)).collect()
}

fn followup(story: &mut Story, ids: &mut Ids) -> Followup {
    let (kind, template) = *story.random.pick(FOLLOWUPS);
    let title = story.fill(template);
    let owner = if story.random.chance(50) { story.responder } else { "infra" };
    let due = story.started.plus(DAY * i64::from(story.random.between(7, 60)));
    let ticket = story.random.between(100, 9_999);
    let mut fields = vec![
        format!("title: {}", yaml::text(&title)),
        format!("kind: {kind}"),
        format!("owner: {owner}"),
        format!("due: {}", due.date()),
        format!("tracker: https://tracker.example.com/issues/{ticket}"),
    ];
    fields.extend(disposition(story));
    Followup { id: ids.unique(&slug(&title)), fields }
}

fn disposition(story: &mut Story) -> Vec<String> {
    let number = story.random.between(100, 9_999);
    if story.ending == Ending::Open {
        let state = if story.random.chance(30) { "in_progress" } else { "open" };
        return vec![format!("state: {state}")];
    }
    match story.random.between(0, 9) {
        0 => vec![
            "state: wont_do".to_owned(),
            "reason: The service is replaced within the quarter".to_owned(),
            format!("by: {}", story.lead),
        ],
        1 => vec!["state: moved".to_owned(), format!("to: https://tracker.example.com/issues/{number}")],
        _ => vec!["state: done".to_owned(), format!("evidence: https://git.example.com/web/pull/{number}")],
    }
}

impl Followup {
    /// As a file of its own.
    pub fn file(&self) -> String {
        let mut out = self.fields.join("\n");
        out.push('\n');
        out
    }

    /// As an item of `followups.yaml`.
    pub fn item(&self) -> String {
        let mut out = format!("- id: {}\n", self.id);
        for field in &self.fields {
            let _ = writeln!(out, "  {field}");
        }
        out
    }
}
