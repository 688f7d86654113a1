//! Running a process to its end, with its time and its peak of memory.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often the peak of memory is read; it only ever grows, so the last reading is the peak but for the last moment.
const EVERY: Duration = Duration::from_millis(1);

/// What one process took.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub time: Duration,
    /// Kibibytes; none where there is no `/proc`.
    pub peak: Option<u64>,
}

/// The best time and the highest peak of several runs.
pub fn best_of(runs: u32, command: impl Fn() -> io::Result<Command>) -> io::Result<Measured> {
    let mut best = measure(&mut command()?)?;
    for _ in 1..runs {
        let next = measure(&mut command()?)?;
        best = Measured { time: best.time.min(next.time), peak: best.peak.max(next.peak) };
    }
    Ok(best)
}

fn measure(command: &mut Command) -> io::Result<Measured> {
    let errors = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors.try_clone()?);
    let start = Instant::now();
    let mut child = command.spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = None;
    let status = loop {
        peak = peak_of(&status_file).max(peak);
        match child.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(EVERY),
        }
    };
    let time = start.elapsed();
    if status.success() { Ok(Measured { time, peak }) } else { Err(failure(command, status, errors)) }
}

fn failure(command: &Command, status: ExitStatus, mut errors: fs::File) -> io::Error {
    use io::{Read, Seek};
    let mut text = String::new();
    let read = errors.rewind().and_then(|()| errors.read_to_string(&mut text));
    let text = if read.is_ok() { text } else { "its messages could not be read".to_owned() };
    io::Error::other(format!("{command:?}: {status}\n{text}"))
}

fn peak_of(status_file: &str) -> Option<u64> {
    let status = fs::read_to_string(status_file).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

/// The corpus is looked for from the enclosing git repository's root.
pub fn git_init(folder: &Path) -> io::Result<()> {
    let status = Command::new("git").args(["init", "--quiet"]).current_dir(folder).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("git init failed")) }
}
