//! The one comment on a pull request, found again by a marker and edited in place.

use super::error::GithubError;
use super::forge::Read;
use super::names::RepoName;
use super::plan::Write;
use crate::report::COMMENT_LIMIT;

/// How our comment begins; the page does not show it.
pub const MARKER: &str = "<!-- flarebook:report -->\n";

/// Bytes that the report in a comment may have.
#[must_use]
pub const fn limit() -> usize {
    COMMENT_LIMIT - MARKER.len()
}

/// What must change so that the comment says `report`. When nothing is to be said and nothing was ever said, there is no comment.
///
/// # Errors
/// When the forge does not say what is there.
pub fn comment(
    forge: &dyn Read,
    repository: &RepoName,
    number: u64,
    report: &str,
    silent: bool,
) -> Result<Option<Write>, GithubError> {
    let body = format!("{MARKER}{report}");
    let comments = forge.comments(repository, number)?;
    // Anybody can write the marker; a comment that its author could change afterwards must not carry our words.
    let own = comments.iter().find(|comment| comment.ours && comment.body.starts_with(MARKER.trim_end()));
    let repository = repository.clone();
    Ok(match own {
        Some(own) if same(&own.body, &body) => None,
        Some(own) => Some(Write::EditComment { repository, id: own.id, body }),
        None if silent => None,
        None => Some(Write::Comment { repository, number, body }),
    })
}

/// The forge may keep other line ends and trims the end.
fn same(there: &str, wanted: &str) -> bool {
    there.replace("\r\n", "\n").trim_end() == wanted.trim_end()
}
