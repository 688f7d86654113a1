//! What a repository says already of its people and services, before it has a roster and a catalogue: git's authors, CODEOWNERS, and the
//! entities of a Backstage catalogue.

mod backstage;
mod codeowners;
mod people;

use std::collections::BTreeMap;

use crate::model::{Component, OneOrMany, Person};
use crate::repo::Identity;

/// What can be looked at; all of it may be missing.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    /// Who begins.
    pub identity: Identity,
    /// Who committed lately, newest first.
    pub authors: Vec<Identity>,
    /// The text of CODEOWNERS.
    pub codeowners: Option<String>,
    /// The texts of `catalog-info.yaml` files.
    pub catalogues: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// A roster, by handle.
    pub people: BTreeMap<String, Person>,
    /// A catalogue, by id.
    pub components: BTreeMap<String, Component>,
    /// Owners that are in no roster, by component: a check would call them unknown.
    pub owners_unknown: Vec<(String, String)>,
}

/// Reads the signs.
#[must_use]
pub fn discover(signs: &Signs) -> Found {
    let mut roster = people::Roster::default();
    roster.add(&signs.identity, None, &[]);
    let entities: Vec<backstage::Entity> = signs.catalogues.iter().flat_map(|text| backstage::read(text)).collect();
    entities.iter().filter_map(backstage::Entity::person).for_each(|(name, email, teams)| {
        roster.add(&Identity { name: Some(name), email }, None, &teams);
    });
    signs.authors.iter().for_each(|author| roster.add(author, None, &[]));
    let mut found = Found { people: roster.into_people(), ..Found::default() };
    let mut components = backstage::components(&entities);
    for (id, owners) in signs.codeowners.as_deref().map(codeowners::read).unwrap_or_default() {
        let component: &mut Component = components.entry(id).or_default();
        if component.owner.is_empty() {
            component.owner = OneOrMany(owners);
        }
    }
    found.settle(components);
    found
}

impl Found {
    /// Keeps what stands up to a check: owners in the roster, dependencies in the catalogue.
    fn settle(&mut self, mut components: BTreeMap<String, Component>) {
        let ids: Vec<String> = components.keys().cloned().collect();
        for (id, component) in &mut components {
            component.depends_on.retain(|needed| ids.contains(needed) && needed != id);
            let (known, unknown): (Vec<String>, Vec<String>) =
                component.owner.0.drain(..).map(|owner| self.owner(&owner)).partition(|owner| self.knows(owner));
            component.owner = OneOrMany(known);
            self.owners_unknown.extend(unknown.into_iter().map(|owner| (id.clone(), owner)));
        }
        self.components = components;
    }

    /// An owner as the roster calls them: by account, address or name; a team by its last part.
    fn owner(&self, written: &str) -> String {
        let account = written.trim_start_matches('@');
        let is = |person: &Person| {
            person.github.as_deref().is_some_and(|github| github.eq_ignore_ascii_case(account))
                || person.email.iter().any(|email| email.eq_ignore_ascii_case(written))
        };
        let handle = self.people.iter().find(|(_, person)| is(person)).map(|(handle, _)| handle.clone());
        handle.unwrap_or_else(|| account.rsplit(['/', ':']).next().unwrap_or(account).to_lowercase())
    }

    fn knows(&self, owner: &str) -> bool {
        let in_team = |person: &Person| person.team.iter().any(|team| team == owner);
        self.people.contains_key(owner) || self.people.values().any(in_team)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, email: &str) -> Identity {
        Identity { name: Some(name.to_owned()), email: Some(email.to_owned()) }
    }

    #[test]
    fn a_roster_and_a_catalogue_from_what_is_there() {
        let signs = Signs {
            identity: who("Mary Okafor", "mary@corp.example"),
            authors: vec![
                who("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
                who("mary okafor", "maryok@users.noreply.github.com"),
                who("Mary Smith", "smith@corp.example"),
                who("Ines Duarte", "12345+inesd@users.noreply.github.com"),
            ],
            codeowners: Some("# who\n* @acme/all\n/services/login/ @inesd\n/services/search/** @acme/search\ndocs/ @x\n".to_owned()),
            catalogues: vec![
                "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: session-store, title: Session store}\n\
                 spec: {owner: 'group:default/infra', system: website, dependsOn: ['component:default/login', 'component:gone']}\n\
                 ---\nkind: User\nmetadata: {name: omar}\nspec: {profile: {displayName: Omar Haddad}, memberOf: [infra]}\n\
                 ---\nkind: Location\nmetadata: {name: x}\n"
                    .to_owned(),
            ],
        };
        let found = discover(&signs);
        assert_eq!(found.people.keys().collect::<Vec<_>>(), ["ines", "mary", "mary-smith", "omar"]);
        assert_eq!(found.people["mary"].email.0, ["mary@corp.example"]);
        assert_eq!(found.people["mary"].github.as_deref(), Some("maryok"));
        assert_eq!(found.people["ines"].github.as_deref(), Some("inesd"));
        assert_eq!(found.people["omar"].team.0, ["infra"]);
        assert_eq!(found.components.keys().collect::<Vec<_>>(), ["login", "search", "session-store"]);
        assert_eq!(found.components["login"].owner.0, ["ines"]);
        let store = &found.components["session-store"];
        assert_eq!(
            (store.owner.0.as_slice(), store.depends_on.as_slice()),
            (&["infra".to_owned()][..], &["login".to_owned()][..])
        );
        assert_eq!((store.name.as_deref(), store.group.as_deref()), (Some("Session store"), Some("website")));
        assert_eq!(found.owners_unknown, [("search".to_owned(), "search".to_owned())]);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        let found = discover(&Signs::default());
        assert!(found.people.is_empty() && found.components.is_empty());
    }
}
