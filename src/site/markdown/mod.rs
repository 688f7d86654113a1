//! The one way in which Markdown becomes HTML.
//!
//! The record is written by many hands, some of them hostile, so there are two lines of defence. The first rewrites the
//! parser's events: every address goes through [`links`], every anchor gets a prefix that no page uses for itself, and
//! headings are moved below the page's own. The second is ammonia over the result, raw HTML included; a text of nothing but
//! [`ordinary`] things, which is nearly every text, needs no second one: the writer escapes all of it.

mod clean;
mod events;
mod footnotes;
mod headings;
mod links;
mod ordinary;

use pulldown_cmark::{Event, Options, Parser, TextMergeStream, html};

pub use links::is_safe;

/// How one text is to be read: where its anchors live, how deep its headings go, what its addresses mean.
pub struct Reading<'r> {
    /// Tells this text's anchors from those of every other text on the page.
    pub prefix: &'r str,
    /// The level of its topmost heading, 1 to 6.
    pub top: u8,
    /// What a relative address or `#anchor` means on the page; `None` when it leads nowhere.
    pub resolve: &'r (dyn Fn(&str) -> Option<String> + Sync),
}

/// A text cut at its second-level headings.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// What stands before the first of them.
    pub lead: String,
    /// Heading in plain text, and what stands under it.
    pub sections: Vec<(String, String)>,
}

/// A text as HTML that is safe to print unescaped.
#[must_use]
pub fn render(text: &str, reading: &Reading<'_>) -> String {
    let events = events::rewrite(parse(text), reading);
    to_html(events)
}

/// A text as HTML without pictures, for pages that load nothing from elsewhere; `table` is what a table that scrolls is called.
#[must_use]
pub fn render_without_pictures(text: &str, reading: &Reading<'_>, table: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events::rewrite(parse(text), reading).into_iter());
    clean::without_pictures(&out, table)
}

/// A line of text as HTML without a paragraph around it.
#[must_use]
pub fn render_line(text: &str, reading: &Reading<'_>) -> String {
    let html = render(text, reading);
    let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).map_or_else(|| html.clone(), ToOwned::to_owned)
}

/// A text cut at its second-level headings. References and footnotes work across the cuts.
#[must_use]
pub fn render_parts(text: &str, reading: &Reading<'_>) -> Parts {
    let (lead, sections) = headings::cut(parse(text));
    // Footnotes are numbered over the whole text, anchors are told apart over the whole text.
    let all = lead.iter().chain(sections.iter().flat_map(|(_, events)| events));
    let mut rewriter = events::Rewriter::new(reading, all);
    let lead = to_html(rewriter.rewrite(lead));
    let sections = sections.into_iter().map(|(title, events)| (title, to_html(rewriter.rewrite(events)))).collect();
    Parts { lead, sections }
}

/// The words of a text on one line, without markup: for lists, previews and the browser's title.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut words = String::new();
    for event in parse(text) {
        match event {
            Event::Text(piece) | Event::Code(piece) => words.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
    }
    // An inline end (`**bold**,`) is no word break.
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    [" .", " ,", " ;", " :", " )", " !", " ?"].iter().fold(words, |words, gap| words.replace(gap, gap.trim_start()))
}

fn parse(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    TextMergeStream::new(Parser::new_ext(text, options)).collect()
}

fn to_html(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    if events.iter().all(ordinary::is_ordinary) {
        html::push_html(&mut out, events.into_iter().map(ordinary::made_safe));
        return out;
    }
    html::push_html(&mut out, events.into_iter());
    clean::clean(&out)
}

#[cfg(test)]
mod tests;
