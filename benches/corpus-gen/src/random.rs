//! Chance that can be repeated: splitmix64, by Sebastiano Vigna, after Steele, Lea and Flood.

/// A stream of numbers that its seed decides.
pub struct Random(u64);

impl Random {
    /// A stream of its own for the `number`th thing made from `seed`.
    pub fn new(seed: u64, number: u32) -> Self {
        let mut start = Self(seed ^ (u64::from(number) << 32));
        Self(start.next())
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let choices = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.next() % choices).unwrap_or(0)
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.between(0, 99) < percent
    }

    /// One of them; there must be one.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let last = u32::try_from(choices.len().saturating_sub(1)).unwrap_or(u32::MAX);
        &choices[self.between(0, last) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_published_first_numbers() {
        let mut random = Random(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_stay_in_their_bounds() {
        let mut random = Random::new(1, 2);
        let numbers: Vec<u32> = (0..1_000).map(|_| random.between(3, 5)).collect();
        assert!(numbers.iter().all(|number| (3..=5).contains(number)));
        assert!([3, 4, 5].iter().all(|number| numbers.contains(number)));
    }
}
