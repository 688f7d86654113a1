//! One file against the secrets.

use std::borrow::Cow;

use super::normal::{Word, embedded, sequence, unescaped, words};
use super::secrets::{RUN, Secrets, Short};
use super::{Kind, Leak, locate};
use crate::site::status::PublicFile;

/// A place in a text where a secret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub source: Option<u32>,
    /// The bytes, in the text whose escapes are undone.
    pub from: usize,
    pub until: usize,
}

/// Files that hide what they hold.
const COMPRESSED: [&[u8]; 6] = [b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf"];

/// What is wrong with a file.
pub(super) fn file(secrets: &Secrets, file: &PublicFile) -> Vec<Leak> {
    let path = file.path.as_str();
    let mut leaks: Vec<Leak> = in_text(secrets, path.as_bytes(), Part::Text)
        .into_iter()
        .map(|found| leak(secrets, path, "its name", found))
        .collect();
    if COMPRESSED.iter().any(|mark| file.bytes.starts_with(mark)) || has_packed_text(&file.bytes) {
        let found = "…".to_owned();
        leaks.push(Leak { file: path.to_owned(), at: None, kind: Kind::Unreadable, source: None, found });
        return leaks;
    }
    let found = content(secrets, &file.bytes, path);
    if !found.is_empty() {
        let places = locate::Places::of(path, &file.bytes, |part| content(secrets, part, path));
        leaks.extend(found.into_iter().map(|found| {
            let at = places.of_hit(&found.0);
            Leak { at, ..leak(secrets, path, "", found) }
        }));
    }
    leaks
}

/// A PNG may hold packed text beside its picture.
fn has_packed_text(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG") && bytes.windows(4).any(|name| name == b"zTXt")
}

fn leak(secrets: &Secrets, path: &str, at: &str, (hit, found): (Hit, String)) -> Leak {
    let source = hit.source.and_then(|source| secrets.sources.get(usize::try_from(source).unwrap_or(usize::MAX)));
    Leak {
        file: path.to_owned(),
        at: Some(at.to_owned()).filter(|at| !at.is_empty()),
        kind: source.map_or(Kind::Commit, |source| source.kind),
        source: source.and_then(|source| source.path.clone()),
        found,
    }
}

/// How a text is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    /// Bytes of something else: short words are chance there.
    Bytes,
}

/// What stands in the bytes of a file, each secret once.
pub(super) fn content(secrets: &Secrets, bytes: &[u8], path: &str) -> Vec<(Hit, String)> {
    let mut found = Vec::new();
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        let text = in_lines(bytes, path);
        found.extend(in_text(secrets, &text, Part::Text));
        for inner in embedded(&text) {
            let part = if std::str::from_utf8(&inner).is_ok() { Part::Text } else { Part::Bytes };
            found.extend(in_text(secrets, &inner, part));
        }
    } else {
        found.extend(in_text(secrets, bytes, Part::Bytes));
        // UTF-16, as pictures made on Windows have it.
        if bytes.contains(&0) {
            found.extend(in_text(secrets, &narrow(bytes), Part::Bytes));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(hit, text)| seen.insert((hit.source, hit.source.is_none().then(|| text.clone()))));
    found
}

/// Wide text as plain text: the empty half of each letter goes, and a longer gap is one between words.
fn narrow(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for run in bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        match run {
            [0] => {}
            [0, ..] => out.push(b' '),
            text => out.extend_from_slice(text),
        }
    }
    out
}

/// A text as its lines were meant: those of a calendar may be broken anywhere.
pub(super) fn in_lines<'t>(bytes: &'t [u8], path: &str) -> Cow<'t, [u8]> {
    if path.ends_with(".ics") {
        Cow::Owned(String::from_utf8_lossy(bytes).replace("\r\n ", "").replace("\n ", "").into_bytes())
    } else {
        Cow::Borrowed(bytes)
    }
}

fn in_text(secrets: &Secrets, bytes: &[u8], part: Part) -> Vec<(Hit, String)> {
    let text = unescaped(bytes);
    let found = words(&text);
    let mut hits = Vec::new();
    let shown: Vec<usize> = (0..found.len()).filter(|&at| !found[at].in_tag).collect();
    let reader = Reader { secrets, text: &text, found: &found, shown: &shown, part };
    reader.read(&mut hits);
    let words = |hit: &Hit| {
        let end = hit.until.min(text.len());
        String::from_utf8_lossy(text.get(hit.from..end).unwrap_or_default()).into_owned()
    };
    hits.into_iter().map(|hit| (hit.clone(), words(&hit))).collect()
}

/// The firm secrets that a text has, by their numbers.
pub(super) fn firm_hits(secrets: &Secrets, found: &[Word]) -> Vec<u64> {
    let mut hits = Vec::new();
    for at in 0..found.len() {
        for length in std::iter::once(1).chain(secrets.lengths.iter().copied()) {
            let Some(run) = found.get(at..at + length) else { break };
            let hash = sequence(run.iter().map(|word| word.hash));
            hits.extend(secrets.short.get(&hash).filter(|short| short.firm).map(|_| hash));
        }
    }
    hits
}

struct Reader<'r> {
    secrets: &'r Secrets,
    text: &'r [u8],
    /// All words, those in tags too.
    found: &'r [Word],
    /// Of these, those that are shown.
    shown: &'r [usize],
    part: Part,
}

impl Reader<'_> {
    fn read(&self, hits: &mut Vec<Hit>) {
        let all: Vec<usize> = (0..self.found.len()).collect();
        self.view(&all, hits);
        if self.shown.len() != self.found.len() {
            self.view(self.shown, hits);
        }
        for (at, word) in self.found.iter().enumerate() {
            self.one(at, *word, hits);
            if self.is_commit(*word) {
                hits.push(Hit { source: None, from: word.at, until: word.at + usize::from(word.letters) });
            }
        }
    }

    /// Secrets of several words, and runs of longer texts.
    fn view(&self, view: &[usize], hits: &mut Vec<Hit>) {
        let secrets = self.secrets;
        let word = |at: usize| view.get(at).and_then(|&at| self.found.get(at)).copied();
        for at in 0..view.len() {
            let (Some(first), Some(second)) = (word(at), word(at + 1)) else { break };
            if secrets.pairs.may_hold(sequence([first.hash, second.hash])) {
                for &length in &secrets.lengths {
                    let run: Option<Vec<Word>> = (at..at + length).map(word).collect();
                    let Some(run) = run else { break };
                    self.several(&run, hits);
                }
            }
            if let Some(last) = word(at + RUN - 1) {
                let hash = sequence((at..at + RUN).filter_map(word).map(|word| word.hash));
                if let Some(source) = secrets.run(hash) {
                    hits.push(Hit { source: Some(source), from: first.at, until: end(last) });
                }
            }
        }
    }

    fn several(&self, run: &[Word], hits: &mut Vec<Hit>) {
        let Some(short) = self.secrets.short.get(&sequence(run.iter().map(|word| word.hash))) else { return };
        let said = || run.windows(2).all(|pair| self.secrets.is_said(pair[0], pair[1]));
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        if short.firm || !said() {
            hits.push(Hit { source: Some(short.source), from: first.at, until: end(*last) });
        }
    }

    /// A secret of one word, by what stands beside it.
    fn one(&self, at: usize, word: Word, hits: &mut Vec<Hit>) {
        let secrets = self.secrets;
        if !secrets.ones.may_hold(word.hash) {
            return;
        }
        let Some(short) = secrets.short.get(&sequence([word.hash])) else { return };
        if self.is_chance(*short) || (!short.firm && self.is_said(at, word)) {
            return;
        }
        hits.push(Hit { source: Some(short.source), from: word.at, until: end(word) });
    }

    fn is_chance(&self, short: Short) -> bool {
        self.part == Part::Bytes && short.faint
    }

    /// Whether the word stands beside one that it also stands beside in a public text or in the site's own words.
    fn is_said(&self, at: usize, word: Word) -> bool {
        let beside = |before: Option<Word>, after: Option<Word>| {
            before.is_some_and(|before| self.secrets.is_said(before, word))
                || after.is_some_and(|after| self.secrets.is_said(word, after))
        };
        let found = |at: Option<usize>| at.and_then(|at| self.found.get(at)).copied();
        if beside(found(at.checked_sub(1)), found(Some(at + 1))) {
            return true;
        }
        let Ok(place) = self.shown.binary_search(&at) else { return false };
        let shown = |place: Option<usize>| found(place.and_then(|place| self.shown.get(place)).copied());
        beside(shown(place.checked_sub(1)), shown(Some(place + 1)))
    }

    /// Whether it is the name of a commit, whole or cut to seven digits and more. One of digits alone, or of letters alone, is too often
    /// a time or a word, unless it is long.
    fn is_commit(&self, word: Word) -> bool {
        if word.is_number || !(7..=40).contains(&word.letters) || self.secrets.commits.is_empty() {
            return false;
        }
        // The word may have characters in it that nobody sees.
        let rest = self.text.get(word.at..).unwrap_or_default().iter().filter(|byte| byte.is_ascii_alphanumeric());
        let text: Vec<u8> = rest.take(usize::from(word.letters)).copied().collect();
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let Some(text) = std::str::from_utf8(&text).ok().filter(|_| digits > 0) else { return false };
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return false;
        }
        let head = text.get(..text.len().min(16)).unwrap_or_default();
        let Ok(number) = u64::from_str_radix(head, 16) else { return false };
        let shift = 64 - 4 * u32::try_from(head.len()).unwrap_or(16);
        let (low, high) = (number << shift, number << shift | ((1_u64 << shift) - 1));
        let from = self.secrets.commits.partition_point(|commit| *commit < low);
        self.secrets.commits.get(from).is_some_and(|commit| *commit <= high)
    }
}

fn end(word: Word) -> usize {
    word.at + usize::from(word.letters)
}
