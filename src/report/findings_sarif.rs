//! Findings for code scanning: SARIF 2.1.0, with what GitHub asks for beyond the standard.
//!
//! Texts of results may hold links (`[words](address)`), so the two brackets of a link never stand side by side in ours.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::places::{Places, Region};
use super::rule::{rule_info, rule_url};
use crate::diagnostic::{Diagnostic, Fix, Label, Level, RuleInfo};
use crate::lint::Outcome;
use crate::source::{RepoPath, visible};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to. Which folder that is on this machine is nobody's business.
const ROOT: &str = "%SRCROOT%";

/// Our own: GitHub's `primaryLocationLineHash` is added by its upload, which warns about one that it did not make.
const FINGERPRINT: &str = "flarebook/v1";

/// The report as SARIF, with a line break at the end.
pub(super) fn sarif(outcome: &Outcome) -> Result<String, serde_json::Error> {
    let places = Places::new(outcome);
    let rules: BTreeSet<&'static str> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    let rules: Vec<&'static str> = rules.into_iter().collect();
    let mut fingerprints = Fingerprints::default();
    let result = |diagnostic| result(diagnostic, &rules, &places, &fingerprints.next(diagnostic));
    let results: Vec<Value> = outcome.diagnostics.iter().map(result).collect();
    let mut driver = json!({
        "name": "Flarebook",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|id| rule(id)).collect::<Vec<_>>(),
    });
    if let Some(home) = option_env!("CARGO_PKG_HOMEPAGE").filter(|home| !home.is_empty()) {
        driver["informationUri"] = json!(home);
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

/// Only the rules that have findings: all of them would be most of a small report.
fn rule(id: &str) -> Value {
    let mut rule = json!({ "id": id });
    if let Some(url) = rule_url(id) {
        rule["helpUri"] = json!(url);
    }
    let Some(info) = rule_info(id) else { return rule };
    let documentation = info.markdown();
    rule["shortDescription"] = json!({ "text": info.summary });
    rule["fullDescription"] = json!({ "text": first_paragraph(&documentation) });
    rule["help"] = json!({ "text": documentation, "markdown": documentation });
    rule["defaultConfiguration"] = default_configuration(info);
    rule
}

fn first_paragraph(markdown: &str) -> String {
    markdown.split("\n\n").next().unwrap_or_default().replace('\n', " ")
}

fn default_configuration(info: &RuleInfo) -> Value {
    json!({ "enabled": info.level != Level::Off, "level": level(info.level) })
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "none",
        Level::Warn => "warning",
        Level::Error => "error",
    }
}

fn result(diagnostic: &Diagnostic, rules: &[&str], places: &Places<'_>, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": rules.partition_point(|rule| *rule < diagnostic.rule),
        "level": level(diagnostic.level),
        "message": { "text": message(diagnostic) },
        "locations": [location(&diagnostic.primary, places)],
        "partialFingerprints": { FINGERPRINT: fingerprint },
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate();
        result["relatedLocations"] = related.map(|(id, label)| related_location(id, label, places)).collect();
    }
    let place = places.of(&diagnostic.primary);
    if let Some(fix) = diagnostic.fix.as_ref().filter(|_| can_be_cut_out(place)) {
        result["fixes"] = json!([edit(fix, &diagnostic.primary.path, place)]);
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    let message = text(&diagnostic.message);
    match &diagnostic.help {
        Some(help) => format!("{message}. Help: {}", text(help)),
        None => format!("{message}."),
    }
}

fn location(label: &Label, places: &Places<'_>) -> Value {
    let region = region(places.of(label));
    json!({ "physicalLocation": { "artifactLocation": artifact(&label.path), "region": region } })
}

fn related_location(id: usize, label: &Label, places: &Places<'_>) -> Value {
    let mut location = location(label, places);
    location["id"] = json!(id);
    if !label.text.is_empty() {
        location["message"] = json!({ "text": text(&label.text) });
    }
    location
}

fn edit(fix: &Fix, path: &RepoPath, place: Region) -> Value {
    let replacement = json!({ "deletedRegion": region(place), "insertedContent": { "text": fix.replacement } });
    json!({
        "description": { "text": format!("Write `{}`.", text(&fix.replacement)) },
        "artifactChanges": [{ "artifactLocation": artifact(path), "replacements": [replacement] }],
    })
}

/// Whether lines and columns say what to replace: they do not for a whole file, nor for a byte-order mark, which no column counts.
fn can_be_cut_out(Region { start, end, whole_file }: Region) -> bool {
    let uncounted = (start.line, start.column) == (end.line, end.column) && start.offset < end.offset;
    !whole_file && !uncounted
}

/// All four numbers even for a whole file: GitHub shows no result without them.
fn region(Region { start, end, .. }: Region) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn artifact(path: &RepoPath) -> Value {
    json!({ "uri": uri(path), "uriBaseId": ROOT })
}

/// A relative reference: everything that could mean something else than itself is encoded, a colon in the first part too.
fn uri(path: &RepoPath) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path.as_str(), ENCODED).to_string()
}

/// Text of a record that makes no link.
fn text(text: &str) -> String {
    text.chars().map(visible).collect::<String>().replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_references() {
        let uri = |path: &str| uri(&RepoPath::root().join(path));
        assert_eq!(uri("incidents/2026-03-14-a_b~c/incident.yaml"), "incidents/2026-03-14-a_b~c/incident.yaml");
        assert_eq!(uri("javascript:a b/é?#%.md"), "javascript%3Aa%20b/%C3%A9%3F%23%25.md");
    }

    #[test]
    fn text_makes_no_link() {
        assert_eq!(text("see [here](https://x.example) \u{1b}[0m"), "see [here] (https://x.example) \u{fffd}[0m");
    }
}
