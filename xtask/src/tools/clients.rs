//! Other people's readers of status pages, feeds and calendars, as `tests/status/requirements.txt` names them.

use std::fs;
use std::path::{Path, PathBuf};

use super::python;
use crate::error::StepError;
use crate::process;
use crate::session;

/// The Python that has them.
pub fn python() -> PathBuf {
    python::program(&environment(), "python")
}

fn environment() -> PathBuf {
    session::target_folder(&session::root()).join("status-clients")
}

fn wanted() -> PathBuf {
    session::root().join("tests/status/requirements.txt")
}

/// What the environment was made from.
fn made_from() -> PathBuf {
    environment().join("made-from.txt")
}

pub fn look() -> Result<String, String> {
    let text = |path: &Path| fs::read_to_string(path).ok();
    let fresh = text(&wanted()).is_some() && text(&wanted()) == text(&made_from());
    let found =
        process::first_line(python(), &["-c", "import feedparser; print('feedparser', feedparser.__version__)"]);
    found.filter(|_| fresh).map(|version| format!("{version} and others")).ok_or_else(|| "not found".to_owned())
}

pub fn install() -> Result<(), StepError> {
    python::install(&environment(), ["--requirement".into(), wanted()])?;
    let files = |source| StepError::Files { path: made_from(), source };
    fs::copy(wanted(), made_from()).map(drop).map_err(files)
}
