//! The timeline of one incident.

use std::fmt::Write as _;

use crate::calendar::{MINUTE, Time};
use crate::story::{Ending, Story};
use crate::words::{ACTIONS, EVIDENCE, FINDINGS, NOTES, UPDATES};
use crate::yaml;

/// One entry.
pub struct Entry {
    /// The file's name without `.md`.
    pub id: String,
    /// The front matter, one `key: value` a line, without `id`.
    pub fields: Vec<String>,
    pub text: String,
    at: Time,
}

/// What an entry is about, before it has words.
enum Beat {
    Declared,
    Finding,
    Identified,
    Action,
    Note,
    Update,
    Handover,
    Correction,
    Monitoring,
    Mitigated,
    Resolved,
    Cancelled,
}

/// All entries, in order.
pub fn tell(story: &mut Story) -> Vec<Entry> {
    let beats = beats(story);
    let last = i64::try_from(beats.len()).unwrap_or(1);
    let step = (story.mitigated.0 - story.detected.0) / last;
    let mut entries: Vec<Entry> = Vec::new();
    for (number, beat) in (0..).zip(&beats) {
        let at = match beat {
            Beat::Resolved => story.resolved,
            Beat::Mitigated => story.mitigated,
            _ => story.detected.plus(number * step + i64::from(story.random.between(0, 59))),
        };
        let entry = entry(beat, at, &entries, story);
        entries.push(entry);
    }
    entries
}

fn beats(story: &mut Story) -> Vec<Beat> {
    if story.ending == Ending::Duplicate {
        return vec![Beat::Declared, Beat::Note, Beat::Cancelled];
    }
    let mut beats = vec![Beat::Declared, Beat::Update];
    middle(&mut beats, story, 2);
    beats.push(Beat::Identified);
    middle(&mut beats, story, 3);
    if story.ending == Ending::Open {
        return beats;
    }
    beats.extend([Beat::Update, Beat::Monitoring]);
    middle(&mut beats, story, 1);
    beats.extend([Beat::Mitigated, Beat::Update, Beat::Resolved]);
    // The last update comes before the end of the outage, not after it.
    let update = beats.len() - 2;
    beats.swap(update, update - 1);
    beats
}

/// About `number` entries of the response.
fn middle(beats: &mut Vec<Beat>, story: &mut Story, number: u32) {
    for _ in 0..story.random.between(number - 1, number + 1) {
        beats.push(match story.random.between(0, 9) {
            0..=2 => Beat::Finding,
            3..=5 => Beat::Action,
            6 | 7 => Beat::Note,
            8 => Beat::Correction,
            _ => Beat::Handover,
        });
    }
}

fn entry(beat: &Beat, at: Time, before: &[Entry], story: &mut Story) -> Entry {
    let mut fields = vec![format!("at: {at}")];
    let text = words(beat, at, before, &mut fields, story);
    let id = format!("{}-{:06x}", at.stamp(), story.random.next() & 0x00FF_FFFF);
    Entry { id, fields, text, at }
}

fn words(beat: &Beat, at: Time, before: &[Entry], fields: &mut Vec<String>, story: &mut Story) -> String {
    let (lead, comms, responder) = (story.lead, story.comms, story.responder);
    let mut put = |lines: &[String]| fields.extend(lines.iter().cloned());
    match beat {
        Beat::Declared => {
            put(&declared(story));
            let title = story.title.clone();
            format!("{title}. Declared from an alert; nobody knows the cause yet.")
        }
        Beat::Finding => {
            put(&[by(responder), kind("finding"), evidence(story)]);
            story.say(FINDINGS)
        }
        Beat::Identified => {
            put(&[by(responder), kind("finding"), "status: identified".to_owned(), evidence(story)]);
            format!("It is {}.", story.cause)
        }
        Beat::Action => {
            put(&[
                by(responder),
                kind("action"),
                "risk: normal".to_owned(),
                format!("approved_by: {lead}"),
                evidence(story),
            ]);
            story.say(ACTIONS)
        }
        Beat::Note => {
            put(&[by(comms)]);
            story.say(NOTES)
        }
        Beat::Update => {
            put(&[by(comms), kind("update")]);
            if story.is_public() {
                put(&["audience: public".to_owned()]);
            }
            put(&[format!("next_update: {}", at.plus(30 * MINUTE))]);
            story.say(UPDATES)
        }
        Beat::Handover => {
            put(&[by(comms), kind("handover"), format!("roles: {{comms: {}}}", story.relief)]);
            format!("I hand communications over to {} and rest.", story.relief)
        }
        Beat::Correction => {
            let wrong = before.last().map(|entry| entry.id.clone()).unwrap_or_default();
            put(&[by(responder), format!("corrects: {wrong}")]);
            let time = before.last().map_or(at, |entry| entry.at).hour_and_minute();
            format!("The entry of {time} names the wrong host; the rest of it stands.")
        }
        Beat::Monitoring => {
            put(&[by(responder), kind("action"), "status: monitoring".to_owned(), format!("approved_by: {lead}")]);
            story.say(ACTIONS)
        }
        Beat::Mitigated => {
            let healthy =
                story.components.iter().map(|component| format!("{component}: operational")).collect::<Vec<_>>();
            put(&[by(lead), "status: mitigated".to_owned(), format!("components: {{{}}}", healthy.join(", "))]);
            "No errors for twenty minutes. Users are no longer hurt.".to_owned()
        }
        Beat::Resolved => {
            put(&[by(lead), kind("decision"), "status: resolved".to_owned()]);
            "Every follow-up has its disposition and the review was held.".to_owned()
        }
        Beat::Cancelled => {
            put(&[by(lead), kind("decision"), "status: cancelled".to_owned()]);
            let other = story.duplicate_of.clone().unwrap_or_default();
            format!("Same as `{other}`; we go on there.")
        }
    }
}

fn declared(story: &Story) -> Vec<String> {
    let hurt = story.components.iter().map(|component| format!("{component}: partial_outage")).collect::<Vec<_>>();
    vec![
        by(story.lead),
        kind("detected"),
        "status: investigating".to_owned(),
        format!("severity: {}", story.severity),
        format!("roles: {{lead: {}, comms: {}}}", story.lead, story.comms),
        format!("components: {{{}}}", hurt.join(", ")),
    ]
}

fn by(person: &str) -> String {
    format!("by: {person}")
}

fn kind(kind: &str) -> String {
    format!("kind: {kind}")
}

fn evidence(story: &mut Story) -> String {
    let number = story.random.between(1, 2);
    let items: Vec<String> = (0..number).map(|_| story.say(EVIDENCE)).collect();
    format!("evidence: {}", yaml::list(&items))
}

impl Entry {
    /// As a file of its own.
    pub fn file(&self) -> String {
        format!("---\n{}\n---\n{}\n", self.fields.join("\n"), self.text)
    }

    /// As an item of `timeline.yaml`.
    pub fn item(&self) -> String {
        let mut out = format!("- id: {}\n", self.id);
        for field in &self.fields {
            let _ = writeln!(out, "  {field}");
        }
        let _ = writeln!(out, "  text: {}", yaml::block(&self.text, 4));
        out
    }
}
