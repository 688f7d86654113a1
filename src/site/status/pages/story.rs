//! Incidents and maintenance: in lists, and on their own pages.

use jiff::Timestamp;

use super::addresses::{self, TWO_UP};
use super::maker::{Maker, component as link};
use super::view::{Link, Planned, Story, StoryPage, UpdateView};
use crate::model::Status;
use crate::publication::{Progress, PublicIncident, PublicMaintenance, PublicUpdate};
use crate::site::markdown;
use crate::site::status::titles;

/// Longest description for previews, in characters.
const LONGEST_DESCRIPTION: usize = 200;

/// Where a story is shown: the way to the site's root, and the levels that headings in its summary and in its updates have there.
#[derive(Clone, Copy)]
pub(super) struct Place<'r> {
    root: &'r str,
    summary: u8,
    update: u8,
}

impl<'r> Place<'r> {
    /// In a list, under a heading of the third level.
    pub const fn list(root: &'r str) -> Self {
        Self { root, summary: 4, update: 4 }
    }

    const fn own_page() -> Place<'static> {
        Place { root: TWO_UP, summary: 2, update: 3 }
    }
}

/// What tells an incident from maintenance in words.
#[derive(Clone, Copy)]
struct Sort {
    status: fn(Status) -> (&'static str, &'static str),
}

const INCIDENT: Sort = Sort { status: titles::status };
const MAINTENANCE: Sort = Sort { status: titles::work };

/// An incident.
pub(super) fn incident(maker: &Maker<'_>, incident: &PublicIncident, place: Place<'_>) -> Story {
    let over = incident.impact_ended_at.or(incident.resolved_at).filter(|_| !incident.is_open());
    let mut story = common(maker, incident, INCIDENT, place, (incident.started_at, over));
    story.title = titles::incident(maker.page, maker.words(), incident);
    story.href = format!("{}{}", place.root, addresses::incident(&incident.id));
    story.state = maker.state(titles::status(incident.status));
    story.impact = Some(maker.state(titles::impact(incident.impact)));
    story.note = incident.preemptive.then(|| {
        let key = if incident.is_open() { "preemptive" } else { "preemptive_past" };
        maker.words().text(key).to_owned()
    });
    story.over = !incident.is_open();
    story
}

/// Maintenance.
pub(super) fn maintenance(maker: &Maker<'_>, work: &PublicMaintenance, place: Place<'_>) -> Story {
    let began = work.began_at.unwrap_or(work.scheduled_for);
    let mut story = common(maker, &work.incident, MAINTENANCE, place, (began, work.ended_at));
    story.title = titles::maintenance(maker.page, maker.words(), &work.incident);
    story.href = format!("{}{}", place.root, addresses::maintenance(&work.incident.id));
    let state = if work.cancelled { ("maintenance_cancelled", "cancelled") } else { titles::progress(work.progress) };
    story.state = maker.state(state);
    story.over = work.progress == Progress::Completed;
    let late = work.scheduled_until.filter(|until| !story.over && *until < maker.page.page.generated_at);
    let extended =
        late.map(|until| maker.words().say("maintenance_extended", &[("moment", &maker.calendar.moment(until))]));
    story.planned = Some(Planned { span: maker.span(work.scheduled_for, work.scheduled_until), extended });
    if work.cancelled || work.progress == Progress::Scheduled {
        (story.ended, story.duration) = (None, None);
        story.length = maker.span(work.scheduled_for, work.scheduled_until).text;
    }
    story
}

fn common(
    maker: &Maker<'_>,
    incident: &PublicIncident,
    sort: Sort,
    place: Place<'_>,
    (began, ended): (Timestamp, Option<Timestamp>),
) -> Story {
    let components = incident.components.iter().filter_map(|place| maker.page.components.get(*place));
    let duration = ended.map(|ended| maker.words().duration(ended.as_second() - began.as_second()));
    let length = match &duration {
        Some(duration) => maker.words().say("lasted", &[("duration", duration)]),
        None => maker.words().say("lasting", &[("moment", &maker.calendar.moment(began))]),
    };
    let prose = |text: &crate::publication::PublicText| maker.prose(text.as_str(), incident.id.as_str(), place.summary);
    Story {
        href: String::new(),
        title: String::new(),
        state: maker.state((sort.status)(incident.status)),
        impact: None,
        summary_html: incident.summary.as_ref().map(prose),
        components: components.map(|component| link(component, place.root)).collect(),
        affected: titles::affected(maker.page, maker.words(), incident)
            .map(|components| maker.words().say("affects", &[("components", &components)])),
        began: maker.moment(began),
        ended: ended.map(|ended| maker.moment(ended)),
        duration,
        length,
        note: None,
        updates: incident.updates.iter().map(|update| said(maker, update, sort, place)).collect(),
        has_review: incident.review.is_some(),
        planned: None,
        over: false,
    }
}

fn said(maker: &Maker<'_>, update: &PublicUpdate, sort: Sort, place: Place<'_>) -> UpdateView {
    let changes = update.changes.iter().filter_map(|change| {
        let component = maker.page.components.get(change.component)?;
        let (after, before) = (titles::state(change.to), titles::state(change.from));
        let filled = [
            ("component", component.name.as_str()),
            ("after", maker.words().text(after)),
            ("before", maker.words().text(before)),
        ];
        Some(maker.words().say("component_change", &filled))
    });
    UpdateView {
        anchor: format!("u-{}", update.id.as_str()),
        at: maker.moment(update.at),
        state: maker.state((sort.status)(update.status)),
        body_html: update.body.as_ref().map(|body| maker.prose(body.as_str(), update.id.as_str(), place.update)),
        changes: changes.collect(),
        corrected: update.corrected,
    }
}

/// The page of an incident.
pub(super) fn incident_page(maker: &Maker<'_>, one: &PublicIncident) -> StoryPage {
    let story = incident(maker, one, Place::own_page());
    page(maker, one, story, (one.started_at, addresses::incident(&one.id)), false)
}

/// The page of a maintenance.
pub(super) fn maintenance_page(maker: &Maker<'_>, work: &PublicMaintenance) -> StoryPage {
    let story = maintenance(maker, work, Place::own_page());
    let path = addresses::maintenance(&work.incident.id);
    page(maker, &work.incident, story, (work.scheduled_for, path), true)
}

fn page(
    maker: &Maker<'_>,
    incident: &PublicIncident,
    story: Story,
    (at, path): (Timestamp, String),
    is_maintenance: bool,
) -> StoryPage {
    let first = maker.calendar.day(at).first_of_month();
    let label = maker.words().say("history_of", &[("month", &maker.words().month(first))]);
    let summary = incident.summary.as_ref().map(|summary| cut(&markdown::plain(summary.as_str())));
    let description = summary.unwrap_or_else(|| story.length.clone());
    let review = incident.review.as_ref();
    StoryPage {
        frame: maker.frame(&story.title, description, TWO_UP, Some(&path)),
        story,
        is_maintenance,
        review_html: review.map(|review| maker.prose(review.body.as_str(), "review", 3)),
        month: Link { label, href: format!("{TWO_UP}{}", addresses::month(first)) },
    }
}

/// A text cut to the length of a preview.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_DESCRIPTION) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
