//! The page of one incident.

use serde::Serialize;

use super::{Badge, Day, FollowupView, Frame, Length, Link, Moment, Person, PhaseBar, Progress};

/// Everything the page of one incident shows.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The folder's name.
    pub id: String,
    /// One line a stranger understands.
    pub title: String,
    /// The current summary.
    pub summary_html: Option<String>,
    /// What the reader should know before anything else: a drill, a false alarm, an example.
    pub notices: Vec<Notice>,
    /// How bad.
    pub severity: Badge,
    /// Where it stands.
    pub status: Badge,
    /// Drill, preemptive, security …; absent for a plain incident.
    pub kind: Option<Badge>,
    /// Who may see it.
    pub visibility: Badge,
    /// How far it may be passed on, when the record says so.
    pub tlp: Option<Badge>,
    /// For planned work: when it is planned to be, `from … until …`.
    pub scheduled: Option<String>,
    /// Other records of the same trouble.
    pub duplicates: Vec<Link>,
    /// When it began, as well as is known.
    pub began: Option<Moment>,
    /// For those who join now; absent once it is over.
    pub situation: Option<Situation>,
    /// How the time went; absent when too little is recorded.
    pub phases: Option<PhaseBar>,
    /// The instants that matter, in order.
    pub milestones: Vec<MilestoneView>,
    /// The lengths between them.
    pub durations: Vec<DurationView>,
    /// Who held which role.
    pub roles: Vec<RoleView>,
    /// Who was hurt and how.
    pub impact: Facts,
    /// What was affected.
    pub components: Vec<ComponentView>,
    /// What depends on those, near things first.
    pub blast: Vec<BlastView>,
    /// What contributed, each with the page of that theme.
    pub factors: Vec<Link>,
    /// Words to find it by, each with the page of that theme.
    pub tags: Vec<Link>,
    /// Incidents most like it.
    pub similar: Vec<SimilarView>,
    /// The address of the script that copies the page as Markdown, with a version that changes with its content.
    pub copy: String,
    /// Where to change what this page shows: the files on the forge.
    pub edit: Vec<Link>,
    /// The ways to look at a part of the timeline only; absent when it is short.
    pub filter: Option<Filter>,
    /// Chat, call, dashboards, the organisation's own report.
    pub links: Vec<Link>,
    /// The timeline.
    pub days: Vec<Day>,
    /// How many entries it has.
    pub entry_count: usize,
    /// How many of them customers may read.
    pub public_count: usize,
    /// The post-incident review.
    pub pir: Option<ReviewView>,
    /// What to say when there is no review: owed, not owed, too early.
    pub pir_absent: String,
    /// The review for customers.
    pub public_pir: Option<ReviewView>,
    /// What the review meeting decided, in a sentence.
    pub review: Option<String>,
    /// What must change.
    pub followups: Vec<FollowupView>,
    /// How far that has come; absent when there are none.
    pub progress: Option<Progress>,
}

/// Something to know before reading on.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// The end of a CSS class: `drill`, `quiet`, `calm`, `restricted`.
    pub tone: String,
    /// The words in bold.
    pub title: String,
    /// The sentence after them.
    pub text: String,
    /// Where to go instead, if anywhere.
    pub link: Option<Link>,
}

/// The state of an open incident, for people rotating in.
#[derive(Debug, Clone, Serialize)]
pub struct Situation {
    /// How long it has been going on.
    pub running: Length,
    /// Who holds the roles now; a required role that is empty is listed without holders.
    pub roles: Vec<RoleView>,
    /// Whom to ask, in a sentence: “Questions go to Josh (comms).”
    pub questions: Option<String>,
    /// The next word promised.
    pub next_update: Option<Moment>,
    /// Whether that is past.
    pub overdue: bool,
    /// What was done, found and decided, the latest few in order.
    pub tried: Vec<Told>,
    /// What is not decided or done yet, a sentence each.
    pub pending: Vec<String>,
    /// The latest entry, as an anchor.
    pub latest: Option<Link>,
    /// Other incidents that are open: perhaps the same trouble seen from another side.
    pub also_open: Vec<Link>,
    /// What may be done without asking, to the affected components too.
    pub safe_actions_html: Vec<String>,
    /// What to do about the affected components.
    pub runbooks: Vec<Link>,
}

/// An entry of the timeline in a briefing.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Its time, and the way to it.
    pub at: Link,
    /// `Action`, `Finding` …
    pub kind: String,
    /// Who did or found it: the name.
    pub by: Option<String>,
    /// Its first words.
    pub text: String,
}

/// An incident like another.
#[derive(Debug, Clone, Serialize)]
pub struct SimilarView {
    /// The other.
    pub incident: Link,
    /// When that began.
    pub at: Option<Moment>,
    /// What they share, in words.
    pub shared: String,
}

/// What a timeline can be narrowed to.
#[derive(Debug, Clone, Serialize)]
pub struct Filter {
    /// The kinds of its entries: the end of a CSS class, and the label.
    pub kinds: Vec<Choice>,
    /// Those who wrote them; at most eight have a choice of their own.
    pub authors: Vec<Choice>,
}

/// One choice of a filter.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// `action`, or the number of an author.
    pub value: String,
    /// `Actions`, `Mary Okafor`.
    pub label: String,
}

/// One milestone.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneView {
    /// `Impact began`, `Detected` …
    pub label: String,
    /// When; absent when it is not recorded.
    pub at: Option<Moment>,
    /// What to say when it is absent: `not recorded`, `not yet`.
    pub missing: String,
    /// The day, when the clock time stands alone and the day is not that of the milestone before.
    pub day: Option<String>,
    /// `+6 min` since the impact began.
    pub offset: Option<String>,
    /// `by monitoring`, `from impact.ended_at` …
    pub note: Option<String>,
}

/// One length between two milestones.
#[derive(Debug, Clone, Serialize)]
pub struct DurationView {
    /// `Time to detect`.
    pub label: String,
    /// `impact began → detected`.
    pub meaning: String,
    /// How long.
    pub length: Length,
}

/// A role and those who held it.
#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    /// The role's name.
    pub name: String,
    /// What it is for.
    pub meaning: Option<String>,
    /// Who held it, in order of time; empty when a required role was never taken.
    pub holders: Vec<RoleHold>,
}

/// One person's time in a role.
#[derive(Debug, Clone, Serialize)]
pub struct RoleHold {
    /// Who.
    pub person: Person,
    /// Since when.
    pub from: Moment,
    /// Until when; absent while they hold it, or when they held it to the end.
    pub to: Option<Moment>,
    /// How long.
    pub length: Length,
}

/// What the impact was.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// In words.
    pub summary_html: Option<String>,
    /// How many customers, with thousands separated.
    pub customers: Option<String>,
    /// When it began.
    pub started: Option<Moment>,
    /// When it ended.
    pub ended: Option<Moment>,
    /// How long it lasted.
    pub length: Length,
    /// How it was noticed: `Noticed by support, 14 March 2026, 09:08 UTC`.
    pub detected: Option<String>,
    /// The change that set it off.
    pub cause: Vec<Link>,
    /// A note on the cause.
    pub cause_note: Option<String>,
}

/// A component and what it went through.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentView {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// Who owns it.
    pub owners: Vec<Person>,
    /// The worst state it was in; absent when none was recorded.
    pub worst: Option<Badge>,
    /// How it is since then, in words, when that is worth saying.
    pub then: Option<String>,
    /// What it needs.
    pub depends_on: Vec<String>,
    /// What needs it.
    pub needed_by: Vec<String>,
    /// What to do.
    pub runbooks: Vec<Link>,
}

/// A component that depends on an affected one.
#[derive(Debug, Clone, Serialize)]
pub struct BlastView {
    /// The component.
    pub component: Link,
    /// The component that it needs and through which it is hurt.
    pub through: String,
    /// Who owns it.
    pub owners: Vec<Person>,
}

/// A post-incident review.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewView {
    /// Draft, in review, approved.
    pub state: Badge,
    /// Who wrote it.
    pub author: Option<Person>,
    /// Who led the conversation.
    pub facilitator: Option<Person>,
    /// Who read it.
    pub reviewers: Vec<Person>,
    /// What stands before the first heading.
    pub lead_html: Option<String>,
    /// Its sections, in the author's order.
    pub sections: Vec<SectionView>,
}

/// A section of a review.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Its anchor.
    pub anchor: String,
    /// Its heading.
    pub title: String,
    /// Its text.
    pub body_html: String,
}
