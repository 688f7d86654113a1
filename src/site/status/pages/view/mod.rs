//! What a template of the public site sees: one plain struct per page, every value already in words.
//!
//! Templates loop and branch, nothing more. Fields whose name ends in `_html` hold HTML that came out of the one Markdown set-up
//! without pictures and scripts, and are safe to print unescaped; everything else is plain text. `frame.words` holds the messages that
//! need nothing filled in, by their names in `templates/messages/en.yaml`. A template of one's own may rely on these names.

mod component;
mod frame;
mod history;
mod home;
mod story;

pub use component::{Bars, ComponentPage, ComponentRow, Day, GroupView, MonthRow, Run};
pub use frame::{Feed, Frame, Link, MissingPage, Moment, NavItem, Span, State};
pub use history::{HistoryPage, MonthLink, Year};
pub use home::{Banner, HomePage, Legend, LegendItem, PastDay, Worst};
pub use story::{Planned, Story, StoryPage, UpdateView};
