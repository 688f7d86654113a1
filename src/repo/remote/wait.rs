//! A program that is waited for as long as it says something, and not much longer.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How a program ended.
pub(super) struct Ended {
    /// Nothing when it said nothing for too long and was ended.
    pub status: Option<ExitStatus>,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// How often we look whether it is there still.
const LOOK: Duration = Duration::from_millis(100);
/// How long a program has to tidy up after it was asked to end.
const TIDY: Duration = Duration::from_secs(2);

/// A part of what it said, on standard error or output.
type Said = (bool, Vec<u8>);

/// Runs a program; one that says nothing for `patience` is ended, with all that it started when it has a group of its own.
pub(super) fn run(command: &mut Command, patience: Option<Duration>, own_group: bool) -> io::Result<Ended> {
    group(command, own_group);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (sender, receiver) = channel();
    let pipes: [(bool, Option<Box<dyn Read + Send>>); 2] = [
        (false, child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>)),
        (true, child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>)),
    ];
    for (is_error, pipe) in pipes {
        if let Some(pipe) = pipe {
            let sender = sender.clone();
            std::thread::spawn(move || listen(pipe, is_error, &sender));
        }
    }
    drop(sender);
    let mut ended = Ended { status: None, stdout: Vec::new(), stderr: Vec::new() };
    ended.status = wait(&mut child, &receiver, patience, &mut ended)?;
    if ended.status.is_none() {
        end(&mut child, own_group)?;
    }
    Ok(ended)
}

fn wait(
    child: &mut Child,
    receiver: &Receiver<Said>,
    patience: Option<Duration>,
    ended: &mut Ended,
) -> io::Result<Option<ExitStatus>> {
    let mut heard = Instant::now();
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok((is_error, said)) => {
                heard = Instant::now();
                if is_error {
                    ended.stderr.extend(said);
                } else {
                    ended.stdout.extend(said);
                }
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            // It will not say anything any more: mostly it has ended, or is about to.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(1)),
        }
        // What it started may live on and keep its outputs open, as ssh's master connection does; nobody waits for that.
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if patience.is_some_and(|patience| heard.elapsed() > patience) {
            return Ok(None);
        }
    }
}

fn listen(mut pipe: impl Read, is_error: bool, sender: &Sender<Said>) {
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = pipe.read(&mut buffer) {
        let said = buffer.get(..length).unwrap_or_default().to_vec();
        if sender.send((is_error, said)).is_err() {
            return;
        }
    }
}

/// First it is asked: git takes its lock files away then. Then it is made to.
fn end(child: &mut Child, own_group: bool) -> io::Result<()> {
    ask_to_end(child, own_group, false);
    let asked = Instant::now();
    while child.try_wait()?.is_none() && asked.elapsed() < TIDY {
        std::thread::sleep(LOOK / 5);
    }
    ask_to_end(child, own_group, true);
    let _ended_already = child.kill();
    child.wait().map(drop)
}

#[cfg(unix)]
fn group(command: &mut Command, own: bool) {
    use std::os::unix::process::CommandExt as _;
    if own {
        command.process_group(0);
    }
}

#[cfg(unix)]
fn ask_to_end(child: &Child, own_group: bool, at_once: bool) {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group};
    let Some(id) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    let signal = if at_once { Signal::KILL } else { Signal::TERM };
    // Whoever has ended already needs no asking.
    let _ = if own_group { kill_process_group(id, signal) } else { kill_process(id, signal) };
}

#[cfg(not(unix))]
fn group(_: &mut Command, _: bool) {}

#[cfg(not(unix))]
fn ask_to_end(_: &Child, _: bool, _: bool) {}
