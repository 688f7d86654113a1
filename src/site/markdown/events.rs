//! The first line of defence: the parser's events, rewritten.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::footnotes::Footnotes;
use super::{Reading, headings, links};
use crate::model::{IncidentId, slug};

/// What every anchor from Markdown begins with; no anchor of a page does.
pub(super) const ANCHORS: &str = "md-";

/// Rewrites the events of one text, perhaps in several parts.
pub(super) struct Rewriter<'r> {
    reading: &'r Reading<'r>,
    /// The anchors of all headings in order, known beforehand so that a link may point further down.
    anchors: Vec<String>,
    headings_seen: usize,
    footnotes: Footnotes,
    /// How each link or image that is open ends; not at all where only its text was kept.
    open: Vec<Option<TagEnd>>,
    topmost: u8,
    in_code: bool,
}

/// Rewrites a whole text.
pub(super) fn rewrite<'t>(events: Vec<Event<'t>>, reading: &Reading<'_>) -> Vec<Event<'t>> {
    Rewriter::new(reading, &events).rewrite(events)
}

impl<'r> Rewriter<'r> {
    /// For a text whose parts hold these events, all together.
    pub(super) fn new<'t: 'e, 'e>(reading: &'r Reading<'r>, all: impl IntoIterator<Item = &'e Event<'t>>) -> Self {
        let anchors = headings::anchors(all, &prefix(reading));
        let footnotes = Footnotes::default();
        Self { reading, anchors, headings_seen: 0, footnotes, open: Vec::new(), topmost: 1, in_code: false }
    }

    /// Rewrites one part.
    pub(super) fn rewrite<'t>(&mut self, events: Vec<Event<'t>>) -> Vec<Event<'t>> {
        self.topmost = headings::topmost(&events);
        let mut out = Vec::with_capacity(events.len());
        for event in events {
            match event {
                Event::Start(Tag::Heading { level, .. }) => out.push(self.heading(level)),
                Event::End(TagEnd::Heading(level)) => {
                    out.push(Event::End(TagEnd::Heading(headings::moved(level, self.topmost, self.reading.top))));
                }
                Event::Text(text) if !self.in_code && self.open.is_empty() => linked(text, &mut out),
                Event::Code(code) if self.open.is_empty() => self.named(code, &mut out),
                event => out.extend(self.other(event)),
            }
        }
        out
    }

    fn other<'t>(&mut self, event: Event<'t>) -> Option<Event<'t>> {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.keep(self.link(link_type, &dest_url), TagEnd::Link)?;
                Some(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }))
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                if links::is_web(&dest_url) {
                    return self.picture_elsewhere(dest_url);
                }
                let dest_url = self.keep(self.image(&dest_url), TagEnd::Image)?;
                Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.open.pop()?.map(Event::End),
            Event::Start(tag @ Tag::CodeBlock(_)) => self.code(true, Event::Start(tag)),
            Event::End(TagEnd::CodeBlock) => self.code(false, Event::End(TagEnd::CodeBlock)),
            Event::FootnoteReference(label) => Some(raw(self.footnotes.reference(&label, &self.prefix()))),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                Some(Event::Html(self.footnotes.opening(&label, &self.prefix()).into()))
            }
            Event::End(TagEnd::FootnoteDefinition) => Some(Event::Html(Footnotes::closing().into())),
            Event::TaskListMarker(done) => Some(raw(task(done).to_owned())),
            event => Some(event),
        }
    }

    /// An incident named in code is an incident one may go to.
    fn named<'t>(&self, code: CowStr<'t>, out: &mut Vec<Event<'t>>) {
        let known = IncidentId::from_folder(&code)
            .flaw()
            .is_none()
            .then(|| (self.reading.resolve)(&format!("incident:{code}")));
        let Some(address) = known.flatten().filter(|address| links::is_safe(address)) else {
            return out.push(Event::Code(code));
        };
        out.extend([link(address.into()), Event::Code(code), Event::End(TagEnd::Link)]);
    }

    fn code<'t>(&mut self, inside: bool, event: Event<'t>) -> Option<Event<'t>> {
        self.in_code = inside;
        Some(event)
    }

    /// Remembers whether a link or image stays, for its end; what does not stay leaves its text.
    fn keep<'t>(&mut self, address: Option<String>, end: TagEnd) -> Option<CowStr<'t>> {
        self.open.push(address.is_some().then_some(end));
        address.map(Into::into)
    }

    /// A picture that lies elsewhere is a link: whoever only reads a page asks nobody else for anything. Inside of a link it is its text.
    fn picture_elsewhere<'t>(&mut self, address: CowStr<'t>) -> Option<Event<'t>> {
        let free = self.open.iter().all(Option::is_none);
        self.open.push(free.then_some(TagEnd::Link));
        free.then(|| link(address))
    }

    fn link(&self, kind: LinkType, address: &str) -> Option<String> {
        match kind {
            LinkType::Email => Some(format!("mailto:{address}")),
            _ if links::is_web(address) => Some(address.to_owned()),
            _ if address.starts_with('#') => {
                let own = format!("{}{}", self.prefix(), slug(address));
                self.anchors.contains(&own).then(|| format!("#{own}")).or_else(|| (self.reading.resolve)(address))
            }
            _ => (self.reading.resolve)(address),
        }
        .filter(|address| links::is_safe(address))
    }

    fn image(&self, address: &str) -> Option<String> {
        (self.reading.resolve)(address).filter(|address| links::is_safe_image(address))
    }

    fn heading<'t>(&mut self, level: HeadingLevel) -> Event<'t> {
        let id = self.anchors.get(self.headings_seen).map(|anchor| anchor.clone().into());
        self.headings_seen += 1;
        let level = headings::moved(level, self.topmost, self.reading.top);
        Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() })
    }

    fn prefix(&self) -> String {
        prefix(self.reading)
    }
}

fn prefix(reading: &Reading<'_>) -> String {
    format!("{ANCHORS}{}-", reading.prefix)
}

/// Text with the bare addresses in it made into links.
fn linked<'t>(text: CowStr<'t>, out: &mut Vec<Event<'t>>) {
    let bare = links::bare(&text);
    if bare.is_empty() {
        return out.push(Event::Text(text));
    }
    let piece = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let mut from = 0;
    for range in bare {
        out.push(Event::Text(piece(from..range.start).into()));
        let address: CowStr<'t> = piece(range.clone()).into();
        out.extend([link(address.clone()), Event::Text(address), Event::End(TagEnd::Link)]);
        from = range.end;
    }
    out.push(Event::Text(piece(from..text.len()).into()));
}

fn link(address: CowStr<'_>) -> Event<'_> {
    let (title, id) = (CowStr::from(""), CowStr::from(""));
    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url: address, title, id })
}

fn raw<'t>(html: String) -> Event<'t> {
    Event::InlineHtml(html.into())
}

const fn task(done: bool) -> &'static str {
    if done { r#"<span class="task">☑</span> "# } else { r#"<span class="task">☐</span> "# }
}
