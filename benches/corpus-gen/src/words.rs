//! The vocabulary that titles and sentences are made of. `{c}` is a component, `{n}` a number, `{t}` a time of day.

/// Component id, public name, group.
pub const COMPONENTS: &[(&str, &str, &str)] = &[
    ("dns", "", "Platform"),
    ("load-balancer", "", "Platform"),
    ("object-store", "File storage", "Platform"),
    ("postgres-main", "", "Data"),
    ("postgres-reporting", "", "Data"),
    ("redis-sessions", "", "Data"),
    ("kafka", "", "Data"),
    ("search-index", "Search", "Data"),
    ("secrets", "", "Platform"),
    ("container-platform", "", "Platform"),
    ("ci-runners", "Builds", "Engineering"),
    ("artifact-registry", "Packages", "Engineering"),
    ("login", "Sign-in", "Website"),
    ("web-frontend", "Website", "Website"),
    ("public-api", "API", "Website"),
    ("webhooks", "Webhooks", "Website"),
    ("checkout", "Checkout", "Shop"),
    ("payments", "Payments", "Shop"),
    ("invoicing", "Invoices", "Shop"),
    ("inventory", "", "Shop"),
    ("shipping-labels", "Shipping", "Shop"),
    ("mail-delivery", "Email", "Messaging"),
    ("push-notifications", "Notifications", "Messaging"),
    ("chat-gateway", "Chat", "Messaging"),
    ("mobile-backend", "Mobile app", "Mobile"),
    ("image-resizer", "Images", "Media"),
    ("video-transcoder", "Video", "Media"),
    ("billing-export", "", "Finance"),
    ("fraud-scoring", "", "Finance"),
    ("data-warehouse", "", "Analytics"),
];

/// Handle, name, team.
pub const PEOPLE: &[(&str, &str, &str)] = &[
    ("amara", "Amara Nwosu", "web"),
    ("anders", "Anders Holm", "infra"),
    ("bea", "Bea Moreno", "shop"),
    ("chen", "Chen Liu", "data"),
    ("dara", "Dara Byrne", "support"),
    ("eitan", "Eitan Levi", "infra"),
    ("farah", "Farah Haddad", "mobile"),
    ("goran", "Goran Petrov", "data"),
    ("hana", "Hana Kim", "web"),
    ("ines", "Ines Duarte", "shop"),
    ("jonas", "Jonas Weber", "infra"),
    ("kemi", "Kemi Ade", "support"),
    ("lars", "Lars Nygaard", "messaging"),
    ("mei", "Mei Tanaka", "mobile"),
    ("nadia", "Nadia Rahman", "messaging"),
    ("otto", "Otto Brandt", "finance"),
    ("priya", "Priya Nair", "web"),
    ("quinn", "Quinn Doyle", "support"),
    ("rafael", "Rafael Costa", "shop"),
    ("sana", "Sana Malik", "data"),
    ("tomas", "Tomas Novak", "infra"),
    ("uma", "Uma Iyer", "finance"),
    ("vera", "Vera Sokol", "media"),
    ("wen", "Wen Zhao", "media"),
];

pub const SYMPTOMS: &[&str] = &[
    "Elevated error rate in {c}",
    "Slow responses from {c}",
    "{c} rejects one request in {n}",
    "{c} unavailable in one region",
    "Requests to {c} time out",
    "{c} serves stale data",
    "Jobs in {c} pile up",
    "Customers see empty pages where {c} should answer",
    "{c} restarts in a loop",
    "Certificate of {c} expired",
    "Disk of {c} full",
    "{c} loses writes during failover",
];

pub const CAUSES: &[&str] = &[
    "a deploy that raised the connection count per worker from 10 to {n}",
    "a configuration change that reached all regions at once",
    "an index that the new query plan no longer used",
    "a retry loop without back-off in a client of {c}",
    "a certificate whose renewal job had been failing silently for {n} days",
    "a feature flag switched on for everybody instead of {n} percent",
    "a garbage collection pause of {n} seconds after the heap limit was lowered",
    "a batch import that filled the write-ahead log of {c}",
];

pub const FINDINGS: &[&str] = &[
    "The errors began at {t}, within a minute of the last deploy of {c}; nothing else changed in that window.",
    "Connections to {c} stand at {n} of {n}00 and keep growing. New ones wait for more than ten seconds.",
    "It is not the network: packets between the zones are fine, and the health checks of `{c}` answer in {n} ms.",
    "The slow query log of {c} has {n} entries since {t}, all from the same code path.",
    "Only the hosts of the second zone are affected.\n\n- `{c}-{n}a` fine\n- `{c}-{n}b` times out\n- `{c}-{n}c` times out",
    "Confirmed with a packet capture: {c} closes the connection after {n} requests.",
];

pub const ACTIONS: &[&str] = &[
    "Rolled {c} back to the release of yesterday. Error rate falls from {n} percent to under one by {t}.",
    "Restarted the workers of {c} one by one, two minutes apart.",
    "Switched the feature flag off for everybody.",
    "Raised the connection limit of {c} for now; to be lowered again when the backlog is gone.",
    "Failed {c} over to the second region. Writes were paused for {n} seconds.",
    "Blocked the client that retries without back-off at the edge, and told its owners.",
];

pub const NOTES: &[&str] = &[
    "Support has {n} tickets about this, most of them since {t}.",
    "The dashboard of {c} lags by a few minutes; look at the raw counters instead.",
    "Colleagues of the neighbouring team are here and read along.",
    "The vendor's status page says nothing yet. Opened a case with them.",
    "Backlog is down to {n}00 jobs and shrinking by about {n} a second.",
];

pub const UPDATES: &[&str] = &[
    "We are looking into errors in {c}. Some requests fail; trying again usually helps.",
    "We know what is wrong with {c} and are rolling the change back. We expect to be done by {t}.",
    "A fix is in place and {c} is recovering. We keep watching.",
    "Everything works again. We are sorry for the interruption and will publish what we learn.",
];

pub const EVIDENCE: &[&str] = &[
    "kubectl -n prod rollout undo deploy/{c}",
    "https://grafana.example.com/d/{c}?from={n}",
    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active';",
    "curl -sS -o /dev/null -w '%{time_total}' https://{c}.example.com/health",
    "journalctl -u {c} --since {t}",
];

/// Kind and title.
pub const FOLLOWUPS: &[(&str, &str)] = &[
    ("detect", "Alert when errors in {c} exceed 0.{n} % for five minutes"),
    ("prevent", "Roll configuration changes of {c} out region by region"),
    ("repair", "Add the missing index that {c} scans without"),
    ("mitigate", "Let {c} answer from its cache when the database is away"),
    ("process", "Write a runbook for the failover of {c}"),
    ("prevent", "Give every client of {c} a retry budget"),
    ("detect", "Page before the certificate of {c} expires, {n} days ahead"),
    ("repair", "Reconcile the {n} records that {c} wrote twice"),
    ("mitigate", "Cap the connections a single worker of {c} may open"),
];

/// Sentences for a review, by what they are good for.
pub const LEARNED: &[&str] = &[
    "The change had passed review and staging, where {c} sees a hundredth of the traffic.",
    "The alert fired {n} minutes after the first customer wrote to us.",
    "Rolling back took {n} minutes, of which most were spent waiting for the build.",
    "The runbook of {c} was up to date and was followed from the first minute.",
    "Two people who know {c} well happened to be awake.",
    "Nobody knew that {c} depends on this setting; it was last touched years ago.",
    "Handing the lead over at {t} went smoothly because the timeline was complete.",
    "The dashboards showed averages, and the average looked fine.",
    "Had it happened an hour later, the nightly import would have made it worse.",
    "It is still open why only one zone was affected.",
    "The limit on {c} exists to protect the database and did exactly that; it also hid the cause.",
    "Updates went out every {n} minutes, and support could point customers to them.",
];

pub const PIR_SECTIONS: &[&str] = &[
    "Summary",
    "Impact",
    "Detection",
    "Response",
    "Contributing factors",
    "What went well",
    "What went wrong",
    "Where we got lucky",
    "Open questions",
];
