//! Runs the steps one after the other, goes on after a failure, and tells the whole story at the end.

use std::fmt;
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::error::StepError;
use crate::plan::{Outcome, Step};
use crate::session::Session;
use crate::tools::Toolbox;

/// How every step went.
pub struct Report {
    rows: Vec<Row>,
    strict: bool,
    time: Duration,
}

struct Row {
    name: &'static str,
    result: Result<Outcome, StepError>,
    time: Duration,
}

/// Installs what the steps need, then runs them.
pub fn run(steps: &[&'static Step], session: &mut Session) -> Report {
    let start = Instant::now();
    let toolbox = prepare(steps);
    let rows = steps.iter().map(|step| run_step(step, &toolbox, session)).collect();
    Report { rows, strict: session.strict, time: start.elapsed() }
}

fn prepare(steps: &[&'static Step]) -> Toolbox {
    let needed = steps.iter().flat_map(|step| step.needs).copied().collect();
    header("tools", "what the tests need is there, or is installed now");
    let start = Instant::now();
    let toolbox = Toolbox::prepare(&needed);
    println!("── tools: {:.1} s", start.elapsed().as_secs_f64());
    toolbox
}

fn run_step(step: &'static Step, toolbox: &Toolbox, session: &mut Session) -> Row {
    header(step.name, step.what);
    let start = Instant::now();
    let result = toolbox.require(step.needs).and_then(|()| (step.run)(session));
    let row = Row { name: step.name, result, time: start.elapsed() };
    println!("── {row}");
    row
}

fn header(name: &str, what: &str) {
    println!("\n── {name} ─ {what}");
}

impl Row {
    fn counts(&self, strict: bool) -> Counts {
        match &self.result {
            Ok(outcome) => outcome.counts + not_run(outcome, strict),
            Err(error) => at_least_one_failure(error.counts()),
        }
    }

    fn failed(&self, strict: bool) -> bool {
        self.result.is_err() || self.counts(strict).failed > 0
    }
}

/// A check that could not be made is a skipped one, or a failed one when strict.
fn not_run(outcome: &Outcome, strict: bool) -> Counts {
    let number = u32::try_from(outcome.not_run.len()).unwrap_or(u32::MAX);
    if strict {
        Counts { failed: number, ..Counts::default() }
    } else {
        Counts { skipped: number, ..Counts::default() }
    }
}

/// A step that failed without a failed test in it (formatting, lints, a crash) is one failure itself.
fn at_least_one_failure(counts: Counts) -> Counts {
    Counts { failed: counts.failed.max(1), ..counts }
}

impl Report {
    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        self.rows.iter().any(|row| row.failed(self.strict))
    }

    fn not_run(&self) -> impl Iterator<Item = (&str, &String)> {
        let ran = self.rows.iter().filter_map(|row| Some((row.name, row.result.as_ref().ok()?)));
        ran.flat_map(|(name, outcome)| outcome.not_run.iter().map(move |reason| (name, reason)))
    }

    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        self.rows.iter().for_each(|row| sum += row.counts(self.strict));
        sum
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.time.as_secs_f64();
        match &self.result {
            Err(error) => write!(f, "{:<12}{seconds:>7.1} s  FAILED: {error}", self.name),
            Ok(outcome) if !outcome.not_run.is_empty() => {
                write!(f, "{:<12}{seconds:>7.1} s  not run, {}", self.name, outcome.not_run.join("; "))
            }
            Ok(outcome) if outcome.counts == Counts::default() => write!(f, "{:<12}{seconds:>7.1} s  ok", self.name),
            Ok(outcome) => write!(f, "{:<12}{seconds:>7.1} s  ok, {}", self.name, outcome.counts),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n── summary ─ {:.1} s in all", self.time.as_secs_f64())?;
        self.rows.iter().try_for_each(|row| writeln!(f, "   {row}"))?;
        for (name, reason) in self.not_run() {
            writeln!(f, "\n{name}: not run, {reason}")?;
        }
        write!(f, "\n{}", self.counts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(strict: bool, results: Vec<Result<Outcome, StepError>>) -> Report {
        let row = |result| Row { name: "step", result, time: Duration::ZERO };
        Report { rows: results.into_iter().map(row).collect(), strict, time: Duration::ZERO }
    }

    fn passed(number: u32) -> Outcome {
        Outcome::from(Counts { passed: number, ..Counts::default() })
    }

    fn failed(number: u32) -> StepError {
        let counts = Counts { passed: 1, failed: number, skipped: 0 };
        StepError::Failed { command: "x".to_owned(), status: "exit status: 1".to_owned(), counts }
    }

    fn last_line(report: &Report) -> String {
        report.to_string().lines().last().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_last_line_adds_up() {
        let report = report(false, vec![Ok(passed(4)), Ok(passed(3)), Ok(Outcome::default())]);
        assert_eq!(last_line(&report), "7 passed, 0 failed");
        assert!(!report.failed());
    }

    #[test]
    fn a_failed_step_without_failed_tests_is_one_failure() {
        let report = report(false, vec![Ok(passed(4)), Err(failed(0)), Err(failed(2))]);
        assert_eq!(last_line(&report), "6 passed, 3 failed");
        assert!(report.failed());
    }

    #[test]
    fn what_could_not_run_is_told_and_strict_fails_it() {
        let not_run = || Outcome { not_run: vec!["no network".to_owned()], ..Outcome::default() };
        let lenient = report(false, vec![Ok(passed(1)), Ok(not_run())]);
        assert!(lenient.to_string().contains("not run, no network"));
        assert_eq!(last_line(&lenient), "1 passed, 0 failed, 1 skipped");
        assert!(!lenient.failed());
        let strict = report(true, vec![Ok(passed(1)), Ok(not_run())]);
        assert_eq!(last_line(&strict), "1 passed, 1 failed");
        assert!(strict.failed());
    }
}
