//! A build that uses what an earlier one left gives what a build from nothing gives: over random edits, deletions and renames, with the
//! cache there, gone or damaged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::repo::WorkTree;

/// The repository as it is meant to be: path and text.
type Files = BTreeMap<String, String>;

/// One thing that happens to a repository between two builds.
#[derive(Clone, Debug)]
enum Step {
    Title(u8, u8),
    Entry(u8, u8),
    Followup(u8, u8),
    Review(u8, u8),
    Visibility(u8, u8),
    Refer(u8, u8),
    Tags(u8, u8),
    Add(u8),
    Copy(u8),
    Delete(u8),
    Rename(u8, u8),
    Attach(u8, u8),
    Policy(u8),
    People(u8),
    Template(u8),
    Touch(u8),
    Break(u8),
    Day(u8),
    CacheGone,
    CacheDamaged,
    CardsDamaged,
    PageGone(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, what) = (0..6_u8, 0..4_u8);
    prop_oneof![
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Title(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Entry(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Followup(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Review(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Visibility(a, b)),
        (who.clone(), who.clone()).prop_map(|(a, b)| Step::Refer(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Tags(a, b)),
        who.clone().prop_map(Step::Add),
        who.clone().prop_map(Step::Copy),
        who.clone().prop_map(Step::Delete),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Rename(a, b)),
        (who.clone(), what.clone()).prop_map(|(a, b)| Step::Attach(a, b)),
        what.clone().prop_map(Step::Policy),
        what.clone().prop_map(Step::People),
        what.prop_map(Step::Template),
        who.clone().prop_map(Step::Touch),
        who.clone().prop_map(Step::Break),
        (0..4_u8).prop_map(Step::Day),
        Just(Step::CacheGone),
        Just(Step::CacheDamaged),
        Just(Step::CardsDamaged),
        who.prop_map(Step::PageGone),
    ]
}

struct Home {
    folder: tempfile::TempDir,
    files: Files,
    now: &'static str,
}

const NOWS: [&str; 4] =
    ["2026-03-20T10:00:00Z", "2026-03-20T18:30:00Z", "2026-04-02T08:00:00Z", "2026-03-20T10:00:59Z"];
const STATES: [&str; 4] = ["investigating", "mitigated", "resolved", "cancelled"];

impl Home {
    fn new() -> Self {
        let mut home = Self { folder: tempfile::tempdir().unwrap(), files: Files::new(), now: NOWS[0] };
        home.files.insert("people.yaml".into(), "mary: {name: Mary}\njosh: {name: Josh}\n".into());
        home.files.insert("components.yaml".into(), "login: {name: Login}\nstore: {name: Store, owner: mary}\n".into());
        for who in 0..4 {
            home.add(who);
        }
        home
    }

    fn incident(&self, who: u8) -> Option<String> {
        let mark = format!("-i{who}");
        let name = self.files.keys().find(|path| path.ends_with("incident.yaml") && path.contains(&mark))?;
        Some(name.trim_end_matches("/incident.yaml").to_owned())
    }

    fn add(&mut self, who: u8) {
        if self.incident(who).is_some() {
            return;
        }
        let folder = format!("incidents/2026-03-1{who}-i{who}");
        self.files.insert(
            format!("{folder}/incident.yaml"),
            format!("title: Number {who}\nsummary: It began.\ncomponents: [login]\n"),
        );
        self.entry(who, 1);
    }

    fn entry(&mut self, who: u8, what: u8) {
        let Some(folder) = self.incident(who) else { return };
        let text = format!(
            "- {{at: 2026-03-1{who}T09:00:00Z, status: {}, severity: P1, roles: {{lead: mary}}, text: told {what}}}\n",
            if what == 2 { STATES[1] } else { STATES[usize::from(what)] }
        );
        let more = if what == 2 {
            format!("- {{at: 2026-03-1{who}T12:00:00Z, status: resolved, text: over}}\n")
        } else {
            String::new()
        };
        self.files.insert(format!("{folder}/timeline.yaml"), text + &more);
    }

    fn set(&mut self, who: u8, key: &str, value: &str) {
        let Some(folder) = self.incident(who) else { return };
        let path = format!("{folder}/incident.yaml");
        let old = self.files.get(&path).cloned().unwrap_or_default();
        let rest: String = old
            .lines()
            .filter(|line| !line.starts_with(&format!("{key}:")))
            .fold(String::new(), |all, line| all + line + "\n");
        self.files.insert(path, format!("{rest}{key}: {value}\n"));
    }

    fn apply(&mut self, step: &Step) {
        match step {
            Step::Title(who, what) => self.set(*who, "title", &format!("Title {what}")),
            Step::Visibility(who, what) => {
                self.set(*who, "visibility", ["internal", "restricted", "public", "internal"][usize::from(*what)]);
            }
            Step::Tags(who, what) => self.set(*who, "tags", &format!("[tag-{what}, both]")),
            Step::Entry(who, what) => self.entry(*who, *what),
            Step::Refer(who, other) => {
                let other = self.incident(*other).map_or_else(
                    || "2026-01-01-none".to_owned(),
                    |folder| folder.rsplit('/').next().unwrap_or_default().to_owned(),
                );
                self.set(*who, "summary", &format!("\"Like `{other}`, see [it](../{other}/).\""));
                self.set(*who, "duplicate_of", &other);
            }
            Step::Followup(who, what) => {
                if let Some(folder) = self.incident(*who) {
                    let text = format!(
                        "- {{title: Do {what}, owner: josh, due: 2026-03-2{what}, state: {}}}\n",
                        if *what == 0 { "done" } else { "open" }
                    );
                    self.files.insert(format!("{folder}/followups.yaml"), text);
                }
            }
            Step::Review(who, what) => {
                if let Some(folder) = self.incident(*who) {
                    let text = format!("---\nstate: draft\n---\n## Summary\nLearnt {what}, as in `2026-03-10-i0`.\n");
                    self.files.insert(format!("{folder}/pir.md"), text);
                }
            }
            Step::Attach(who, what) => {
                if let Some(folder) = self.incident(*who) {
                    self.files.insert(format!("{folder}/attachments/log.txt"), format!("log {what}"));
                }
            }
            Step::Add(who) => self.add(*who),
            Step::Copy(who) => {
                if let Some(folder) = self.incident(*who) {
                    let again = folder.replacen("incidents/", "incidents/again/", 1);
                    let inside = |(path, text): (&String, &String)| {
                        Some((format!("{again}{}", path.strip_prefix(&folder)?), text.clone()))
                    };
                    let copies: Files = self.files.iter().filter_map(inside).collect();
                    self.files.extend(copies);
                }
            }
            Step::Delete(who) => {
                if let Some(folder) = self.incident(*who) {
                    self.files.retain(|path, _| !path.starts_with(&format!("{folder}/")));
                }
            }
            Step::Rename(who, what) => {
                if let Some(folder) = self.incident(*who) {
                    let new = format!("incidents/moved/2026-03-1{who}-i{who}-{what}");
                    let moved: Files = std::mem::take(&mut self.files)
                        .into_iter()
                        .map(|(path, text)| {
                            (
                                path.strip_prefix(&format!("{folder}/"))
                                    .map(|rest| format!("{new}/{rest}"))
                                    .unwrap_or(path),
                                text,
                            )
                        })
                        .collect();
                    self.files = moved;
                }
            }
            Step::Policy(what) => {
                self.files.insert(
                    "flarebook.yaml".into(),
                    format!("site: {{title: Site {what}, base_url: 'https://x.example/{what}'}}\n"),
                );
            }
            Step::People(what) => {
                self.files.insert("people.yaml".into(), format!("mary: {{name: Mary {what}}}\njosh: {{name: Josh}}\n"));
            }
            Step::Template(what) => {
                self.files.insert("templates/handbook.html".into(), format!("own {what}\n"));
                if *what == 0 {
                    self.files.remove("templates/handbook.html");
                }
            }
            Step::Break(who) => {
                if let Some(folder) = self.incident(*who) {
                    self.files.insert(format!("{folder}/timeline.yaml"), "- {at: [\n".into());
                }
            }
            Step::Day(which) => self.now = NOWS[usize::from(*which)],
            Step::Touch(_) | Step::CacheGone | Step::CacheDamaged | Step::CardsDamaged | Step::PageGone(_) => {}
        }
        self.on_disk(step);
    }

    /// Writes what differs, and does what is done to the disk alone.
    fn on_disk(&self, step: &Step) {
        let root = self.folder.path().join("repository");
        let there = all(&root);
        for path in there.keys().filter(|path| !self.files.contains_key(*path)) {
            fs::remove_file(root.join(path)).unwrap();
        }
        for (path, text) in &self.files {
            let touched =
                matches!(step, Step::Touch(who) if self.incident(*who).is_some_and(|folder| path.starts_with(&folder)));
            if touched || there.get(path) != Some(text) {
                fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
                fs::write(root.join(path), text).unwrap();
            }
        }
        let cache = self.folder.path().join("cache");
        match step {
            Step::CacheGone => drop(fs::remove_dir_all(cache)),
            Step::CacheDamaged | Step::CardsDamaged => {
                let cards = |item: &fs::DirEntry| item.file_name().to_string_lossy().contains("-cards-");
                let all = fs::read_dir(&cache).into_iter().flatten().flatten();
                for item in all.filter(|item| matches!(step, Step::CacheDamaged) || cards(item)) {
                    let mut bytes = fs::read(item.path()).unwrap();
                    let middle = bytes.len() / 2;
                    bytes[middle] ^= 1;
                    fs::write(item.path(), bytes).unwrap();
                }
            }
            Step::PageGone(who) => {
                let page = self.folder.path().join(format!("site/incidents/2026-03-1{who}-i{who}.html"));
                drop(fs::remove_file(page));
            }
            _ => {}
        }
    }

    fn build(&self, out: &str, cache: bool) -> (Files, BuildReport) {
        let root = self.folder.path().join("repository");
        let cache = cache.then(|| self.folder.path().join("cache"));
        let outline = Outline::open(Box::new(WorkTree::new(root.clone()).remembering(cache.clone()))).unwrap();
        let out = self.folder.path().join(out);
        let options = SiteOptions {
            out: out.clone(),
            repository: Some(root),
            restricted: false,
            now: self.now.parse().unwrap(),
            cache,
            watch: None,
            progress: Progress::default(),
        };
        let report = build(&outline, &options).unwrap();
        (all(&out), report)
    }
}

/// Every file below a folder.
fn all(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = item.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_used_again_is_what_would_be_made(steps in prop::collection::vec(step(), 1..10)) {
        let mut home = Home::new();
        home.on_disk(&Step::Touch(0));
        home.build("site", true);
        for (place, step) in steps.iter().enumerate() {
            home.apply(step);
            // So that the times of the files are older than the build's own.
            std::thread::sleep(Duration::from_millis(12));
            let (again, report) = home.build("site", true);
            let (fresh, whole) = home.build(&format!("fresh-{place}"), false);
            let differs: Vec<&String> = again.keys().chain(fresh.keys()).filter(|path| again.get(*path) != fresh.get(*path)).collect();
            prop_assert!(differs.is_empty(), "after {step:?}: {differs:?}");
            prop_assert_eq!((report.pages, report.problems, report.restricted), (whole.pages, whole.problems, whole.restricted));
        }
    }
}

#[test]
fn one_edit_makes_one_page() {
    let mut home = Home::new();
    for who in 0..4 {
        home.apply(&Step::Entry(who, 2));
    }
    std::thread::sleep(Duration::from_millis(12));
    let (_, first) = home.build("site", true);
    assert_eq!(first.made, 4);
    let (_, second) = home.build("site", true);
    assert_eq!((second.made, second.written, second.pages), (0, 0, first.pages));
    home.apply(&Step::Review(2, 1));
    std::thread::sleep(Duration::from_millis(12));
    assert_eq!(home.build("site", true).1.made, 1, "one review was written");
    home.apply(&Step::Refer(1, 3));
    std::thread::sleep(Duration::from_millis(12));
    home.build("site", true);
    home.apply(&Step::Title(3, 1));
    std::thread::sleep(Duration::from_millis(12));
    assert_eq!(home.build("site", true).1.made, 4, "the incident, the one that names it, and those it is like");
}
