//! In what a policy asks less than another.

use crate::diagnostic::Level;
use crate::lint;
use crate::model::{Kind, Status};
use crate::policy::{PirDuty, Policy, RuleSetting, Severity};
use crate::source::yaml::Route;

/// Where, and in what words.
type Weakness = (Route, String);

/// What `new` asks less than `old`; exceptions of rules apart, they are a rule of their own.
pub(super) fn weaker(old: &Policy, new: &Policy) -> Vec<Weakness> {
    let mut found = Vec::new();
    severities(old, new, &mut found);
    roles(old, new, &mut found);
    lifecycle(old, new, &mut found);
    followups(old, new, &mut found);
    for section in old.pir_sections.iter().filter(|section| !new.pir_sections.contains(section)) {
        found.push((
            Route::root().key("pir").key("sections"),
            format!("a review needs no section \u{201c}{section}\u{201d}"),
        ));
    }
    rules(old, new, &mut found);
    found
}

fn severities(old: &Policy, new: &Policy, found: &mut Vec<Weakness>) {
    let route = || Route::root().key("severities");
    for was in &old.severities {
        let Some(is) = new.severity(&was.id) else {
            found.push((route(), format!("there is no severity {}", was.id)));
            continue;
        };
        if was.pir == Some(PirDuty::Required) && is.pir != was.pir {
            found.push((route(), format!("{} asks for no post-incident review", was.id)));
        }
        if was.owes_review() && !is.owes_review() {
            found.push((route(), format!("{} asks for no review meeting", was.id)));
        }
        if slower(was, is) {
            found.push((route(), format!("{} asks for updates less often", was.id)));
        }
        for (kind, due) in &was.followup_due {
            if is.followup_due.get(kind).is_none_or(|now| now > due) {
                found.push((route(), format!("{} gives follow-ups to {kind} more time", was.id)));
            }
        }
    }
}

fn slower(was: &Severity, is: &Severity) -> bool {
    was.update_every.is_some_and(|every| is.update_every.is_none_or(|now| now > every))
}

fn roles(old: &Policy, new: &Policy, found: &mut Vec<Weakness>) {
    let route = || Route::root().key("roles");
    for was in &old.roles {
        let is = new.roles.iter().find(|role| role.id == was.id);
        let wanted = |kind: &&Kind| was.required.applies_to(**kind);
        let dropped = Kind::ALL.iter().filter(wanted).find(|kind| !is.is_some_and(|is| is.required.applies_to(**kind)));
        if let Some(kind) = dropped {
            found.push((route(), format!("nobody need be {} in {kind}", was.id)));
        }
        for other in &was.not_together {
            if !is.is_some_and(|is| is.not_together.contains(other)) {
                found.push((route(), format!("{} and {other} may be the same person", was.id)));
            }
        }
    }
}

fn lifecycle(old: &Policy, new: &Policy, found: &mut Vec<Weakness>) {
    let route = || Route::root().key("lifecycle");
    for status in Status::ALL {
        let Some(was) = old.lifecycle.authority.get(status).filter(|roles| !roles.is_empty()) else { continue };
        let is = new.lifecycle.authority.get(status).filter(|roles| !roles.is_empty());
        let more = is.is_none_or(|is| is.iter().any(|role| !was.contains(role)));
        if more {
            found.push((route().key("authority"), format!("more people may set {status}")));
        }
    }
    if new.lifecycle.stability_wait < old.lifecycle.stability_wait {
        let (was, is) = (old.lifecycle.stability_wait.in_words(), new.lifecycle.stability_wait.in_words());
        found.push((route().key("stability_wait"), format!("the quiet time is {is} instead of {was}")));
    }
}

fn followups(old: &Policy, new: &Policy, found: &mut Vec<Weakness>) {
    let route = || Route::root().key("followups");
    let (was, is) = (&old.followups, &new.followups);
    let more = is.waiver_by.is_empty() || is.waiver_by.iter().any(|role| !was.waiver_by.contains(role));
    if !was.waiver_by.is_empty() && more {
        found.push((route().key("waiver_by"), "more people may waive follow-ups".to_owned()));
    }
    if is.waiver_max > was.waiver_max {
        let (was, is) = (was.waiver_max.in_words(), is.waiver_max.in_words());
        found.push((route().key("waiver_max"), format!("waivers may run {is} instead of {was}")));
    }
    for (kind, due) in &was.due {
        if is.due.get(kind).is_none_or(|now| now > due) {
            found.push((route().key("due"), format!("follow-ups to {kind} have more time")));
        }
    }
}

fn rules(old: &Policy, new: &Policy, found: &mut Vec<Weakness>) {
    let all = lint::RULES.iter().map(|rule| &rule.info).chain(super::super::RULES.iter().map(|rule| rule.info));
    let level =
        |policy: &Policy, id: &str, own: Level| policy.rules.get(id).and_then(RuleSetting::level).unwrap_or(own);
    for rule in all {
        let (was, is) = (level(old, rule.id, rule.level), level(new, rule.id, rule.level));
        if is < was {
            let route = Route::root().key("rules").key(rule.id);
            found.push((route, format!("`{}` is {} instead of {}", rule.id, is.as_str(), was.as_str())));
        }
    }
}
