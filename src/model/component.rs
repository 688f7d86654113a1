//! components.yaml: the service catalogue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, OneOrMany};

/// Something we run that can break. The key in components.yaml is the id used in records.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Component {
    /// The name inside the organisation.
    #[schemars(example = &"Login")]
    pub name: Option<String>,
    /// The name on the public page; without it the component does not exist there.
    #[schemars(example = &"Sign-in")]
    pub public_name: Option<String>,
    /// One sentence: what it does and for whom.
    #[schemars(example = &"Lets customers sign in with password or single sign-on.")]
    pub description: Option<String>,
    /// One sentence for the public page.
    #[schemars(example = &"Signing in with password or single sign-on.")]
    pub public_description: Option<String>,
    /// Heading under which pages list it, the public page too.
    #[schemars(example = &"Website")]
    pub group: Option<String>,
    /// Its place among the components of its group on the public page; those without one come last, by name.
    #[schemars(example = 1)]
    pub position: Option<u32>,
    /// Person or team that answers for it. One or several.
    #[schemars(example = &"mary")]
    pub owner: OneOrMany,
    /// Components it cannot work without.
    #[schemars(example = ["session-store"])]
    pub depends_on: Vec<String>,
    /// Runbooks: paths in the repository or URLs.
    #[schemars(example = ["docs/runbooks/login.md"])]
    pub runbooks: Vec<String>,
    /// Actions on it that need no go-ahead.
    #[schemars(example = ["Restart the login service"])]
    pub safe_actions: Vec<String>,
    /// First day it was in service; before it there is no data, which is not the same as "up".
    #[schemars(example = &"2025-01-01")]
    pub since: Option<Day>,
}
