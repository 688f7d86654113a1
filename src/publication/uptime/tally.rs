//! What a stretch of time held, and the figure that it comes to.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::ComponentState;
use crate::publication::{PublicId, WHOLE, Weights, rank};

/// What a stretch of time held, in seconds. Of two stretches that follow each other the sum is the tally of both together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Its true length: 23 or 25 hours on the days when clocks change.
    pub length: i64,
    /// The part of it that there are figures for: from the first day of data, up to now.
    pub counted: i64,
    /// Of the counted part: how long each state was the worst, in the order of [`ComponentState::ALL`].
    pub seconds: [i64; ComponentState::ALL.len()],
    /// Of the counted part: how long planned work was going on, whatever else happened.
    pub maintenance: i64,
    /// The incidents and maintenance that changed a state in the counted part.
    pub incidents: BTreeSet<PublicId>,
}

impl Tally {
    /// Whether nothing is known of it: it lies before the first day of data, or has not begun.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.counted == 0
    }

    /// How long a state was the worst.
    #[must_use]
    pub const fn lasted(&self, state: ComponentState) -> i64 {
        self.seconds[state as usize]
    }

    /// The worst state in it; operational where nothing happened.
    #[must_use]
    pub fn worst(&self) -> ComponentState {
        let seen = ComponentState::ALL.iter().copied().filter(|state| self.lasted(*state) > 0);
        seen.max_by_key(|state| rank(*state)).unwrap_or(ComponentState::Operational)
    }

    /// Seconds of downtime as they count, in thousandths.
    fn downtime(&self, weights: &Weights) -> i128 {
        let cost = |state: &ComponentState| i128::from(self.lasted(*state)) * i128::from(weights.thousandths(*state));
        ComponentState::ALL.iter().map(cost).sum()
    }

    /// Seconds of downtime as they count, rounded up to whole ones.
    #[must_use]
    pub fn seconds_down(&self, weights: &Weights) -> i64 {
        let whole = i128::from(WHOLE);
        i64::try_from((self.downtime(weights) + whole - 1) / whole).unwrap_or(i64::MAX)
    }

    /// The share of the counted time that was not downtime; `None` when no time counted.
    #[must_use]
    pub fn uptime(&self, weights: &Weights) -> Option<Percentage> {
        let all = i128::from(self.counted) * i128::from(WHOLE);
        let up = all - self.downtime(weights);
        // Whole numbers round towards zero: a second of downtime in a century is not a hundred per cent.
        let hundredths = (all > 0).then(|| up.max(0) * 10_000 / all)?;
        u16::try_from(hundredths).ok().map(Percentage)
    }
}

impl std::ops::AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.length += other.length;
        self.counted += other.counted;
        self.maintenance += other.maintenance;
        for (sum, more) in self.seconds.iter_mut().zip(other.seconds) {
            *sum += more;
        }
        self.incidents.extend(other.incidents.iter().cloned());
    }
}

/// A share in hundredths of a per cent, truncated: 9999 is 99.99 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(pub u16);

impl fmt::Display for Percentage {
    /// With a point and two decimals, and no sign: `99.99`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}
