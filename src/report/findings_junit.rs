//! Findings as test results: JUnit's XML, as Jenkins, GitLab and others read it.
//!
//! One suite per file, because that is what a reader opens next; one test per finding. Its name holds the place: GitLab keeps one of
//! several tests of a name. Only attributes that every reader's schema has, so no `file` and `line`.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::plain::Plain;
use super::summary::{looked_at, verdict};
use crate::corpus::Counts;
use crate::diagnostic::Level;
use crate::lint::Outcome;

type Xml = Writer<Vec<u8>>;

/// The report as XML. A warning is a test that passes and says something; without findings there is one test that passes, so that a
/// result is shown at all.
pub(super) fn junit(outcome: &Outcome, counts: Counts) -> io::Result<String> {
    let findings = Plain::all(outcome);
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("testsuites").with_attribute(("name", "flarebook"));
    let root = totals(root, findings.len().max(1), outcome.count(Level::Error));
    root.write_inner_content(|xml| {
        if findings.is_empty() {
            return clean(xml, &format!("{}: {}", looked_at(counts), verdict(outcome)));
        }
        findings.chunk_by(|a, b| a.path == b.path).try_for_each(|file| suite(xml, file))
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

type Element<'x> = quick_xml::writer::ElementWriter<'x, Vec<u8>>;

fn totals(element: Element<'_>, tests: usize, failures: usize) -> Element<'_> {
    let element = element.with_attribute(("tests", tests.to_string().as_str()));
    element.with_attribute(("failures", failures.to_string().as_str())).with_attribute(("errors", "0"))
}

fn clean(xml: &mut Xml, words: &str) -> io::Result<()> {
    let suite = totals(xml.create_element("testsuite").with_attribute(("name", "flarebook")), 1, 0);
    suite.write_inner_content(|xml| {
        let test = xml.create_element("testcase").with_attributes([("name", words), ("classname", "flarebook")]);
        test.with_attribute(("time", "0")).write_empty().map(drop)
    })?;
    Ok(())
}

/// The findings of one file.
fn suite(xml: &mut Xml, file: &[Plain]) -> io::Result<()> {
    let Some(first) = file.first() else { return Ok(()) };
    let failures = file.iter().filter(|finding| finding.level == Level::Error).count();
    let suite = xml.create_element("testsuite").with_attribute(("name", valid(&first.path).as_str()));
    totals(suite, file.len(), failures)
        .write_inner_content(|xml| file.iter().try_for_each(|finding| test(xml, finding)))?;
    Ok(())
}

fn test(xml: &mut Xml, finding: &Plain) -> io::Result<()> {
    let (start, message) = (finding.region.start, valid(&finding.message));
    let place = if finding.region.whole_file { String::new() } else { format!("{}:{} ", start.line, start.column) };
    let name = format!("{place}{}: {message}", finding.rule);
    let text = valid(&finding.lines().join("\n"));
    let test = xml.create_element("testcase").with_attribute(("name", name.as_str()));
    let test = test.with_attribute(("classname", valid(&finding.path).as_str())).with_attribute(("time", "0"));
    test.write_inner_content(|xml| {
        let element = match finding.level {
            Level::Error => {
                xml.create_element("failure").with_attributes([("message", message.as_str()), ("type", finding.rule)])
            }
            Level::Warn | Level::Off => xml.create_element("system-out"),
        };
        let text = if finding.level == Level::Error { text } else { format!("{}: {text}", finding.level.as_str()) };
        element.write_text_content(BytesText::new(&text)).map(drop)
    })?;
    Ok(())
}

/// The text without the characters that XML cannot hold, not even escaped.
fn valid(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::{Reader, XmlVersion};

    use super::*;
    use crate::report::plain::line;
    use crate::report::tests::{hostile, outcome};

    /// Names of the elements in order, and every attribute value and text.
    fn read(xml: &str) -> (Vec<String>, Vec<String>) {
        let mut reader = Reader::from_str(xml);
        let (mut names, mut texts, mut text) = (Vec::new(), Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) | Event::Empty(element) => {
                    names.push(element.name().as_ref().to_owned());
                    for attribute in element.attributes() {
                        texts.push(attribute.unwrap().normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned());
                    }
                }
                Event::Text(part) => text.push_str(&part),
                Event::GeneralRef(name) => {
                    text.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap());
                }
                Event::End(_) => texts.push(std::mem::take(&mut text).trim().to_owned()),
                Event::Eof => return (names, texts),
                Event::Decl(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_clean_run_is_one_test_that_passes() {
        let xml = junit(&outcome([]), Counts { incidents: 2, entries: 5, followups: 1 }).unwrap();
        let (names, texts) = read(&xml);
        assert_eq!(names, ["testsuites", "testsuite", "testcase"]);
        assert!(texts.contains(&"2 incidents, 5 entries, 1 follow-up checked: all clean".to_owned()), "{texts:?}");
    }

    #[test]
    fn warnings_are_not_failures() {
        let mut outcome = outcome(["one", "two"]);
        outcome.diagnostics[0].level = Level::Warn;
        outcome.diagnostics[1].primary.path = outcome.diagnostics[0].primary.path.clone();
        let xml = junit(&outcome, Counts::default()).unwrap();
        assert_eq!(read(&xml).0, ["testsuites", "testsuite", "testcase", "system-out", "testcase", "failure"]);
        assert!(xml.contains(r#"<testsuites name="flarebook" tests="2" failures="1" errors="0">"#), "{xml}");
    }

    proptest! {
        #[test]
        fn reads_back_whatever_the_record_says(text in hostile()) {
            let xml = junit(&outcome([text.as_str()]), Counts::default()).unwrap();
            let (names, texts) = read(&xml);
            prop_assert_eq!(names, ["testsuites", "testsuite", "testcase", "failure"]);
            let seen = valid(&line(&text));
            prop_assert!(texts.contains(&seen), "{:?} is not in {:?}", seen, texts);
            let held = |c: char| c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
            prop_assert!(xml.chars().all(held) && !xml.contains("##["));
        }
    }
}
