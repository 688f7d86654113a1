//! `flarebook init --hooks`: the checks before a commit, put where they run. What is there already stays; it is said what to add.

use std::fmt::Write as _;
use std::path::Path;

use super::{CommandError, Context};
use crate::cli::Hooks;
use crate::repo::{Hook, NewFile, Repository};
use crate::respond::{HookManager, HookScript, SCRIPTS};

/// What is to be done about hooks.
#[derive(Default)]
pub(super) struct Plan {
    /// Files of the repository.
    pub files: Vec<NewFile>,
    /// Git's own hooks that are to be written.
    scripts: Vec<&'static HookScript>,
    /// What is there, and what to add to it.
    kept: String,
    /// What to do next.
    next: Vec<String>,
}

impl Plan {
    /// For the hooks of git, or of the program that was named; without a name, of the one whose settings are there.
    pub fn new(asked: Hooks, root: &Path, repository: Option<&Repository>) -> Result<Self, CommandError> {
        let is_used = |manager: &HookManager| settings_of(root, *manager).is_some();
        let manager = match asked {
            Hooks::Auto => [HookManager::PreCommit, HookManager::Lefthook].into_iter().find(is_used),
            Hooks::Git => None,
            Hooks::PreCommit => Some(HookManager::PreCommit),
            Hooks::Lefthook => Some(HookManager::Lefthook),
        };
        match manager {
            Some(manager) => Ok(Self::managed(manager, root)),
            None => Self::own(root, repository),
        }
    }

    fn managed(manager: HookManager, root: &Path) -> Self {
        let mut plan = Self::default();
        let settings = manager.settings();
        let there = settings_of(root, manager);
        let says = |text: &str| SCRIPTS.iter().all(|script| script.is_done_by(text));
        match there {
            None => {
                plan.files.push(settings);
                plan.next.push(format!("Once in each clone, to put the hooks to work: {}", manager.begins_with()));
            }
            Some((name, text)) if says(&text) => plan.note(&format!("{name} (it has the checks)"), ""),
            Some((name, _)) => {
                let (place, lines) = manager.addition();
                plan.note(&format!("{name} (yours; for the checks, add {place})"), &lines);
                plan.next.push(format!("Once in each clone, when that is there: {}", manager.begins_with()));
            }
        }
        plan
    }

    fn own(root: &Path, repository: Option<&Repository>) -> Result<Self, CommandError> {
        let mut plan = Self::default();
        let Some(repository) = repository else {
            // Nothing is there yet, and nothing is to be written.
            plan.scripts.extend(&SCRIPTS);
            return Ok(plan);
        };
        if !repository.is_git() {
            plan.next.push(
                "No hooks were written: this is not a git repository. `git init`, then the same again.".to_owned(),
            );
            return Ok(plan);
        }
        let folder = repository.hooks_folder()?;
        for script in &SCRIPTS {
            let path = folder.path.join(script.name.as_str());
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            match Repository::hook(&folder, script.name) {
                None if folder.is_own => plan.scripts.push(script),
                None => plan.note(
                    &format!(
                        "{name} is not written: core.hooksPath leads out of this repository. To check there, it says"
                    ),
                    script.line,
                ),
                Some(hook) => plan.keep(script, &name, &hook),
            }
        }
        if !plan.scripts.is_empty() && folder.is_private {
            plan.next
                .push("The hooks are those of this clone alone; in every other one: flarebook init --hooks".to_owned());
        }
        Ok(plan)
    }

    fn keep(&mut self, script: &HookScript, name: &str, hook: &Hook) {
        if hook.text == script.text {
            self.note(&format!("{name} (it is as a new one would be)"), "");
        } else if HookScript::is_ours(&hook.text) {
            self.note(&format!("{name} (changed since it was written; a new one would be)"), script.text);
        } else if script.is_done_by(&hook.text) {
            self.note(&format!("{name} (it has the check)"), "");
        } else {
            self.note(&format!("{name} (yours; for the check, add this line where it may refuse)"), script.line);
        }
        if !hook.is_executable {
            self.next.push(format!("Git does not run {name}, because it may not be executed: chmod +x {name}"));
        }
    }

    fn note(&mut self, what: &str, lines: &str) {
        let _ = writeln!(self.kept, "kept  {what}");
        for line in lines.lines() {
            let _ = writeln!(self.kept, "      {line}");
        }
    }

    /// Writes git's own hooks, and says what was done.
    pub fn carry_out(
        &self,
        root: &Path,
        repository: Option<&Repository>,
        dry_run: bool,
    ) -> Result<String, CommandError> {
        let folder = repository.filter(|repository| repository.is_git()).map(Repository::hooks_folder).transpose()?;
        let mut text = String::new();
        for script in &self.scripts {
            let name = script.name.as_str();
            let path =
                folder.as_ref().map_or_else(|| root.join(".git/hooks").join(name), |folder| folder.path.join(name));
            if let (false, Some(repository), Some(folder)) = (dry_run, repository, &folder) {
                repository.write_hook(folder, script.name, script.text)?;
            }
            let verb = if dry_run { "would write" } else { "wrote" };
            let _ = writeln!(text, "{verb} {}", path.strip_prefix(root).unwrap_or(&path).display());
        }
        Ok(text + &self.kept)
    }

    /// Says what is left to do.
    pub fn say_what_next(&self, context: &mut Context) {
        self.next.iter().for_each(|line| context.hint(line));
    }
}

/// The settings of a program that are there: name and text.
fn settings_of(root: &Path, manager: HookManager) -> Option<(&'static str, String)> {
    let read = |name: &&'static str| {
        let path = root.join(name);
        path.symlink_metadata().ok()?;
        Some((*name, std::fs::read_to_string(path).unwrap_or_default()))
    };
    manager.files().iter().find_map(read)
}
