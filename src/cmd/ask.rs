//! Questions on a terminal. Nothing is ever asked for that a flag cannot say, and where nobody can answer, nothing is asked.

use std::io::{self, IsTerminal as _};

use dialoguer::{Confirm, Input, Select};

/// Whether somebody is there to answer: questions go to standard error, answers come from standard input.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// One line of text; `None` when nobody answers.
pub(super) fn text(question: &str) -> Option<String> {
    let answer = can_ask().then(|| Input::<String>::new().with_prompt(question).interact_text().ok());
    answer.flatten().filter(|answer| !answer.trim().is_empty())
}

/// One of several; `None` when nobody answers.
pub(super) fn choose(question: &str, choices: &[String]) -> Option<usize> {
    let ask = || Select::new().with_prompt(question).items(choices).default(0).interact_opt().ok().flatten();
    can_ask().then(ask).flatten()
}

/// Yes or no; no when nobody answers.
pub(super) fn confirm(question: &str) -> bool {
    can_ask() && Confirm::new().with_prompt(question).default(true).interact().unwrap_or(false)
}
