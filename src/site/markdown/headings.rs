//! Headings: cut at the second level, moved below the page's own, given anchors.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::model::slug;

/// A text's second-level sections: each heading in plain text, with the events under it.
type Sections<'t> = Vec<(String, Vec<Event<'t>>)>;

/// Cuts at every second-level heading that stands at the top of the text (not in a quotation or list).
pub(super) fn cut(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Sections<'_>) {
    let (mut lead, mut sections) = (Vec::new(), Sections::new());
    let (mut depth, mut title) = (0_usize, None::<String>);
    for event in events {
        match (&event, &mut title) {
            (Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }), _) if depth == 0 => {
                title = Some(String::new());
            }
            (Event::End(TagEnd::Heading(HeadingLevel::H2)), Some(text)) => {
                sections.push((text.trim().to_owned(), Vec::new()));
                title = None;
            }
            (Event::Text(piece) | Event::Code(piece), Some(text)) => text.push_str(piece),
            (_, Some(_)) => {}
            (_, None) => {
                depth = depth_after(depth, &event);
                sections.last_mut().map_or(&mut lead, |(_, under)| under).push(event);
            }
        }
    }
    (lead, sections)
}

fn depth_after(depth: usize, event: &Event<'_>) -> usize {
    match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth + 1,
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => depth.saturating_sub(1),
        _ => depth,
    }
}

/// An anchor for every heading in order: from the id it was given or else from its words, made unique by counting.
pub(super) fn anchors<'t: 'e, 'e>(events: impl IntoIterator<Item = &'e Event<'t>>, prefix: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut taken = Taken::default();
    let (mut words, mut given) = (String::new(), None);
    for event in events {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                words.clear();
                given = id.as_deref();
            }
            Event::Text(piece) | Event::Code(piece) => words.push_str(piece),
            Event::End(TagEnd::Heading(_)) => {
                all.push(taken.unique(&format!("{prefix}{}", slug(given.take().unwrap_or(&words)))));
            }
            _ => {}
        }
    }
    all
}

/// Anchors in use, and how far the counting has come for each: a text may repeat one heading a hundred thousand times.
#[derive(Default)]
struct Taken {
    anchors: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl Taken {
    fn unique(&mut self, base: &str) -> String {
        let mut anchor = base.to_owned();
        while !self.anchors.insert(anchor.clone()) {
            let count = self.counts.entry(base.to_owned()).or_insert(1);
            *count += 1;
            anchor = format!("{base}-{count}");
        }
        anchor
    }
}

/// The topmost level that a text uses; 1 when it has no heading.
pub(super) fn topmost(events: &[Event<'_>]) -> u8 {
    let level = |event: &Event<'_>| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(rank(*level)),
        _ => None,
    };
    events.iter().filter_map(level).min().unwrap_or(1)
}

/// The level moved so that `topmost` becomes `top`; the sixth is the deepest there is.
pub(super) fn moved(level: HeadingLevel, topmost: u8, top: u8) -> HeadingLevel {
    let to = rank(level).saturating_sub(topmost).saturating_add(top).clamp(1, 6);
    HeadingLevel::try_from(usize::from(to)).unwrap_or(HeadingLevel::H6)
}

const fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
