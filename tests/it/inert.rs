//! Text from anybody is text: more than a hundred tricks in every place where a record's words come out, on both sites.

mod scan;
mod vectors;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command::{commit, flarebook, repository, run, write};
use vectors::VECTORS;

/// A repository in which every word is a trick: an incident, a person, a component for each.
fn hostile() -> tempfile::TempDir {
    let folder = repository(&[("README.md", "x")]);
    let mut people = serde_json::Map::new();
    let mut components = serde_json::Map::new();
    for (n, trick) in VECTORS.iter().enumerate() {
        people.insert(
            format!("person{n}"),
            json!({"name": format!("inner {n} {trick}"), "team": format!("team {n} {trick}")}),
        );
        components.insert(format!("part-{n}"), json!({
            "name": format!("inner {n} {trick}"), "public_name": format!("{n} {trick}"), "public_description": trick, "description": trick,
            "group": trick, "owner": format!("person{n}"), "runbooks": [trick], "safe_actions": [trick],
        }));
        incident(folder.path(), n, trick);
    }
    write(folder.path(), "people.yaml", Value::Object(people).to_string());
    write(folder.path(), "components.yaml", Value::Object(components).to_string());
    let policy = json!({"criteria": VECTORS, "safe_actions": VECTORS, "site": {
        "title": VECTORS[34], "description": VECTORS[33],
        "public": {"title": VECTORS[34], "description": "<img src=x onerror=pwned(1)>", "url": "https://status.acme.example", "support_url": VECTORS[0]},
    }});
    write(folder.path(), "flarebook.yaml", policy.to_string());
    commit(folder.path(), "x");
    folder
}

fn incident(folder: &Path, n: usize, trick: &str) {
    let home = format!("incidents/2026-{:02}-{:02}-trick-{n}", 1 + n % 9, 1 + n % 28);
    let planned = n.is_multiple_of(5);
    let mut record = json!({
        "title": format!("inner {n} {trick}"), "summary": trick, "public_title": format!("{n} {trick}"), "public_summary": trick,
        "visibility": "public", "components": [format!("part-{n}")], "tags": [trick], "contributing_factors": [trick],
        "impact": {"started_at": "2026-03-14T09:02:00Z", "summary": trick}, "caused_by": {"change": trick, "note": trick},
        "links": {trick: trick}, "review": {"outcome": "postmortem", "by": format!("person{n}"), "note": trick},
    });
    if planned {
        record["kind"] = "maintenance".into();
        record["scheduled"] = json!({"from": "2026-12-01T10:00:00Z", "until": "2026-12-01T12:00:00Z"});
    }
    write(folder, &format!("{home}/incident.yaml"), record.to_string());
    let entry = |audience: &str, minute: u32| {
        json!({"at": format!("2026-03-14T09:{minute}:00Z"), "by": format!("person{n}"), "audience": audience, "text": trick, "evidence": [trick],
               "roles": {"lead": format!("person{n}")}, "components": {format!("part-{n}"): "partial_outage"}})
    };
    write(folder, &format!("{home}/timeline.yaml"), json!([entry("public", 12), entry("internal", 13)]).to_string());
    let followup = json!([{"title": trick, "owner": trick, "tracker": trick, "note": trick, "reason": trick, "evidence": [trick]}]);
    write(folder, &format!("{home}/followups.yaml"), followup.to_string());
    for file in ["pir.md", "pir.public.md"] {
        write(
            folder,
            &format!("{home}/{file}"),
            format!("---\nstate: approved\nauthor: person{n}\n---\n## Summary\n{trick}\n\n{trick}\n"),
        );
    }
    let name: String = trick.chars().filter(|c| !c.is_control() && !"/\\<>:\"|?*".contains(*c)).take(60).collect();
    write(folder, &format!("{home}/attachments/{n}{name}.png"), b"\x89PNG\r\n\x1a\n");
    write(
        folder,
        &format!("{home}/attachments/{n}.svg"),
        format!("<svg xmlns='http://www.w3.org/2000/svg'>{trick}</svg>"),
    );
}

fn build(folder: &Path, audience: &str) -> Vec<(String, Vec<u8>)> {
    let out = tempfile::tempdir().unwrap();
    let place = out.path().join("site");
    let arguments = ["build", "--show-leaks", "--audience", audience, "--out", place.to_str().unwrap()];
    let (code, text, errors) = run(flarebook(folder).args(arguments));
    assert_eq!(code, 0, "{text}{errors}");
    let mut found = Vec::new();
    collect(&place, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) {
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = format!("{prefix}{}", item.file_name().to_str().unwrap());
        if item.file_type().unwrap().is_dir() {
            collect(&item.path(), &format!("{name}/"), found);
        } else {
            found.push((name, fs::read(item.path()).unwrap()));
        }
    }
}

fn ends(path: &str, end: &str) -> bool {
    path.ends_with(end)
}

/// Everything that is wrong with a file.
fn faults(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    match path {
        path if ends(path, ".html") => page(&text),
        path if ends(path, ".json") => documents(&text),
        path if ends(path, ".atom") || ends(path, ".rss") || ends(path, ".svg") => {
            xml(&text, path.contains("/attachments/"))
        }
        path if ends(path, ".ics") => calendar(&text),
        _ => Vec::new(),
    }
}

fn page(text: &str) -> Vec<String> {
    let mut faults = scan::html(text, true);
    if !text.contains("http-equiv=\"Content-Security-Policy\"") {
        faults.push("no Content-Security-Policy".to_owned());
    }
    faults
}

/// Values that are HTML by their name hold nothing that acts.
fn documents(text: &str) -> Vec<String> {
    fn walk(key: &str, value: &Value, faults: &mut Vec<String>) {
        match value {
            Value::String(text) if key.contains("html") => faults.extend(scan::html(text, false)),
            Value::Array(items) => items.iter().for_each(|item| walk(key, item, faults)),
            Value::Object(map) => map.iter().for_each(|(key, item)| walk(key, item, faults)),
            _ => {}
        }
    }
    let mut faults = Vec::new();
    match serde_json::from_str(text) {
        Ok(value) => walk("", &value, &mut faults),
        Err(error) => faults.push(format!("no JSON: {error}")),
    }
    faults
}

/// Well formed, with texts that are harmless as HTML, whoever shows them; pictures without anything that acts. What somebody attached may be
/// anything that does not act.
fn xml(text: &str, attached: bool) -> Vec<String> {
    use quick_xml::events::Event;
    let mut faults = Vec::new();
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut inner, mut is_html) = (String::new(), false);
    loop {
        match reader.read_event() {
            Err(_) if attached => return faults,
            Err(error) => return vec![format!("no XML: {error}")],
            Ok(Event::Eof) => return faults,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                inner.clear();
                // What is not called HTML is shown as it is.
                let mut attributes = tag.attributes().flatten();
                is_html = attributes.any(|one| one.key.as_ref() == "type" && one.value.contains("html"));
                let name = tag.name().as_ref().to_lowercase();
                if ["script", "foreignobject", "iframe", "animate", "set", "image"].contains(&name.as_str()) {
                    faults.push(format!("<{name}>"));
                }
                let acts = tag.attributes().flatten().any(|attribute| attribute.key.as_ref().starts_with("on"));
                faults.extend(acts.then(|| format!("<{name}> acts")));
            }
            Ok(Event::DocType(_) | Event::PI(_)) => faults.push("a declaration".to_owned()),
            Ok(Event::CData(data)) => inner += &*data,
            Ok(Event::Text(data)) => inner += &*data,
            Ok(Event::GeneralRef(name)) => inner += &format!("&{};", &*name),
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if is_html || ["description", "content:encoded"].contains(&name.as_str()) {
                    let decoded =
                        quick_xml::escape::unescape(&inner).map(std::borrow::Cow::into_owned).unwrap_or_default();
                    faults.extend(scan::html(&decoded, false));
                }
                inner.clear();
            }
            Ok(_) => {}
        }
    }
}

/// No line that a text brought by itself.
fn calendar(text: &str) -> Vec<String> {
    let known = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "DESCRIPTION",
        "STATUS",
        "SEQUENCE",
        "URL",
        "CREATED",
        "LAST-MODIFIED",
        "NAME",
        "X-WR-CALNAME",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "TRANSP",
        "CATEGORIES",
        "CLASS",
        "COLOR",
        "LOCATION",
        "SOURCE",
        "X-WR-CALDESC",
        "X-WR-TIMEZONE",
    ];
    let own = |line: &str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        line.starts_with(' ') || known.contains(&name) && line != "BEGIN:VALARM"
    };
    let lines = text.split("\r\n").filter(|line| !line.is_empty());
    lines.filter(|line| !own(line) || line.contains(['\n', '\r'])).map(ToOwned::to_owned).collect()
}

#[test]
fn text_from_anybody_is_text_everywhere() {
    assert!(VECTORS.len() >= 100, "{}", VECTORS.len());
    let folder = hostile();
    for audience in ["internal", "public"] {
        let site = build(folder.path(), audience);
        let pages = site.iter().filter(|(path, _)| ends(path, ".html")).count();
        assert!(pages > VECTORS.len() - 10, "only {pages} pages for {audience}");
        let mut wrong = Vec::new();
        for (path, bytes) in &site {
            wrong.extend(faults(path, bytes).into_iter().map(|fault| format!("{audience} {path}: {fault}")));
        }
        assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    }
}

#[test]
fn faults_are_seen() {
    assert!(!faults("a.html", b"<p onclick=x>").is_empty());
    assert!(!faults("a.json", br#"{"content_html": "<img src=x onerror=y>"}"#).is_empty());
    assert!(!faults("a.atom", b"<feed><content type='html'>&lt;script&gt;x</content></feed>").is_empty());
    assert!(!faults("a.rss", b"<a><description><![CDATA[<script>x]]></description></a>").is_empty());
    assert!(!faults("a.svg", b"<svg onload='x'></svg>").is_empty());
    assert!(!faults("a.ics", b"BEGIN:VCALENDAR\r\nX-PWNED:1\r\n").is_empty());
}
