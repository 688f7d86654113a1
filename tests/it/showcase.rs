//! The records in this repository: clean, complete, and read as they were meant.

use serde_json::Value;

use crate::command::{flarebook, root, run};

fn json(arguments: &[&str]) -> Value {
    let (code, out, err) = run(flarebook(&root()).args(arguments).args(["--format", "json"]));
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn the_showcase_is_clean() {
    let (code, out, err) = run(flarebook(&root()).arg("check"));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("17 incidents") && out.contains("all clean"), "{out}");
}

#[test]
fn twelve_real_incidents_each_with_a_whole_record() {
    let list = json(&["list"]);
    let all = list["incidents"].as_array().unwrap();
    let real: Vec<&Value> =
        all.iter().filter(|incident| incident["folder"].as_str().unwrap().starts_with("incidents/showcase/")).collect();
    assert_eq!(real.len(), 12);
    for incident in real {
        let id = incident["id"].as_str().unwrap();
        assert_eq!(incident["status"], "resolved", "{id}");
        assert!(incident["severity"].is_string() && !incident["lead"].as_array().unwrap().is_empty(), "{id}");
        assert!(incident["entries"].as_u64().unwrap() >= 4, "{id}");
        let folder = root().join(incident["folder"].as_str().unwrap());
        for name in ["incident.yaml", "timeline.yaml", "pir.md"] {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            assert!(text.contains("https://"), "{id}/{name} names no source");
        }
        let pir = std::fs::read_to_string(folder.join("pir.md")).unwrap();
        for section in flarebook::policy::Policy::default().pir_sections {
            assert!(pir.contains(&format!("\n## {section}\n")), "{id}: no section {section}");
        }
    }
}

/// Durations that the sources state in words, computed here from their times.
#[test]
fn durations_agree_with_the_sources() {
    for (id, phase, minutes) in [
        ("2023-07-20-crates-io", "to_mitigate", 13),
        ("2021-06-08-fastly", "to_detect", 1),
        ("2023-03-08-datadog", "to_detect", 0),
        ("2017-02-28-amazon-s3", "impact", 257),
    ] {
        let show = json(&["show", id]);
        assert_eq!(show["durations"][phase]["seconds"], minutes * 60, "{id} {phase}");
    }
}

#[test]
fn the_worked_example_uses_every_field_of_the_format() {
    let folder = root().join("incidents/example/2026-03-14-login-errors");
    let mut text = String::new();
    for part in ["", "timeline", "followups"] {
        for item in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = item.unwrap().path();
            if path.is_file() {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    for (name, schema) in flarebook::schema::files().unwrap() {
        if !["incident", "entry", "followup", "pir"].iter().any(|wanted| flarebook::schema::file_name(wanted) == name) {
            continue;
        }
        let schema: Value = serde_json::from_str(&schema).unwrap();
        for field in schema["properties"].as_object().unwrap().keys() {
            // These are shown by the neighbouring examples: one incident cannot be everything.
            let elsewhere =
                ["duplicate_of", "kind", "scheduled"].contains(&field.as_str()) && name.starts_with("incident");
            assert!(elsewhere || text.contains(&format!("{field}:")), "{name}: the example does not use `{field}`");
        }
    }
}

#[test]
fn the_showcase_has_a_status_page_that_tells_nothing_internal() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let arguments = ["build", "--audience", "public", "--out", folder, "--show-leaks", "--format", "json"];
    let (code, text, err) = run(flarebook(&root()).args(arguments));
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&text).unwrap();
    assert!(report["pages"].as_u64().unwrap() > 40, "{text}");
    assert!(out.path().join("api/v2/summary.json").is_file() && out.path().join("index.html").is_file());
}
