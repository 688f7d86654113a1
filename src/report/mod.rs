//! Results for people and for programs: findings in every [`Format`], lists of incidents, one incident.
//!
//! Findings have one entry, [`findings()`], and one file per format. Text of a record is hostile in all of them: each file says what
//! could act in its format and how it is kept from acting.

mod advice;
mod agenda;
mod brief;
mod declared;
mod due;
mod findings;
mod findings_github;
mod findings_human;
mod findings_json;
mod findings_junit;
mod findings_markdown;
mod findings_sarif;
mod fingerprint;
mod followups;
mod format;
mod gate;
mod gate_markdown;
mod incidents;
mod places;
mod plain;
mod reminder;
mod rule;
mod summary;

pub use advice::AdviceView;
pub use agenda::{AgendaView, agenda_markdown};
pub use brief::{BriefView, brief_text};
pub use declared::declared_text;
pub use due::{DueView, due_text};
pub use findings::{ReportError, findings};
pub use findings_human::human;
pub use findings_markdown::{COMMENT_LIMIT, SUMMARY_LIMIT, code_span, markdown};
pub use followups::{FollowupList, followups_text};
pub use format::Format;
pub use gate::{GateReport, gate, headline, ladder_title};
pub use gate_markdown::gate_markdown;
pub use incidents::{IncidentView, ListView, ShowView, list_text, show_text};
pub use reminder::{Overdue, reminder_markdown};
pub use summary::counted;

#[cfg(test)]
mod tests;
