//! The one way out for findings, whichever command made them.

use super::Format;
use super::findings_github::github;
use super::findings_human::human;
use super::findings_json::json;
use super::findings_junit::junit;
use super::findings_markdown::{COMMENT_LIMIT, markdown};
use super::findings_sarif::sarif;
use crate::corpus::Counts;
use crate::lint::Outcome;

/// Findings that could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// As JSON or SARIF.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// As JUnit's XML.
    #[error("cannot write XML: {0}")]
    Xml(#[from] std::io::Error),
}

/// Findings in a format, with a line break at the end; `color` is for people only.
///
/// # Errors
/// Never for real reports: nothing in them is beyond JSON or XML.
pub fn findings(format: Format, outcome: &Outcome, counts: Counts, color: bool) -> Result<String, ReportError> {
    Ok(match format {
        Format::Human => human(outcome, counts, color),
        Format::Json => json(outcome, counts)?,
        Format::Sarif => sarif(outcome)?,
        Format::Github => github(outcome, counts),
        Format::Junit => junit(outcome, counts)?,
        Format::Markdown => markdown(outcome, counts, COMMENT_LIMIT),
    })
}
