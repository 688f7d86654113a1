//! Our reader against the reference: what yaml_serde reads, we read the same; what it writes, we read back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use flarebook::model::{Component, EntryRecord, FollowupRecord, IncidentRecord, Person};
use flarebook::policy::PolicyRecord;
use flarebook::source::yaml;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::root;

fn yaml_files(folder: &Path, all: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            yaml_files(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            all.push(path);
        }
    }
}

/// Both readings of a file as JSON; the reference does not read `at: 2023` as text, so a file may be ours alone.
fn compare<T: DeserializeOwned + Serialize + Default>(text: &str) -> Option<bool> {
    let reference: T = serde_yaml::from_str(text).ok()?;
    let (ours, problems) = yaml::read::<T>(text, 0);
    assert!(problems.is_empty(), "{problems:?}");
    Some(serde_json::to_value(reference).unwrap() == serde_json::to_value(ours.unwrap()).unwrap())
}

#[test]
fn every_file_of_the_showcase_reads_as_the_reference_reads_it() {
    let mut files = Vec::new();
    yaml_files(&root().join("incidents"), &mut files);
    files.extend(["flarebook.yaml", "people.yaml", "components.yaml"].map(|name| root().join(name)));
    let mut compared = 0;
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let same = match path.file_name().unwrap().to_str().unwrap() {
            "incident.yaml" => compare::<IncidentRecord>(&text),
            "timeline.yaml" => compare::<Vec<EntryRecord>>(&text),
            "followups.yaml" => compare::<Vec<FollowupRecord>>(&text),
            "flarebook.yaml" => compare::<PolicyRecord>(&text),
            "people.yaml" => compare::<BTreeMap<String, Person>>(&text),
            "components.yaml" => compare::<BTreeMap<String, Component>>(&text),
            _ => compare::<FollowupRecord>(&text),
        };
        assert_ne!(same, Some(false), "{} reads differently", path.display());
        compared += usize::from(same.is_some());
    }
    assert!(compared * 10 >= files.len() * 9, "only {compared} of {} files could be compared", files.len());
}

/// Texts that are hard on YAML: indicators, quotes, line breaks, things that look like other types.
fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,24}",
        "[\\PC\n\t\"':#&*!|>%@`{}\\[\\]-]{0,24}",
        prop::sample::select(vec![
            "~",
            "null",
            "true",
            "no",
            "0x10",
            "1e3",
            "2026-03-14",
            "- a",
            "a: b",
            " a ",
            "---",
            "\n\n",
            "?",
            "<<",
            "\u{2028}",
            "a\u{85} b",
            "\u{2029}: \u{2028}"
        ])
        .prop_map(ToOwned::to_owned),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(title in awkward(), summary in awkward(), links in prop::collection::btree_map("[a-z]{1,8}", awkward(), 0..4)) {
        let record = IncidentRecord { title: Some(title), summary: Some(summary), links, ..IncidentRecord::default() };
        let text = yaml::to_yaml(&record).unwrap();
        let (back, problems) = yaml::read::<IncidentRecord>(&text, 0);
        prop_assert_eq!(problems, vec![], "{}", text);
        prop_assert_eq!(back.unwrap(), record, "{}", text);
    }

    /// Anything at all: no panic, and every place is inside the text.
    #[test]
    fn any_text_is_survived(text in "[\\PC\n\t :#&*!|>%@`{},\\[\\]\"'-]{0,80}") {
        let (_, problems) = yaml::read::<IncidentRecord>(&text, 0);
        for problem in problems {
            prop_assert!(problem.span.start as usize <= text.len() && problem.span.end as usize <= text.len() + 1, "{:?}", problem);
        }
    }
}
