//! `api/flarebook/v1/uptime.json`: for each component and each of the last ninety days, how long it was in which state.

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::facts::PageFacts;
use crate::model::ComponentState;
use crate::publication::StatusPage;
use crate::publication::uptime::{Day, Ledger, Percentage, Tally};

/// How many days there are bars for.
const DAYS: usize = 90;

/// How everything was, day by day.
#[derive(Serialize, JsonSchema)]
pub struct UptimeDocument<'p> {
    /// The version of the format.
    #[schemars(example = &1)]
    version: u32,
    /// The page.
    page: PageFacts<'p>,
    /// What a second in each state costs, in thousandths of a second of downtime. States that are not here cost nothing.
    weights: Vec<Weight>,
    /// All components together: at each instant, the worst of any.
    overall: Record,
    /// Each component, in the page's order.
    components: Vec<ComponentRecord<'p>>,
}

/// What a state costs.
#[derive(Serialize, JsonSchema)]
pub struct Weight {
    /// The state.
    #[schemars(example = &"partial_outage")]
    state: ComponentState,
    /// Thousandths of a second of downtime for each second.
    #[schemars(example = &300)]
    thousandths: u16,
}

/// How one component was.
#[derive(Serialize, JsonSchema)]
pub struct ComponentRecord<'p> {
    /// Its id.
    #[schemars(example = &"9b1c33d7a0f2")]
    id: &'p str,
    /// The name customers know.
    #[schemars(example = &"Sign-in")]
    name: &'p str,
    /// How it was.
    #[serde(flatten)]
    record: Record,
}

/// How something was.
#[derive(Serialize, JsonSchema)]
pub struct Record {
    /// Uptime in per cent over the days below, truncated to two decimals; null where nobody said since when there is data.
    #[schemars(example = &99.98)]
    uptime: Option<f64>,
    /// The last ninety days with today, oldest first, on the page's calendar.
    days: Vec<DayRecord>,
}

/// How a day was.
#[derive(Serialize, JsonSchema)]
pub struct DayRecord {
    /// The day.
    #[schemars(example = &"2026-03-14")]
    date: String,
    /// The worst state in it; null when nothing is known of it.
    #[schemars(example = &"major_outage")]
    worst: Option<ComponentState>,
    /// Uptime in per cent, truncated to two decimals; null when there is no figure.
    #[schemars(example = &93.88)]
    uptime: Option<f64>,
    /// Its true length in seconds: 23 or 25 hours when clocks change.
    #[schemars(example = &86400)]
    length: i64,
    /// The seconds of it that anything is known of.
    #[schemars(example = &86400)]
    counted: i64,
    /// Seconds of downtime as they count, by the weights.
    #[schemars(example = &5280)]
    downtime: i64,
    /// Seconds in which this was the worst state.
    #[schemars(example = &5280)]
    major_outage: i64,
    /// Seconds in which this was the worst state.
    #[schemars(example = &0)]
    partial_outage: i64,
    /// Seconds in which this was the worst state.
    #[schemars(example = &0)]
    degraded_performance: i64,
    /// Seconds of planned work, whatever else happened; never downtime.
    #[schemars(example = &0)]
    under_maintenance: i64,
    /// The ids of the incidents and planned work in it.
    #[schemars(example = ["5a0e9b1c33d7"])]
    incidents: Vec<String>,
}

impl<'p> UptimeDocument<'p> {
    pub(super) fn of(page: &'p StatusPage) -> Self {
        let weights = page.page.weights.iter().map(|(state, thousandths)| Weight { state, thousandths });
        let components = page.components.iter().enumerate().map(|(place, component)| ComponentRecord {
            id: component.id.as_str(),
            name: &component.name,
            record: Record::of(page, &Ledger::of_component(page, place)),
        });
        Self {
            version: VERSION,
            page: PageFacts::of(page),
            weights: weights.collect(),
            overall: Record::of(page, &Ledger::overall(page)),
            components: components.collect(),
        }
    }
}

impl Record {
    fn of(page: &StatusPage, ledger: &Ledger) -> Self {
        let days = ledger.last_days(DAYS);
        let mut sum = Tally::default();
        days.iter().for_each(|day| sum += &day.tally);
        let figure = |tally: &Tally| tally.uptime(&page.page.weights).filter(|_| ledger.has_figures()).map(percent);
        let record = |day: &Day| DayRecord::of(page, day, figure(&day.tally));
        Self { uptime: figure(&sum), days: days.iter().map(record).collect() }
    }
}

impl DayRecord {
    fn of(page: &StatusPage, day: &Day, uptime: Option<f64>) -> Self {
        let tally = &day.tally;
        Self {
            date: day.date.to_string(),
            worst: (!tally.is_empty()).then(|| tally.worst()),
            uptime,
            length: tally.length,
            counted: tally.counted,
            downtime: tally.seconds_down(&page.page.weights),
            major_outage: tally.lasted(ComponentState::MajorOutage),
            partial_outage: tally.lasted(ComponentState::PartialOutage),
            degraded_performance: tally.lasted(ComponentState::DegradedPerformance),
            under_maintenance: tally.maintenance,
            incidents: tally.incidents.iter().map(|id| id.as_str().to_owned()).collect(),
        }
    }
}

/// The figure was truncated as a whole number; written down it has at most two decimals.
fn percent(percentage: Percentage) -> f64 {
    f64::from(percentage.0) / 100.0
}
