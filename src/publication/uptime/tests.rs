//! Days, edges and figures.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Ledger, Percentage, Tally};
use crate::model::ComponentState::{
    self, DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance,
};
use crate::publication::{PublicId, PublicPage, StatusPage, Weights, Window};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn page(zone: &str, now: &str) -> StatusPage {
    let id = || PublicId("page".to_owned());
    let page = PublicPage {
        id: id(),
        title: None,
        description: None,
        url: None,
        support_url: None,
        zone: TimeZone::get(zone).unwrap(),
        zone_name: zone.to_owned(),
        language: "en".to_owned(),
        generated_at: at(now),
        updated_at: at(now),
        since: None,
        stale_after: 3600,
        weights: Weights::default(),
    };
    StatusPage { page, groups: vec![], components: vec![], incidents: vec![], maintenances: vec![] }
}

fn window(from: &str, until: &str, state: ComponentState) -> Window {
    let until = (!until.is_empty()).then(|| at(until));
    Window { from: at(from), until, state, because_of: PublicId(format!("{state}@{from}")) }
}

fn ledger(zone: &str, now: &str, since: &str, windows: &[Window]) -> Ledger {
    Ledger::new(&page(zone, now), windows.iter(), (!since.is_empty()).then(|| date(since)))
}

fn day(ledger: &Ledger, of: &str) -> Tally {
    ledger.day(date(of)).unwrap().tally
}

#[test]
fn days_have_their_true_length() {
    for (zone, of, hours) in [
        ("Europe/Berlin", "2026-03-28", 24.0),
        ("Europe/Berlin", "2026-03-29", 23.0),
        ("Europe/Berlin", "2026-10-25", 25.0),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Pacific/Apia", "2011-12-29", 24.0),
        ("Pacific/Apia", "2011-12-31", 24.0),
        // Clocks go forward at midnight: the day begins at one.
        ("America/Havana", "2026-03-08", 23.0),
        ("Asia/Kathmandu", "2026-03-08", 24.0),
    ] {
        let ledger = ledger(zone, "2026-12-01T00:00:00Z", "2000-01-01", &[]);
        let tally = day(&ledger, of);
        assert_eq!(tally.length as f64, hours * 3600.0, "{zone} {of}");
        assert_eq!((tally.counted, tally.worst()), (tally.length, Operational), "{zone} {of}");
    }
}

#[test]
fn an_outage_over_the_change_of_clocks_counts_the_hours_that_there_were() {
    // From 01:00 to 04:00 by the clock on the wall: two hours in spring, four in autumn.
    for (of, from, until, hours) in [
        ("2026-03-29", "2026-03-29T01:00:00+01:00", "2026-03-29T04:00:00+02:00", 2),
        ("2026-10-25", "2026-10-25T01:00:00+02:00", "2026-10-25T04:00:00+01:00", 4),
    ] {
        let windows = [window(from, until, MajorOutage)];
        let ledger = ledger("Europe/Berlin", "2026-12-01T00:00:00Z", "2026-01-01", &windows);
        assert_eq!(day(&ledger, of).lasted(MajorOutage), hours * 3600, "{of}");
    }
}

#[test]
fn a_day_that_a_zone_skipped_is_not_there() {
    let windows = [window("2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z", PartialOutage)];
    let ledger = ledger("Pacific/Apia", "2012-01-02T00:00:00Z", "2011-01-01", &windows);
    assert_eq!(ledger.day(date("2011-12-30")), None);
    let days: Vec<String> = ledger.last_days(4).iter().map(|day| day.date.to_string()).collect();
    assert_eq!(days, ["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]);
    let all: i64 = ledger.last_days(9).iter().map(|day| day.tally.lasted(PartialOutage)).sum();
    assert_eq!(all, 3 * 86_400);
    // That December had thirty days.
    assert_eq!(ledger.month(date("2011-12-05")).unwrap().tally.length, 30 * 86_400);
}

#[test]
fn midnight_belongs_to_the_day_it_begins() {
    let windows = [
        window("2026-05-01T23:00:00Z", "2026-05-02T00:00:00Z", MajorOutage),
        window("2026-05-03T22:00:00Z", "2026-05-04T01:00:00Z", PartialOutage),
    ];
    let ledger = ledger("UTC", "2026-05-09T12:00:00Z", "2026-05-01", &windows);
    let worst = |of: &str| (day(&ledger, of).worst(), day(&ledger, of).incidents.len());
    assert_eq!(worst("2026-05-01"), (MajorOutage, 1));
    assert_eq!(worst("2026-05-02"), (Operational, 0));
    assert_eq!((worst("2026-05-03"), worst("2026-05-04")), ((PartialOutage, 1), (PartialOutage, 1)));
    assert_eq!(day(&ledger, "2026-05-04").lasted(PartialOutage), 3600);
}

#[test]
fn overlapping_incidents_count_once_and_by_the_worst() {
    let windows = [
        window("2026-05-01T10:00:00Z", "2026-05-01T12:00:00Z", PartialOutage),
        window("2026-05-01T11:00:00Z", "2026-05-01T13:00:00Z", MajorOutage),
        window("2026-05-01T11:30:00Z", "2026-05-01T11:40:00Z", MajorOutage),
        window("2026-05-01T09:00:00Z", "2026-05-01T14:00:00Z", DegradedPerformance),
        window("2026-05-01T08:00:00Z", "2026-05-01T11:30:00Z", UnderMaintenance),
    ];
    let ledger = ledger("UTC", "2026-05-09T12:00:00Z", "2026-05-01", &windows);
    let tally = day(&ledger, "2026-05-01");
    let hours = [Operational, UnderMaintenance, DegradedPerformance, PartialOutage, MajorOutage]
        .map(|state| tally.lasted(state) / 3600);
    assert_eq!(hours, [18, 1, 2, 1, 2]);
    assert_eq!((tally.maintenance, tally.incidents.len()), (7 * 1800, 5));
    // Two hours and three tenths of one: planned work costs nothing, and excuses nothing.
    assert_eq!(tally.seconds_down(&Weights::default()), 2 * 3600 + 1080);
    assert_eq!(tally.uptime(&Weights::default()), Some(Percentage(9041)));
}

#[test]
fn what_lasts_counts_up_to_now_and_what_is_to_come_not_at_all() {
    let windows = [
        window("2026-05-01T10:00:00Z", "", MajorOutage),
        window("2026-05-01T11:00:00Z", "2026-05-01T11:00:00Z", PartialOutage),
        window("2026-05-03T11:00:00Z", "2026-05-03T10:00:00Z", PartialOutage),
        window("2026-05-04T11:00:00Z", "", PartialOutage),
    ];
    let today = ledger("UTC", "2026-05-01T16:00:00Z", "2026-05-01", &windows);
    let tally = day(&today, "2026-05-01");
    assert_eq!((tally.length, tally.counted, tally.lasted(MajorOutage)), (86_400, 57_600, 21_600));
    assert_eq!((tally.lasted(PartialOutage), tally.incidents.len()), (0, 1));
    assert!(day(&today, "2026-05-02").is_empty() && day(&today, "2026-05-04").incidents.is_empty());
    // A clock before all of it.
    let early = ledger("UTC", "2026-04-01T16:00:00Z", "2026-05-01", &windows);
    assert!(
        early.last_days(90).iter().all(|day| day.tally.is_empty() && day.tally.uptime(&Weights::default()).is_none())
    );
}

#[test]
fn before_the_first_day_there_is_no_data_which_is_not_up() {
    let windows = [window("2026-04-30T20:00:00Z", "2026-05-01T01:00:00Z", MajorOutage)];
    let since = ledger("UTC", "2026-05-03T00:00:00Z", "2026-05-01", &windows);
    assert!(day(&since, "2026-04-30").is_empty() && since.has_figures());
    assert_eq!(day(&since, "2026-05-01").lasted(MajorOutage), 3600);
    let may = since.month(date("2026-05-20")).unwrap().tally;
    assert_eq!(
        (may.length, may.counted, may.uptime(&Weights::default())),
        (31 * 86_400, 2 * 86_400, Some(Percentage(9791)))
    );
    // Nobody said since when: what there is begins with the first that happened, and there are no figures.
    let unsaid = ledger("UTC", "2026-05-03T00:00:00Z", "", &windows);
    assert!(!unsaid.has_figures() && day(&unsaid, "2026-04-29").is_empty());
    assert_eq!((day(&unsaid, "2026-04-30").counted, day(&unsaid, "2026-05-02").worst()), (86_400, Operational));
    assert_eq!(ledger("UTC", "2026-05-03T00:00:00Z", "", &[]).known_from(), None);
}

#[test]
fn figures_are_never_rounded_up() {
    let tally = |counted: i64, down: i64| {
        let mut tally = Tally { counted, ..Tally::default() };
        tally.seconds[MajorOutage as usize] = down;
        tally.uptime(&Weights::default()).map(|uptime| uptime.to_string())
    };
    for (counted, down, expected) in [
        (100_000, 1, "99.99"),
        (1_000_000_000, 1, "99.99"),
        (86_400, 0, "100.00"),
        (86_400, 86_400, "0.00"),
        (3, 1, "66.66"),
        (10_000, 1, "99.99"),
        (10_000, 9_995, "0.05"),
        (i64::MAX / 2, 1, "99.99"),
    ] {
        assert_eq!(tally(counted, down).as_deref(), Some(expected), "{down} of {counted}");
    }
    assert_eq!(tally(0, 0), None);
}

fn any_windows() -> impl Strategy<Value = Vec<Window>> {
    let state = prop::sample::select(vec![DegradedPerformance, PartialOutage, MajorOutage, UnderMaintenance]);
    let base = at("2026-03-20T00:00:00Z").as_second();
    let one = (0..20 * 86_400_i64, -3_600..3 * 86_400_i64, any::<bool>(), state);
    let window = one.prop_map(move |(from, length, lasts, state)| Window {
        from: Timestamp::from_second(base + from).unwrap(),
        until: (!lasts || length % 7 != 0).then(|| Timestamp::from_second(base + from + length).unwrap()),
        state,
        because_of: PublicId("x".to_owned()),
    });
    prop::collection::vec(window, 0..12)
}

/// The worst state at a second, found the slow way.
fn worst_at(windows: &[Window], second: i64) -> ComponentState {
    let at = Timestamp::from_second(second).unwrap();
    let lasting = windows.iter().filter(|window| window.from <= at && window.until.is_none_or(|until| at < until));
    lasting.map(|window| window.state).max_by_key(|state| crate::publication::rank(*state)).unwrap_or(Operational)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn days_add_up_to_the_union(windows in any_windows()) {
        let ledger = ledger("Europe/Berlin", "2026-04-15T07:00:00Z", "2026-03-01", &windows);
        let mut sum = Tally::default();
        for day in ledger.last_days(60) {
            prop_assert_eq!(day.tally.seconds.iter().sum::<i64>(), day.tally.counted);
            sum += &day.tally;
        }
        let whole = ledger.between(at("2026-02-28T23:00:00Z"), at("2026-04-15T22:00:00Z"));
        prop_assert_eq!(&sum.seconds[..], &whole.seconds[..]);
        // The union, hour by hour, at the instants where something changes.
        let now = at("2026-04-15T07:00:00Z").as_second();
        let mut cuts: Vec<i64> = windows.iter().flat_map(|w| [Some(w.from), w.until]).flatten().map(|t| t.as_second().min(now)).collect();
        cuts.extend([at("2026-02-28T23:00:00Z").as_second(), now]);
        cuts.sort_unstable();
        let mut slow = [0_i64; 5];
        for pair in cuts.windows(2) {
            slow[worst_at(&windows, pair[0]) as usize] += pair[1] - pair[0];
        }
        prop_assert_eq!(slow, whole.seconds);
    }

    #[test]
    fn cutting_a_window_in_two_changes_nothing(windows in any_windows(), which in any::<prop::sample::Index>(), cut in 0..4 * 86_400_i64) {
        prop_assume!(!windows.is_empty());
        let mut halves = windows.clone();
        let window = &mut halves[which.index(windows.len())];
        let middle = Timestamp::from_second(window.from.as_second() + cut).unwrap();
        prop_assume!(window.until.is_none_or(|until| middle < until));
        let second = Window { from: middle, ..window.clone() };
        window.until = Some(middle);
        halves.push(second);
        let days = |windows: &[Window]| ledger("Australia/Lord_Howe", "2026-04-15T07:00:00Z", "2026-03-25", windows).last_days(40);
        prop_assert_eq!(days(&windows), days(&halves));
    }
}
