//! What a reader should know before anything else.

use super::site::Site;
use crate::model::{Incident, Kind, Status};
use crate::site::page::{Link, Notice};

/// The notices over an incident.
pub(super) fn notices(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<Notice> {
    let record = &incident.record;
    let cause = record.caused_by.as_ref().and_then(|cause| cause.incident.as_deref());
    let mut all: Vec<Notice> = of_kind(incident.kind()).into_iter().collect();
    match (&record.duplicate_of, incident.state.status) {
        (Some(other), _) => {
            let text = "The same trouble was already open; the record goes on in";
            all.push(notice("quiet", "A duplicate.", text, Some(site.incident_link(other, root))));
        }
        (None, Status::Cancelled) => {
            all.push(notice(
                "quiet",
                "Called off.",
                "It turned out to be nothing. Firing was right all the same: thank you.",
                None,
            ));
        }
        _ => {}
    }
    if let Some(other) = cause {
        all.push(notice("quiet", "Came out of another incident:", "", Some(site.incident_link(other, root))));
    }
    all
}

fn of_kind(kind: Kind) -> Option<Notice> {
    match kind {
        Kind::Incident => None,
        Kind::Preemptive => Some(notice(
            "calm",
            "Preemptive.",
            "No user was hurt when this began; it was opened so that it stays that way.",
            None,
        )),
        Kind::Security => {
            Some(notice("restricted", "Security.", "Share it with those who need it, and with nobody else.", None))
        }
        Kind::Drill => {
            Some(notice("drill", "A drill.", "Practice: nobody was hurt, and it counts in no figure.", None))
        }
        Kind::Maintenance => {
            Some(notice("calm", "Planned work.", "It was announced beforehand, and it counts in no figure.", None))
        }
    }
}

fn notice(tone: &str, title: &str, text: &str, link: Option<Link>) -> Notice {
    Notice { tone: tone.to_owned(), title: title.to_owned(), text: text.to_owned(), link }
}
