//! The page for addresses that lead nowhere.

use serde::Serialize;

use super::Frame;

/// What a server shows when there is no such page.
#[derive(Debug, Clone, Serialize)]
pub struct MissingPage {
    /// What surrounds it. Its links begin at the root of the server: it is shown at any depth.
    pub frame: Frame,
}
