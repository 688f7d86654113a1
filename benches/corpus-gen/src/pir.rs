//! The review of one incident.

use std::fmt::Write as _;

use crate::story::Story;
use crate::words::{LEARNED, PIR_SECTIONS};

/// `pir.md`.
pub fn file(story: &mut Story) -> String {
    let mut out = format!(
        "---\nstate: approved\nauthor: {}\nfacilitator: {}\nreviewers: [{}, {}]\n---\n",
        story.responder, story.facilitator, story.comms, story.lead
    );
    for section in PIR_SECTIONS {
        let _ = writeln!(out, "\n## {section}\n\n{}", paragraph(section, story));
    }
    out
}

fn paragraph(section: &str, story: &mut Story) -> String {
    match section {
        "Summary" => format!("{}. The cause was {}.", story.title, story.cause),
        "Contributing factors" => {
            let points: Vec<String> = (0..3).map(|_| format!("- {}", story.say(LEARNED))).collect();
            points.join("\n")
        }
        _ => {
            let sentences: Vec<String> = (0..story.random.between(2, 3)).map(|_| story.say(LEARNED)).collect();
            sentences.join(" ")
        }
    }
}
