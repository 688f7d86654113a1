//! Findings as GitHub's workflow commands: annotations on the lines of a pull request.
//!
//! The runner reads a command from any line that begins with `::`, and older ones from any line with `##[` in it. So every finding is
//! one line, begun by us; [`Plain`] has neither line breaks nor `##[` in it, and what separates the parts of a command is escaped.

use std::fmt::Write as _;

use super::counted;
use super::plain::Plain;
use super::summary::{looked_at, verdict};
use crate::corpus::Counts;
use crate::diagnostic::Level;
use crate::lint::Outcome;

/// Annotations of each level that GitHub shows for one step.
const MOST_SHOWN: usize = 10;

/// The report as workflow commands, errors first, and a closing line for the log.
pub(super) fn github(outcome: &Outcome, counts: Counts) -> String {
    let mut text = String::new();
    for finding in Plain::errors_first(outcome) {
        text.push_str(&command(&finding));
    }
    text.push_str(&not_shown(outcome));
    let _ = writeln!(text, "{}: {}", looked_at(counts), verdict(outcome));
    text
}

fn command(finding: &Plain) -> String {
    let mut properties = vec![("file", finding.path.clone())];
    let (start, end) = (finding.region.start, finding.region.end);
    if !finding.region.whole_file {
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // GitHub takes columns only for a single line; the message names the place in any case.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", format!("flarebook: {}", finding.rule)));
    line(finding.level.as_str(), &properties, &finding.lines().join("\n"))
}

/// What to say when GitHub shows less than there is.
fn not_shown(outcome: &Outcome) -> String {
    let over = |level| outcome.count(level).saturating_sub(MOST_SHOWN);
    let more = over(Level::Error) + over(Level::Warn);
    if more == 0 {
        return String::new();
    }
    let title = format!("flarebook: {} not shown", counted(more, "finding"));
    let message = format!(
        "GitHub shows the first {MOST_SHOWN} errors and {MOST_SHOWN} warnings of a step. All of them ({}) are in this step's log.",
        verdict(outcome)
    );
    line("notice", &[("title", title)], &message)
}

fn line(command: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", escape_property(value))).collect();
    format!("::{command} {}::{}\n", properties.join(","), escape_data(message))
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::tests::{hostile, outcome};

    /// A command as the runner reads it: name, properties, message.
    type Command = (String, Vec<(String, String)>, String);

    fn unescape(text: &str, property: bool) -> String {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        let text = if property { text.replace("%3A", ":").replace("%2C", ",") } else { text };
        text.replace("%25", "%")
    }

    fn read(line: &str) -> Option<Command> {
        let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
        let (name, properties) = head.split_once(' ')?;
        let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(key, value)| (key.to_owned(), unescape(value, true))).collect();
        Some((name.to_owned(), pairs, unescape(message, false)))
    }

    #[test]
    fn errors_come_first_and_what_is_not_shown_is_said() {
        let messages: Vec<String> = (0..24).map(|number| format!("finding {number}")).collect();
        let mut outcome = outcome(messages.iter().map(String::as_str));
        for (number, diagnostic) in outcome.diagnostics.iter_mut().enumerate() {
            diagnostic.level = if number % 2 == 0 { Level::Warn } else { Level::Error };
        }
        let text = github(&outcome, Counts::default());
        let names: Vec<String> = text.lines().filter_map(read).map(|(name, ..)| name).collect();
        assert_eq!(names.iter().position(|name| name == "warning"), Some(12));
        assert_eq!(names.iter().rposition(|name| name == "error"), Some(11));
        assert_eq!(names.last().unwrap(), "notice");
        assert!(text.contains("title=flarebook%3A 4 findings not shown::"), "{text}");
        outcome.diagnostics.truncate(20);
        assert!(!github(&outcome, Counts::default()).contains("::notice"));
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(text in "(?s).*") {
            let line = line("error", &[("file", text.clone()), ("title", text.clone())], &text);
            prop_assert!(line.ends_with('\n') && line.lines().count() == 1 && !line.trim_end().contains(['\r', '\n']));
            let (name, properties, message) = read(line.strip_suffix('\n').unwrap()).unwrap();
            prop_assert_eq!(name, "error");
            prop_assert_eq!(&message, &text);
            prop_assert_eq!(properties, [("file".to_owned(), text.clone()), ("title".to_owned(), text)]);
        }

        #[test]
        fn a_finding_is_one_command_whatever_the_record_says(text in hostile()) {
            let text = github(&outcome([text.as_str()]), Counts::default());
            let lines: Vec<&str> = text.split(['\n', '\r']).collect();
            prop_assert_eq!(lines.len(), 3, "a command, the closing line, and nothing after it: {:?}", lines);
            prop_assert_eq!(lines.iter().filter(|line| read(line).is_some()).count(), 1);
            prop_assert!(!text.contains("##["));
            let (_, _, message) = read(lines[0]).unwrap();
            prop_assert!(message.lines().all(|line| !line.trim_start().starts_with("::")), "{}", message);
            prop_assert!(message.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
