//! How much of the time in each state counts as downtime.

use std::collections::BTreeMap;

use crate::model::ComponentState;

/// The weight of each state in thousandths, so that all figures come from whole numbers and are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights([u16; ComponentState::ALL.len()]);

/// Downtime that counts in full.
pub const WHOLE: u16 = 1000;

impl Weights {
    /// Those of the policy, each rounded to thousandths, and for what it does not name the usual ones: a major outage counts in full, a
    /// partial one for three tenths, the others not at all. What is no number from 0 to 1 is not taken; a check says so.
    #[must_use]
    pub fn new(policy: &BTreeMap<ComponentState, f64>) -> Self {
        let mut weights = Self::default();
        for (&state, &weight) in policy {
            // Being operational or planned work is never downtime, whatever a policy says.
            let fixed = matches!(state, ComponentState::Operational | ComponentState::UnderMaintenance);
            if let Some(weight) = thousandths(weight).filter(|_| !fixed) {
                weights.0[state as usize] = weight;
            }
        }
        weights
    }

    /// The weight of a state, in thousandths.
    #[must_use]
    pub const fn thousandths(&self, state: ComponentState) -> u16 {
        self.0[state as usize]
    }

    /// The weights of the three states that may cost something, worst first.
    pub fn iter(&self) -> impl Iterator<Item = (ComponentState, u16)> {
        use ComponentState::{DegradedPerformance, MajorOutage, PartialOutage};
        let weights = *self;
        [MajorOutage, PartialOutage, DegradedPerformance].map(|state| (state, weights.thousandths(state))).into_iter()
    }
}

impl Default for Weights {
    fn default() -> Self {
        let mut weights = [0; ComponentState::ALL.len()];
        weights[ComponentState::MajorOutage as usize] = WHOLE;
        weights[ComponentState::PartialOutage as usize] = 300;
        Self(weights)
    }
}

/// A number from 0 to 1 in thousandths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 1000")]
fn thousandths(weight: f64) -> Option<u16> {
    (0.0..=1.0).contains(&weight).then(|| (weight * f64::from(WHOLE)).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_policy_says_and_what_it_may_not() {
        use ComponentState::{DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance};
        let policy = [(PartialOutage, 0.5), (DegradedPerformance, 0.0005), (MajorOutage, 1.5), (Operational, 1.0)];
        let weights = Weights::new(&policy.into_iter().chain([(UnderMaintenance, 0.4)]).collect());
        assert_eq!(
            weights.iter().collect::<Vec<_>>(),
            [(MajorOutage, 1000), (PartialOutage, 500), (DegradedPerformance, 1)]
        );
        assert_eq!((weights.thousandths(Operational), weights.thousandths(UnderMaintenance)), (0, 0));
        for odd in [f64::NAN, f64::INFINITY, -0.1] {
            assert_eq!(Weights::new(&[(PartialOutage, odd)].into()), Weights::default(), "{odd}");
        }
    }
}
