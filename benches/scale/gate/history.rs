//! A repository whose incidents lie below many more commits, and branches that each change one incident.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use corpus_gen::{Form, Settings};
use flarebook::corpus::Corpus;
use flarebook::repo::WorkTree;
use flarebook::source::RepoPath;

use super::import::Import;
use crate::baseline;
use crate::options::History;

/// The branch that changes are compared with.
pub const MAIN: &str = "main";
/// The branch of somebody who may not say what it says.
pub const FORBIDDEN: &str = "forbidden";

/// Of so many commits, one touches an incident.
const INSIDE: u32 = 10;
/// 2026-01-01.
const BEGIN: u64 = 1_767_225_600;
const SOMEBODY: &str = "Somebody <somebody@corp.example>";

/// Where a change stands.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// It begins at the tip of main.
    Current,
    /// Main has gone on for a hundredth of its commits since it began.
    Behind,
}

impl Case {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "up to date",
            Self::Behind => "main went on",
        }
    }

    pub const fn branch(self) -> &'static str {
        match self {
            Self::Current => "change",
            Self::Behind => "behind",
        }
    }

    /// The comparison in git's words.
    pub fn diff(self) -> String {
        let dots = if matches!(self, Self::Current) { ".." } else { "..." };
        format!("{MAIN}{dots}{}", self.branch())
    }
}

/// Makes the repository; how many files its incidents have.
pub fn write(folder: &Path, history: History, seed: u64) -> io::Result<usize> {
    let settings = Settings { incidents: history.incidents, seed, form: Form::Folders };
    let written = corpus_gen::write(folder, &settings)?;
    let change = Change::new(folder)?;
    run(git(folder).args(["init", "--quiet", "--initial-branch", MAIN]))?;
    let mut import = Import::start(folder, BEGIN)?;
    all_files(&mut import, folder)?;
    further_commits(&mut import, folder, history.commits)?;
    import.finish()?;
    run(git(folder).args(["repack", "-adq"]))?;
    let mut import = Import::start(folder, BEGIN + 60 * u64::from(history.commits + 1))?;
    let (tip, earlier) = (format!("{MAIN}^0"), format!("{MAIN}~{}", (history.commits / 100).max(1)));
    change.commit(&mut import, Case::Current.branch(), &tip, &change.lead)?;
    change.commit(&mut import, Case::Behind.branch(), &earlier, &change.lead)?;
    change.commit(&mut import, FORBIDDEN, &tip, SOMEBODY)?;
    import.finish()?;
    Ok(written.files)
}

fn all_files(import: &mut Import, folder: &Path) -> io::Result<()> {
    import.commit(MAIN, None, SOMEBODY)?;
    for path in baseline::files(folder)? {
        import.file(&relative(&path, folder), &fs::read(&path)?)?;
    }
    Ok(())
}

/// Most of them in the code of some product, some in incidents of long ago.
fn further_commits(import: &mut Import, folder: &Path, commits: u32) -> io::Result<()> {
    let mut incidents = incident_folders(folder)?;
    incidents.pop();
    for number in 0..commits {
        import.commit(MAIN, None, SOMEBODY)?;
        if number % INSIDE == 0 && !incidents.is_empty() {
            // A stride without a common factor with most sizes, so that all years have their share.
            let incident = &incidents[number as usize * 7_919 % incidents.len()];
            let path = format!("{}/timeline/20251230T000000Z-{number:06x}.md", relative(incident, folder));
            import.file(&path, format!("---\nat: 2025-12-30T00:00:00Z\n---\nNote {number}.\n").as_bytes())?;
        } else {
            let path = format!("src/module-{:03}/file-{}.txt", number % 397, number % 11);
            import.file(&path, format!("Version {number}.\n").as_bytes())?;
        }
    }
    Ok(())
}

/// The change of one incident: its lead says that it is mitigated, and a follow-up gets a note.
struct Change {
    lead: String,
    entry: String,
    followup: String,
    followup_text: String,
}

impl Change {
    /// Of the newest incident, which is still open.
    fn new(folder: &Path) -> io::Result<Self> {
        let missing = || io::Error::other("the newest incident has no lead or no follow-up");
        let newest = incident_folders(folder)?.pop().ok_or_else(missing)?;
        let home = RepoPath::new(&relative(&newest, folder)).map_err(io::Error::other)?;
        let tree = Box::new(WorkTree::new(folder.to_owned()));
        let corpus = Corpus::load_part(tree, std::slice::from_ref(&home), None).map_err(io::Error::other)?;
        let incident = corpus.incidents.first().ok_or_else(missing)?;
        let lead = incident.state.holders("lead").next().ok_or_else(missing)?;
        let followup = incident.followups.first().ok_or_else(missing)?.origin.path.as_str().to_owned();
        let followup_text = fs::read_to_string(folder.join(&followup))? + "note: Looked at again.\n";
        let entry = format!("{home}/timeline/20251231T235900Z-abcdef.md");
        Ok(Self { lead: format!("Lead <{lead}@corp.example>"), entry, followup, followup_text })
    }

    fn commit(&self, import: &mut Import, branch: &str, from: &str, author: &str) -> io::Result<()> {
        import.commit(branch, Some(from), author)?;
        import.file(&self.entry, b"---\nat: 2025-12-31T23:59:00Z\nstatus: mitigated\n---\nQuiet.\n")?;
        import.file(&self.followup, self.followup_text.as_bytes())
    }
}

/// The folders of all incidents, oldest first.
fn incident_folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for year in fs::read_dir(folder.join("incidents"))? {
        for incident in fs::read_dir(year?.path())? {
            folders.push(incident?.path());
        }
    }
    folders.sort();
    Ok(folders)
}

fn relative(path: &Path, folder: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Git without anybody's settings.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", folder.join("no-settings"));
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    command
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.stdin(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}
