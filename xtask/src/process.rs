//! Running other programs: announced, their output passed on as it comes, and read along where somebody counts.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use crate::counts::Counts;
use crate::error::StepError;

/// Cargo, the one that started this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs the command to its end; anything but success is an error.
pub fn run(command: &mut Command) -> Result<(), StepError> {
    announce(command);
    let status = command.stdin(Stdio::null()).status().map_err(|source| start_error(command, source))?;
    judge(command, status, Counts::default())
}

/// Runs a test runner and counts its tests; no test at all is an error.
pub fn run_tests(command: &mut Command) -> Result<Counts, StepError> {
    let mut counts = Counts::default();
    let status = follow(command, Stream::Stdout, |line| counts.add_line(line))?;
    judge(command, status, counts)?;
    if counts.run() == 0 {
        return Err(StepError::NoTests { command: describe(command) });
    }
    Ok(counts)
}

/// Runs the command and keeps what it says on stderr, whether it succeeds or not.
pub fn run_keeping_stderr(command: &mut Command) -> Result<(ExitStatus, String), StepError> {
    let mut kept = String::new();
    let status = follow(command, Stream::Stderr, |line| {
        kept.push_str(line);
        kept.push('\n');
    })?;
    Ok((status, kept))
}

/// The first line a program prints, if it runs and succeeds: for `--version`.
pub fn first_line(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

/// Where the program is, looking through `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The error for a command that ended with this status, if it is one.
pub fn judge(command: &Command, status: ExitStatus, counts: Counts) -> Result<(), StepError> {
    if status.success() {
        return Ok(());
    }
    Err(StepError::Failed { command: describe(command), status: status.to_string(), counts })
}

#[derive(Clone, Copy)]
enum Stream {
    Stdout,
    Stderr,
}

/// Runs the command with one stream passed on line by line, and shown to `each`; the other goes straight to the terminal.
fn follow(command: &mut Command, stream: Stream, each: impl FnMut(&str)) -> Result<ExitStatus, StepError> {
    announce(command);
    command.stdin(Stdio::null());
    match stream {
        Stream::Stdout => command.stdout(Stdio::piped()),
        Stream::Stderr => command.stderr(Stdio::piped()),
    };
    let mut child = command.spawn().map_err(|source| start_error(command, source))?;
    let copied = match (child.stdout.take(), child.stderr.take()) {
        (Some(pipe), _) => copy_lines(pipe, io::stdout(), each),
        (_, Some(pipe)) => copy_lines(pipe, io::stderr(), each),
        (None, None) => Ok(()),
    };
    copied.and_then(|()| child.wait()).map_err(|source| start_error(command, source))
}

fn copy_lines(from: impl Read, mut to: impl Write, mut each: impl FnMut(&str)) -> io::Result<()> {
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        each(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    to.flush()
}

fn announce(command: &Command) {
    println!("$ {}", describe(command));
}

/// The command as one would type it.
fn describe(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let environment = command
        .get_envs()
        .filter_map(|(key, value)| Some(format!("{}={}", key.to_string_lossy(), quoted(&value?.to_string_lossy()))));
    let arguments = command.get_args().map(|argument| quoted(&argument.to_string_lossy()));
    environment.chain([name]).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    if word.contains(' ') { format!("'{word}'") } else { word.to_owned() }
}

fn start_error(command: &Command, source: io::Error) -> StepError {
    StepError::Start { command: describe(command), source }
}
