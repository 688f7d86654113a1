//! `low-contrast`.

use crate::corpus::{Corpus, POLICY_FILE};
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::policy::ColourFaultKind;
use crate::source::RepoPath;

declare_rule! {
    /// A colour of the site does not stand out enough from the ground that it is shown on: text needs a contrast of 4.5, drawings of 3 (WCAG 2, AA).
    /// Some of the readers could not tell it apart. The page is made with the nearest colour that can be read, which may not be the one that was
    /// meant.
    ///
    /// Take the colour that is named, or set one for light and one for dark screens: `accent` and `accent-dark`.
    "low-contrast", Warn, "a colour of the site that is hard to read", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let path = RepoPath::root().join(POLICY_FILE);
    let faults = corpus.policy.site.own_colours().1.into_iter();
    findings.extend(faults.filter(|fault| fault.kind == ColourFaultKind::HardToRead).map(|fault| {
        let place = places::in_file(&path, &["site", "colors", &fault.name]);
        Finding::new(&RULE.info, place, fault.message).help(fault.help)
    }));
}
