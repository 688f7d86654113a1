//! Long lists of incidents, cut into parts that are numbered from the oldest end: a new incident touches the newest page only.

use super::rows;
use super::site::Site;
use super::urls;
use crate::site::card::Card;
use crate::site::page::{Line, Link, ListPage};

/// How many lines an older part has.
const PART: usize = 60;

/// An incident of a list, with what the list has to say about it.
pub(super) struct Item<'c> {
    pub card: &'c Card,
    pub note: Option<String>,
}

impl<'c> Item<'c> {
    /// Without a word.
    pub fn plain(card: &'c Card) -> Self {
        Self { card, note: None }
    }
}

/// Where a list stands.
pub(super) struct Place<'p> {
    /// The address of its first page without `.html`, of two names: `components/login`; the older parts are `components/login/1.html`.
    pub path: &'p str,
    /// What it is a list of: the heading of the older parts.
    pub title: &'p str,
    /// The part of the navigation it belongs to.
    pub nav: &'p str,
}

/// A list, cut.
pub(super) struct Numbered {
    /// The newest, for the first page; newest first.
    pub lines: Vec<Line>,
    /// The way to the part before them.
    pub earlier: Option<Link>,
    /// The older parts: file and content.
    pub parts: Vec<(String, ListPage)>,
}

/// Cuts a list, whose items are in order from the oldest.
pub(super) fn numbered(site: &Site<'_>, place: &Place<'_>, items: &[Item<'_>]) -> Numbered {
    let count = parts(items.len());
    let (old, new) = items.split_at_checked(count * PART).unwrap_or((items, &[]));
    let pages = old.chunks(PART).enumerate().map(|(at, items)| part(site, place, items, at + 1, count)).collect();
    let name = place.path.rsplit('/').next().unwrap_or_default();
    let earlier = (count > 0).then(|| urls::inside("Earlier ones", format!("{name}/{count}.html")));
    Numbered { lines: lines(site, new, "../"), earlier, parts: pages }
}

/// How many parts a list has besides its first page, which keeps between a half and one and a half of a part's lines.
const fn parts(len: usize) -> usize {
    if len < PART + PART / 2 { 0 } else { (len - PART / 2) / PART }
}

fn lines(site: &Site<'_>, items: &[Item<'_>], root: &str) -> Vec<Line> {
    items.iter().rev().map(|item| rows::line(site, item.card, root, item.note.clone())).collect()
}

fn part(site: &Site<'_>, place: &Place<'_>, items: &[Item<'_>], number: usize, count: usize) -> (String, ListPage) {
    let root = "../../";
    let title = format!("{}, part {number}", place.title);
    let home = format!("{root}{}.html", place.path);
    let later = if number < count { format!("{}.html", number + 1) } else { home.clone() };
    let page = ListPage {
        frame: site.frame(&title, root, place.nav),
        crumbs: vec![urls::inside(place.title, home)],
        title,
        lead: Some("Older incidents, counted from the first: this page keeps its address and its content.".to_owned()),
        lines: lines(site, items, root),
        earlier: (number > 1).then(|| urls::inside("Earlier ones", format!("{}.html", number - 1))),
        later: Some(urls::inside("Later ones", later)),
    };
    (format!("{}/{number}.html", place.path), page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_incident_touches_the_first_page_only() {
        assert_eq!([0, 1, 60, 89].map(parts), [0; 4]);
        assert_eq!([90, 149, 150, 209, 210].map(parts), [1, 1, 2, 2, 3]);
        for len in 0..1_000 {
            let first = len - parts(len) * PART;
            assert!(first < PART + PART / 2 && (len < PART || first >= PART / 2), "{len}: {first}");
        }
    }
}
