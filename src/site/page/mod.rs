//! What a template sees: one plain struct per page, every value already formatted.
//!
//! Templates loop and branch, nothing more; whatever needs thought (a duration, a sentence, a width in per cent) is
//! decided in [`crate::site::assemble`] and lands here as text. Fields whose name ends in `_html` hold HTML that
//! came out of [`crate::site::markdown`] and is safe to print unescaped; everything else is plain text.
//! A template of one's own (see [`crate::site::templates`]) may rely on these names.

mod catalogue;
mod entry;
mod followup;
mod followups;
mod frame;
mod handbook;
mod incident;
mod index;
mod learning;
mod list;
mod missing;
mod parts;
mod people;
mod phases;
mod search;
mod themes;

pub use catalogue::{ComponentGroup, ComponentPage, ComponentRow, ComponentsPage, Node};
pub use entry::{ChangeChip, Day, EntryRef, EntryView, Evidence};
pub use followup::{FollowupView, Progress};
pub use followups::{FollowupsPage, OwnerGroup, Section};
pub use frame::{Frame, NavItem, SiteFacts};
pub use handbook::{ContactRow, HandbookPage, LifecycleStep, RoleRow, SeverityRow, TeamRow};
pub use incident::{
    BlastView, Choice, ComponentView, DurationView, Facts, Filter, IncidentPage, MilestoneView, Notice, ReviewView,
    RoleHold, RoleView, SectionView, SimilarView, Situation, Told,
};
pub use index::{DueGroup, DueItem, IndexPage, OpenCard, Row, Year};
pub use learning::{DotChart, FigureTable, FollowupFigures, KeyItem, LearningPage, LengthFigure, Mark, Tally};
pub use list::{ArchiveMonth, ArchivePage, ArchiveYear, Line, ListPage};
pub use missing::MissingPage;
pub use parts::{Badge, Length, Link, Moment, Person};
pub use people::{
    Duty, LastLead, Load, OwnedFollowup, PeoplePage, PersonPage, PersonRow, RoleTime, TeamLine, TeamPage,
};
pub use phases::{PhaseBar, Segment};
pub use search::{SearchChoice, SearchFilter, SearchPage};
pub use themes::{Return, ThemePage, ThemeRow, ThemesPage};
