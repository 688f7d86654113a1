//! Words and times of the record, as arguments.

use super::say::Promise;
use crate::model::{
    ComponentState, Day, Detector, EntryKind, FollowupKind, Kind, Moment, ReviewOutcome, Risk, Status, TimeExpression,
    Visibility,
};

/// A time.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    text.parse::<Moment>().map_err(|error| error.to_string())
}

/// A time as people say it.
pub(super) fn time(text: &str) -> Result<TimeExpression, String> {
    text.parse::<TimeExpression>().map_err(|error| error.to_string())
}

/// A time as people say it, or `none`.
pub(super) fn promise(text: &str) -> Result<Promise, String> {
    if text.eq_ignore_ascii_case("none") { Ok(Promise::None) } else { time(text).map(Promise::At) }
}

/// `login=partial_outage`.
pub(super) fn component_state(text: &str) -> Result<(String, ComponentState), String> {
    let (id, state) = text.split_once('=').ok_or_else(|| "write `COMPONENT=STATE`".to_owned())?;
    Ok((id.trim().to_owned(), word::<ComponentState>(state.trim())?))
}

/// A day.
pub(super) fn day(text: &str) -> Result<Day, String> {
    text.parse::<Day>().map_err(|error| error.to_string())
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
words!(ComponentState, Detector, EntryKind, FollowupKind, Kind, ReviewOutcome, Risk, Status, Visibility);

pub(super) fn word<W: Word>(text: &str) -> Result<W, String> {
    let words = || W::ALL.iter().map(|word| word.as_str());
    let text = text.trim();
    let found = W::ALL.iter().copied().find(|word| word.as_str().eq_ignore_ascii_case(text));
    found.ok_or_else(|| match crate::source::did_you_mean(text, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose {}", crate::source::one_of(words())),
    })
}
