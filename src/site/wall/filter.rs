//! A quick "certainly not": most words of a file are no secret, and most questions end here.

/// A set of numbers that may say "perhaps" of one that is not in it, and never "no" of one that is.
#[derive(Debug, Default)]
pub(super) struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    /// Room for so many numbers that few others look like them.
    pub fn with_room_for(count: usize) -> Self {
        let words = (count / 4).max(1 << 10).next_power_of_two();
        Self { bits: vec![0; words] }
    }

    pub fn insert(&mut self, number: u64) {
        let (word, bit) = self.place(number);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    pub fn may_hold(&self, number: u64) -> bool {
        let (word, bit) = self.place(number);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, number: u64) -> (usize, u64) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let word = usize::try_from(mixed >> 20).unwrap_or_default() & self.bits.len().saturating_sub(1);
        (word, 1 << (mixed & 63))
    }
}
