//! Counting tests: the closing lines of `cargo test` and of node's test runner.

use std::fmt;
use std::ops::{Add, AddAssign};

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Counts {
    /// How many tests were run.
    pub fn run(self) -> u32 {
        self.passed + self.failed
    }

    /// Adds what one line of a test runner's output counts, if it counts anything.
    pub fn add_line(&mut self, line: &str) {
        if let Some(counts) = libtest_line(line).or_else(|| node_line(line)) {
            *self += counts;
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s`
fn libtest_line(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = numbers.split(';').find_map(|part| part.trim().strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some(Counts { passed: number("passed")?, failed: number("failed")?, skipped: number("ignored")? })
}

/// `ℹ pass 12` (the spec reporter) or `# pass 12` (TAP), and the same for `fail`, `cancelled`, `skipped`, `todo`.
fn node_line(line: &str) -> Option<Counts> {
    let (name, number) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "))?.trim().split_once(' ')?;
    let number = number.parse().ok()?;
    match name {
        "pass" => Some(Counts { passed: number, ..Counts::default() }),
        "fail" | "cancelled" => Some(Counts { failed: number, ..Counts::default() }),
        "skipped" | "todo" => Some(Counts { skipped: number, ..Counts::default() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(output: &str) -> Counts {
        let mut counts = Counts::default();
        output.lines().for_each(|line| counts.add_line(line));
        counts
    }

    #[test]
    fn several_test_binaries_add_up() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 4 filtered out; finished in 1.00s\n";
        assert_eq!(count(output), Counts { passed: 15, failed: 2, skipped: 1 });
    }

    #[test]
    fn both_reporters_of_node() {
        for mark in ["ℹ", "#"] {
            let output = format!(
                "{mark} tests 9\n{mark} suites 0\n{mark} pass 5\n{mark} fail 1\n{mark} cancelled 1\n\
                 {mark} skipped 1\n{mark} todo 1\n{mark} duration_ms 12.5"
            );
            assert_eq!(count(&output), Counts { passed: 5, failed: 2, skipped: 2 });
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(count("# passengers 3\ntest result: none\n12 passed\n# fail many"), Counts::default());
    }

    #[test]
    fn the_closing_line() {
        assert_eq!(Counts { passed: 3, failed: 0, skipped: 0 }.to_string(), "3 passed, 0 failed");
        assert_eq!(Counts { passed: 3, failed: 1, skipped: 2 }.to_string(), "3 passed, 1 failed, 2 skipped");
    }
}
