//! How feeds and calendars are written, whatever is in them: for the internal site and for the public one.

pub(super) mod calendar;
pub(super) mod xml;
