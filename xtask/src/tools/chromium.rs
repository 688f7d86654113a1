//! A browser of the Chromium family: the one in `CHROMIUM`, or whichever is installed.

use std::path::PathBuf;

use crate::error::StepError;
use crate::process;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser to use.
pub fn find() -> Option<PathBuf> {
    match std::env::var_os("CHROMIUM") {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => NAMES.iter().find_map(|name| process::find(name)),
    }
}

pub fn look() -> Result<String, String> {
    find().map(|path| path.display().to_string()).ok_or_else(|| "not found".to_owned())
}

/// The error when [`find`] finds none.
pub fn missing() -> StepError {
    StepError::Tool { tool: "chromium", why: "not found".to_owned() }
}
