//! From a signature in git, or an account on the forge, to a person of the roster.

use std::collections::BTreeMap;

use crate::model::Person;
use crate::repo::{Commit, Signature};

/// Addresses under which the Action commits; only their commits may speak for somebody else.
const ACTION_ADDRESSES: [&str; 2] =
    ["41898282+github-actions[bot]@users.noreply.github.com", "github-actions[bot]@users.noreply.github.com"];

/// The trailer that names the account on whose word the Action wrote a commit.
pub(super) const SPEAKS_FOR: &str = "Flarebook-By";

/// Who stands behind a commit: its author and committer, or, where the Action wrote it, the account in its trailer.
pub(super) fn people_of<'p>(commit: &Commit, roster: &'p BTreeMap<String, Person>) -> Vec<&'p str> {
    let mut people = Vec::new();
    let by_action = ACTION_ADDRESSES.contains(&commit.committer.email.as_str())
        && ACTION_ADDRESSES.contains(&commit.author.email.as_str());
    if by_action {
        let mut spoken = commit.trailers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(SPEAKS_FOR));
        // The Action writes one. Of several, one may come from the text of a comment.
        if let (Some((_, account)), None) = (spoken.next(), spoken.next()) {
            people.extend(by_account(account.trim().trim_start_matches('@'), roster));
        }
    } else {
        people.extend([&commit.author, &commit.committer].into_iter().filter_map(|who| by_signature(who, roster)));
    }
    people.sort_unstable();
    people.dedup();
    people
}

/// The person with this mail address; the forge's own no-reply address names an account.
pub(super) fn by_signature<'p>(signature: &Signature, roster: &'p BTreeMap<String, Person>) -> Option<&'p str> {
    let email = signature.email.trim();
    let known = roster.iter().find(|(_, person)| person.email.0.iter().any(|own| own.eq_ignore_ascii_case(email)));
    if let Some((handle, _)) = known {
        return Some(handle);
    }
    // 12345+account@users.noreply.github.com, or without the number; on Enterprise the host differs.
    let (local, host) = email.split_once('@')?;
    if !host.starts_with("users.noreply.") {
        return None;
    }
    by_account(local.split_once('+').map_or(local, |(_, account)| account), roster)
}

/// The person with this account on the forge.
pub(super) fn by_account<'p>(account: &str, roster: &'p BTreeMap<String, Person>) -> Option<&'p str> {
    let same = |own: &String| own.eq_ignore_ascii_case(account);
    roster.iter().find(|(_, person)| person.github.as_ref().is_some_and(same)).map(|(handle, _)| handle.as_str())
}
