//! What a template sees: one plain struct per page, every value already formatted.
//!
//! Templates loop and branch, nothing more; whatever needs thought (a duration, a sentence, a width in per cent) is
//! decided in [`crate::site::assemble`] and lands here as text. Fields whose name ends in `_html` hold HTML that
//! came out of [`crate::site::markdown`] and is safe to print unescaped; everything else is plain text.
//! A template of one's own (see [`crate::site::templates`]) may rely on these names.

mod entry;
mod followup;
mod followups;
mod frame;
mod handbook;
mod incident;
mod index;
mod learning;
mod missing;
mod parts;
mod phases;
mod search;

pub use entry::{ChangeChip, Day, EntryRef, EntryView, Evidence};
pub use followup::{FollowupView, Progress};
pub use followups::{FollowupsPage, OwnerGroup, Section};
pub use frame::{Frame, NavItem, SiteFacts};
pub use handbook::{ContactRow, HandbookPage, LifecycleStep, RoleRow, SeverityRow, TeamRow};
pub use incident::{
    ComponentView, DurationView, Facts, IncidentPage, MilestoneView, Notice, ReviewView, RoleHold, RoleView,
    SectionView, Situation,
};
pub use index::{IndexPage, OpenCard, Row, Year, YearLink, YearPage};
pub use learning::{DotChart, FigureTable, FollowupFigures, KeyItem, LearningPage, LengthFigure, Mark, Tally};
pub use missing::MissingPage;
pub use parts::{Badge, Length, Link, Moment, Person};
pub use phases::{PhaseBar, Segment};
pub use search::{Choice, Filter, SearchPage};
