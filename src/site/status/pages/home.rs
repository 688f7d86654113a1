//! The first page: how everything is now, then what was.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::maker::Maker;
use super::story::{self, Place};
use super::view::{Banner, HomePage, Legend, LegendItem, Link, PastDay, State, Story, Worst};
use super::{bars, component};
use crate::model::ComponentState;
use crate::publication::{Progress, StatusPage, rank};
use crate::site::status::titles;
use crate::site::status::words::Words;

/// How many days it looks back, with today.
const PAST_DAYS: usize = 14;

/// The first page.
pub(super) fn page(maker: &Maker<'_>) -> HomePage {
    let (page, words) = (maker.page, maker.words());
    let open = page.incidents.iter().filter(|incident| incident.is_open());
    let works = |wanted: &[Progress]| {
        let found = page.maintenances.iter().filter(|work| wanted.contains(&work.progress));
        found.map(|work| story::maintenance(maker, work, Place::list(""))).collect::<Vec<_>>()
    };
    let mut upcoming = works(&[Progress::Scheduled]);
    upcoming.reverse();
    let banner = banner(maker);
    let description = page.page.description.clone().unwrap_or_else(|| banner.state.label.clone());
    HomePage {
        frame: maker.frame(&maker.site_title(), description, "", Some("index.html")),
        banner,
        open: open.map(|incident| story::incident(maker, incident, Place::list(""))).collect(),
        running: works(&[Progress::InProgress, Progress::Verifying]),
        upcoming,
        groups: component::groups(maker),
        legend: (!page.components.is_empty()).then(|| legend(maker)),
        past_span: words.count("incidents_past_days", u64::try_from(PAST_DAYS).unwrap_or_default(), &[]),
        past: past(maker),
    }
}

/// How everything is, in a sentence and one word for programs: that of the worst state of all.
pub(super) fn overall(page: &StatusPage) -> (&'static str, &'static str) {
    let worst = page.components.iter().map(|component| component.state).max_by_key(|state| rank(*state));
    let open = page.incidents.iter().any(|incident| incident.is_open() && !incident.preemptive);
    let empty = page.components.is_empty() && page.incidents.is_empty() && page.maintenances.is_empty();
    match worst.unwrap_or(ComponentState::Operational) {
        ComponentState::MajorOutage => ("overall_major_outage", "major_outage"),
        ComponentState::PartialOutage => ("overall_partial_outage", "partial_outage"),
        ComponentState::DegradedPerformance => ("overall_degraded_performance", "degraded_performance"),
        _ if open => ("overall_incident", "degraded_performance"),
        ComponentState::UnderMaintenance => ("overall_under_maintenance", "under_maintenance"),
        ComponentState::Operational if empty => ("overall_nothing", bars::NO_DATA),
        ComponentState::Operational => ("overall_operational", "operational"),
    }
}

fn banner(maker: &Maker<'_>) -> Banner {
    let mut states: Vec<ComponentState> = ComponentState::ALL.to_vec();
    states.sort_by_key(|state| std::cmp::Reverse(rank(*state)));
    let worst = states.into_iter().filter(|state| *state != ComponentState::Operational).filter_map(|state| {
        let there = maker.page.components.iter().filter(|component| component.state == state);
        let link = |component: &crate::publication::PublicComponent| Link {
            label: component.name.clone(),
            href: format!("#{}", component::anchor(component.id.as_str())),
        };
        let components: Vec<Link> = there.map(link).collect();
        let state = maker.state((titles::state(state), state.as_str()));
        (!components.is_empty()).then_some(Worst { state, components })
    });
    Banner {
        state: maker.state(overall(maker.page)),
        worst: worst.collect(),
        changed: maker.moment(maker.page.page.updated_at),
        changed_around: maker.words().around("last_change", "moment"),
    }
}

fn legend(maker: &Maker<'_>) -> Legend {
    let known = ComponentState::ALL.iter().map(|state| (titles::state(*state), state.as_str()));
    let all = known.chain([("state_no_data", bars::NO_DATA)]);
    let item =
        |(message, tone): (&str, &str)| LegendItem { state: maker.state((message, tone)), y: bars::middle(tone) };
    Legend { items: all.map(item).collect(), counted: bars::counted(maker) }
}

/// Something to show under a day, and the days on which it went on.
struct Past {
    under: Date,
    at: Timestamp,
    from: Date,
    until: Date,
    story: Story,
}

/// The last days: what ended on each, and what began and goes on.
fn past(maker: &Maker<'_>) -> Vec<PastDay> {
    let today = maker.calendar.day(maker.page.page.generated_at);
    let day = |at: Timestamp| maker.calendar.day(at);
    let incidents = maker.page.incidents.iter().map(|one| {
        let mut story = story::incident(maker, one, Place::list(""));
        let ended = one.impact_ended_at.or(one.resolved_at).filter(|_| !one.is_open());
        if ended.is_none() {
            // In full further up.
            (story.summary_html, story.updates) = (None, Vec::new());
        }
        let (under, until) = (ended.unwrap_or(one.started_at), ended.map_or(today, day));
        Past { under: day(under), at: under, from: day(one.started_at), until, story }
    });
    let works = maker.page.maintenances.iter().filter(|work| work.progress == Progress::Completed).map(|work| {
        let at = work.ended_at.unwrap_or(work.incident.updated_at);
        let story = story::maintenance(maker, work, Place::list(""));
        Past { under: day(at), at, from: day(at), until: day(at), story }
    });
    let oldest = today.checked_sub(i64::try_from(PAST_DAYS).unwrap_or_default().days()).unwrap_or(today);
    let mut all: Vec<Past> = incidents.chain(works).filter(|past| past.until > oldest).collect();
    all.sort_by_key(|past| std::cmp::Reverse(past.at));
    by_day(maker, today, all)
}

/// Day by day, newest first; days in a row on which nothing happened are one, but for today. A day in the middle of something that is shown
/// under another is not called quiet.
fn by_day(maker: &Maker<'_>, today: Date, mut all: Vec<Past>) -> Vec<PastDay> {
    let words = maker.words();
    let mut days = Days { words, shown: Vec::new(), quiet: None };
    let spans: Vec<(Date, Date)> = all.iter().map(|past| (past.from, past.until)).collect();
    let mut date = today;
    for _ in 0..PAST_DAYS {
        let (now, later): (Vec<Past>, Vec<Past>) = all.into_iter().partition(|past| past.under == date);
        all = later;
        let stories: Vec<Story> = now.into_iter().map(|past| past.story).collect();
        if !stories.is_empty() {
            days.add(PastDay { title: words.date(date), quiet: None, stories });
        } else if spans.iter().any(|(from, until)| (*from..=*until).contains(&date)) {
            days.close();
        } else if date == today {
            let text = words.text("incidents_none_today").to_owned();
            days.add(PastDay { title: words.date(date), quiet: Some(text), stories });
        } else {
            days.quiet = Some((date, days.quiet.map_or(date, |(_, until)| until)));
        }
        let Ok(before) = date.yesterday() else { break };
        date = before;
    }
    days.close();
    days.shown
}

/// Days as they are put together.
struct Days<'w> {
    words: &'w Words,
    shown: Vec<PastDay>,
    /// The days in a row, up to here, on which nothing happened.
    quiet: Option<(Date, Date)>,
}

impl Days<'_> {
    fn add(&mut self, day: PastDay) {
        self.close();
        self.shown.push(day);
    }

    fn close(&mut self) {
        if let Some((from, until)) = self.quiet.take() {
            let text = self.words.text("incidents_none").to_owned();
            self.shown.push(PastDay { title: self.words.dates(from, until), quiet: Some(text), stories: Vec::new() });
        }
    }
}

/// The banner's state alone.
pub(super) fn state(maker: &Maker<'_>) -> State {
    maker.state(overall(maker.page))
}
