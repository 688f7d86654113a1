//! Documentation that is made from the code: committed, and never stale. UPDATE=1 writes it.

use std::fmt::Write as _;

use clap::CommandFactory as _;
use flarebook::diagnostic::Level;
use flarebook::gate::all_rules;

use crate::command::{compare, root};

fn fresh(path: &str, text: &str) {
    let mut faults = Vec::new();
    compare(&root().join(path), text, &mut faults);
    assert!(faults.is_empty(), "run `UPDATE=1 cargo test --test it`\n{}", faults.join("\n"));
}

#[test]
fn rules_page() {
    let mut text = "# The rules\n\nMade from the rules themselves. `flarebook explain RULE` says the same; flarebook.yaml sets levels and exceptions:\n\n\
        ```yaml\nrules:\n  partial-time: off\n  entry-name: {level: warn, ignore: [\"incidents/2019/**\"]}\n```\n"
        .to_owned();
    for rule in all_rules() {
        let level = if rule.level == Level::Error { "error" } else { "warn" };
        let _ = write!(text, "\n## {}\n\n*{}* · {level}\n\n{}\n", rule.id, rule.summary, rule.markdown());
    }
    fresh("docs/rules.md", &text);
}

#[test]
fn command_line_page() {
    let mut command = flarebook::cli::Cli::command().term_width(100);
    command.build();
    let mut text = "# The command line\n\nMade from the help of the commands.\n".to_owned();
    let _ = write!(text, "\n## flarebook\n\n```text\n{}```\n", tidy(&command.render_long_help().to_string()));
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let name = sub.get_name().to_owned();
        let _ = write!(text, "\n## flarebook {name}\n\n```text\n{}```\n", tidy(&sub.render_help().to_string()));
        for deed in sub.get_subcommands_mut().filter(|deed| deed.get_name() != "help") {
            let help = tidy(&deed.render_help().to_string());
            let _ = write!(text, "\n### flarebook {name} {}\n\n```text\n{help}```\n", deed.get_name());
        }
    }
    fresh("docs/cli.md", &text);
}

/// Help without spaces at the ends of lines.
fn tidy(help: &str) -> String {
    help.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
