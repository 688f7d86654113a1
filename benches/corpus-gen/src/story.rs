//! What happens in one incident: the facts that all its files must agree on.

use crate::calendar::{DAY, HOUR, MINUTE, Time};
use crate::random::Random;
use crate::slug::{Ids, slug};
use crate::words::{COMPONENTS, PEOPLE, SYMPTOMS};
use crate::{Settings, followups, timeline};

/// 2017-01-02, a Monday: where the record begins.
const BEGIN: Time = Time(1_483_315_200);
/// At most three incidents a day, and at most nine years of them.
const YEARS: i64 = 9 * 365 * DAY;

/// How an incident ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Resolved,
    /// Still going on.
    Open,
    /// It was another incident all along.
    Duplicate,
}

/// Everything about one incident.
pub struct Story {
    pub id: String,
    pub title: String,
    pub cause: String,
    pub kind: &'static str,
    pub visibility: &'static str,
    pub severity: &'static str,
    pub components: Vec<&'static str>,
    pub duplicate_of: Option<String>,
    pub customers: u32,
    pub lead: &'static str,
    pub comms: &'static str,
    pub responder: &'static str,
    /// Takes communications over when somebody needs rest.
    pub relief: &'static str,
    /// Runs the review; took no part in the response.
    pub facilitator: &'static str,
    pub ending: Ending,
    pub started: Time,
    pub detected: Time,
    pub mitigated: Time,
    pub resolved: Time,
    pub entries: Vec<timeline::Entry>,
    pub followups: Vec<followups::Followup>,
    pub random: Random,
}

impl Story {
    /// A sentence with its blanks filled.
    pub fn fill(&mut self, template: &str) -> String {
        let time = self.started.plus(i64::from(self.random.between(1, 90)) * MINUTE);
        fill(template, self.components.first().copied().unwrap_or("login"), time, &mut self.random)
    }

    /// One of the sentences, filled.
    pub fn say(&mut self, templates: &[&str]) -> String {
        let template = *self.random.pick(templates);
        self.fill(template)
    }

    pub fn is_public(&self) -> bool {
        self.visibility == "public"
    }
}

/// The `number`th incident of a record.
pub fn tell(number: u32, settings: &Settings, ids: &mut Ids, previous: Option<&str>) -> Story {
    let mut story = plot(number, settings, previous);
    let wanted = format!("{}-{}", story.started.date(), slug(&story.title));
    story.id = ids.unique(&wanted);
    story.entries = timeline::tell(&mut story);
    story.followups = followups::tell(&mut story);
    story
}

fn plot(number: u32, settings: &Settings, previous: Option<&str>) -> Story {
    let mut random = Random::new(settings.seed, number);
    let started = beginning(number, settings, &mut random);
    let component = random.pick(COMPONENTS).0;
    let template = *random.pick(SYMPTOMS);
    let title = fill(template, component, started, &mut random);
    let cause = *random.pick(crate::words::CAUSES);
    let people = five_people(&mut random);
    let kind = weighted(
        &mut random,
        &[(91, "incident"), (3, "security"), (3, "drill"), (2, "preemptive"), (1, "maintenance")],
    );
    let detected = started.plus(i64::from(random.between(1, 25)) * MINUTE);
    let mitigated = detected.plus(i64::from(random.between(40, 400)) * MINUTE);
    let ending = ending(number, settings, previous.is_some() && kind == "incident", &mut random);
    Story {
        id: String::new(),
        cause: fill(cause, component, started, &mut random),
        title,
        kind,
        visibility: visibility(kind, &mut random),
        severity: weighted(&mut random, &[(8, "P0"), (32, "P1"), (60, "P2")]),
        components: components(component, &mut random),
        duplicate_of: previous.filter(|_| ending == Ending::Duplicate).map(str::to_owned),
        customers: random.between(1, 4_000),
        lead: people[0],
        comms: people[1],
        responder: people[2],
        relief: people[3],
        facilitator: people[4],
        ending,
        started,
        detected,
        mitigated,
        resolved: mitigated.plus(DAY * i64::from(random.between(3, 21)) + HOUR * i64::from(random.between(0, 9))),
        entries: Vec::new(),
        followups: Vec::new(),
        random,
    }
}

fn beginning(number: u32, settings: &Settings, random: &mut Random) -> Time {
    let every = (YEARS / i64::from(settings.incidents.max(1))).min(DAY / 3);
    BEGIN
        .plus(i64::from(number) * every + i64::from(random.between(0, 179)) * MINUTE + i64::from(random.between(0, 59)))
}

/// The newest hundredth (at least one) is open.
fn ending(number: u32, settings: &Settings, may_be_duplicate: bool, random: &mut Random) -> Ending {
    let open = (settings.incidents / 100).max(1);
    if number >= settings.incidents.saturating_sub(open) {
        Ending::Open
    } else if may_be_duplicate && random.chance(1) {
        Ending::Duplicate
    } else {
        Ending::Resolved
    }
}

fn visibility(kind: &str, random: &mut Random) -> &'static str {
    match kind {
        "security" => "restricted",
        "incident" if random.chance(40) => "public",
        _ => "internal",
    }
}

fn components(first: &'static str, random: &mut Random) -> Vec<&'static str> {
    let second = random.pick(COMPONENTS).0;
    if random.chance(35) && second != first { vec![first, second] } else { vec![first] }
}

/// Five different people.
fn five_people(random: &mut Random) -> [&'static str; 5] {
    let start = random.between(0, 23) as usize;
    [0, 5, 11, 16, 20].map(|step| PEOPLE[(start + step) % PEOPLE.len()].0)
}

fn weighted(random: &mut Random, choices: &[(u32, &'static str)]) -> &'static str {
    let mut left = random.between(0, choices.iter().map(|(weight, _)| weight).sum::<u32>() - 1);
    for (weight, choice) in choices {
        if left < *weight {
            return choice;
        }
        left -= weight;
    }
    choices[0].1
}

fn fill(template: &str, component: &str, time: Time, random: &mut Random) -> String {
    let number = random.between(2, 60);
    template.replace("{c}", component).replace("{n}", &number.to_string()).replace("{t}", &time.hour_and_minute())
}
