//! The page of one incident.

use super::attachments::Attachments;
use super::clock::day;
use super::resolve::Resolver;
use super::site::{Site, page_stem};
use super::urls::labelled;
use super::{
    badges, components, entries, filter, followup, graph, impact, names, notices, phases, review, roles, rows,
};
use super::{similar, situation, themes};
use crate::model::{Audience, Incident, Moment};
use crate::site::markdown::{Reading, plain, render};
use crate::site::page::{Frame, IncidentPage, Link};

/// The way from an incident's page to the site's root.
const ROOT: &str = "../";

/// The page of an incident, whose attachments are published already.
pub(in crate::site) fn incident(site: &Site<'_>, incident: &Incident, attachments: &Attachments) -> IncidentPage {
    let of = &Resolver { site, incident, attachments, root: ROOT, own_page: true };
    let resolve = |address: &str| of.resolve(&incident.folder, address);
    let reading = |prefix: &'static str, top: u8| Reading { prefix, top, resolve: &resolve };
    let record = &incident.record;
    let links = record.links.iter().map(|(name, address)| labelled(&names::capital(&name.replace('_', " ")), address));
    IncidentPage {
        frame: frame(site, incident),
        id: incident.id.as_str().to_owned(),
        title: incident.title().to_owned(),
        summary_html: record.summary.as_deref().map(|summary| render(summary, &reading("summary", 2))),
        notices: notices::notices(site, incident, ROOT),
        severity: badges::severity(site.corpus, incident),
        status: badges::status(incident.state.status),
        kind: badges::kind(incident.kind()),
        visibility: badges::visibility(incident.visibility()),
        tlp: incident.record.tlp.map(badges::tlp),
        scheduled: scheduled(site, incident),
        duplicates: site.duplicates(incident.id.as_str(), ROOT),
        began: rows::at(site, incident),
        situation: situation::situation(of, ROOT),
        phases: phases::phases(&site.clock, incident),
        milestones: impact::milestones(site, incident),
        durations: impact::durations(incident),
        roles: roles::roles(site, incident, ROOT),
        impact: impact::facts(site, incident, &reading("impact", 3)),
        components: components::components(site, incident, ROOT),
        blast: graph::blast(site, &incident.components(), ROOT),
        factors: words(&record.contributing_factors),
        tags: words(&record.tags),
        similar: similar::similar(site, incident, ROOT),
        copy: site.asset("copy.js", ROOT),
        edit: edit(site, incident),
        filter: filter::filter(site, incident),
        links: links.collect(),
        days: entries::days(of),
        entry_count: incident.entries.len(),
        public_count: incident.entries.iter().filter(|entry| entry.audience() == Audience::Public).count(),
        pir: incident.pir.as_ref().map(|pir| review::review(of, pir, "review")),
        pir_absent: review::absent(of),
        public_pir: incident.public_pir.as_ref().map(|pir| review::review(of, pir, "public-review")),
        review: review::outcome(of),
        followups: followup::in_order(site, incident).into_iter().map(|item| followup::view(of, item)).collect(),
        progress: followup::progress(site, [incident]),
    }
}

fn words(words: &[String]) -> Vec<Link> {
    words.iter().filter(|word| themes::is_word(word)).map(|word| themes::link(word, ROOT)).collect()
}

fn scheduled(site: &Site<'_>, incident: &Incident) -> Option<String> {
    let scheduled = incident.record.scheduled.as_ref()?;
    let word = |word: &str, at: Option<Moment>| at.map(|at| format!("{word} {}", site.clock.moment(at).long));
    let words: Vec<String> =
        [word("from", scheduled.from), word("until", scheduled.until)].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The files to change for what the page shows. The timeline is added to, not changed: its folder has no link here.
fn edit(site: &Site<'_>, incident: &Incident) -> Vec<Link> {
    let pir = incident.pir.as_ref().map(|pir| site.edit("the review", &pir.path));
    let facts = site.edit("title, summary and facts", &incident.file());
    let all = [facts, pir.flatten()];
    all.into_iter().flatten().filter(|link| link.href.is_some()).collect()
}

/// The page speaks for an instant only while something on it depends on the clock, and for a day while a follow-up can become overdue: else
/// a closed incident's page stays as it is, byte for byte, from build to build.
fn frame(site: &Site<'_>, incident: &Incident) -> Frame {
    let mut frame = site.frame(incident.title(), ROOT, "Incidents");
    let unsettled = incident.followups.iter().any(|followup| !followup.is_settled());
    frame.as_of = match incident.state.status.is_active() {
        true => Some(site.clock.as_of()),
        false => unsettled.then(|| day(site.clock.today())),
    };
    frame.sort = "article".to_owned();
    frame.url = site.address(&format!("{}.html", page_stem(&incident.id)));
    frame.description = incident.record.summary.as_deref().map(plain).unwrap_or_default();
    frame.source = Some(site.source(&incident.folder));
    frame
}
