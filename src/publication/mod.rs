//! What the public may know: a projection of the record into types that have no field for anything else.
//!
//! `project` is the only way from the record to a [`StatusPage`], and [`StatusPage`] is all that the public site is made from. Whatever a
//! type here has no field for cannot reach a public page, a feed or an API document. Texts are [`PublicText`]: only the projection makes them.
//!
//! Who decides: an incident goes public when its `visibility` is `public`, its `tlp` is absent or `clear`, its `publish_after` is past, and it is
//! not a drill; of its timeline only entries with `audience: public`; of its reviews only an approved `pir.public.md`; of the catalogue
//! only components with a `public_name`. Everything else does not exist here.

mod components;
mod course;
mod decide;
mod ids;
mod incidents;
mod maintenance;
mod page;
mod project;
mod specimen;
mod updates;
pub mod uptime;
mod weights;

pub use components::rank;
pub use decide::LeftOut;
pub use page::{
    Change, Group, Progress, PublicComponent, PublicId, PublicIncident, PublicMaintenance, PublicPage, PublicReview,
    PublicText, PublicUpdate, StatusPage, Window,
};
pub use project::{Projection, left_out, project};
pub use specimen::specimen;
pub use weights::{WHOLE, Weights};

#[cfg(test)]
mod tests;
