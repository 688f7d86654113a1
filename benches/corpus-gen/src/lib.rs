//! Writes a Flarebook repository of any size: plausible incidents, the same bytes for the same seed.
//!
//! For benchmarks, and for trying out how the tool feels with years of history. Each incident has about twelve timeline entries,
//! three follow-ups and a review; the newest hundredth is still open. The record is correct: `flarebook check` finds no error.

mod calendar;
mod followups;
mod incident;
mod pir;
mod random;
mod roster;
mod slug;
mod story;
mod timeline;
mod words;
mod write;
mod yaml;

use std::io;
use std::path::Path;

/// How timeline and follow-ups are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One file per entry and per follow-up, as live incidents have it.
    Folders,
    /// `timeline.yaml` and `followups.yaml`, as closed incidents have it.
    Folded,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Folded, Self::Folders];

    /// The word for it on a command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folders => "folders",
            Self::Folded => "folded",
        }
    }

    /// The form with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many incidents.
    pub incidents: u32,
    /// Where the chance begins: the same seed gives the same bytes.
    pub seed: u64,
    /// How they are stored.
    pub form: Form,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Incidents.
    pub incidents: u32,
    /// Timeline entries.
    pub entries: usize,
    /// Follow-ups.
    pub followups: usize,
    /// Files, everything included.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Writes a repository's files into `folder`, which is made if it is not there. Nothing is removed from it.
pub fn write(folder: &Path, settings: &Settings) -> io::Result<Written> {
    let mut writer = write::Writer::new(folder);
    roster::write(&mut writer)?;
    let mut ids = slug::Ids::default();
    let mut previous = None;
    for number in 0..settings.incidents {
        let mut story = story::tell(number, settings, &mut ids, previous.as_deref());
        incident::write(&mut writer, &story, settings.form)?;
        incident::write_review(&mut writer, &mut story)?;
        previous = Some(story.id);
    }
    Ok(writer.finish(settings.incidents))
}

#[cfg(test)]
mod tests;
