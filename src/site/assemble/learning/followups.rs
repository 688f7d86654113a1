//! What became of follow-ups. The record does not say when one was opened or settled: it counts from the day of its incident, and
//! what is settled today counts as settled, whenever that was.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::names::counted;
use super::super::rows;
use super::super::site::Site;
use super::tallies::share;
use crate::model::{Followup, Incident, Settlement};
use crate::site::page::FollowupFigures;

/// Quarters that are listed.
const QUARTERS: usize = 12;

/// Ages of what is open: up to so many days, and the words.
const AGES: [(i32, &str); 4] =
    [(30, "up to 30 days"), (90, "31 to 90 days"), (365, "91 days to a year"), (i32::MAX, "more than a year")];

/// The figures; none without follow-ups.
pub(super) fn figures(site: &Site<'_>, all: &[&Incident]) -> Option<FollowupFigures> {
    let today = site.clock.today();
    let mut quarters: BTreeMap<Option<(i16, i8)>, [usize; 5]> = BTreeMap::new();
    let mut ages = [0_usize; AGES.len()];
    let (mut due, mut due_settled, mut run_out) = (0, 0, 0);
    for incident in all {
        let day = rows::date(site, incident);
        for followup in &incident.followups {
            let settlement = followup.settlement(today);
            count(quarters.entry(day.map(quarter)).or_default(), settlement);
            let past = followup.record.due.is_some_and(|due| due < today);
            due += usize::from(past);
            due_settled += usize::from(past && followup.is_settled());
            run_out += usize::from(!followup.is_settled() && has_run_out(followup, settlement));
            let age = day.and_then(|day| day.until(today.0).ok()).map(|span| span.get_days());
            let class = age.and_then(|age| AGES.iter().position(|(days, _)| age <= *days));
            if let (false, Some(place)) = (followup.is_settled(), class.and_then(|class| ages.get_mut(class))) {
                *place += 1;
            }
        }
    }
    let totals = quarters.values().fold([0; 5], |mut sum: [usize; 5], row| {
        sum.iter_mut().zip(row).for_each(|(sum, part)| *sum += part);
        sum
    });
    (totals[0] > 0).then(|| FollowupFigures {
        sentences: sentences(totals, due, due_settled, run_out),
        quarters: listed(quarters),
        ages: AGES.iter().map(|(_, words)| (*words).to_owned()).zip(ages).collect(),
    })
}

/// All, settled, open, overdue, waived.
fn count(row: &mut [usize; 5], settlement: Settlement) {
    let settled = settlement == Settlement::Settled;
    let parts =
        [true, settled, !settled, settlement == Settlement::Overdue, settlement == Settlement::Waived].map(usize::from);
    row.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
}

/// Whether leave to wait was given and holds no longer.
fn has_run_out(followup: &Followup, settlement: Settlement) -> bool {
    followup.record.waiver.is_some() && settlement != Settlement::Waived
}

fn quarter(day: Date) -> (i16, i8) {
    (day.year(), (day.month() + 2) / 3)
}

fn sentences(totals: [usize; 5], due: usize, due_settled: usize, run_out: usize) -> Vec<String> {
    let [all, settled, open, overdue, waived] = totals;
    let mut sentences = vec![format!("Of {}, {settled} are settled and {open} are open.", counted(all, "follow-up"))];
    if due > 0 {
        let share = share(due_settled, due);
        sentences.push(format!(
            "The day has come for {due} of them: {share} of these are settled now, whenever that was; {overdue} are overdue."
        ));
    }
    let leave = match (waived, run_out) {
        (0, 0) => None,
        (_, 0) => Some(format!("For {waived} somebody gave leave to wait, and it still holds.")),
        (0, _) => Some(format!("For {run_out} somebody gave leave to wait, and it has run out.")),
        _ => Some(format!("For {waived} somebody gave leave to wait that still holds; for {run_out} it has run out.")),
    };
    sentences.extend(leave);
    sentences
}

/// The newest first, the older ones together.
fn listed(quarters: BTreeMap<Option<(i16, i8)>, [usize; 5]>) -> Vec<(String, [usize; 5])> {
    let mut rows: Vec<(String, [usize; 5])> = Vec::new();
    let mut older: Option<[usize; 5]> = None;
    for (quarter, row) in quarters.into_iter().rev() {
        match quarter {
            Some((year, quarter)) if rows.len() < QUARTERS => rows.push((format!("{year}, quarter {quarter}"), row)),
            _ => {
                let sum = older.get_or_insert_default();
                sum.iter_mut().zip(row).for_each(|(sum, part)| *sum += part);
            }
        }
    }
    rows.extend(older.map(|row| ("Before, or undated".to_owned(), row)));
    rows
}
