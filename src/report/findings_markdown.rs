//! Findings as Markdown: for a pull request's comment and a step's summary.
//!
//! Every text of a record stands in a code span with a fence of its own length. In there nothing is a link, an image, HTML, a mention or
//! a reference; and as bots find their comments by an HTML comment in them, no text of a record looks like one.

use std::fmt::Write as _;

use super::counted;
use super::plain::{Plain, line};
use super::summary::{looked_at, verdict};
use crate::corpus::Counts;
use crate::lint::Outcome;

/// What GitHub takes as one comment, in characters; counted in bytes it is never too much.
pub const COMMENT_LIMIT: usize = 65_536;

/// What GitHub takes as the summary of one step, in bytes.
pub const SUMMARY_LIMIT: usize = 1024 * 1024;

/// Findings that are seen at once; the others unfold.
const MOST_OPEN: usize = 10;

/// Bytes kept for what comes after the findings.
const CLOSING: usize = 300;

/// The report as Markdown of at most `limit` bytes, errors first; it says how many findings did not fit. `limit` is at least a
/// thousand, or the headline alone is longer.
#[must_use]
pub fn markdown(outcome: &Outcome, counts: Counts, limit: usize) -> String {
    let mut text = format!("### Flarebook: {}\n\n{}.\n", verdict(outcome), looked_at(counts));
    let rest = limit.saturating_sub(text.len());
    text.push_str(&list(outcome, rest));
    text
}

/// The findings without a headline, in at most `limit` bytes.
pub(super) fn list(outcome: &Outcome, limit: usize) -> String {
    list_but(outcome, &[], limit)
}

/// The same without the findings of some rules, which are told elsewhere; empty when nothing is left.
pub(super) fn list_but(outcome: &Outcome, rules: &[&str], limit: usize) -> String {
    let mut findings = Plain::errors_first(outcome);
    findings.retain(|finding| !rules.contains(&finding.rule));
    if findings.is_empty() && !rules.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let mut written = 0;
    for (at, finding) in findings.iter().enumerate() {
        let block = block(&findings, at, finding);
        if text.len() + block.len() + CLOSING > limit {
            break;
        }
        text.push_str(&block);
        written += 1;
    }
    if written > MOST_OPEN {
        text.push_str("\n</details>\n");
    }
    close(&mut text, &findings, written);
    text
}

/// One finding, with what must stand before it: where the unfolding begins, and the file when it is another one.
fn block(findings: &[Plain], at: usize, finding: &Plain) -> String {
    let mut block = String::new();
    if at == MOST_OPEN {
        let more = counted(findings.len() - at, "more finding");
        let _ = writeln!(block, "\n<details>\n<summary>{more}</summary>");
    }
    let before = at.checked_sub(1).and_then(|before| findings.get(before)).filter(|_| at != MOST_OPEN);
    if before.is_none_or(|before| (before.level, &before.path) != (finding.level, &finding.path)) {
        let _ = writeln!(block, "\n#### {}\n", code_span(&finding.path));
    }
    let _ = write!(block, "- **{}** {} ", finding.level.as_str(), code_span(&finding.place));
    let _ = write!(block, "{}<br>{}", code_span(finding.rule), code_span(&finding.message));
    if let Some(help) = &finding.help {
        let _ = write!(block, "<br>Help: {}", code_span(help));
    }
    for other in &finding.related {
        let _ = write!(block, "<br>See also: {}", code_span(other));
    }
    block.push('\n');
    block
}

fn close(text: &mut String, findings: &[Plain], written: usize) {
    let left_out = findings.len() - written;
    if left_out > 0 {
        let left_out = counted(left_out, "more finding");
        let _ = writeln!(text, "\n**{left_out} did not fit here.** `--format human` shows them all.");
    }
    if let Some(first) = findings.first() {
        let _ = writeln!(text, "\nMore about a finding: {}", code_span(&format!("flarebook explain {}", first.rule)));
    }
}

/// Text of a record as itself when no character of it can mean anything, else as a code span.
pub(super) fn words(text: &str) -> String {
    let harmless = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ';' | ':' | '\'' | '’' | '-' | '%' | '(' | ')' | '?')
    };
    let starts = text.starts_with(char::is_alphanumeric) && !text.contains("www.") && !text.contains("  ");
    if starts && text.chars().all(harmless) { text.to_owned() } else { code_span(text) }
}

/// Text of a record as a code span that it cannot leave. Not for tables: there a `|` ends a cell even in code.
#[must_use]
pub fn code_span(text: &str) -> String {
    let text = without_comments(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let blank = text.chars().all(|c| c == ' ');
    let touches = text.starts_with('`') || text.ends_with('`');
    match text.as_str() {
        "" => "` `".to_owned(),
        // One space at both ends is taken away again by the reader.
        _ if !blank && (touches || text.starts_with(' ') && text.ends_with(' ')) => format!("{fence} {text} {fence}"),
        _ => format!("{fence}{text}{fence}"),
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// One line without the two ends of an HTML comment.
fn without_comments(text: &str) -> String {
    line(text).replace("<!--", "<! --").replace("-->", "-- >")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::diagnostic::Level;
    use crate::report::tests::{hostile, outcome};

    fn events(text: &str) -> Vec<Event<'_>> {
        Parser::new_ext(text, Options::all().difference(Options::ENABLE_OLD_FOOTNOTES)).collect()
    }

    fn report(messages: &[String], limit: usize) -> String {
        markdown(&outcome(messages.iter().map(String::as_str)), Counts::default(), limit)
    }

    #[test]
    fn many_findings_unfold_errors_first() {
        let messages: Vec<String> = (0..14).map(|number| format!("finding {number:02}")).collect();
        let mut outcome = outcome(messages.iter().map(String::as_str));
        outcome.diagnostics[0].level = Level::Warn;
        let text = markdown(&outcome, Counts::default(), COMMENT_LIMIT);
        assert!(text.starts_with("### Flarebook: 13 errors, 1 warning\n"), "{text}");
        assert!(
            text.contains("\n<details>\n<summary>4 more findings</summary>\n\n#### `incidents/finding 11`\n"),
            "{text}"
        );
        assert!(text.find("`finding 00`") > text.find("`finding 13`"), "{text}");
        assert!(text.contains("\n\n</details>\n\nMore about a finding: `flarebook explain unknown-key`\n"), "{text}");
    }

    #[test]
    fn a_clean_run_says_so() {
        let text = markdown(&outcome([]), Counts { incidents: 1, entries: 2, followups: 3 }, COMMENT_LIMIT);
        assert_eq!(text, "### Flarebook: all clean\n\n1 incident, 2 entries, 3 follow-ups checked.\n");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let messages: Vec<String> = (0..2_000).map(|number| format!("finding {number} {}", "`é".repeat(50))).collect();
        for limit in [1_000, 5_000, COMMENT_LIMIT] {
            let text = report(&messages, limit);
            assert!(text.len() <= limit);
            let shown = text.matches("- **error**").count();
            assert!(text.contains(&format!("**{} more findings did not fit here.**", 2_000 - shown)), "{text}");
            assert_eq!(text.contains("<details>"), text.contains("</details>"));
        }
        assert!(!report(&messages, 10 * SUMMARY_LIMIT).contains("did not fit"));
    }

    proptest! {
        #[test]
        fn a_code_span_holds_its_text(text in hostile()) {
            let span = code_span(&text);
            let mut events = events(&span).into_iter().skip(1);
            let Some(Event::Code(inside)) = events.next() else { panic!("{span:?}") };
            let expected = without_comments(&text);
            prop_assert_eq!(inside.as_ref(), if expected.is_empty() { " " } else { &expected });
            prop_assert_eq!(events.count(), 1);
        }

        #[test]
        fn nothing_in_a_record_takes_effect(texts in proptest::collection::vec(hostile(), 1..15)) {
            let text = report(&texts, COMMENT_LIMIT);
            prop_assert!(!text.contains("<!--") && !text.contains("-->"));
            let mut items = 0;
            for event in events(&text) {
                match event {
                    Event::Start(Tag::Item) => items += 1,
                    Event::Text(words) => prop_assert!(is_ours(&words), "{:?} in {}", words, text),
                    Event::Html(html) => prop_assert!(is_our_html(&html), "{:?} in {}", html, text),
                    Event::Start(
                        Tag::Paragraph | Tag::Heading { .. } | Tag::List(None) | Tag::Strong | Tag::HtmlBlock,
                    )
                    | Event::End(_)
                    | Event::Code(_) => {}
                    Event::InlineHtml(html) => prop_assert_eq!(html.as_ref(), "<br>"),
                    other => prop_assert!(false, "{:?} in {}", other, text),
                }
            }
            prop_assert_eq!(items, texts.len());
        }
    }

    fn is_ours(words: &str) -> bool {
        let fixed = ["error", " ", "Help: ", "See also: ", "More about a finding: "];
        fixed.contains(&words) || words.starts_with("Flarebook: ") || words.ends_with(" checked.")
    }

    fn is_our_html(html: &str) -> bool {
        let tag = html.trim();
        let summary = tag.strip_prefix("<summary>").and_then(|rest| rest.strip_suffix("</summary>"));
        ["<details>", "</details>"].contains(&tag)
            || summary.is_some_and(|words| words.chars().all(|c| c.is_ascii_alphanumeric() || c == ' '))
    }
}
