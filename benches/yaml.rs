//! What reading YAML costs: our reader with places, against yaml_serde's typed parse without, in one run.
//!
//! `cargo bench --bench yaml`. Every subject reads the same documents; the best of several rounds counts, and only ratios are meant to
//! be quoted.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use flarebook::model::EntryRecord;
use flarebook::source::yaml::{self, Part, Route};

/// Documents of about two kilobytes each.
const DOCUMENTS: usize = 10_000;
const ROUNDS: usize = 5;

fn document(number: usize) -> String {
    let minute = number % 60;
    let item = |step: usize| {
        format!(
            "- at: 2026-03-14T09:{minute:02}:0{step}Z\n  by: mary\n  kind: action\n  status: monitoring\n  severity: P1\n  \
             roles: {{lead: mary, comms: josh}}\n  components:\n    login: degraded_performance\n  evidence:\n    \
             - kubectl -n web rollout restart deploy/login\n  text: >-\n    Restarted the login service; the error rate is back to zero, \
             and the queue is draining.\n    Entry {number}.\n"
        )
    };
    (0..6).map(item).collect()
}

fn measure(documents: &[String], subject: impl Fn(&str)) -> Duration {
    let round = || {
        let begun = Instant::now();
        documents.iter().for_each(|document| subject(document));
        begun.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

fn typed(document: &str) {
    black_box(serde_yaml::from_str::<Vec<EntryRecord>>(document).is_ok());
}

fn ours(document: &str) {
    black_box(yaml::read_items::<EntryRecord>(document, 0).1.is_empty());
}

fn tree(document: &str) {
    black_box(yaml::parse(document, 0).1.is_empty());
}

/// The second reading: from a route to its bytes.
fn locate(document: &str) {
    let route = Route::root().index(5).key("roles").key("comms");
    black_box(yaml::parse(document, 0).0.map(|root| route.locate(&root, Part::Value)));
}

fn main() -> Result<(), Box<dyn Error>> {
    let smoke = std::env::args().any(|argument| argument == "--smoke");
    let count = if smoke { 50 } else { DOCUMENTS };
    let documents: Vec<String> = (0..count).map(document).collect();
    let bytes: usize = documents.iter().map(String::len).sum();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{count} documents, {} bytes each, best of {ROUNDS}\n", bytes / count)?;
    let reference = measure(&documents, typed);
    for (name, time) in [
        ("yaml_serde, typed, no places", reference),
        ("tree with places", measure(&documents, tree)),
        ("flarebook: tree and typed, all problems", measure(&documents, ours)),
        ("flarebook: second reading for one place", measure(&documents, locate)),
    ] {
        let (seconds, base) = (time.as_secs_f64(), reference.as_secs_f64());
        writeln!(out, "{name:<42} {:>8.1} MB/s  {:>5.2} x", bytes as f64 / 1e6 / seconds, seconds / base)?;
    }
    Ok(())
}
