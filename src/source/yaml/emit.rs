//! Values to YAML text, for new files. Edits to files that people wrote are another matter and do not pass through here.

use serde::Serialize;

/// A value that could not be written as YAML; only types with keys that are not text can cause it.
#[derive(Debug, thiserror::Error)]
#[error("cannot write YAML: {0}")]
pub struct Emit(#[from] serde_yaml::Error);

/// The YAML of a value, with a line break at the end; `None`s and empty collections are left out by the types themselves.
///
/// # Errors
/// When the value has no YAML form.
pub fn to_yaml(value: &impl Serialize) -> Result<String, Emit> {
    Ok(serde_yaml::to_string(value)?)
}
