//! `embed.json`: the few facts that a banner on somebody's own site needs.

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::facts::{PageFacts, StatusFacts};
use super::history::Line;
use crate::publication::StatusPage;
use crate::site::status::event::Event;

/// How everything is, and what is going on.
#[derive(Serialize, JsonSchema)]
pub struct Embed<'p> {
    /// The version of the format.
    #[schemars(example = &1)]
    version: u32,
    /// The page.
    page: PageFacts<'p>,
    /// How everything together is.
    status: StatusFacts,
    /// Incidents that are not over and planned work that goes on or is to come, newest first.
    current: Vec<Line<'p>>,
}

impl<'p> Embed<'p> {
    pub(super) fn of(page: &'p StatusPage) -> Self {
        let all = Event::all(page);
        let current = all.iter().filter(|event| !event.phase().is_over());
        Self {
            version: VERSION,
            page: PageFacts::of(page),
            status: StatusFacts::of(page),
            current: current.map(|event| Line::of(page, event)).collect(),
        }
    }
}
