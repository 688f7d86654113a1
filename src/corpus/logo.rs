//! The picture that `site.logo` names.

use crate::repo::{FileKind, RepoError, Tree};
use crate::source::limits::MAX_RECORD_BYTES;
use crate::source::{RepoPath, one_line};

/// Kinds of pictures that may be a logo, by how their names end.
const PICTURES: [&str; 5] = ["svg", "png", "webp", "jpg", "jpeg"];

/// The logo under the name it gets in the site; inside, why there is none.
///
/// # Errors
/// When the tree cannot be read.
pub fn logo(tree: &dyn Tree, path: &str) -> Result<Result<(String, Vec<u8>), String>, RepoError> {
    let wrong = |reason: &str| Ok(Err(format!("`{}` {reason}", one_line(path))));
    let Ok(place) = RepoPath::new(path) else { return wrong("is not a path inside the repository") };
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if !PICTURES.contains(&ending.as_str()) {
        return wrong("is not an SVG, PNG, WebP or JPEG picture");
    }
    let Some(file) = tree.look(&place)?.filter(|file| matches!(file.kind, FileKind::File(_))) else {
        return wrong("is not a file of the repository");
    };
    let bytes = tree.read(&file, MAX_RECORD_BYTES)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_RECORD_BYTES {
        return wrong("is too large");
    }
    Ok(Ok((format!("logo.{ending}"), bytes)))
}
