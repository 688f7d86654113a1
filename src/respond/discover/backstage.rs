//! Entities of a Backstage catalogue (`catalog-info.yaml`), by the descriptor format of its documentation: what is needed of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Component, OneOrMany, slug};
use crate::source::yaml;

/// A component, a resource, a user; other kinds are left alone.
#[derive(Deserialize)]
pub(super) struct Entity {
    kind: String,
    metadata: Metadata,
    #[serde(default)]
    spec: Spec,
}

#[derive(Deserialize)]
struct Metadata {
    name: String,
    title: Option<String>,
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Spec {
    owner: Option<String>,
    system: Option<String>,
    depends_on: Vec<String>,
    profile: Profile,
    member_of: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Profile {
    display_name: Option<String>,
    email: Option<String>,
}

pub(super) fn read(text: &str) -> Vec<Entity> {
    yaml::foreign(text)
}

/// The name at the end of a reference: `component:default/login` is `login`.
fn name(reference: &str) -> String {
    slug(reference.rsplit(['/', ':']).next().unwrap_or(reference))
}

impl Entity {
    /// Name, address and teams of a user.
    pub fn person(&self) -> Option<(String, Option<String>, Vec<String>)> {
        let user = self.kind.eq_ignore_ascii_case("user");
        let shown = self.spec.profile.display_name.clone().unwrap_or_else(|| self.metadata.name.clone());
        let teams = self.spec.member_of.iter().map(|team| name(team)).collect();
        user.then(|| (shown, self.spec.profile.email.clone(), teams))
    }

    fn component(&self) -> Option<(String, Component)> {
        let runs = ["component", "resource"].iter().any(|kind| self.kind.eq_ignore_ascii_case(kind));
        let component = Component {
            name: self.metadata.title.clone(),
            description: self.metadata.description.clone(),
            group: self.spec.system.as_deref().map(name),
            owner: OneOrMany(self.spec.owner.iter().cloned().collect()),
            depends_on: self.spec.depends_on.iter().map(|needed| name(needed)).collect(),
            ..Component::default()
        };
        runs.then(|| (name(&self.metadata.name), component))
    }
}

/// What runs, by id.
pub(super) fn components(entities: &[Entity]) -> BTreeMap<String, Component> {
    entities.iter().filter_map(Entity::component).collect()
}
