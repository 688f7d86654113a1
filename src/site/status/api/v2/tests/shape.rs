//! The vendor's documents in tables: which keys each object has, in order, and what sort of value each holds.

use serde_json::{Map, Value};

/// What sort of value a key holds.
#[derive(Clone, Copy)]
enum Sort {
    /// Twelve lower-case letters and digits.
    Id,
    MaybeId,
    /// Some text, never empty.
    Text,
    MaybeText,
    /// `2026-03-14T10:12:00.000+01:00`, or with `Z`.
    Time,
    MaybeTime,
    /// `2026-03-14`.
    MaybeDay,
    Bool,
    /// 1 to 255.
    Place,
    Null,
    /// A web address, or a path on the page's own server.
    Address,
    OneOf(&'static [&'static str]),
    Object(&'static [Key]),
    /// Objects of this shape; the vendor sometimes has null for none.
    List(&'static [Key]),
    Ids,
    MaybeText64,
}

/// A key, whether it is always there, and what it holds.
type Key = (&'static str, bool, Sort);

const ALWAYS: bool = true;
const SOMETIMES: bool = false;

const STATES: &[&str] = &["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"];
const INCIDENT: &[&str] = &["investigating", "identified", "monitoring", "resolved", "postmortem"];
const WORK: &[&str] = &["scheduled", "in_progress", "verifying", "completed"];

const PAGE: &[Key] = &[
    ("id", ALWAYS, Sort::Id),
    ("name", ALWAYS, Sort::Text),
    ("url", ALWAYS, Sort::Address),
    ("time_zone", ALWAYS, Sort::Text),
    ("updated_at", ALWAYS, Sort::Time),
];

const STATUS: &[Key] = &[
    ("indicator", ALWAYS, Sort::OneOf(&["none", "minor", "major", "critical", "maintenance"])),
    (
        "description",
        ALWAYS,
        Sort::OneOf(&[
            "All Systems Operational",
            "Major System Outage",
            "Partial System Outage",
            "Minor Service Outage",
            "Degraded System Service",
            "Partially Degraded Service",
            "Service Under Maintenance",
        ]),
    ),
];

const COMPONENT: &[Key] = &[
    ("id", ALWAYS, Sort::Id),
    ("name", ALWAYS, Sort::Text),
    ("status", ALWAYS, Sort::OneOf(STATES)),
    ("created_at", ALWAYS, Sort::Time),
    ("updated_at", ALWAYS, Sort::Time),
    ("position", ALWAYS, Sort::Place),
    ("description", ALWAYS, Sort::MaybeText),
    ("showcase", ALWAYS, Sort::Bool),
    ("start_date", ALWAYS, Sort::MaybeDay),
    ("group_id", ALWAYS, Sort::MaybeId),
    ("page_id", ALWAYS, Sort::Id),
    ("group", ALWAYS, Sort::Bool),
    ("only_show_if_degraded", ALWAYS, Sort::Bool),
    // Of groups only.
    ("components", SOMETIMES, Sort::Ids),
];

const AFFECTED: &[Key] = &[
    ("code", ALWAYS, Sort::Id),
    ("name", ALWAYS, Sort::Text),
    ("old_status", ALWAYS, Sort::OneOf(STATES)),
    ("new_status", ALWAYS, Sort::OneOf(STATES)),
];

const fn update(statuses: &'static [&'static str]) -> [Key; 11] {
    [
        ("id", ALWAYS, Sort::Id),
        ("status", ALWAYS, Sort::OneOf(statuses)),
        ("body", ALWAYS, Sort::Text),
        ("incident_id", ALWAYS, Sort::Id),
        ("created_at", ALWAYS, Sort::Time),
        ("updated_at", ALWAYS, Sort::Time),
        ("display_at", ALWAYS, Sort::Time),
        ("affected_components", ALWAYS, Sort::List(AFFECTED)),
        ("deliver_notifications", ALWAYS, Sort::Bool),
        ("custom_tweet", ALWAYS, Sort::MaybeText),
        ("tweet_id", ALWAYS, Sort::MaybeText64),
    ]
}

const INCIDENT_UPDATE: &[Key] = &update(INCIDENT);
const WORK_UPDATE: &[Key] = &update(WORK);

const INCIDENTS: &[Key] = &[
    ("id", ALWAYS, Sort::Id),
    ("name", ALWAYS, Sort::Text),
    ("status", ALWAYS, Sort::OneOf(INCIDENT)),
    ("created_at", ALWAYS, Sort::Time),
    ("updated_at", ALWAYS, Sort::Time),
    ("monitoring_at", ALWAYS, Sort::MaybeTime),
    ("resolved_at", ALWAYS, Sort::MaybeTime),
    ("impact", ALWAYS, Sort::OneOf(&["none", "minor", "major", "critical"])),
    ("shortlink", ALWAYS, Sort::Address),
    ("started_at", ALWAYS, Sort::Time),
    ("page_id", ALWAYS, Sort::Id),
    ("incident_updates", ALWAYS, Sort::List(INCIDENT_UPDATE)),
    ("components", ALWAYS, Sort::List(COMPONENT)),
    // Since about 2022.
    ("reminder_intervals", SOMETIMES, Sort::Null),
];

const MAINTENANCES: &[Key] = &[
    ("id", ALWAYS, Sort::Id),
    ("name", ALWAYS, Sort::Text),
    ("status", ALWAYS, Sort::OneOf(WORK)),
    ("created_at", ALWAYS, Sort::Time),
    ("updated_at", ALWAYS, Sort::Time),
    ("monitoring_at", ALWAYS, Sort::MaybeTime),
    ("resolved_at", ALWAYS, Sort::MaybeTime),
    ("impact", ALWAYS, Sort::OneOf(&["maintenance"])),
    ("shortlink", ALWAYS, Sort::Address),
    ("started_at", ALWAYS, Sort::Time),
    ("page_id", ALWAYS, Sort::Id),
    ("incident_updates", ALWAYS, Sort::List(WORK_UPDATE)),
    ("components", ALWAYS, Sort::List(COMPONENT)),
    ("scheduled_for", ALWAYS, Sort::Time),
    ("scheduled_until", ALWAYS, Sort::Time),
];

const OF_PAGE: Key = ("page", ALWAYS, Sort::Object(PAGE));
const OF_STATUS: Key = ("status", ALWAYS, Sort::Object(STATUS));
const OF_COMPONENTS: Key = ("components", ALWAYS, Sort::List(COMPONENT));
const OF_INCIDENTS: Key = ("incidents", ALWAYS, Sort::List(INCIDENTS));
const OF_MAINTENANCES: Key = ("scheduled_maintenances", ALWAYS, Sort::List(MAINTENANCES));

/// The keys of a document, by the name of its file without the folder `api/v2/` and without `.json`.
fn document(name: &str) -> &'static [Key] {
    match name {
        "summary" => &[OF_PAGE, OF_COMPONENTS, OF_INCIDENTS, OF_MAINTENANCES, OF_STATUS],
        "status" => &[OF_PAGE, OF_STATUS],
        "components" => &[OF_PAGE, OF_COMPONENTS],
        "incidents" | "incidents/unresolved" => &[OF_PAGE, OF_INCIDENTS],
        _ => &[OF_PAGE, OF_MAINTENANCES],
    }
}

/// Everything in a document that is not as the tables have it.
pub(super) fn faults(path: &str, value: &Value) -> Vec<String> {
    let name = path.trim_start_matches("api/v2/").trim_end_matches(".json");
    let mut faults = Vec::new();
    fits(path, value, Sort::Object(document(name)), &mut faults);
    faults
}

fn fits(at: &str, value: &Value, sort: Sort, faults: &mut Vec<String>) {
    let fine = match (sort, value) {
        (Sort::Object(keys), Value::Object(object)) => return object_fits(at, object, keys, faults),
        (Sort::List(keys), Value::Array(items)) => {
            return items.iter().for_each(|item| fits(&format!("{at}[]"), item, Sort::Object(keys), faults));
        }
        (Sort::List(_), Value::Null) => at.ends_with("affected_components"),
        (
            Sort::MaybeText | Sort::MaybeId | Sort::MaybeTime | Sort::MaybeDay | Sort::Null | Sort::MaybeText64,
            Value::Null,
        ) => true,
        (Sort::Bool, Value::Bool(_)) | (Sort::MaybeText | Sort::MaybeText64, Value::String(_)) => true,
        (Sort::Id | Sort::MaybeId, Value::String(id)) => is_id(id),
        (Sort::Ids, Value::Array(ids)) => ids.iter().all(|id| id.as_str().is_some_and(is_id)),
        (Sort::Text, Value::String(text)) => !text.is_empty(),
        (Sort::Time | Sort::MaybeTime, Value::String(time)) => is_time(time),
        (Sort::MaybeDay, Value::String(day)) => day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok(),
        (Sort::Place, Value::Number(place)) => place.as_u64().is_some_and(|place| (1..=255).contains(&place)),
        (Sort::Address, Value::String(address)) => address.starts_with("http") || address.starts_with('/'),
        (Sort::OneOf(words), Value::String(word)) => words.contains(&word.as_str()),
        _ => false,
    };
    if !fine {
        faults.push(format!("{at}: {value}"));
    }
}

fn object_fits(at: &str, object: &Map<String, Value>, keys: &'static [Key], faults: &mut Vec<String>) {
    let wanted = keys.iter().filter(|(key, always, _)| *always || object.contains_key(*key));
    let (wanted, there): (Vec<&str>, Vec<&String>) = (wanted.map(|(key, ..)| *key).collect(), object.keys().collect());
    if wanted != there {
        faults.push(format!("{at}: the keys are {there:?} instead of {wanted:?}"));
    }
    for (key, _, sort) in keys {
        if let Some(value) = object.get(*key) {
            fits(&format!("{at}.{key}"), value, *sort, faults);
        }
    }
}

fn is_id(id: &str) -> bool {
    id.len() == 12 && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// With milliseconds, and with `Z` or an offset.
fn is_time(time: &str) -> bool {
    let fraction =
        time.get(19..23).is_some_and(|part| part.starts_with('.') && part.chars().skip(1).all(|c| c.is_ascii_digit()));
    let zone = time.get(23..).is_some_and(|zone| zone == "Z" || zone.len() == 6);
    fraction && zone && time.parse::<jiff::Timestamp>().is_ok()
}
