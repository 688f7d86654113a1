//! Questions on a terminal. Nothing is ever asked for that a flag cannot say, and where nobody can answer, nothing is asked.

use std::io::{self, IsTerminal as _};
use std::sync::Once;
use std::time::Duration;

use dialoguer::console::Term;
use dialoguer::{Confirm, Input, Select};

/// Whether somebody is there to answer: questions go to standard error, answers come from standard input.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// One line of text; `None` when nobody answers.
pub(super) fn text(question: &str) -> Option<String> {
    let answer = asked(|| Input::<String>::new().with_prompt(question).interact_text());
    answer.filter(|answer| !answer.trim().is_empty())
}

/// One of several; `None` when nobody answers.
pub(super) fn choose(question: &str, choices: &[String]) -> Option<usize> {
    asked(|| Select::new().with_prompt(question).items(choices).default(0).interact_opt()).flatten()
}

/// Yes or no; no when nobody answers.
pub(super) fn confirm(question: &str) -> bool {
    asked(|| Confirm::new().with_prompt(question).default(true).interact()).unwrap_or(false)
}

/// The answer, where somebody can give one.
fn asked<T>(ask: impl FnOnce() -> dialoguer::Result<T>) -> Option<T> {
    if !can_ask() {
        return None;
    }
    give_the_cursor_back();
    match ask() {
        Err(dialoguer::Error::IO(error)) if error.kind() == io::ErrorKind::Interrupted => {
            // Ctrl-C: the program is about to end, and nothing more is to be said or done.
            std::thread::sleep(Duration::from_secs(5));
            None
        }
        answer => answer.ok(),
    }
}

/// Questions hide the cursor; whoever leaves with Ctrl-C wants it back.
fn give_the_cursor_back() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it the cursor stays hidden, and that is all.
        let _ = ctrlc::set_handler(|| {
            let _ = Term::stderr().show_cursor();
            leave();
        });
    });
}

/// What a shell says of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

#[expect(clippy::exit, reason = "the thread that waits for the answer cannot be made to return")]
fn leave() {
    std::process::exit(INTERRUPTED);
}
