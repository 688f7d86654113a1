//! Many colleagues write into one incident at the same time: every entry arrives exactly once, and nobody sees an error.
//!
//! Small here; `FLAREBOOK_CONTENTION=16x50 cargo test --release --test it contention -- --nocapture` is the full size.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::command::{flarebook, git, run};
use crate::landing::Team;

/// How many clones, and how many entries each.
fn size() -> (usize, usize) {
    let asked = std::env::var("FLAREBOOK_CONTENTION").unwrap_or_else(|_| "4x8".to_owned());
    let (clones, entries) = asked.split_once('x').expect("CLONESxENTRIES");
    (clones.parse().unwrap(), entries.parse().unwrap())
}

/// The clock runs: entries of one second are another test's matter.
fn command(clone: &Path, arguments: &[&str]) -> Command {
    let mut command = flarebook(clone);
    command.args(arguments).args(["--incident", "login-errors"]).env_remove("FLAREBOOK_NOW");
    command
}

/// Pushes one entry, and says how long that took.
fn push(clone: &Path, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    let (code, out, err) = run(&mut command(clone, &[arguments, &["--push"]].concat()));
    assert!(code == 0 && !err.contains("error") && !err.contains("warning"), "{arguments:?}: {code} {out}{err}");
    begun.elapsed()
}

/// How often each text is in the timeline, front matter left out.
fn texts(clone: &Path) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let incident = fs::read_dir(clone.join("incidents")).unwrap().next().unwrap().unwrap().path();
    for item in fs::read_dir(incident.join("timeline")).unwrap() {
        let text = fs::read_to_string(item.unwrap().path()).unwrap();
        let body = text.splitn(3, "---\n").nth(2).expect("a whole entry").trim().to_owned();
        *found.entry(body).or_default() += 1;
    }
    found
}

/// All clones are alike, clean and whole.
fn alike(team: &Team, clones: &[PathBuf]) {
    for clone in clones {
        let (code, out, err) = run(flarebook(clone).arg("sync"));
        assert_eq!(code, 0, "{}: {out}{err}", clone.display());
    }
    // Those that were first have not seen what the last ones brought.
    for clone in clones {
        assert_eq!(run(flarebook(clone).arg("sync")).0, 0);
        assert_eq!(git(clone, &["status", "--porcelain", "--ignored"]), "", "{}", clone.display());
        assert_eq!(git(clone, &["rev-parse", "HEAD"]), git(&team.remote(), &["rev-parse", "main"]));
        for left in ["index.lock", "flarebook/writing", "flarebook/pushing", "flarebook/index.mark"] {
            assert!(!clone.join(".git").join(left).exists(), "{}: {left}", clone.display());
        }
    }
    git(&team.remote(), &["fsck", "--strict"]);
    let (code, out, _) = run(flarebook(&clones[0]).args(["check", "--format", "json"]));
    assert!(code != 2 && !out.contains("\"transition\""), "{out}");
}

#[test]
fn every_entry_arrives_once_and_nobody_sees_an_error() {
    let (clones, entries) = size();
    let team = Team::new();
    let writers: Vec<PathBuf> = (0..clones).map(|number| team.clone(&format!("writer{number}"))).collect();
    let (lead, keeper) = (team.clone("lead"), team.clone("keeper"));
    let over = AtomicBool::new(false);
    let mut latencies: Vec<Duration> = Vec::new();
    let (mut roles, mut changes) = (0, 0);
    let begun = Instant::now();
    thread::scope(|scope| {
        let write = |(number, clone): (usize, &PathBuf)| {
            let clone = clone.clone();
            let one = move |entry| push(&clone, &["log", &format!("writer {number}, entry {entry}")]);
            scope.spawn(move || (0..entries).map(one).collect::<Vec<_>>())
        };
        let threads: Vec<_> = writers.iter().enumerate().map(write).collect();
        let (over, lead_clone, keeper_clone) = (&over, &lead, &keeper);
        let lead = scope.spawn(move || until(over, lead_clone, hand_over));
        let keeper = scope.spawn(move || until(over, keeper_clone, change_status));
        for thread in threads {
            match thread.join() {
                Ok(some) => latencies.extend(some),
                Err(fault) => {
                    over.store(true, Ordering::SeqCst);
                    std::panic::resume_unwind(fault);
                }
            }
        }
        over.store(true, Ordering::SeqCst);
        (roles, changes) = (lead.join().unwrap(), keeper.join().unwrap());
    });
    let took = begun.elapsed();
    let all: Vec<PathBuf> = writers.into_iter().chain([lead, keeper]).collect();
    alike(&team, &all);
    let mut expected: BTreeMap<String, usize> = BTreeMap::from([("Declared".to_owned(), 1)]);
    for number in 0..clones {
        expected.extend((0..entries).map(|entry| (format!("writer {number}, entry {entry}"), 1)));
    }
    expected.extend((0..roles).map(|number| (format!("role {number}"), 1)));
    expected.extend((0..changes).map(|number| (format!("status {number}"), 1)));
    for clone in &all {
        assert_eq!(texts(clone), expected, "{}", clone.display());
    }
    assert_eq!(git(&team.remote(), &["rev-list", "--count", "main"]).trim(), expected.len().to_string());
    report(&mut latencies, took, roles + changes);
}

/// One after the other, as fast as they can, until the others are done; how many there were.
fn until(over: &AtomicBool, clone: &Path, arguments: fn(usize) -> Vec<String>) -> usize {
    let mut done = 0;
    while !over.load(Ordering::SeqCst) {
        push(clone, &arguments(done).iter().map(String::as_str).collect::<Vec<_>>());
        done += 1;
    }
    done
}

fn hand_over(number: usize) -> Vec<String> {
    let person = if number.is_multiple_of(2) { "mary" } else { "josh" };
    vec!["log".to_owned(), format!("role {number}"), "--lead".to_owned(), person.to_owned()]
}

fn change_status(number: usize) -> Vec<String> {
    let state = ["identified", "monitoring", "investigating"][number % 3];
    vec!["status".to_owned(), state.to_owned(), format!("status {number}")]
}

#[expect(clippy::print_stdout, reason = "the figures are what the full size is run for")]
fn report(latencies: &mut [Duration], took: Duration, others: usize) {
    latencies.sort();
    let at = |share: usize| latencies[(latencies.len() - 1) * share / 100].as_millis();
    println!(
        "{} entries (and {others} of roles and states) in {:.1} s; each: p50 {} ms, p95 {} ms, max {} ms",
        latencies.len(),
        took.as_secs_f64(),
        at(50),
        at(95),
        at(100)
    );
}

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn killed_at_random_nothing_is_half_written_and_nothing_acknowledged_is_missing() {
    let (clones, entries) = size();
    let team = Team::new();
    let writers: Vec<PathBuf> = (0..clones).map(|number| team.clone(&format!("writer{number}"))).collect();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut killed = 0;
    thread::scope(|scope| {
        let write = |(number, clone): (usize, &PathBuf)| {
            let clone = clone.clone();
            scope.spawn(move || write_and_die(number, &clone, entries))
        };
        let threads: Vec<_> = writers.iter().enumerate().map(write).collect();
        for thread in threads {
            let (done, dead) = thread.join().unwrap();
            acknowledged.extend(done);
            killed += dead;
        }
    });
    // A push whose command was killed may still be under way.
    thread::sleep(Duration::from_secs(2));
    alike(&team, &writers);
    let found = texts(&writers[0]);
    for text in &acknowledged {
        assert_eq!(found.get(text), Some(&1), "{text}");
    }
    assert!(found.values().all(|count| *count == 1), "{found:?}");
    assert!(killed > 0 && !acknowledged.is_empty(), "{killed} killed, {} acknowledged", acknowledged.len());
}

/// The texts that were acknowledged, and how many commands were killed.
fn write_and_die(number: usize, clone: &Path, entries: usize) -> (Vec<String>, usize) {
    let mut dice = Dice(number as u64 + 1);
    let (mut acknowledged, mut killed) = (Vec::new(), 0);
    for entry in 0..entries {
        let text = format!("writer {number}, entry {entry}");
        let mut running = command(clone, &["log", &text, "--push"]);
        let mut child =
            running.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        if dice.below(2) == 0 {
            thread::sleep(Duration::from_millis(dice.below(250)));
            let _ = child.kill();
        }
        let status = child.wait().unwrap();
        match status.code() {
            Some(0) => acknowledged.push(text),
            Some(code) => assert_eq!(code, 1, "{text}"),
            None => killed += 1,
        }
    }
    (acknowledged, killed)
}
