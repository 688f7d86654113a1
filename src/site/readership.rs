//! Who a site is for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who a site is for, from few to all; the list of its files says it, so that none is put over or into one for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Readership {
    /// Those who are told of restricted incidents.
    Restricted,
    /// The team.
    Internal,
    /// Everybody.
    Public,
}

impl Readership {
    /// As `--audience` has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Public => "public",
            Self::Restricted => "restricted",
        }
    }
}

impl fmt::Display for Readership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
