//! Postings: which word is in which incident, and whether in its title, among its names, or in a text.
//!
//! A shard is `word postings;word postings;…`, sorted. A posting is the step from the incident before, times three, plus the field; in
//! base 64, the lowest five bits first, with 32 added while more follow.

use super::Terms;
use super::words::first_bytes;

/// Shards of a segment that is worth cutting. A prime that spreads the letters well: common ones do not fall together.
const SHARDS: u32 = 11;
/// A segment of fewer incidents has one shard.
const FEW: usize = 64;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Word, incident, field: 0 title, 1 names, 2 text. The word's first bytes stand in front, for sorting.
type Posting<'t> = (u64, &'t str, u32, u8);

/// How many shards a segment of so many incidents has.
pub(super) const fn shards(incidents: usize) -> u32 {
    if incidents < FEW { 1 } else { SHARDS }
}

/// The shards of a segment, in order; one without words is empty.
pub(super) fn written(terms: &[&Terms]) -> Vec<String> {
    let shards = shards(terms.len());
    let mut buckets: Vec<Vec<Posting<'_>>> = vec![Vec::new(); shards as usize];
    for (incident, terms) in (0_u32..).zip(terms) {
        for (field, words) in (0_u8..).zip([&terms.title, &terms.names, &terms.text]) {
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                let shard = word.chars().next().map_or(0, |first| u32::from(first) % shards);
                buckets[shard as usize].push((first_bytes(word), word, incident, field));
            }
        }
    }
    buckets.into_iter().map(shard).collect()
}

fn shard(mut postings: Vec<Posting<'_>>) -> String {
    postings.sort_unstable();
    // Of a word that is in several fields the first counts most.
    postings.dedup_by(|later, first| later.0 == first.0 && later.1 == first.1 && later.2 == first.2);
    let mut out = String::new();
    let (mut word, mut next) = ("", 0);
    for (_, found, incident, field) in postings {
        if found != word {
            out.push_str(if out.is_empty() { "" } else { ";" });
            out.push_str(found);
            out.push(' ');
            (word, next) = (found, 0);
        }
        number(&mut out, (incident - next) * 3 + u32::from(field));
        next = incident + 1;
    }
    out
}

fn number(out: &mut String, mut number: u32) {
    loop {
        let (low, rest) = (number & 31, number >> 5);
        let digit = low | if rest > 0 { 32 } else { 0 };
        out.push(char::from(DIGITS[digit as usize]));
        if rest == 0 {
            return;
        }
        number = rest;
    }
}
