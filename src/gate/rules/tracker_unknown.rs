//! `tracker-unknown`.

use super::super::rule::{Check, declare_rule};

declare_rule! {
    /// A follow-up's tracker decides whether it is settled, and the forge could not be asked: it was out of reach, refused, or asked to wait.
    /// No verdict is better than a guessed one, so the gate says that it could not look.
    ///
    /// Run it again. If the tracker stays out of reach, settle the follow-up in the record, or waive it.
    "tracker-unknown", Error, "the verdict depends on a tracker that could not be looked at", Check::Carried
}
