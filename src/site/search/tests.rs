//! Words, segments and files of the index.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::words::Words;
use super::*;
use crate::corpus::Corpus;
use crate::repo::WorkTree;
use crate::site::card::Card;

fn words(text: &str) -> String {
    let mut words = Words::default();
    words.read(text);
    words.take()
}

#[test]
fn words_are_folded() {
    for (text, folded) in [
        ("The login, the LOGIN", "login the"),
        ("Köln STRASSE straße Ærø Łódź naïve İzmir", "aero izmir koln lodz naive strasse"),
        ("session-store_v2 p99=1.5s a b", "1 5s p99 session store v2"),
        ("ΟΔΟΣ οδός", "οδοσ"),
        ("**bold**[here](https://example.org/a/b?c) and http://x.example`code`", "and bold code here"),
        ("see https://a.example, then", "see then"),
        ("東京で障害", "で障 京で 東京 障害"),
        ("x 駅 y2", "y2 駅"),
        ("한국어 Ｆｕｌｌ ﬁne", "fine full 국어 한국"),
        ("שָׁלוֹם", "שלום"),
        (&"f".repeat(41), ""),
        ("—…“”", ""),
    ] {
        assert_eq!(words(text), folded, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_sorted_words_without_repetition(text in "\\PC{0,80}") {
        let all = words(&text);
        let list: Vec<&str> = all.split(' ').filter(|word| !word.is_empty()).collect();
        prop_assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{all}");
        prop_assert_eq!(words(&format!("{text} {text}")), all);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_segment_changes_only_where_an_incident_came_or_went(gone in 0_usize..2000) {
        let ids: Vec<String> = (0..2000).map(|n| format!("2026-{:02}-{:02}-incident-{n}", n / 250 + 1, n / 9 % 28 + 1)).collect();
        let cut = |ids: &[&str]| -> BTreeMap<String, Vec<String>> {
            let parts = ranges(ids.iter().copied()).into_iter();
            parts.map(|(key, range)| (key, ids[range].iter().map(|id| (*id).to_owned()).collect())).collect()
        };
        let all: Vec<&str> = ids.iter().map(String::as_str).collect();
        let fewer: Vec<&str> = all.iter().copied().filter(|id| *id != all[gone]).collect();
        let (before, after) = (cut(&all), cut(&fewer));
        prop_assert_eq!(before.values().flatten().count(), 2000);
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let changed = keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).count();
        // Its own; and when it began one, that one is gone and the one before is longer.
        prop_assert!(changed <= 2, "{}", changed);
    }
}

const FILES: [(&str, &str); 6] = [
    ("people.yaml", "mary: {name: Mary Okafor}\n"),
    ("components.yaml", "login: {name: Sign-in form}\n"),
    (
        "incidents/2026-03-14-errors/incident.yaml",
        "title: Errors on the \"login\" form\ncomponents: [login]\ntags: [cache]\n",
    ),
    (
        "incidents/2026-03-14-errors/timeline.yaml",
        "- {at: 2026-03-14T09:08:00Z, by: mary, status: investigating, severity: P1, text: \"Müdigkeit ';\\\\ und Fehler\", evidence: [kubectl get pods]}\n",
    ),
    ("incidents/2026-03-14-errors/followups.yaml", "- {id: a, title: Alert sooner}\n"),
    ("incidents/2026-03-14-errors/pir.md", "---\nstate: draft\n---\n## Summary\nA race.\n"),
];

fn corpus() -> Corpus {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    Corpus::load(Box::new(WorkTree::new(home.path().to_owned()))).unwrap()
}

#[test]
fn the_terms_of_an_incident() {
    let corpus = corpus();
    let terms = terms(&corpus.incidents[0], &corpus);
    assert_eq!(terms.title, "errors form login on the");
    assert_eq!(terms.names, "20260314 cache form in incident investigating login march mary okafor p1 sign");
    assert_eq!(terms.text, "alert fehler get kubectl mudigkeit pods race sooner summary und");
}

#[test]
fn the_files_of_a_segment() {
    let corpus = corpus();
    let (card, terms) = (Card::of(&corpus.incidents[0]), terms(&corpus.incidents[0], &corpus));
    let segment = segment("first", &[(&card, &terms)], &corpus);
    let files: Vec<(&str, &str)> =
        segment.files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap())).collect();
    let [("search/first.js", heads), ("search/first-0.js", shard)] = files[..] else { panic!("{files:?}") };
    let expected = r#"flarebookSearch("first",-1,[[["login","Sign-in form"],["mary","Mary Okafor"]],[["2026-03-14-errors","Errors on the \"login\" form","","P1","investigating","incident",[0],[1]]]]);"#;
    assert_eq!(heads.trim_end(), expected);
    assert!(
        shard.starts_with("flarebookSearch(\"first\",0,\"20260314 B;alert C;cache B;errors A;fehler C;form A;"),
        "{shard}"
    );
    let (path, index) = index(std::slice::from_ref(&segment.facts));
    let index = String::from_utf8(index).unwrap();
    assert_eq!(path, "search/index.js");
    assert_eq!(index, format!("flarebookSearch(\"\",-2,[[\"first\",1,1,\"{}\"]]);\n", segment.facts.version));
}

#[test]
fn a_large_segment_has_shards_and_steps_between_incidents() {
    let corpus = corpus();
    let card = Card::of(&corpus.incidents[0]);
    let terms: Vec<Terms> = (0..200)
        .map(|n| Terms { text: if n % 50 == 7 { "login".into() } else { "zebra".into() }, ..Terms::default() })
        .collect();
    let incidents: Vec<(&Card, &Terms)> = terms.iter().map(|terms| (&card, terms)).collect();
    let segment = segment("k", &incidents, &corpus);
    assert_eq!((segment.facts.shards, segment.files.len()), (11, 12));
    let place = u32::from('l') % 11;
    let file = segment.files.iter().find(|(path, _)| *path == format!("search/k-{place}.js")).unwrap();
    // 7 * 3 + 2, then 49 * 3 + 2 in two digits.
    assert_eq!(file.1, format!("flarebookSearch(\"k\",{place},\"login X1E1E1E\");\n").into_bytes());
}
