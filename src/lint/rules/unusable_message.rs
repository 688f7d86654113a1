//! `unusable-message`.

use crate::corpus::{Corpus, FileProblem};
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, finding_of, places};
use crate::repo::{FileKind, TreeFile};
use crate::source::RepoPath;
use crate::wording::{self, FaultAt, MessageFault, Messages, Own};

declare_rule! {
    /// A file in `templates/messages/` has words for the status page that cannot be used: of a name that no message has, of another shape (one
    /// text where each plural needs one), with something in braces that nothing fills in; or it lacks some. The page says these in English, or as
    /// they come with Flarebook.
    ///
    /// The messages that there are, with what may stand in them, are those of `templates/messages/en.yaml` in Flarebook's sources.
    "unusable-message", Warn, "words for the status page that cannot be used", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let folder = RepoPath::root().join(wording::FOLDER);
    let Ok(files) = corpus.tree.files(&folder) else { return };
    let mut files: Vec<TreeFile> = files.into_iter().filter(|file| is_messages(&folder, file)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let english = if files.is_empty() { Messages::new() } else { wording::built_in("en").unwrap_or_default() };
    for TreeFile { path, .. } in files {
        let Some(text) = corpus.text(&path) else { continue };
        let own = Own::read(&text, &english);
        let missing = own.missing(path.stem(), &english);
        findings.extend(own.faults.into_iter().chain(missing).map(|fault| finding(&path, fault)));
        let problems = own.problems.into_iter().map(|problem| FileProblem { path: path.clone(), problem });
        findings.extend(problems.filter_map(|problem| finding_of(&problem)));
    }
}

/// Whether a file holds the messages of a language.
fn is_messages(folder: &RepoPath, file: &TreeFile) -> bool {
    let name = file.path.below(folder).unwrap_or_default();
    matches!(file.kind, FileKind::File(_)) && name.ends_with(".yaml") && !name.contains('/')
}

fn finding(path: &RepoPath, fault: MessageFault) -> Finding {
    let place = match &fault.at {
        FaultAt::Key(key) => places::key_in_file(path, key),
        FaultAt::File => Place::file(path.clone()),
    };
    let finding = Finding::new(&RULE.info, place, fault.message);
    fault.help.into_iter().fold(finding, Finding::help)
}
