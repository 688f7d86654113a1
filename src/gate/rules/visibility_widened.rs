//! `visibility-widened`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::{EntryKind, Incident, Kind, Tlp, Visibility};
use crate::source::yaml::Route;

declare_rule! {
    /// More people may read an incident than those who wrote it could know: it was restricted and is not any more; its Traffic Light Protocol
    /// label was lowered; its `publish_after` has gone or comes sooner; or an internal incident of kind `security` has become public.
    ///
    /// A restricted incident stays restricted: to tell others, write a new incident without what they must not know, and name this one in
    /// it. The others may be opened by somebody who says so: add a timeline entry of `kind: decision` to the same change, with who agreed.
    "visibility-widened", Error, "an incident was opened to more people", Check::Pair(check)
}

/// A key that opens an incident, and what it does.
struct Widening {
    key: &'static str,
    message: String,
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    let place = |key: &str| Place::value(after.file(), Route::root().key(key));
    if before.visibility() == Visibility::Restricted && after.visibility() != Visibility::Restricted {
        let message = format!("{} was restricted and is now {}", after.id, after.visibility());
        findings.push(
            Finding::new(&INFO, place("visibility"), message)
                .help("change it back; write what others may know as an incident of its own"),
        );
        return;
    }
    if is_decided(before, after) {
        return;
    }
    let wider = [label(before, after), embargo(before, after, change), disclosure(before, after)];
    findings.extend(wider.into_iter().flatten().map(|widening| {
        Finding::new(&INFO, place(widening.key), widening.message)
            .help("change it back, or add a timeline entry of `kind: decision` that says who agreed to it")
    }));
}

/// Whether the change brings a decision with it.
fn is_decided(before: &Incident, after: &Incident) -> bool {
    let new = |id| before.entries.iter().all(|entry| entry.id != id);
    after.entries.iter().any(|entry| entry.kind() == EntryKind::Decision && new(entry.id.clone()))
}

fn label(before: &Incident, after: &Incident) -> Option<Widening> {
    let label = |incident: &Incident| incident.record.tlp.unwrap_or(Tlp::Clear);
    let (was, is) = (label(before), label(after));
    let message = match after.record.tlp {
        Some(is) => format!("{} was TLP {was} and is now TLP {is}", after.id),
        None => format!("{} was TLP {was} and has no label any more", after.id),
    };
    (is < was).then_some(Widening { key: "tlp", message })
}

fn embargo(before: &Incident, after: &Incident, change: &Change) -> Option<Widening> {
    if after.visibility() != Visibility::Public {
        return None;
    }
    let was = before.record.publish_after.filter(|was| was.earliest().is_some_and(|was| was > change.now))?;
    let is = after.record.publish_after;
    let sooner = is.and_then(|is| is.earliest()) < was.earliest();
    let message = match is {
        Some(is) => format!("{} was to go public after {was}, and now after {is}", after.id),
        None => format!("{} was to go public after {was}, and now goes at once", after.id),
    };
    sooner.then_some(Widening { key: "publish_after", message })
}

fn disclosure(before: &Incident, after: &Incident) -> Option<Widening> {
    let security = before.kind() == Kind::Security || after.kind() == Kind::Security;
    let opened = before.visibility() == Visibility::Internal && after.visibility() == Visibility::Public;
    let message = format!("{} is about security and goes public", after.id);
    (security && opened).then_some(Widening { key: "visibility", message })
}
