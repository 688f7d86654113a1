//! Policy: flarebook.yaml as written ([`PolicyRecord`]), and as it applies after presets and defaults ([`Policy`]).

mod colour;
mod lifecycle;
mod presets;
mod public;
mod record;
mod resolved;
mod role;
mod rules;
mod severity;
mod site_colours;

pub use colour::Colour;
pub use lifecycle::{FollowupPolicy, LifecyclePolicy};
pub use public::{LANGUAGES, PublicFault};
pub use record::{PirPolicy, PolicyRecord, PublicPolicy, SitePolicy};
pub use resolved::Policy;
pub use role::{Required, Role, RolePreset, RoleScheme};
pub use rules::{RuleLevel, RuleSetting};
pub use severity::{PirDuty, Severity, SeverityPreset, SeverityScheme, StatuspageImpact};
pub use site_colours::{
    ColourFault, ColourFaultKind, DARK_GROUNDS, LIGHT_GROUNDS, SETTABLE_COLOURS, SettableColour, SiteColour,
};
