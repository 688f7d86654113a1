//! How far a build is: a bar on a terminal when it takes longer than a second, and the time of each part for the report.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::site::Listener;

/// Before this nobody waits.
const PATIENCE: Duration = Duration::from_secs(1);
/// So often a bar is drawn, at most.
const PACE: Duration = Duration::from_millis(100);
/// How wide it is.
const WIDTH: usize = 30;

/// Takes the times, and draws.
pub(super) struct Meter {
    began: Instant,
    draws: bool,
    state: Mutex<State>,
}

/// Where the work stands.
#[derive(Default)]
struct State {
    /// The parts, each with the time it began.
    parts: Vec<(&'static str, Instant)>,
    steps: usize,
    done: usize,
    drawn: Option<Instant>,
}

impl Meter {
    /// Begins to measure; draws where somebody looks on, unless it should be `quiet`.
    pub fn new(quiet: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let draws = !quiet && !dumb && stderr().is_terminal();
        Self { began: Instant::now(), draws, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn draw(&self, state: &mut State) {
        let too_soon = |now: Instant| state.drawn.map_or(self.began, |drawn| drawn + PACE - PATIENCE) + PATIENCE > now;
        let now = Instant::now();
        if !self.draws || too_soon(now) {
            return;
        }
        if let Some((part, _)) = state.parts.last() {
            state.drawn = Some(now);
            // A bar that cannot be drawn is missed by nobody.
            let _ = write!(stderr(), "\r\x1b[2K{}", line(part, state.done, state.steps));
        }
    }

    /// Takes the bar away, and says how long each part took, in seconds.
    pub fn end(&self) -> Value {
        let mut state = self.state();
        if state.drawn.take().is_some() {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
        let ends = state.parts.iter().skip(1).map(|(_, began)| *began).chain([Instant::now()]);
        let seconds = |from: Instant, to: Instant| ((to - from).as_secs_f64() * 1000.0).round() / 1000.0;
        let part =
            |((part, from), to): (&(&str, Instant), Instant)| json!({"part": part, "seconds": seconds(*from, to)});
        state.parts.iter().zip(ends).map(part).collect()
    }
}

impl Listener for Meter {
    fn begin(&self, part: &'static str, steps: usize) {
        let mut state = self.state();
        state.parts.push((part, Instant::now()));
        (state.steps, state.done) = (steps, 0);
        self.draw(&mut state);
    }

    fn step(&self) {
        let mut state = self.state();
        state.done += 1;
        self.draw(&mut state);
    }
}

/// `incidents [=====>    ] 512 of 1000`.
fn line(part: &str, done: usize, steps: usize) -> String {
    if steps == 0 {
        return format!("{part} …");
    }
    let full = (done * WIDTH / steps).min(WIDTH);
    let head = if full < WIDTH { ">" } else { "" };
    let bar = format!("{}{head}", "=".repeat(full));
    format!("{part} [{bar:<WIDTH$}] {done} of {steps}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_of_one_width() {
        assert_eq!(line("pages", 3, 0), "pages …");
        assert_eq!(line("incidents", 0, 9), "incidents [>                             ] 0 of 9");
        assert_eq!(line("incidents", 9, 9), format!("incidents [{}] 9 of 9", "=".repeat(WIDTH)));
    }

    #[test]
    fn every_part_has_its_time() {
        let meter = Meter::new(true);
        meter.begin("reading", 0);
        meter.begin("incidents", 2);
        meter.step();
        let told = meter.end();
        let parts: Vec<&Value> = told.as_array().into_iter().flatten().map(|part| &part["part"]).collect();
        assert_eq!(parts, [&json!("reading"), &json!("incidents")]);
        assert!(told[1]["seconds"].as_f64().is_some_and(|seconds| seconds < 5.0));
    }
}
