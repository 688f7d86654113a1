//! Records, and what of them the public sees.

mod decisions;
mod incidents;
mod maintenance;
mod page;

use std::fs;

use jiff::Timestamp;

use super::{Projection, PublicIncident, PublicMaintenance, StatusPage, left_out, project};
use crate::corpus::Corpus;
use crate::repo::WorkTree;

pub const NOW: &str = "2026-05-10T12:00:00Z";
const COMPONENTS: &str = "\
login: {name: Login service, public_name: Sign-in, group: Website, position: 1}
search: {name: Elastic, public_name: Search, group: Website}
ledger: {name: Ledger}
";

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A repository in a folder of its own.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.with("components.yaml", COMPONENTS)
    }

    pub fn with(self, path: &str, text: &str) -> Self {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// An incident with a folded timeline.
    pub fn incident(self, id: &str, record: &str, timeline: &str) -> Self {
        let home = self.with(&format!("incidents/{id}/incident.yaml"), record);
        home.with(&format!("incidents/{id}/timeline.yaml"), timeline)
    }

    pub fn corpus(&self) -> Corpus {
        Corpus::load(Box::new(WorkTree::new(self.0.path().to_owned()))).unwrap()
    }

    pub fn page_at(&self, now: &str) -> StatusPage {
        project(&self.corpus(), &Projection { now: at(now) })
    }

    pub fn page(&self) -> StatusPage {
        self.page_at(NOW)
    }

    pub fn left_out(&self) -> Vec<String> {
        let all = left_out(&self.corpus(), &Projection { now: at(NOW) });
        all.into_iter().map(|one| format!("{}: {}", one.folder.name(), one.reason)).collect()
    }
}

pub const ID: &str = "2026-05-01-login-errors";
/// A public incident: the least that one needs.
pub const RECORD: &str =
    "{title: secret name, public_title: Errors when signing in, visibility: public, components: [login, ledger]}\n";

/// A timeline of one hour, of which the public was told twice.
pub const HOUR: &str = "\
- {at: 2026-05-01T10:00:00Z, status: investigating, severity: P1, text: pager went off}
- {at: 2026-05-01T10:05:00Z, audience: public, text: 'We are looking into errors when signing in.'}
- {at: 2026-05-01T10:30:00Z, status: monitoring, text: rolled back}
- {at: 2026-05-01T11:00:00Z, status: mitigated, audience: public, text: Signing in works again.}
";

/// The only incident of a page.
pub fn one(page: &StatusPage) -> &PublicIncident {
    assert_eq!(page.incidents.len(), 1, "{:#?}", page.incidents);
    &page.incidents[0]
}

/// The page of one public incident with this timeline.
pub fn told(timeline: &str) -> StatusPage {
    Home::new().incident(ID, RECORD, timeline).page()
}

/// The windows of the first component, in few words: `10:00-11:00 major_outage`.
pub fn windows(page: &StatusPage) -> Vec<String> {
    let clock = |at: Timestamp| at.strftime("%H:%M").to_string();
    let windows = page.components[0].windows.iter();
    windows.map(|w| format!("{}-{} {}", clock(w.from), w.until.map_or_else(String::new, clock), w.state)).collect()
}

/// The updates of an incident, oldest first, in few words: `10:05 investigating "We are …"`.
pub fn updates(incident: &PublicIncident) -> Vec<String> {
    let words = |update: &super::PublicUpdate| {
        let body = update.body.as_ref().map_or_else(|| "-".to_owned(), |body| body.as_str().to_owned());
        let corrected = if update.corrected { " corrected" } else { "" };
        format!("{} {} {body}{corrected}", update.at.strftime("%H:%M"), update.status)
    };
    incident.updates.iter().rev().map(words).collect()
}

/// The only maintenance of a page.
pub fn work(page: &StatusPage) -> &PublicMaintenance {
    assert_eq!(page.maintenances.len(), 1, "{:#?}", page.maintenances);
    &page.maintenances[0]
}
