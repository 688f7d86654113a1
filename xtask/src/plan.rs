//! The steps of `cargo xtask test`, in order. A new step is one row here and one function under `steps/`.

use crate::counts::Counts;
use crate::error::StepError;
use crate::session::Session;
use crate::steps::{bench, browser, deny, github, rust, showcase, status};
use crate::tools::Tool;

/// One step.
pub struct Step {
    pub name: &'static str,
    /// What it does, in a few words: for the header and `--list`.
    pub what: &'static str,
    /// What must be installed first.
    pub needs: &'static [Tool],
    pub run: fn(&mut Session) -> Result<Outcome, StepError>,
}

/// What a step that did not fail has to say.
#[derive(Default)]
pub struct Outcome {
    pub counts: Counts,
    /// Checks that could not be made, each with the reason; never silent.
    pub not_run: Vec<String>,
}

impl From<Counts> for Outcome {
    fn from(counts: Counts) -> Self {
        Self { counts, not_run: Vec::new() }
    }
}

/// Quick ones first; after `test`, those that need the release build share it.
pub const STEPS: &[Step] = &[
    Step { name: "fmt", what: "the code is formatted", needs: &[], run: rust::fmt },
    Step { name: "clippy", what: "no lint warnings", needs: &[Tool::Cc], run: rust::clippy },
    Step { name: "doc", what: "rustdoc without warnings", needs: &[Tool::Cc], run: rust::doc },
    Step {
        name: "test",
        what: "unit, integration and documentation tests; generated files fresh; layering",
        needs: &[Tool::Cc, Tool::Git],
        run: rust::test,
    },
    Step {
        name: "showcase",
        what: "release build; the showcase passes `check` and builds into a site",
        needs: &[Tool::Cc, Tool::Git],
        run: showcase::run,
    },
    Step {
        name: "browser",
        what: "the built showcase in a headless browser",
        needs: &[Tool::Cc, Tool::Git, Tool::Node, Tool::Chromium],
        run: browser::run,
    },
    Step {
        name: "status",
        what: "the public site through other people's clients, feed readers and calendars",
        needs: &[Tool::Cc, Tool::Git, Tool::Node, Tool::Python, Tool::Clients],
        run: status::run,
    },
    Step {
        name: "action",
        what: "the GitHub Action as GitHub runs it; workflows and scripts through the linters",
        needs: &[Tool::Cc, Tool::Git, Tool::Node, Tool::Python, Tool::Linters],
        run: github::action,
    },
    Step {
        name: "github",
        what: "the binary against a GitHub of our own",
        needs: &[Tool::Cc, Tool::Git, Tool::Node],
        run: github::requests,
    },
    Step {
        name: "bench",
        what: "the benchmarks run, at a small size",
        needs: &[Tool::Cc, Tool::Git, Tool::Python],
        run: bench::run,
    },
    Step {
        name: "deny",
        what: "licences, duplicate versions and sources of the dependencies",
        needs: &[Tool::CargoDeny],
        run: deny::policy,
    },
    Step {
        name: "advisories",
        what: "security advisories against the dependencies (needs the network)",
        needs: &[Tool::CargoDeny, Tool::Git],
        run: deny::advisories,
    },
];

/// The step of that name.
pub fn find(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}
