//! What several of our documents say.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::ComponentState;
use crate::publication::{PublicText, StatusPage};
use crate::site::markdown;
use crate::site::status::{Overall, address, html, page_name, when};

/// The page itself.
#[derive(Serialize, JsonSchema)]
pub struct PageFacts<'p> {
    /// Its id.
    #[schemars(example = &"4f9a2c81d0e7")]
    id: &'p str,
    /// What it is called.
    #[schemars(example = &"Acme")]
    name: &'p str,
    /// One sentence under the name.
    #[schemars(example = &"How Acme's services are")]
    description: Option<&'p str>,
    /// Where it is served, without a slash at the end.
    #[schemars(example = &"https://status.example.org")]
    url: Option<&'p str>,
    /// Where customers get help.
    #[schemars(example = &"https://example.org/support")]
    support_url: Option<&'p str>,
    /// The zone that its days are cut in, by its IANA name.
    #[schemars(example = &"Europe/Berlin")]
    time_zone: &'p str,
    /// The language of its own words.
    #[schemars(example = &"en")]
    language: &'p str,
    /// First day of which it knows anything.
    #[schemars(example = &"2025-06-01")]
    since: Option<String>,
    /// The instant that it speaks for.
    #[schemars(example = &"2026-03-14T12:00:00Z")]
    generated_at: String,
    /// When anything on it last changed.
    #[schemars(example = &"2026-03-14T11:30:00Z")]
    updated_at: String,
    /// After how many seconds without a new build it may be out of date.
    #[schemars(example = &3600)]
    stale_after: i64,
}

impl<'p> PageFacts<'p> {
    pub(super) fn of(page: &'p StatusPage) -> Self {
        let page = &page.page;
        Self {
            id: page.id.as_str(),
            name: page_name(page),
            description: page.description.as_deref(),
            url: page.url.as_deref(),
            support_url: page.support_url.as_deref(),
            time_zone: &page.zone_name,
            language: &page.language,
            since: page.since.map(|day| day.to_string()),
            generated_at: when::utc(page.generated_at),
            updated_at: when::utc(page.updated_at),
            stale_after: page.stale_after,
        }
    }
}

/// How everything together is.
#[derive(Serialize, JsonSchema)]
pub struct StatusFacts {
    /// The vendor's word.
    #[schemars(example = &"major", extend("enum" = ["none", "minor", "major", "critical", "maintenance"]))]
    indicator: &'static str,
    /// The vendor's sentence, in English whatever the page's language is.
    #[schemars(example = &"Partial System Outage")]
    description: &'static str,
}

impl StatusFacts {
    pub(super) fn of(page: &StatusPage) -> Self {
        let overall = Overall::of(page);
        Self { indicator: overall.indicator(), description: overall.description() }
    }
}

/// A text, as it was written and as it is shown.
#[derive(Serialize, JsonSchema)]
pub struct Text<'p> {
    /// As Markdown.
    #[schemars(example = &"Signing in is **slow**.")]
    markdown: &'p str,
    /// As HTML that is safe to print; what is relative leads nowhere in it.
    #[schemars(example = &"<p>Signing in is <strong>slow</strong>.</p>\n")]
    html: String,
    /// As words on one line.
    #[schemars(example = &"Signing in is slow.")]
    plain: String,
}

impl<'p> Text<'p> {
    /// `prefix` tells its anchors from those of other texts.
    pub(super) fn of(text: &'p PublicText, prefix: &str) -> Self {
        let markdown = text.as_str();
        Self { markdown, html: html(markdown, prefix), plain: markdown::plain(markdown) }
    }
}

/// A component that something affects.
#[derive(Serialize, JsonSchema)]
pub struct Affected<'p> {
    /// Its id.
    #[schemars(example = &"9b1c33d7a0f2")]
    id: &'p str,
    /// The name customers know.
    #[schemars(example = &"Sign-in")]
    name: &'p str,
    /// Its state at the time that the document speaks for, whatever the reason.
    #[schemars(example = &"major_outage")]
    state: ComponentState,
}

impl<'p> Affected<'p> {
    pub(super) fn of(page: &'p StatusPage, place: usize) -> Option<Self> {
        let component = page.components.get(place)?;
        Some(Self { id: component.id.as_str(), name: &component.name, state: component.state })
    }
}

/// Where more is to be had. Addresses are absolute when the page says where it is served, else they begin with `/`.
#[derive(Serialize, JsonSchema)]
pub struct Links {
    /// The page for people.
    #[schemars(example = &"https://status.example.org/incidents/5a0e9b1c33d7/")]
    html: String,
    /// The document with everything about it; of a component, its feed.
    #[schemars(example = &"https://status.example.org/api/flarebook/v1/incidents/5a0e9b1c33d7.json")]
    json: String,
}

impl Links {
    pub(super) fn of(page: &StatusPage, html: &str, json: &str) -> Self {
        Self { html: address::of(&page.page, html), json: address::of(&page.page, json) }
    }
}
