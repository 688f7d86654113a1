//! Incidents of branches that are not merged yet, laid over the tree that is read.
//!
//! Of a branch count the incidents that it made or changed since it left the tree's history. Such an incident is taken whole, as the branch
//! has it: one record is never mixed from two. Not taken is what the tree has as well or had since then (the branch was merged, be it
//! squashed), what was deleted there since, and what would lift a hold that the tree has on it (restricted, TLP, a time before which nothing
//! is published): that takes effect once it is merged. Policy, roster and catalogue are always the tree's own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Corpus, FileProblem, load};
use crate::model::{Incident, IncidentId, Tlp, Visibility};
use crate::repo::{Branch, LayeredTree, Range, RepoError, Repository, Tip, Tree};
use crate::source::{ProblemKind, RepoPath};

/// What became of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveBranch {
    /// The branch, as git calls it.
    pub reference: String,
    /// The incidents taken from it.
    pub incidents: Vec<IncidentId>,
    /// What kept it, or a part of it, from being taken.
    pub problem: Option<String>,
}

/// An incident as a branch has it.
struct Candidate {
    tip: Option<Tip>,
    tree: Box<dyn Tree>,
    incident: Incident,
    problems: Vec<FileProblem>,
}

/// Whether an incident is taken from a branch, and what there is to say about that.
enum Verdict {
    Take(Box<Candidate>, Option<String>),
    Leave(Option<String>),
}

/// The incidents taken, each with the place of its branch.
type Chosen = BTreeMap<IncidentId, (usize, Candidate)>;

pub(super) fn add(
    corpus: Corpus,
    repository: &Repository,
    revision: Option<&str>,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<(Corpus, Vec<LiveBranch>), RepoError> {
    let branches = repository.branches(wanted)?;
    let new =
        |branch: &Branch| LiveBranch { reference: branch.reference.clone(), incidents: Vec::new(), problem: None };
    let mut report: Vec<LiveBranch> = branches.iter().map(new).collect();
    let looking = Looking { corpus: &corpus, repository, base: revision.unwrap_or("HEAD") };
    let mut chosen = Chosen::new();
    for (index, branch) in branches.iter().enumerate() {
        match looking.candidates(branch) {
            Ok((candidates, problem)) => {
                report[index].problem = problem;
                candidates.into_iter().for_each(|one| choose(&mut chosen, &mut report, index, one, repository));
            }
            Err(error) => {
                let hint = error.hint().map_or_else(String::new, |hint| format!("; {hint}"));
                report[index].problem = Some(format!("{error}{hint}"));
            }
        }
    }
    for (id, (index, _)) in &chosen {
        report[*index].incidents.push(id.clone());
    }
    Ok((lay(corpus, chosen), report))
}

/// Of two branches with the same incident the newer one is taken, and the other says so.
fn choose(chosen: &mut Chosen, report: &mut [LiveBranch], index: usize, one: Candidate, repository: &Repository) {
    let id = one.incident.id.clone();
    let (winner, loser) = match chosen.get(&id) {
        Some((rival, known)) if !repository.is_newer(one.tip, known.tip) => (*rival, Some(index)),
        known => (index, known.map(|(rival, _)| *rival)),
    };
    if let Some(loser) = loser {
        let newer = format!("{id} is taken from {}, which is newer", report[winner].reference);
        report[loser].problem.get_or_insert(newer);
    }
    if winner == index {
        chosen.insert(id, (index, one));
    }
}

/// What branches are compared with.
struct Looking<'l> {
    corpus: &'l Corpus,
    repository: &'l Repository,
    base: &'l str,
}

impl Looking<'_> {
    /// The incidents of a branch that count and can be read, and what is to be said of the others.
    fn candidates(&self, branch: &Branch) -> Result<(Vec<Candidate>, Option<String>), RepoError> {
        let Some(tip) = branch.tip else { return Err(RepoError::Revision(branch.reference.clone())) };
        let range = self.repository.range(self.base, &tip.id.to_string())?;
        let (mut problem, mut found) = (None, Vec::new());
        for folder in self.changed_folders(&range)? {
            let said = match self.judge(&range, &folder, tip)? {
                Verdict::Take(candidate, fault) => {
                    found.push(*candidate);
                    fault
                }
                Verdict::Leave(reason) => reason,
            };
            problem = problem.or(said);
        }
        Ok((found, problem))
    }

    /// The folders of the incidents that a branch made or changed; none inside another.
    fn changed_folders(&self, range: &Range) -> Result<Vec<RepoPath>, RepoError> {
        let tree = self.repository.tree_of(range.head)?;
        let files = self.repository.changed_files(range.fork, range.head)?;
        let parents: BTreeSet<RepoPath> = files.iter().map(|file| file.path.parent()).collect();
        let mut homes = BTreeSet::new();
        for folder in parents {
            homes.extend(Corpus::home(&*tree, &folder)?);
        }
        let all = homes.clone();
        let inside = |home: &RepoPath| all.iter().any(|other| other != home && home.below(other).is_some());
        Ok(homes.into_iter().filter(|home| !inside(home)).collect())
    }

    fn judge(&self, range: &Range, folder: &RepoPath, tip: Tip) -> Result<Verdict, RepoError> {
        if self.repository.was_merged(range, folder)? {
            return Ok(Verdict::Leave(None));
        }
        let here = self.corpus.incident(folder.name());
        let record = folder.join("incident.yaml");
        if here.is_none() && self.repository.tree_of(range.fork)?.look(&record)?.is_some() {
            return Ok(Verdict::Leave(Some(format!("{} was deleted since the branch began", folder.name()))));
        }
        let tree = self.repository.tree_of(range.head)?;
        let (incident, problems) = load::one(&*tree, folder, &self.corpus.policy)?;
        let Some(incident) = incident else { return Ok(Verdict::Leave(None)) };
        let broken = problems.iter().find(|problem| problem.problem.kind.costs_the_file());
        let said = broken.map(|FileProblem { path, problem }| format!("{path}: {}", problem.message));
        if problems.iter().any(|problem| is_vital(problem, folder)) {
            return Ok(Verdict::Leave(said));
        }
        if here.is_some_and(|here| lifts_a_hold(here, &incident)) {
            let reason =
                "more people may read it as the branch has it than as it is here; that counts once it is merged";
            return Ok(Verdict::Leave(Some(format!("{}: {reason}", folder.name()))));
        }
        Ok(Verdict::Take(Box::new(Candidate { tip: Some(tip), tree, incident, problems }), said))
    }
}

/// Whether a problem costs one of the files without which nobody knows what an incident is, or where it stands. A broken entry costs only
/// itself.
fn is_vital(problem: &FileProblem, folder: &RepoPath) -> bool {
    let kind = problem.problem.kind;
    match problem.path.below(folder) {
        Some("incident.yaml") => kind.costs_the_file(),
        Some("timeline.yaml") => kind.costs_the_file() && kind != ProblemKind::EmptyFile,
        _ => false,
    }
}

/// Whether something that keeps an incident from others is gone in its later form.
fn lifts_a_hold(before: &Incident, after: &Incident) -> bool {
    let restricted = |incident: &Incident| incident.visibility() == Visibility::Restricted;
    let tlp = |incident: &Incident| incident.record.tlp.unwrap_or(Tlp::Clear);
    let sooner = match (before.record.publish_after, after.record.publish_after) {
        (Some(before), Some(after)) => after < before,
        (before, _) => before.is_some(),
    };
    (restricted(before) && !restricted(after)) || tlp(after) < tlp(before) || sooner
}

/// Lays the chosen folders over the corpus's tree, and puts what they hold in the place of what the corpus had of those incidents.
fn lay(mut corpus: Corpus, chosen: Chosen) -> Corpus {
    if chosen.is_empty() {
        return corpus;
    }
    let mut tree = LayeredTree::new(corpus.tree);
    for (id, (_, candidate)) in chosen {
        let folder = candidate.incident.folder.clone();
        // The branch, or somebody here since then, may have moved it.
        for other in corpus.incidents.iter().filter(|other| other.id == id && other.folder != folder) {
            tree.lay(other.folder.clone(), None);
        }
        corpus.problems.retain(|problem| problem.path.below(&folder).is_none());
        corpus.unread.retain(|path| path.below(&folder).is_none());
        let unread = candidate.problems.iter().filter(|problem| problem.problem.kind.costs_the_file());
        corpus.unread.extend(unread.map(|problem| problem.path.clone()));
        corpus.problems.extend(candidate.problems);
        corpus.incidents.retain(|incident| incident.id != id);
        corpus.incidents.push(candidate.incident);
        tree.lay(folder, Some(candidate.tree));
    }
    corpus.incidents.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
    Corpus { tree: Box::new(tree), ..corpus }
}
