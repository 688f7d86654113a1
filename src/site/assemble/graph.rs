//! The graph of components: what a component needs, and what fails with it.

use std::collections::BTreeSet;

use super::names;
use super::site::Site;
use crate::site::page::{BlastView, Node};

/// Components that are drawn around one; a larger graph is cut.
const MOST: usize = 60;
/// How far from the middle the drawing goes.
const DEEPEST: usize = 6;

/// Which way to follow the dependencies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To what is needed.
    Needs,
    /// To what needs it.
    NeededBy,
}

/// The neighbours of a component, by id.
fn next<'s>(site: &'s Site<'_>, id: &str, way: Way) -> Vec<&'s str> {
    let mut ids: Vec<&str> = match way {
        Way::Needs => {
            let component = site.corpus.components.get(id);
            component.into_iter().flat_map(|component| &component.depends_on).map(String::as_str).collect()
        }
        Way::NeededBy => site.needed_by.get(id).cloned().unwrap_or_default(),
    };
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What lies around a component in one direction, as a tree in which each component stands once, as near as it is.
pub(super) fn around(site: &Site<'_>, id: &str, way: Way, open: &BTreeSet<&str>, root: &str) -> Vec<Node> {
    let mut seen = BTreeSet::from([id]);
    let mut rows = Vec::new();
    // Breadth first, so that what is near is not hidden behind a longer way.
    let mut ring: Vec<(&str, usize)> = vec![(id, usize::MAX)];
    for _ in 0..DEEPEST {
        let mut following = Vec::new();
        for (from, parent) in ring {
            for id in next(site, from, way) {
                if rows.len() < MOST && seen.insert(id) {
                    following.push((id, rows.len()));
                    rows.push((id, parent));
                }
            }
        }
        ring = following;
    }
    tree(site, &rows, open, root)
}

/// From rows that each name the row they hang on, which stands before them.
fn tree(site: &Site<'_>, rows: &[(&str, usize)], open: &BTreeSet<&str>, root: &str) -> Vec<Node> {
    let mut nodes: Vec<Vec<Node>> = vec![Vec::new(); rows.len()];
    let mut top = Vec::new();
    for (at, (id, parent)) in rows.iter().enumerate().rev() {
        let mut behind = nodes.get_mut(at).map(std::mem::take).unwrap_or_default();
        behind.reverse();
        let node = Node {
            link: names::component(site.corpus, id, root),
            owners: owners(site, id, root),
            open: open.contains(id),
            nodes: behind,
        };
        nodes.get_mut(*parent).unwrap_or(&mut top).push(node);
    }
    top.reverse();
    top
}

fn owners(site: &Site<'_>, id: &str, root: &str) -> Vec<crate::site::page::Person> {
    let component = site.corpus.components.get(id);
    let owners = component.into_iter().flat_map(|component| component.owner.iter());
    owners.map(|owner| site.person(owner, root)).collect()
}

/// What depends on these components and is not among them, near things first, with the component through which it does.
pub(super) fn blast(site: &Site<'_>, ids: &[&str], root: &str) -> Vec<BlastView> {
    let mut seen: BTreeSet<&str> = ids.iter().copied().collect();
    let mut ring: Vec<&str> = seen.iter().copied().collect();
    let mut views = Vec::new();
    while !ring.is_empty() {
        let mut following = Vec::new();
        for from in ring {
            for id in next(site, from, Way::NeededBy) {
                if views.len() < MOST && seen.insert(id) {
                    following.push(id);
                    views.push(BlastView {
                        component: names::component(site.corpus, id, root),
                        through: site.corpus.component_name(from).to_owned(),
                        owners: owners(site, id, root),
                    });
                }
            }
        }
        ring = following;
    }
    views
}
