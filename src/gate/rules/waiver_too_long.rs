//! `waiver-too-long`.

use jiff::tz::TimeZone;

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::super::writers::{Claim, What};
use super::followups::new_waivers;
use crate::diagnostic::{Finding, Place};
use crate::model::Day;

declare_rule! {
    /// A waiver is for a while. The policy says for how long at most (`followups.waiver_max`, 30 days unless it says otherwise), counted from
    /// the day it was written.
    ///
    /// Choose an earlier `until:`, and renew it knowingly when it runs out.
    "waiver-too-long", Error, "a waiver that holds longer than the policy allows", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let most = change.policy().followups.waiver_max;
    for (followup, waiver) in new_waivers(pair) {
        let claim = Claim { incident: pair.id.clone(), what: What::Waiver(followup.id.clone()) };
        // Whoever writes a commit says when; a day that has not come yet would lengthen the waiver.
        let given = change.written.get(&claim).and_then(|written| written.at).unwrap_or(change.now).min(change.now);
        let given = Day(given.to_zoned(TimeZone::UTC).date());
        let message = match waiver.until {
            None => format!("the waiver of `{}` has no end", followup.id),
            Some(until) if days(given, until) * 86_400 > most.as_seconds() => {
                format!(
                    "the waiver of `{}` runs {} days, until {until}; the policy allows {}",
                    followup.id,
                    days(given, until),
                    most.in_words()
                )
            }
            Some(_) => continue,
        };
        let place = Place::value(followup.origin.path.clone(), followup.origin.route().key("waiver").key("until"));
        findings.push(
            Finding::new(&INFO, place, message)
                .help(format!("set `until:` to {} after {given} or earlier", most.in_words())),
        );
    }
}

fn days(from: Day, to: Day) -> i64 {
    from.0.until(to.0).map_or(i64::MAX / 86_400, |span| i64::from(span.get_days()))
}
