//! What every page is assembled from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::clock::{Clock, SpeaksFor};
use super::lookups::{Key, Keying, Lookup, Lookups};
use super::similar::Likeness;
use super::{names, urls};
use crate::corpus::{Corpus, Located};
use crate::model::{Incident, IncidentId};
use crate::site::SiteOptions;
use crate::site::card::{Card, Head, Held};
use crate::site::markdown::{Reading, render_line};
use crate::site::page::{Frame, Link, MissingPage, NavItem, SiteFacts};
use crate::source::RepoPath;

/// The pages of the navigation: label and file.
const NAVIGATION: [(&str, &str); 8] = [
    ("Incidents", "index.html"),
    ("Archive", "archive/index.html"),
    ("Follow-ups", "followups.html"),
    ("Components", "components/index.html"),
    ("Themes", "themes/index.html"),
    ("People", "people/index.html"),
    ("Learning", "learning.html"),
    ("Handbook", "handbook.html"),
];

/// Open incidents that the page of another looks at.
const MOST_OPEN: usize = 100;

/// The site's name when the policy gives none.
const TITLE: &str = "Incidents";

/// A corpus seen as a site.
pub(in crate::site) struct Facts<'c> {
    /// Policy, roster and catalogue. Incidents are not looked up here: they are on the cards.
    pub corpus: &'c Corpus,
    /// The cards of the incidents that may be shown, by id.
    pub cards: BTreeMap<&'c str, &'c Held>,
    /// The ids of those that may not.
    hidden: BTreeSet<&'c str>,
    /// The same by their folders.
    by_folder: HashMap<&'c str, &'c Held>,
    /// Those of them that are open, the latest, as many as people can be at work on.
    pub open: Vec<&'c Held>,
    /// Changes with anything that the pages over all incidents are made of, time apart.
    pub key: Key,
    /// Changes with what the page of an open incident says of the others that are open, time apart.
    pub key_of_open: Key,
    /// What needs each component, by id.
    pub needed_by: BTreeMap<&'c str, Vec<&'c str>>,
    /// The incidents that turned out to be another, by the id of that.
    duplicates: BTreeMap<&'c str, Vec<&'c str>>,
    likeness: OnceLock<Likeness>,
    pub(super) clock: Clock,
    assets_version: String,
}

/// The facts as one page sees them. What the page looks up of other incidents is noted: when none of it has changed, neither has the page.
pub(in crate::site) struct Site<'c> {
    facts: &'c Facts<'c>,
    lookups: Lookups,
    /// What this page asks of the time.
    pub(super) clock: Clock,
}

impl<'c> std::ops::Deref for Site<'c> {
    type Target = Facts<'c>;

    fn deref(&self) -> &Facts<'c> {
        self.facts
    }
}

impl<'c> Facts<'c> {
    /// Of the incidents with the same id, which a check reports, the first is shown.
    pub fn new(corpus: &'c Corpus, cards: &'c [Arc<Held>], options: &SiteOptions, assets_version: String) -> Self {
        let mut by_id = BTreeMap::new();
        let mut hidden = BTreeSet::new();
        let mut key = Keying::new();
        for card in cards.iter().map(AsRef::as_ref) {
            let id = card.head().id();
            key.text(id);
            if card.head().restricted && !options.restricted {
                hidden.insert(id);
            } else {
                key.key(card.key());
                by_id.entry(id).or_insert(card);
            }
        }
        let cards = by_id;
        let by_folder = cards.values().map(|card| (card.head().folder.as_str(), *card)).collect();
        let open = cards.values().copied().rev().filter(|card| card.head().open).take(MOST_OPEN);
        let open: Vec<&Held> = open.collect();
        let mut key_of_open = Keying::new();
        open.iter().for_each(|card| key_of_open.key(card.key()));
        let mut needed_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, component) in &corpus.components {
            for needed in &component.depends_on {
                needed_by.entry(needed).or_default().push(id);
            }
        }
        let mut duplicates: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, card) in &cards {
            if let Some(other) = card.head().duplicate_of.as_deref() {
                duplicates.entry(other).or_default().push(id);
            }
        }
        let likeness = OnceLock::new();
        let clock = Clock::new(options.now, corpus.policy.site.timezone.as_deref());
        let (key, key_of_open) = (key.done(), key_of_open.done());
        Self {
            corpus,
            cards,
            hidden,
            by_folder,
            open,
            key,
            key_of_open,
            needed_by,
            duplicates,
            likeness,
            clock,
            assets_version,
        }
    }

    /// The cards of the incidents that may be shown, in the order of their ids.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &'c Card> {
        self.cards.values().map(|held| &***held)
    }

    /// Their incidents, without texts.
    pub fn incidents(&self) -> impl DoubleEndedIterator<Item = &'c Incident> {
        self.cards.values().map(|held| held.incident())
    }

    /// Whether what speaks for this time speaks for now.
    pub fn is_still(&self, time: SpeaksFor) -> bool {
        self.clock.is_still(time)
    }

    /// The facts for one page.
    pub fn for_page(&'c self) -> Site<'c> {
        Site { facts: self, lookups: Lookups::default(), clock: self.clock.fresh() }
    }

    /// Whether an incident is shown: it may be, and is the first of its id.
    pub fn shows(&self, located: &Located) -> bool {
        self.cards.get(located.id.as_str()).is_some_and(|card| card.head().folder == located.home)
    }

    /// How many incidents may not be shown.
    pub fn hidden_count(&self) -> usize {
        self.hidden.len()
    }

    /// Which incidents are like which; made when first asked for.
    fn likeness(&self) -> &Likeness {
        self.likeness.get_or_init(|| Likeness::of(self.cards.values().map(|card| card.head())))
    }

    /// Changes when the answer to what is like an incident may be another; much cheaper than the answer.
    pub fn similar_key(&self, incident: &Head) -> Key {
        self.likeness().key(incident)
    }

    /// Which incidents are like one: a key that changes when a page would be told something else.
    pub fn told_similar(&self, incident: &Head) -> Key {
        self.key_of_similar(&self.likeness().alike(self.corpus, incident))
    }

    fn key_of_similar(&self, alike: &[(&str, String)]) -> Key {
        let mut key = Keying::new();
        for (id, shared) in alike {
            key.text(self.cards.get(id).map_or(id, |other| &other.head().title));
            key.text(id);
            key.text(shared);
        }
        key.done()
    }

    /// What the page of an incident that looked these things up was told: a key that changes when it would be told something else.
    pub fn told(&self, incident: &Head, lookups: &BTreeSet<Lookup>) -> Key {
        let mut key = Keying::new();
        for lookup in lookups {
            let found = match lookup {
                Lookup::Incident(id) => self.cards.get(id.as_str()),
                Lookup::Folder(folder) => self.by_folder.get(folder.as_str()),
                // Asked for apart: the answer is dear, and a key says that it stayed.
                Lookup::Similar => continue,
                Lookup::Duplicates => {
                    let all = self.duplicates.get(incident.id()).into_iter().flatten();
                    all.filter_map(|id| self.cards.get(id)).for_each(|other| {
                        key.text(other.head().id());
                        key.text(&other.head().title);
                    });
                    continue;
                }
            };
            let hidden = matches!(lookup, Lookup::Incident(id) if self.hidden.contains(id.as_str()));
            key.add(&[u8::from(found.is_some()), u8::from(hidden)]);
            if let Some(found) = found {
                key.text(&found.head().title);
                key.text(found.head().id());
            }
        }
        key.done()
    }
}

impl<'c> Site<'c> {
    /// What the page looked up, and a key of which incidents it was told are like it; what it asked of the time.
    pub fn into_lookups(self) -> (BTreeSet<Lookup>, Key, SpeaksFor) {
        let (lookups, told) = self.lookups.into_parts();
        (lookups, told, self.clock.asked())
    }

    /// What the page has asked of the time.
    pub fn speaks_for(&self) -> SpeaksFor {
        self.clock.asked()
    }

    /// An incident by its id, unless it may not be shown.
    pub fn find(&self, id: &str) -> Option<&'c Incident> {
        self.lookups.note(Lookup::Incident(id.to_owned()));
        self.facts.cards.get(id).map(|held| held.incident())
    }

    /// The incident whose folder this is, unless it may not be shown.
    pub fn find_folder(&self, folder: &str) -> Option<&'c Incident> {
        self.lookups.note(Lookup::Folder(folder.to_owned()));
        self.facts.by_folder.get(folder).map(|held| held.incident())
    }

    /// The site's name.
    pub fn title(&self) -> &str {
        self.corpus.policy.site.title.as_deref().unwrap_or(TITLE)
    }

    /// What surrounds a page at `root` from the site's root, in the part of the navigation called `part`.
    pub fn frame(&self, title: &str, root: &str, part: &str) -> Frame {
        let item = |(label, file): (&str, &str)| NavItem {
            label: label.to_owned(),
            href: format!("{root}{file}"),
            current: label == part,
        };
        Frame {
            title: title.to_owned(),
            description: self.corpus.policy.site.description.clone().unwrap_or_default(),
            root: root.to_owned(),
            url: None,
            sort: "website".to_owned(),
            style: self.asset("style.css", root),
            script: self.asset("search.js", root),
            site: self.facts(),
            nav: NAVIGATION.map(item).into(),
            as_of: None,
            source: None,
        }
    }

    /// The address of a style sheet or script, with a version that changes with its content.
    pub fn asset(&self, name: &str, root: &str) -> String {
        format!("{root}assets/{name}?v={}", self.assets_version)
    }

    fn facts(&self) -> SiteFacts {
        let policy = &self.corpus.policy.site;
        let repository = policy.repository.as_deref().filter(|address| urls::is_web(address)).map(urls::web_link);
        let (title, description) = (self.title().to_owned(), policy.description.clone());
        SiteFacts { title, description, repository, timezone: self.clock.zone_name.to_string() }
    }

    /// A file or folder of the repository: on the forge where there is one, else its name alone.
    pub fn source(&self, path: &RepoPath) -> Link {
        self.forge(path.as_str()).map_or_else(|| urls::text(path.as_str()), |href| urls::labelled(path.as_str(), &href))
    }

    /// The address of a path on the forge. `HEAD` and `blob` are understood by all the usual ones, for folders too.
    pub fn forge(&self, path: &str) -> Option<String> {
        let repository = self.corpus.policy.site.repository.as_deref().filter(|address| urls::is_web(address))?;
        Some(format!("{}/blob/HEAD/{}", repository.trim_end_matches('/'), urls::encoded(path)))
    }

    /// The way to an incident's page by its id. One that may not be shown gives no name away.
    pub fn incident_link(&self, id: &str, root: &str) -> Link {
        match self.find(id) {
            Some(incident) => urls::inside(incident.title(), incident_href(incident, root)),
            None if self.hidden.contains(id) => urls::text("a restricted incident"),
            None => urls::text(id),
        }
    }

    /// The other records of the same trouble: those that say they are duplicates of this.
    pub fn duplicates(&self, id: &str, root: &str) -> Vec<Link> {
        self.lookups.note(Lookup::Duplicates);
        let all = self.duplicates.get(id).into_iter().flatten().filter(|other| **other != id);
        let all = all.filter_map(|other| self.facts.cards.get(other));
        all.map(|other| urls::inside(&other.head().title, incident_href(other.incident(), root))).collect()
    }

    /// The incidents most like one, with what they share in words.
    pub fn similar(&self, incident: &Incident) -> Vec<(&'c Incident, String)> {
        let alike = self.facts.likeness().alike(self.facts.corpus, &Head::of(incident));
        self.lookups.note_similar(self.facts.key_of_similar(&alike));
        alike.into_iter().filter_map(|(id, shared)| Some((self.facts.cards.get(id)?.incident(), shared))).collect()
    }

    /// The full address of a file of the site, where the policy says at what address it is served.
    pub fn address(&self, file: &str) -> Option<String> {
        let base = self.corpus.policy.site.base_url.as_deref().filter(|address| urls::is_web(address))?;
        Some(format!("{}/{file}", base.trim_end_matches('/')))
    }

    /// A file of the repository, to be changed: where the forge is GitHub its editor, on the default branch; elsewhere the page of the
    /// file, which has a way to it.
    pub fn edit(&self, label: &str, path: &RepoPath) -> Option<Link> {
        let page = self.forge(path.as_str())?;
        let github = page
            .get(.."https://github.com/".len())
            .is_some_and(|start| start.eq_ignore_ascii_case("https://github.com/"));
        let page = if github { page.replacen("/blob/HEAD/", "/edit/HEAD/", 1) } else { page };
        Some(urls::labelled(label, &page))
    }

    /// Whether the record has an incident of this id, shown or not.
    pub fn knows(&self, id: &str) -> bool {
        self.find(id).is_some() || self.hidden.contains(id)
    }

    /// The page for addresses that lead nowhere: only where the policy says what address the site is served at, because a
    /// server shows it at any depth, and then no relative link works.
    pub fn missing(&self) -> Option<MissingPage> {
        let address = self.corpus.policy.site.base_url.as_deref().filter(|address| urls::is_web(address))?;
        let path = address.split_once("://")?.1.split(['?', '#']).next()?.split_once('/').map_or("", |(_, path)| path);
        let path = path.trim_matches('/');
        let root = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(MissingPage { frame: self.frame("No such page", &root, "") })
    }

    /// Lines of the policy, which may hold inline Markdown; relative addresses in them lead to the repository.
    pub fn lines(&self, lines: &[String]) -> Vec<String> {
        let resolve = |address: &str| {
            let path = RepoPath::new(address.trim_start_matches('/')).ok()?;
            (!address.starts_with(['#', '?'])).then(|| self.forge(path.as_str())).flatten()
        };
        let reading = Reading { prefix: "policy", top: 4, resolve: &resolve };
        lines.iter().map(|line| render_line(line, &reading)).collect()
    }

    /// Somebody, as a page at `root` shows them.
    pub fn person(&self, handle: &str, root: &str) -> crate::site::page::Person {
        names::person(self.corpus, handle, root)
    }
}

/// The address of an incident's page.
pub(super) fn incident_href(incident: &Incident, root: &str) -> String {
    format!("{root}{}.html", page_stem(&incident.id))
}

/// The page of an incident without its ending, which is also the folder of its attachments. A well-formed id is its own name; of any other,
/// odd characters are replaced.
pub(in crate::site) fn page_stem(id: &IncidentId) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let name: String = id.as_str().chars().map(|c| if plain(c) { c } else { '_' }).collect();
    format!("incidents/{name}")
}
