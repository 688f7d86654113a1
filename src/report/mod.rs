//! Results for people and for programs: findings as text or JSON, lists of incidents, one incident.

mod findings_human;
mod findings_json;
mod gate;
mod incidents;
mod summary;

pub use findings_human::human;
pub use findings_json::json;
pub use gate::{GateReport, gate_human, gate_json, ladder_title};
pub use incidents::{IncidentView, ListView, ShowView, list_text, show_text};
pub use summary::counted;
