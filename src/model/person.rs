//! people.yaml.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OneOrMany;

/// Somebody who can hold a role, own a follow-up or write an entry. The key in people.yaml is the handle used in records.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Person {
    /// The name as colleagues write it.
    #[schemars(example = &"Mary Okafor")]
    pub name: Option<String>,
    /// Account on the forge; how a comment or a review finds its person.
    #[schemars(example = &"maryok")]
    pub github: Option<String>,
    /// Mail addresses; how a commit finds its person. One or several.
    #[schemars(example = &"mary@corp.example")]
    pub email: OneOrMany,
    /// IANA time zone.
    #[schemars(example = &"Europe/London")]
    pub timezone: Option<String>,
    /// Team or teams. A team exists when somebody is in it.
    #[schemars(example = &"web")]
    pub team: OneOrMany,
}
