//! A roster from names and addresses, each person once.

use std::collections::BTreeMap;

use crate::model::{OneOrMany, Person, slug};
use crate::repo::Identity;

/// People beyond these are no team that is on call together.
const MOST: usize = 100;

/// Where GitHub hides an address; the account stands before it.
const HIDDEN: &str = "@users.noreply.github.com";

/// Accounts of programs.
const PROGRAMS: [&str; 6] =
    ["[bot]", "dependabot", "renovate", "github-actions", "noreply@github.com", "semantic-release"];

/// People in the order in which they were found.
#[derive(Default)]
pub(super) struct Roster(Vec<Person>);

impl Roster {
    /// Adds somebody, or what is new about somebody who is known by the name or an address.
    pub fn add(&mut self, who: &Identity, github: Option<&str>, teams: &[String]) {
        let Some(name) = who.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) else { return };
        let email = who.email.as_deref().map(str::trim).filter(|email| email.contains('@'));
        let text = format!("{name} {}", email.unwrap_or_default()).to_lowercase();
        if PROGRAMS.iter().any(|program| text.contains(program)) {
            return;
        }
        let hidden = email.and_then(|email| email.strip_suffix(HIDDEN));
        let account = hidden.map(|account| account.split_once('+').map_or(account, |(_, account)| account));
        let email = email.filter(|_| hidden.is_none());
        let Some(person) = self.person(name, email) else { return };
        if let Some(account) = github.or(account).filter(|_| person.github.is_none()) {
            person.github = Some(account.to_owned());
        }
        if let Some(email) = email.filter(|email| !person.email.iter().any(|known| known.eq_ignore_ascii_case(email))) {
            person.email.0.push(email.to_owned());
        }
        for team in teams {
            if !person.team.0.contains(team) {
                person.team.0.push(team.clone());
            }
        }
    }

    fn person(&mut self, name: &str, email: Option<&str>) -> Option<&mut Person> {
        let same_name =
            |person: &Person| person.name.as_deref().is_some_and(|known| known.to_lowercase() == name.to_lowercase());
        let same_address = |person: &Person| {
            email.is_some_and(|email| person.email.iter().any(|known| known.eq_ignore_ascii_case(email)))
        };
        let at = self.0.iter().position(|person| same_name(person) || same_address(person));
        match at {
            Some(at) => self.0.get_mut(at),
            None if self.0.len() < MOST => {
                self.0.push(Person { name: Some(name.to_owned()), email: OneOrMany::default(), ..Person::default() });
                self.0.last_mut()
            }
            None => None,
        }
    }

    /// By handle: the first name, or the whole of it where somebody has it already.
    pub fn into_people(self) -> BTreeMap<String, Person> {
        let mut people = BTreeMap::new();
        for person in self.0 {
            let name = person.name.clone().unwrap_or_default();
            let handles = [slug(name.split_whitespace().next().unwrap_or(&name)), slug(&name)];
            let free = handles.into_iter().find(|handle| !people.contains_key(handle));
            if let Some(handle) = free.filter(|handle| handle != "untitled") {
                people.insert(handle, person);
            }
        }
        people
    }
}
