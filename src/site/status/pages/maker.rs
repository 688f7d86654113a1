//! What every page is made from: the public page, its words, and what is the same on all pages.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::addresses::HISTORY;
use super::assets::{Versions, digest};
use super::view::{Feed, Frame, Link, Moment, NavItem, Span, State};
use crate::publication::{PublicComponent, StatusPage};
use crate::site::markdown::{self, Reading};
use crate::site::status::look::Look;
use crate::site::status::words::{Calendar, Words};

/// Feeds that a page and each component have: message, file, media type.
const FEEDS: [(&str, &str, &str); 3] = [
    ("feed_atom", "history.atom", "application/atom+xml"),
    ("feed_rss", "history.rss", "application/rss+xml"),
    ("feed_json", "feed.json", "application/feed+json"),
];

/// The calendar of maintenance: message, file, media type.
const CALENDAR: (&str, &str, &str) = ("feed_calendar", "maintenance.ics", "text/calendar");

/// A public page on its way to becoming pages.
pub(super) struct Maker<'p> {
    pub page: &'p StatusPage,
    pub look: &'p Look,
    pub calendar: Calendar<'p>,
    pub versions: &'p Versions,
    /// Changes when anything does but the instant that the page speaks for.
    pub version: String,
    words: BTreeMap<String, String>,
}

impl<'p> Maker<'p> {
    pub fn new(page: &'p StatusPage, look: &'p Look, versions: &'p Versions) -> Self {
        let fixed = look.words.fixed();
        Self {
            page,
            look,
            calendar: Calendar::new(&look.words, page.page.zone.clone()),
            versions,
            version: version(page),
            words: fixed.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect(),
        }
    }

    pub const fn words(&self) -> &'p Words {
        &self.look.words
    }

    /// The site's name.
    pub fn site_title(&self) -> String {
        self.page.page.title.clone().unwrap_or_else(|| self.words().text("title_without_name").to_owned())
    }

    /// What surrounds a page at `root` from the site's root; `path` is its own place, when it has one address.
    pub fn frame(&self, title: &str, description: String, root: &str, path: Option<&str>) -> Frame {
        let (page, words) = (&self.page.page, self.words());
        let generated = self.moment(page.generated_at);
        let under = |address: &str| format!("{root}{address}");
        Frame {
            title: title.to_owned(),
            description,
            root: root.to_owned(),
            lang: words.language().to_owned(),
            dir: words.text("direction").to_owned(),
            site_title: self.site_title(),
            site_description: page.description.clone(),
            logo: self.versions.logo.as_deref().map(under),
            icon: under(&self.versions.icon),
            style: under(&self.versions.style),
            script: under(&self.versions.script),
            canonical: page.url.as_deref().zip(path).map(|(url, path)| format!("{url}/{}", folder(path))),
            nav: self.nav(root, path),
            support_url: page.support_url.clone().filter(|address| is_web(address)),
            feeds: self.feeds(root, root),
            as_of: words.say("as_of", &[("moment", &generated.text)]),
            stale: words.say("stale", &[("moment", &generated.text)]),
            generated,
            stale_after: page.stale_after,
            version: self.version.clone(),
            zone: page.zone_name.clone(),
            times_in: words.say("times_in", &[("zone", &page.zone_name)]),
            your_time: words.text("your_time").to_owned(),
            words: self.words.clone(),
        }
    }

    fn nav(&self, root: &str, path: Option<&str>) -> Vec<NavItem> {
        let item = |message: &str, file: &str| NavItem {
            label: self.words().text(message).to_owned(),
            href: format!("{root}{file}"),
            current: path == Some(file),
        };
        vec![item("nav_now", "index.html"), item("nav_history", HISTORY)]
    }

    /// The feeds in a folder, and the calendar at the root.
    pub fn feeds(&self, folder: &str, root: &str) -> Vec<Feed> {
        let feed = |base: &str, (message, file, kind): (&str, &str, &str)| Feed {
            label: self.words().text(message).to_owned(),
            href: format!("{base}{file}"),
            kind: kind.to_owned(),
        };
        FEEDS.iter().map(|known| feed(folder, *known)).chain([feed(root, CALENDAR)]).collect()
    }

    pub fn moment(&self, at: Timestamp) -> Moment {
        Moment { datetime: seconds(at), text: self.calendar.moment(at) }
    }

    pub fn span(&self, from: Timestamp, until: Option<Timestamp>) -> Span {
        let text = until.map_or_else(|| self.calendar.moment(from), |until| self.calendar.range(from, until));
        Span { from: seconds(from), until: until.map(seconds), text }
    }

    pub fn state(&self, (message, tone): (&str, &str)) -> State {
        State { label: self.words().text(message).to_owned(), tone: tone.to_owned() }
    }

    /// A text for customers as HTML: nothing in it is loaded, nothing in it runs.
    pub fn prose(&self, text: &str, prefix: &str, top: u8) -> String {
        let reading = Reading { prefix, top, resolve: &|_| None };
        markdown::render_without_pictures(text, &reading, self.words().text("scrollable_table"))
    }
}

/// A component's own page.
pub(super) fn component(component: &PublicComponent, root: &str) -> Link {
    Link { label: component.name.clone(), href: format!("{root}{}", super::addresses::component(&component.id)) }
}

/// An address in the web, and nothing that a browser would run.
fn is_web(address: &str) -> bool {
    markdown::is_safe(address) && address.contains(':')
}

/// The address under which a page is known: that of its folder where it is the folder's.
fn folder(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

fn seconds(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

/// A digest of all that the page says, whenever it says it.
fn version(page: &StatusPage) -> String {
    let mut same = page.clone();
    if same.page.updated_at == same.page.generated_at {
        same.page.updated_at = Timestamp::UNIX_EPOCH;
    }
    same.page.generated_at = Timestamp::UNIX_EPOCH;
    digest(format!("{same:?}").as_bytes())
}
