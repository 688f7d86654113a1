//! The timeline by phase: what was decided, done and handed over while the incident was investigated, identified, monitored.

use std::fmt::Write as _;

use crate::corpus::Corpus;
use crate::model::{Entry, EntryKind, Incident, Phase};

/// Longest text of an entry, in characters.
const LONGEST: usize = 280;

/// The durations, then phase by phase what moved the incident on.
pub(super) fn by_phase(corpus: &Corpus, incident: &Incident) -> String {
    let mut text = String::new();
    for phase in [Phase::ToMitigate, Phase::ToResolve] {
        if let Some(length) = incident.milestones.elapsed(phase) {
            let _ = writeln!(text, "- {}: {}.", length.in_words(), phase.definition());
        }
    }
    let told = incident.entries.iter().filter(|entry| is_told(entry) && !incident.is_corrected(entry));
    let mut phase = None;
    for entry in told {
        let now = incident.state.transitions.iter().rev().find(|step| step.at.earliest() <= entry.at().earliest());
        let now = now.map(|step| (step.to, step.entry.clone()));
        if now != phase {
            let name =
                now.as_ref().map_or_else(|| "before it was declared".to_owned(), |(status, _)| status.in_words());
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = write!(text, "{gap}*{}*\n\n", capital(&name));
            phase = now;
        }
        text.push_str(&line(corpus, entry));
    }
    text
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What moved the incident on; updates, findings and notes have other places.
fn is_told(entry: &Entry) -> bool {
    let moves = entry.record.status.is_some() || !entry.record.roles.is_empty();
    moves || matches!(entry.kind(), EntryKind::Action | EntryKind::Decision | EntryKind::Handover)
}

/// An entry in one line of a list.
pub(super) fn line(corpus: &Corpus, entry: &Entry) -> String {
    let by = entry.record.by.as_deref().map_or_else(String::new, |by| format!(" ({})", corpus.person_name(by)));
    format!("- {}{by}: {}\n", entry.at(), brief(&entry.text))
}

/// The first paragraph of a text on one line, cut at a word.
pub(super) fn brief(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words };
    let short = words.get(..end).unwrap_or(&words);
    let at = short.rfind(' ').unwrap_or(end);
    format!("{}…", short.get(..at).unwrap_or(short))
}
