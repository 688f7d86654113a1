//! The operations of a response: declare, log, change the status, begin a repository. Each gives the new files that make it up; writing
//! them is the caller's business.

mod append;
mod assign;
mod attach;
mod begin;
mod correct;
mod declare;
mod discover;
mod error;
mod facts;
mod find;
mod fold;
mod followup;
mod handover;
mod hooks;
mod import;
mod land;
mod log;
mod operation;
mod pir;
mod render;
mod review;
mod say;
mod status;

pub use append::Act;
pub use assign::Assign;
pub use attach::{Attach, Attachment, too_large};
pub use begin::{Preset, begin, drill, editor, workflows};
pub use correct::Correct;
pub use declare::{Afterwards, Declaration, Declared};
pub use discover::{Found, Signs, discover};
pub use error::RespondError;
pub use facts::{ChangeFacts, SetFacts};
pub use find::{person, person_of, the_incident};
pub use fold::{Fold, Unfold};
pub use followup::{AddFollowup, ChangeFollowup, Facts, Pick, Step};
pub use handover::{Acknowledge, Handover};
pub use hooks::{HookManager, HookScript, SCRIPTS};
pub use import::{LogMany, ReadBy, Reading, read_lines};
pub use land::{BRANCHES, LandError, Landed, Shared, Task, commit, load, push, sync};
pub use log::Log;
pub use operation::{Change, Operation, Outcome};
pub use pir::DraftPir;
pub use review::HoldReview;
pub use say::{NextUpdate, Sitrep, Update};
pub use status::SetStatus;
