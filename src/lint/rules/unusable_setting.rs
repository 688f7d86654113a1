//! `unusable-setting`.

use jiff::tz::TimeZone;

use crate::corpus::{self, Corpus, POLICY_FILE};
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::policy::{ColourFaultKind, LANGUAGES, PublicFault};
use crate::source::{RepoPath, did_you_mean, one_line, one_of};

declare_rule! {
    /// A setting of the site says something that cannot be used: a time zone that there is not, an address that is none, a language that nobody
    /// has written the page's words in, a weight outside 0 to 1, a colour or a logo that is none. The site is built all the same, as if the setting were not there, and then
    /// shows other times, links or figures than were meant.
    ///
    /// Correct the setting, or take it out.
    "unusable-setting", Error, "a setting of the policy that cannot be used", Check::Corpus(check)
}

fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let path = RepoPath::root().join(POLICY_FILE);
    let site = &corpus.policy.site;
    if let Some(zone) = site.timezone.as_deref().filter(|zone| TimeZone::get(zone).is_err()) {
        let place = places::in_file(&path, &["site", "timezone"]);
        let finding = Finding::new(&RULE.info, place, format!("`{}` is not a time zone", one_line(zone)));
        findings.push(finding.help("the site uses UTC; write a name of the IANA database, such as `Europe/Berlin`"));
    }
    for PublicFault { key, entry, message, instead, help } in site.public.faults() {
        let keys: Vec<&str> = ["site", "public", key].into_iter().chain(entry).collect();
        let finding = Finding::new(&RULE.info, places::in_file(&path, &keys), message);
        findings.push(finding.help(format!("{instead}; {help}")));
    }
    let colours = site.own_colours().1.into_iter().filter(|fault| fault.kind != ColourFaultKind::HardToRead);
    findings.extend(colours.map(|fault| {
        let place = places::in_file(&path, &["site", "colors", &fault.name]);
        Finding::new(&RULE.info, place, fault.message).help(fault.help)
    }));
    let logo = site.logo.as_deref().and_then(|logo| corpus::logo(&*corpus.tree, logo).ok()?.err());
    findings.extend(logo.map(|reason| {
        let place = places::in_file(&path, &["site", "logo"]);
        Finding::new(&RULE.info, place, reason)
            .help("the status page has no logo; name an SVG, PNG, WebP or JPEG picture")
    }));
    findings.extend(site.public.language_tag().and_then(|tag| unknown_language(corpus, &path, tag)));
}

/// A language whose name is well formed, and that nobody has written the page's words in.
fn unknown_language(corpus: &Corpus, path: &RepoPath, tag: &str) -> Option<Finding> {
    let folder = RepoPath::root().join("templates/messages");
    let own = corpus.tree.files(&folder).ok()?;
    let known: Vec<&str> = LANGUAGES.into_iter().chain(own.iter().map(|file| file.path.stem())).collect();
    if known.contains(&tag) {
        return None;
    }
    let place = places::in_file(path, &["site", "public", "language"]);
    let finding = Finding::new(&RULE.info, place, format!("nobody has written the page's words in `{tag}`"));
    let help =
        format!("the page is in English; there is {}, and any other as a file in `{folder}/`", one_of(LANGUAGES));
    Some(finding.suggest(did_you_mean(tag, known), help))
}
