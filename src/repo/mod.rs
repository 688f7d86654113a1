//! Where records are read from and written to: a working tree or a git revision, behind one trait; git facts about who and where.
//!
//! The only place that knows git2. Nothing here follows a symlink, and nothing leads out of the repository.

mod authors;
mod branches;
mod changes;
mod commit;
mod error;
mod fetch;
mod git_tree;
mod history;
mod hooks;
mod keepsake;
mod layered_tree;
mod listing;
mod objects;
mod remote;
mod repository;
mod staged;
mod stamp;
mod tree;
mod work_tree;
mod write;

pub use authors::Authorship;
pub use branches::{Branch, Tip};
pub use changes::{ChangedFile, ObjectKind};
pub use commit::{Advanced, CommitError, Finished, HeadBranch, Landing, Message};
pub use error::RepoError;
pub use fetch::Access;
pub use git_tree::GitTree;
pub use history::{Commit, CommitId, Range, Signature, trailers};
pub use hooks::{Hook, HookName, HooksFolder};
pub use keepsake::{Keepsake, now_on_disk};
pub use layered_tree::LayeredTree;
pub use remote::{Address, Pace, Pushed, Pushing, RemoteError, Target, Waiting};
pub use repository::{Identity, Repository};
pub use staged::{IndexFile, Staged};
pub use stamp::{Stamp, short};
pub use tree::{FileKind, Tree, TreeFile};
pub use work_tree::WorkTree;
pub use write::{FileChange, NewFile, WriteError};
