//! Post-incident reviews.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PirState;
use crate::source::{RepoPath, Span};

/// The front matter of `pir.md` and `pir.public.md`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PirRecord {
    /// How far the writing has come; `draft` unless said otherwise.
    #[schemars(example = &"approved")]
    pub state: Option<PirState>,
    /// Who wrote it.
    #[schemars(example = &"mary")]
    pub author: Option<String>,
    /// Who led the review; somebody who was not a responder.
    #[schemars(example = &"andrea")]
    pub facilitator: Option<String>,
    /// Who read it before it was approved.
    #[schemars(example = ["josh"])]
    pub reviewers: Vec<String>,
}

/// A loaded review.
#[derive(Clone, Debug)]
pub struct Pir {
    /// Its file.
    pub path: RepoPath,
    /// Its front matter.
    pub record: PirRecord,
    /// The Markdown under the front matter.
    pub body: String,
    /// Its second-level sections in order.
    pub sections: Vec<Section>,
}

/// A `##` section of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's text without markup.
    pub title: String,
    /// Where the heading stands, in the file.
    pub heading: Span,
    /// What stands under it, as a range of [`Pir::body`].
    pub text: Range<usize>,
}

impl Pir {
    /// A review from its parts; `body_start` is the offset of `body` in the file.
    #[must_use]
    pub fn new(path: RepoPath, record: PirRecord, body: &str, body_start: usize) -> Self {
        Self { path, record, body: body.to_owned(), sections: sections(body, body_start) }
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> PirState {
        self.record.state.unwrap_or_default()
    }

    /// The text of a section by its title, without regard to case; `None` when there is no such heading.
    #[must_use]
    pub fn section(&self, title: &str) -> Option<&str> {
        let section = self.sections.iter().find(|section| section.title.eq_ignore_ascii_case(title))?;
        self.body.get(section.text.clone()).map(str::trim)
    }
}

/// Finds the second-level headings; those in code or quotations are text.
fn sections(body: &str, start: usize) -> Vec<Section> {
    simple_sections(body, start).unwrap_or_else(|| parsed_sections(body, start))
}

/// The sections of a body in which each `## Words` at the head of a line is a heading, and nothing else is; `None` when that is not sure.
///
/// Most reviews are of that kind, and all of them are read for nearly every command: the parser is then most of the cost.
fn simple_sections(body: &str, start: usize) -> Option<Vec<Section>> {
    // Code, HTML, and what the parser treats in its own way.
    if body.bytes().any(|byte| matches!(byte, b'`' | b'~' | b'<') || (byte < b' ' && byte != b'\n')) {
        return None;
    }
    let mut sections: Vec<Section> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(title) = line.strip_prefix("## ") {
            let title = simple_title(title)?;
            if let Some(open) = sections.last_mut() {
                open.text.end = at;
            }
            let heading = Span::new(at, at + line.trim_end().len()).shifted(start);
            sections.push(Section { title, heading, text: end..body.len() });
        } else if line.starts_with([' ', '#', '-']) && is_doubtful(line) {
            return None;
        }
        at = end;
    }
    Some(sections)
}

/// A title without markup.
fn simple_title(text: &str) -> Option<String> {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '\n' | ',' | '.' | ':' | ';' | '?' | '\'' | '(' | ')' | '/' | '-' | '%')
    };
    let title = text.trim();
    (!title.is_empty() && text.chars().all(plain)).then(|| title.to_owned())
}

/// Whether a line may be a heading all the same: one without words, an indented one, or the row of hyphens below one.
fn is_doubtful(line: &str) -> bool {
    let content = line.trim();
    let is_underline = !content.is_empty() && content.bytes().all(|byte| byte == b'-');
    content == "##" || (content.starts_with("##") && line.starts_with(' ')) || is_underline
}

fn parsed_sections(body: &str, start: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut heading: Option<(String, Range<usize>)> = None;
    let mut depth = 0_usize;
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) if depth == 0 => {
                if let Some(open) = sections.last_mut() {
                    open.text.end = range.start;
                }
                heading = Some((String::new(), range));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                if let Some((title, range)) = heading.take() {
                    let span =
                        Span::new(range.start, range.start + body[range.clone()].trim_end().len()).shifted(start);
                    sections.push(Section {
                        title: title.trim().to_owned(),
                        heading: span,
                        text: range.end..body.len(),
                    });
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Text(text) | Event::Code(text) => {
                if let Some((title, _)) = &mut heading {
                    title.push_str(&text);
                }
            }
            _ => {}
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Where the lines alone are enough, they say what the parser says.
        #[test]
        fn simple_bodies_are_read_as_the_parser_reads_them(
            lines in prop::collection::vec(
                prop_oneof![
                    4 => "## [A-Za-z0-9 ,.:;?'()/%-]{0,12}",
                    2 => " {0,5}[#>*+-]{0,3} {0,3}[a-z#*_`~<>\\[\\]!\\\\&|:.0-9 -]{0,8}",
                    2 => "[a-z]{0,4}",
                    1 => prop::sample::select(vec!["", "", "---", "- a", "  - b", "1. c", "> d", "    e", "===", "***", "##", "## ##", "[a]: b", "[a]: b '", "##\u{a0}x", "## \u{a0}", "## é ü", "\u{2028}## x"])
                        .prop_map(ToOwned::to_owned),
                ],
                0..9,
            ),
            end in prop::sample::select(vec!["", "\n"]),
        ) {
            let body = lines.join("\n") + end;
            if let Some(simple) = simple_sections(&body, 5) {
                prop_assert_eq!(simple, parsed_sections(&body, 5), "{:?}", body);
            }
        }
    }

    #[test]
    fn the_usual_review_is_simple() {
        let body = "Intro\n\n## Summary\nShort.\n\n## What went well?\n- x\n\n### Details\n\ny\n";
        assert_eq!(simple_sections(body, 0).map(|sections| sections.len()), Some(2));
    }

    #[test]
    fn sections_are_headings_and_nothing_that_looks_like_one() {
        let body = "Intro\n\n## Summary\nShort.\n\n```\n## Not\n```\n\n> ## Nor this\n\n## What `went` well\n- x\n";
        let pir = Pir::new(RepoPath::root(), PirRecord::default(), body, 100);
        let titles: Vec<&str> = pir.sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["Summary", "What went well"]);
        assert_eq!(pir.section("what went WELL"), Some("- x"));
        assert!(pir.section("summary").unwrap().ends_with("Nor this"));
        assert_eq!(&body[pir.sections[0].heading.start as usize - 100..][..10], "## Summary");
    }
}
