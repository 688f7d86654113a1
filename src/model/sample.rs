//! Percentiles: what can be said of many lengths of time in a few figures.
//!
//! The definition is that of the nearest rank: the p-th percentile is the smallest recorded value that at least p per cent of the values do
//! not exceed. It is always a value that was recorded, never one between two; of an even number of values the median is the lower of the
//! two in the middle. There is no mean: one long incident would make it say nothing about the others.

/// Values, ready to be asked for percentiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample(Vec<i64>);

impl Sample {
    /// Of fewer values nothing is said.
    pub const FEW: usize = 5;

    /// Of values in any order.
    #[must_use]
    pub fn new(mut values: Vec<i64>) -> Self {
        values.sort_unstable();
        Self(values)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The percentile, by the nearest rank; nothing when there are no values.
    #[must_use]
    pub fn percentile(&self, per_cent: usize) -> Option<i64> {
        let rank = (self.0.len() * per_cent.min(100)).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }

    /// The percentile where there are enough values to tell it from the largest: five in any case, ten for the 90th, twenty for the 95th.
    #[must_use]
    pub fn telling(&self, per_cent: usize) -> Option<i64> {
        let above = 100_usize.saturating_sub(per_cent).max(1);
        let enough = self.0.len() >= Self::FEW && self.0.len() * above >= 100;
        self.percentile(per_cent).filter(|_| enough)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        let sample = Sample::new(vec![50, 15, 40, 20, 35]);
        for (per_cent, value) in [(0, 15), (5, 15), (30, 20), (40, 20), (50, 35), (75, 40), (90, 50), (100, 50)] {
            assert_eq!(sample.percentile(per_cent), Some(value), "{per_cent}");
        }
        let ten = Sample::new((1..=10).collect());
        let figures: Vec<i64> = [50, 75, 90, 95].iter().filter_map(|p| ten.percentile(*p)).collect();
        assert_eq!(figures, [5, 8, 9, 10]);
        assert_eq!(Sample::new(vec![]).percentile(50), None);
        assert_eq!(Sample::new(vec![7]).percentile(50), Some(7));
    }

    #[test]
    fn little_is_said_of_few() {
        let of = |count: i64| Sample::new((0..count).collect());
        assert_eq!((of(4).telling(50), of(5).telling(50).is_some()), (None, true));
        assert_eq!((of(9).telling(90), of(10).telling(90).is_some()), (None, true));
        assert_eq!((of(19).telling(95), of(20).telling(95).is_some()), (None, true));
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(mut values in prop::collection::vec(-1000_i64..1000, 1..60), per_cent in 0_usize..=100) {
            let found = Sample::new(values.clone()).percentile(per_cent).unwrap();
            values.reverse();
            prop_assert_eq!(Sample::new(values.clone()).percentile(per_cent), Some(found));
            prop_assert!(values.contains(&found));
            // As defined: enough values do not exceed it, and fewer do not exceed any smaller one.
            let up_to = values.iter().filter(|value| **value <= found).count();
            let below = values.iter().filter(|value| **value < found).count();
            prop_assert!(up_to * 100 >= per_cent * values.len());
            prop_assert!(below == 0 || below * 100 < per_cent * values.len());
            let sample = Sample::new(values);
            prop_assert!(per_cent == 0 || sample.percentile(per_cent - 1) <= Some(found));
        }
    }
}
