//! The programs that the steps need, and how each is installed where it is missing.

mod apt;
pub mod chromium;
pub mod clients;
mod deny;
pub mod linters;
mod node;
mod python;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::StepError;
use crate::process;

/// A program that a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// A C compiler: libgit2 is built from source.
    Cc,
    Git,
    /// Node.js with npm.
    Node,
    Chromium,
    CargoDeny,
    /// With `venv`: for the linters and the clients.
    Python,
    /// zizmor and ShellCheck.
    Linters,
    /// Readers of status pages, feeds and calendars.
    Clients,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Cc => "a C compiler",
            Self::Git => "git",
            Self::Node => "node and npm",
            Self::Chromium => "chromium",
            Self::CargoDeny => "cargo-deny",
            Self::Python => "python",
            Self::Linters => "linters",
            Self::Clients => "status clients",
        }
    }

    /// What is there, in words; or why it will not do.
    fn look(self) -> Result<String, String> {
        match self {
            Self::Cc => first_found(&["cc", "gcc", "clang"]),
            Self::Git => first_found(&["git"]),
            Self::Node => node::look(),
            Self::Chromium => chromium::look(),
            Self::CargoDeny => deny::look(),
            Self::Python => python::look(),
            Self::Linters => linters::look(),
            Self::Clients => clients::look(),
        }
    }

    /// The Debian packages that bring it; none where another way is taken.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Cc => &["gcc", "libc6-dev"],
            Self::Git => &["git", "ca-certificates"],
            Self::Node => &["nodejs", "npm"],
            Self::Chromium => &["chromium", "fonts-dejavu-core"],
            Self::Python => &["python3", "python3-venv"],
            Self::CargoDeny | Self::Linters | Self::Clients => &[],
        }
    }

    /// Installs one that is not in a Debian package.
    fn install(self) -> Result<(), StepError> {
        match self {
            Self::CargoDeny => deny::install(),
            Self::Linters => linters::install(),
            Self::Clients => clients::install(),
            Self::Cc | Self::Git | Self::Node | Self::Chromium | Self::Python => Ok(()),
        }
    }
}

fn first_found(programs: &[&str]) -> Result<String, String> {
    let found = programs.iter().find_map(|program| process::find(program));
    found.map(|path| path.display().to_string()).ok_or_else(|| "not found".to_owned())
}

/// Which tools are there, and why the others are not.
pub struct Toolbox {
    missing: BTreeMap<Tool, String>,
}

impl Toolbox {
    /// Looks for the tools and installs what is missing.
    pub fn prepare(needed: &BTreeSet<Tool>) -> Self {
        let wanting: Vec<Tool> = needed.iter().copied().filter(|&tool| report(tool).is_err()).collect();
        let installed = install(&wanting);
        let missing = wanting.into_iter().filter_map(|tool| {
            let why = report(tool).err()?;
            Some((tool, installed.get(&tool).cloned().unwrap_or(why)))
        });
        Self { missing: missing.collect() }
    }

    /// An error if one of these is missing.
    pub fn require(&self, tools: &[Tool]) -> Result<(), StepError> {
        match tools.iter().find_map(|tool| Some((tool, self.missing.get(tool)?))) {
            Some((tool, why)) => Err(StepError::Tool { tool: tool.name(), why: why.clone() }),
            None => Ok(()),
        }
    }
}

fn report(tool: Tool) -> Result<(), String> {
    let found = tool.look();
    println!("{:<15}{}", tool.name(), found.as_ref().map_or_else(|why| format!("missing: {why}"), String::clone));
    found.map(drop)
}

/// Installs the tools; for each that could not be, the reason.
fn install(tools: &[Tool]) -> BTreeMap<Tool, String> {
    let mut failures = BTreeMap::new();
    let (debian, others): (Vec<Tool>, Vec<Tool>) = tools.iter().partition(|tool| !tool.packages().is_empty());
    let packages: Vec<&str> = debian.iter().flat_map(|tool| tool.packages()).copied().collect();
    if let Err(error) = apt::install(&packages) {
        failures.extend(debian.iter().map(|&tool| (tool, error.to_string())));
    }
    // After Debian's: they need some of those.
    for tool in others {
        if let Err(error) = tool.install() {
            failures.insert(tool, error.to_string());
        }
    }
    failures
}
