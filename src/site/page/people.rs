//! The pages of people and teams. Nobody is ranked: lists are in alphabetical order, and no page counts anybody's incidents.

use serde::Serialize;

use super::{Frame, Line, Link, Moment, Person};

/// Everybody on the roster.
#[derive(Debug, Clone, Serialize)]
pub struct PeoplePage {
    /// What surrounds it.
    pub frame: Frame,
    /// By name.
    pub people: Vec<PersonRow>,
    /// By name.
    pub teams: Vec<TeamLine>,
}

/// Somebody in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    /// Who.
    pub person: Person,
    /// Their teams.
    pub teams: Vec<Person>,
    /// Their time zone.
    pub timezone: Option<String>,
    /// The roles they hold now: `lead of …`.
    pub now: Vec<Duty>,
}

/// A role held now.
#[derive(Debug, Clone, Serialize)]
pub struct Duty {
    /// `Lead`.
    pub role: String,
    /// The incident.
    pub incident: Link,
}

/// A team in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct TeamLine {
    /// The team.
    pub team: Person,
    /// Who is in it.
    pub members: Vec<Person>,
}

/// One person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Their name.
    pub name: String,
    /// The handle in records.
    pub handle: String,
    /// Their teams.
    pub teams: Vec<Person>,
    /// GitHub, e-mail, time zone.
    pub facts: Vec<Link>,
    /// The roles they hold now.
    pub now: Vec<Duty>,
    /// What they answer for.
    pub components: Vec<Link>,
    /// The last 90 days; absent when they held no role in them.
    pub load: Option<Load>,
    /// When they last led, and what.
    pub last_lead: Option<LastLead>,
    /// Follow-ups they own that are not settled.
    pub followups: Vec<OwnedFollowup>,
    /// How many more there are, in a sentence.
    pub followups_left_out: Option<String>,
    /// The incidents in which they held a role, newest first.
    pub held: Vec<Line>,
    /// Where the older ones are.
    pub earlier: Option<Link>,
}

/// Time in roles.
#[derive(Debug, Clone, Serialize)]
pub struct Load {
    /// `about 14 h`: time in which at least one role was held.
    pub total: String,
    /// Per role: name and time.
    pub roles: Vec<RoleTime>,
    /// A word of care when somebody has led often or long lately.
    pub care: Option<String>,
}

/// Time in one role.
#[derive(Debug, Clone, Serialize)]
pub struct RoleTime {
    /// `Lead`.
    pub role: String,
    /// `3 h 20 min`.
    pub time: String,
}

/// The last time on lead.
#[derive(Debug, Clone, Serialize)]
pub struct LastLead {
    /// Since when.
    pub at: Moment,
    /// Of what.
    pub incident: Link,
}

/// A follow-up on the page of its owner.
#[derive(Debug, Clone, Serialize)]
pub struct OwnedFollowup {
    /// What will be different, and where to read about it.
    pub link: Link,
    /// The incident it came from.
    pub incident: Link,
    /// When it is due.
    pub due: Option<Moment>,
    /// Whether that is past.
    pub overdue: bool,
    /// Whether somebody gave leave to wait.
    pub waived: bool,
}

/// One team.
#[derive(Debug, Clone, Serialize)]
pub struct TeamPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// Who is in it, by name.
    pub members: Vec<Person>,
    /// What the team or its members answer for.
    pub components: Vec<Link>,
    /// What is open on that now.
    pub open: Vec<Line>,
    /// Follow-ups the team owns that are not settled.
    pub followups: Vec<OwnedFollowup>,
    /// How many more there are, in a sentence.
    pub followups_left_out: Option<String>,
}
