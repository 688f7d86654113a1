//! Segments: where they begin, and their files.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Terms, heads, postings};
use crate::corpus::Corpus;
use crate::site::card::Card;

/// One id in so many begins a segment.
const LENGTH: u16 = 256;

/// What the index says of a segment; enough to write the index without the segment at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentFacts {
    /// Its name, which its files begin with.
    pub key: String,
    /// How many incidents it has.
    pub incidents: usize,
    /// How many shards.
    pub shards: u32,
    /// Changes with its content, so that no browser mixes the files of two builds.
    pub version: String,
}

/// A segment, ready to be written.
pub struct Segment {
    /// What the index says of it.
    pub facts: SegmentFacts,
    /// Its files: path and content.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Where the segments of some ids begin and end, each with its key. The ids come in their order.
#[must_use]
pub fn ranges<'i>(ids: impl IntoIterator<Item = &'i str>) -> Vec<(String, Range<usize>)> {
    let mut ranges: Vec<(String, Range<usize>)> = Vec::new();
    for (at, id) in ids.into_iter().enumerate() {
        match (begins(id), ranges.last_mut()) {
            (Some(key), Some(_)) => ranges.push((key, at..at + 1)),
            (_, None) => ranges.push(("first".to_owned(), at..at + 1)),
            (None, Some((_, range))) => range.end = at + 1,
        }
    }
    ranges
}

/// Whether an id begins a segment, which only depends on itself; the segment's key then.
fn begins(id: &str) -> Option<String> {
    let hash = Sha256::digest(id.as_bytes());
    let [one, two, rest @ ..] = hash.as_slice() else { return None };
    let chosen = u16::from_be_bytes([*one, *two]) % LENGTH == 0;
    chosen.then(|| rest.iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

/// The files of a segment: its incidents in the order of their ids.
#[must_use]
pub fn segment(key: &str, incidents: &[(&Card, &Terms)], corpus: &Corpus) -> Segment {
    let (cards, terms): (Vec<&Card>, Vec<&Terms>) = incidents.iter().copied().unzip();
    let mut files = vec![(format!("search/{key}.js"), call(key, "-1", &heads::written(&cards, corpus)))];
    for (number, shard) in (0_u32..).zip(postings::written(&terms)) {
        // Words are letters and digits: nothing in them ends a string.
        let file = call(key, &number.to_string(), &format!("\"{shard}\""));
        files.push((format!("search/{key}-{number}.js"), file));
    }
    let mut hash = Sha256::new();
    files.iter().for_each(|(_, bytes)| hash.update(bytes));
    let version = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let shards = postings::shards(incidents.len());
    Segment { facts: SegmentFacts { key: key.to_owned(), incidents: incidents.len(), shards, version }, files }
}

/// The file that names the segments, oldest first.
#[must_use]
pub fn index(segments: &[SegmentFacts]) -> (String, Vec<u8>) {
    let rows: Vec<(&str, usize, u32, &str)> =
        segments.iter().map(|s| (s.key.as_str(), s.incidents, s.shards, s.version.as_str())).collect();
    ("search/index.js".to_owned(), call("", "-2", &serde_json::to_string(&rows).unwrap_or_default()))
}

/// A script that hands its content over: unlike data, scripts may be read from the disk.
fn call(key: &str, part: &str, content: &str) -> Vec<u8> {
    format!("flarebookSearch(\"{key}\",{part},{content});\n").into_bytes()
}
