//! Transcripts of the command line: `tests/cli/*.trycmd` and the commands of the documentation.

use std::fs;
use std::path::PathBuf;

use crate::command::root;

/// The clean room of the transcripts: no user configuration, a fixed clock, no colours.
fn cases() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("FLAREBOOK_NOW", crate::command::NOW).env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
    // A home without a .gitconfig: whoever runs the tests is nobody.
    cases.env("HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli")).env("XDG_CONFIG_HOME", "nowhere");
    cases.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir().display().to_string());
    cases
}

#[test]
fn transcripts() {
    cases().case("tests/cli/*.trycmd");
}

/// Every page of documentation with commands in it.
fn documents() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|item| item.unwrap().path());
    let pages = docs.chain(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    let mut pages: Vec<PathBuf> =
        pages.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    pages.sort();
    pages
}

/// The ```console blocks of each page, run in an empty folder of its own, one after the other.
#[test]
fn commands_of_the_documentation_do_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = 0;
    let cases = cases();
    for page in documents() {
        let text = fs::read_to_string(&page).unwrap();
        if !text.contains("```console") {
            continue;
        }
        let name = page.file_stem().unwrap().to_str().unwrap();
        for side in ["in", "out"] {
            let sandbox = folder.path().join(format!("{name}.{side}"));
            fs::create_dir(&sandbox).unwrap();
            fs::write(sandbox.join(".keep"), "").unwrap();
        }
        let copy = folder.path().join(format!("{name}.md"));
        fs::write(&copy, text).unwrap();
        cases.case(&copy);
        run += 1;
    }
    assert!(run > 0, "no page has a command");
    drop(cases);
}

/// Commands that install or serve are named in `sh` blocks; what they call must exist.
#[test]
fn the_two_commands_of_the_readme_are_what_ci_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let aliases = fs::read_to_string(root().join(".cargo/config.toml")).unwrap();
    assert!(readme.contains("\ncargo run --release -- serve\n"));
    assert!(readme.contains("\ncargo xtask test\n"));
    assert!(ci.contains("cargo xtask test") && aliases.contains("xtask"), "{ci}{aliases}");
}

/// Every `flarebook …` that the documentation names is a command with these flags.
#[test]
fn commands_named_in_passing_exist() {
    use clap::CommandFactory as _;
    let command = flarebook::cli::Cli::command();
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let mut named = 0;
    for page in documents() {
        let text = fs::read_to_string(&page).unwrap();
        for rest in text.split("`flarebook ").skip(1) {
            let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            assert!(known.contains(&word.as_str()), "{}: `flarebook {word}` does not exist", page.display());
            named += 1;
        }
    }
    assert!(named > 5);
}

/// What is written later counts later, also within one second; and a title that is cut still gets a name of its own.
#[test]
fn names_of_one_second_keep_their_order() {
    use crate::command::{flarebook, repository, run};
    for _ in 0..20 {
        let folder = repository(&[("flarebook.yaml", "")]);
        let title = "Checkout is slow for customers in the European region when paying by card or invoice";
        for arguments in [&["declare", title][..], &["status", "mitigated"], &["status", "resolved"]] {
            let (code, out, err) = run(flarebook(folder.path()).args(arguments));
            assert_eq!(code, 0, "{out}{err}");
        }
        let (_, out, _) = run(flarebook(folder.path()).arg("list"));
        assert!(out.contains("resolved"), "{out}");
        let (code, out, err) = run(flarebook(folder.path()).args(["declare", title]));
        assert_eq!(code, 0, "{out}{err}");
    }
}

/// A change of status that is dated before others is written and said to change nothing; one that breaks the lifecycle is refused.
#[test]
fn entries_dated_back_say_what_they_do() {
    use crate::command::{flarebook, repository, run};
    let folder = repository(&[("flarebook.yaml", "")]);
    let flare = |arguments: &[&str]| run(flarebook(folder.path()).args(arguments));
    assert_eq!(flare(&["declare", "Late", "--at", "2026-11-21T10:00Z"]).0, 0);
    let (code, _, err) = flare(&["status", "identified", "--at", "2026-11-21T09:00Z"]);
    assert!(code == 0 && err.contains("stays investigating"), "{err}");
    assert_eq!(flare(&["status", "mitigated", "--at", "2026-11-21T11:00Z"]).0, 0);
    let (code, _, err) = flare(&["status", "resolved", "--at", "2026-11-21T10:30Z"]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = flare(&["log", "x", "--at", "2030-01-01T00:00:00Z"]);
    assert!(code == 2 && err.contains("in the future"), "{err}");
    assert_eq!(flare(&["log", "Restarted", "the", "service", "--severity", "P1"]).0, 0);
}
