//! A commit's message before the commit is made: does what its trailers name exist?

use super::engine::{Outcome, settle};
use super::rules::dangling_reference::RULE;
use crate::corpus::{Corpus, Counts, INCIDENTS_FOLDER, POLICY_FILE};
use crate::diagnostic::{Finding, Place};
use crate::model::Incident;
use crate::repo::{RepoError, Staged, Tree, trailers};
use crate::source::{RepoPath, Span, did_you_mean};

/// A message as git hands it to a hook: with comments, and perhaps with the whole change below a line of scissors.
pub struct Message {
    /// How reports call its file.
    pub path: RepoPath,
    /// What it says.
    pub text: String,
    /// What a comment begins with.
    pub comment: String,
}

/// The trees of branches on which an incident of this id may be that is not merged yet.
pub type OnBranches<'b> = dyn Fn(&str) -> Vec<Box<dyn Tree>> + 'b;

/// Checks that incidents and entries named in trailers exist: in what is staged, in the last commit, or on a branch of the incident's own.
///
/// # Errors
/// When git cannot read them.
pub fn check_message(
    message: &Message,
    staged: Staged,
    on_branches: &OnBranches<'_>,
) -> Result<(Outcome, Counts), RepoError> {
    let said = named(message);
    let mut counts = Counts::default();
    let mut findings = Vec::new();
    let mut corpus = Corpus::load_part(staged.after, &[], None)?;
    if !said.is_empty() && keeps_incidents(&*corpus.tree, staged.before.as_deref())? {
        let all = Corpus::incident_folders(&*corpus.tree)?;
        corpus.mind(all);
        let look = Look { message, corpus: &corpus, before: staged.before.as_deref(), on_branches };
        let (incidents, entries): (Vec<&Named>, Vec<&Named>) = said.iter().partition(|named| named.is_incident);
        counts = Counts { incidents: incidents.len(), entries: entries.len(), followups: 0 };
        let mut found = Vec::new();
        for named in &incidents {
            let there = look.incidents(&named.name)?;
            findings.extend(there.is_empty().then(|| look.no_incident(named)));
            found.extend(there);
        }
        findings.extend(entries.into_iter().filter_map(|named| look.entry(named, incidents.is_empty(), &found)));
    }
    let mut outcome = settle(&corpus, &corpus.policy, findings);
    if !outcome.diagnostics.is_empty() {
        outcome.texts.insert(message.path.clone(), message.text.clone());
    }
    Ok((outcome, counts))
}

/// Elsewhere a trailer of this name means something else.
fn keeps_incidents(after: &dyn Tree, before: Option<&dyn Tree>) -> Result<bool, RepoError> {
    for tree in std::iter::once(after).chain(before) {
        for name in [INCIDENTS_FOLDER, POLICY_FILE] {
            if tree.look(&RepoPath::root().join(name))?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Something that a trailer names.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    is_incident: bool,
    name: String,
    span: Span,
}

/// What the trailers name. Messages that only become part of others name nothing of their own.
fn named(message: &Message) -> Vec<Named> {
    let will_be_folded = ["fixup! ", "squash! ", "amend! "].iter().any(|mark| message.text.starts_with(mark));
    if will_be_folded {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (key, value) in trailers(words(message).as_bytes()) {
        let is_incident = key.eq_ignore_ascii_case("Incident");
        if is_incident || key.eq_ignore_ascii_case("Entry") {
            let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
            all.extend(names.map(|name| Named {
                is_incident,
                name: name.to_owned(),
                span: place(&message.text, &key, name),
            }));
        }
    }
    all
}

/// What of a message git will keep.
fn words(message: &Message) -> String {
    let scissors = format!("{} ------------------------ >8 ------------------------", message.comment);
    let lines = message.text.lines().take_while(|line| *line != scissors);
    let kept: Vec<&str> = lines.filter(|line| !line.starts_with(&message.comment)).collect();
    kept.join("\n").trim_end().to_owned() + "\n"
}

/// Where a trailer's name stands; the last line counts that has it.
fn place(text: &str, key: &str, name: &str) -> Span {
    let mut at = 0;
    let mut found = Span::file();
    for line in text.split_inclusive('\n') {
        let is_key = line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key));
        if let Some(offset) = line.find(name).filter(|offset| is_key && *offset > key.len()) {
            found = Span::new(at + offset, at + offset + name.len());
        }
        at += line.len();
    }
    found
}

/// Where things are looked for.
struct Look<'l> {
    message: &'l Message,
    corpus: &'l Corpus,
    before: Option<&'l dyn Tree>,
    on_branches: &'l OnBranches<'l>,
}

impl Look<'_> {
    /// The incident of this id, in as many states of it as there are.
    fn incidents(&self, id: &str) -> Result<Vec<Incident>, RepoError> {
        let branches = (self.on_branches)(id);
        let trees = std::iter::once(&*self.corpus.tree).chain(self.before).chain(branches.iter().map(|tree| &**tree));
        let mut found = Vec::new();
        for tree in trees {
            let folder = Corpus::folder_of(tree, id)?.filter(|folder| folder.name() == id);
            if let Some(folder) = folder {
                found.extend(Corpus::load_incident(tree, &folder, &self.corpus.policy)?);
            }
        }
        Ok(found)
    }

    fn no_incident(&self, named: &Named) -> Finding {
        let near = did_you_mean(&named.name, self.corpus.elsewhere().keys().map(String::as_str));
        let message = format!("the message is about `{}`, which is no incident of this repository", named.name);
        self.finding(named, message).suggest(near, "name an incident by its folder, `YYYY-MM-DD-slug`, or leave it out")
    }

    /// An entry that none of the incidents has.
    fn entry(&self, named: &Named, is_nobodys: bool, incidents: &[Incident]) -> Option<Finding> {
        if is_nobodys {
            // Without an incident beside it, it may be a word like any other.
            let message = format!("the message names the entry `{}` and not its incident", named.name);
            let help = "add a line `Incident: YYYY-MM-DD-slug`";
            return is_entry_name(&named.name).then(|| self.finding(named, message).help(help));
        }
        let is_there = incidents.iter().any(|incident| incident.entry(&named.name).is_some());
        if incidents.is_empty() || is_there {
            return None;
        }
        let known = incidents.iter().flat_map(|incident| &incident.entries).map(|entry| entry.id.as_str());
        let near = did_you_mean(&named.name, known);
        let message = format!("the message is about the entry `{}`, which the incident does not have", named.name);
        Some(self.finding(named, message).suggest(near, "name an entry by its file, with or without `.md`"))
    }

    fn finding(&self, named: &Named, message: String) -> Finding {
        Finding::new(&RULE.info, Place::span(self.message.path.clone(), named.span), message)
    }
}

/// `20260314T091200Z-4f9a2c`, as files of entries are called.
fn is_entry_name(name: &str) -> bool {
    let shape = "00000000T000000Z-";
    let fits = |(c, form): (char, char)| if form == '0' { c.is_ascii_digit() } else { c == form };
    name.len() > shape.len() && name.chars().zip(shape.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(bool, String)> {
        let message = Message { path: RepoPath::root().join("m"), text: text.to_owned(), comment: "#".to_owned() };
        let all = named(&message);
        for named in &all {
            assert_eq!(&text[named.span.range()], named.name, "{text}");
        }
        all.into_iter().map(|named| (named.is_incident, named.name)).collect()
    }

    #[test]
    fn trailers_name_incidents_and_entries() {
        let both = "Log: x\n\nIncident: 2026-03-14-a\nEntry: 20260314T091200Z-4f9a2c\n";
        assert_eq!(said(both), [(true, "2026-03-14-a".into()), (false, "20260314T091200Z-4f9a2c".into())]);
        assert_eq!(said("x\n\nincident: a, b\n\n# comment\n#\n"), [(true, "a".into()), (true, "b".into())]);
        let verbose = "x\n\nIncident: a\n# ------------------------ >8 ------------------------\ndiff\n\nIncident: b\n";
        assert_eq!(said(verbose), [(true, "a".into())]);
    }

    #[test]
    fn words_are_no_trailers() {
        for text in ["Incident: a\n", "x\n\nIncident: a\n\nMore words.\n", "fixup! x\n\nIncident: a\n", "", "#\n"] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn names_of_entries() {
        assert!(is_entry_name("20260314T091200Z-4f9a2c"));
        for other in ["main.rs", "20260314T091200Z-", "20260314T09120Z-4f9a2c9", ""] {
            assert!(!is_entry_name(other), "{other}");
        }
    }
}
