//! Levels and exceptions for rules.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::diagnostic::Level;

/// A level as the policy writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleLevel {
    /// The rule is not reported.
    Off,
    /// Reported; does not fail a check.
    Warn,
    /// Fails a check.
    Error,
}

impl From<RuleLevel> for Level {
    fn from(level: RuleLevel) -> Self {
        match level {
            RuleLevel::Off => Self::Off,
            RuleLevel::Warn => Self::Warn,
            RuleLevel::Error => Self::Error,
        }
    }
}

/// What the policy says about one rule.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(with = "SettingSchema")]
pub enum RuleSetting {
    /// Nothing.
    #[default]
    Unset,
    /// Its level everywhere.
    Level(RuleLevel),
    /// Its level, and the paths it leaves alone.
    Full(FullSetting),
}

/// The long form of a setting.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FullSetting {
    /// The level; the rule's own when left out.
    #[schemars(example = &"warn")]
    pub level: Option<RuleLevel>,
    /// Paths that the rule leaves alone; `*` stands for any run of characters but `/`, `**` for any run at all.
    #[schemars(example = ["incidents/2019/**"])]
    pub ignore: Vec<String>,
}

/// The two written forms, for the schema.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum SettingSchema {
    Level(RuleLevel),
    Full(FullSetting),
}

impl RuleSetting {
    /// The level it sets, if any.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        match self {
            Self::Unset => None,
            Self::Level(level) => Some((*level).into()),
            Self::Full(full) => full.level.map(Into::into),
        }
    }

    /// The paths it leaves alone.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        match self {
            Self::Full(full) => &full.ignore,
            Self::Unset | Self::Level(_) => &[],
        }
    }
}

struct SettingVisitor;

impl<'de> Visitor<'de> for SettingVisitor {
    type Value = RuleSetting;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`off`, `warn`, `error` or a map with `level` and `ignore`")
    }

    fn visit_str<E: de::Error>(self, level: &str) -> Result<RuleSetting, E> {
        RuleLevel::deserialize(de::value::StrDeserializer::new(level)).map(RuleSetting::Level)
    }

    // YAML 1.1 habits: an unquoted `off` reads as false elsewhere.
    fn visit_bool<E: de::Error>(self, on: bool) -> Result<RuleSetting, E> {
        if on { Err(E::custom("write `warn` or `error`")) } else { Ok(RuleSetting::Level(RuleLevel::Off)) }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleSetting, A::Error> {
        FullSetting::deserialize(de::value::MapAccessDeserializer::new(map)).map(RuleSetting::Full)
    }
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SettingVisitor)
    }
}
