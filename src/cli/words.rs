//! Words and times of the record, as arguments.

use crate::model::{EntryKind, Kind, Moment, Status, Visibility};

/// A time.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    text.parse::<Moment>().map_err(|error| error.to_string())
}

/// A word of one of the record's vocabularies.
pub(super) trait Word: Copy + Send + Sync + 'static {
    const ALL: &'static [Self];
    fn as_str(self) -> &'static str;
}

macro_rules! words {
    ($($name:ident),*) => {$(
        impl Word for $name {
            const ALL: &'static [Self] = $name::ALL;
            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }
        }
    )*};
}
words!(EntryKind, Kind, Status, Visibility);

pub(super) fn word<W: Word>(text: &str) -> Result<W, String> {
    let words = || W::ALL.iter().map(|word| word.as_str());
    let found = W::ALL.iter().copied().find(|word| word.as_str() == text);
    found.ok_or_else(|| match crate::source::did_you_mean(text, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose {}", crate::source::one_of(words())),
    })
}
