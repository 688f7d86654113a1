//! `flarebook log --from FILE`: many lines at once, each shown as it is read before anything is written.

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context, ask, zone};
use crate::cli::{Import, Writing};
use crate::corpus::Corpus;
use crate::model::{EntryRecord, IncidentId};
use crate::respond::{LogMany, ReadBy, Reading, read_lines};

/// The most that is read: notes, not archives.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(super) fn run(
    context: &mut Context,
    from: &Import,
    incident: Option<&str>,
    says: EntryRecord,
    writing: &Writing,
) -> Result<ExitCode, CommandError> {
    let Some(path) = from.from.as_deref() else { return Ok(ExitCode::SUCCESS) };
    let text = text_of(path)?;
    let (landing, incident) = Landing::on_incident(context, incident, writing)?;
    let lines = read_lines(&landing.corpus, &text, &read_by(context, &landing, from, &incident)?)?;
    context.hint(&shown(&landing.corpus, &lines));
    if !landing.is_dry_run() && !from.yes && !ask::confirm(&format!("Write {} entries into {incident}?", lines.len())) {
        return Err(CommandError::NotConfirmed(lines.len()));
    }
    landing.land(context, &LogMany { incident, lines, says })?;
    Ok(ExitCode::SUCCESS)
}

fn text_of(path: &Path) -> Result<String, CommandError> {
    let disk = |reason| CommandError::Disk { path: path.to_owned(), reason };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes).map_err(disk)?;
    } else {
        std::fs::File::open(path).map_err(disk)?.take(LARGEST).read_to_end(&mut bytes).map_err(disk)?;
    }
    // A letter that is no UTF-8 is no reason to lose the notes.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The zone that was given, else the one that is configured; the day of the incident's name.
fn read_by(context: &Context, landing: &Landing, from: &Import, incident: &IncidentId) -> Result<ReadBy, CommandError> {
    let unknown = |name: &str| CommandError::Unknown {
        what: "time zone",
        name: name.to_owned(),
        hint: "write a name of the IANA database, such as `Europe/Berlin`, or `UTC`".to_owned(),
    };
    let zone = match from.timezone.as_deref() {
        Some(name) => Some(zone::by_name(name).ok_or_else(|| unknown(name))?),
        None => Some(zone::of(&landing.corpus, landing.by.as_deref())).filter(|zone| !zone.is_guess),
    };
    let now = context.now();
    let day = incident.day().unwrap_or_else(|| now.to_zoned(jiff::tz::TimeZone::UTC).date());
    Ok(ReadBy { zone: zone.map(|zone| zone.zone), day, now })
}

/// Each line as it was read.
fn shown(corpus: &Corpus, lines: &[Reading]) -> String {
    let line = |reading: &Reading| {
        let by = reading.by.as_deref().map_or_else(String::new, |by| format!("{}: ", corpus.person_name(by)));
        let text: String =
            reading.text.lines().next().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
        let more = if reading.text.lines().count() > 1 { " …" } else { "" };
        format!("{:>4}  {}  {by}{text}{more}", reading.line, reading.at)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
