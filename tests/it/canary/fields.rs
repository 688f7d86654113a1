//! The fields that there are, as the JSON Schemas of the record's files have them.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every leaf: `incident.impact.summary`, `people.*.email[]`, the keys of a map as `people.{}`.
pub fn all() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // Schemas of what is published are no fields of the record.
    for (file, text) in flarebook::schema::files().unwrap().into_iter().filter(|(file, _)| !file.contains('/')) {
        let root: Value = serde_json::from_str(&text).unwrap();
        let name = file.trim_end_matches(".schema.json");
        // Files with one item have the fields of files with a list of them.
        let name = match name {
            "entry" => "timeline[]",
            "followup" => "followups[]",
            name => name,
        };
        leaves(&root, &root, name, &mut found);
    }
    // The roster and the catalogue may also stand in the policy.
    let doubled = |path: &String| path.starts_with("flarebook.people.") || path.starts_with("flarebook.components.");
    // Where one value and a list are alike, the list is planted.
    let lists = found.clone();
    let single = |path: &String| {
        [format!("{path}[]"), format!("{path}[].id"), format!("{path}.level")].iter().any(|other| lists.contains(other))
    };
    found.retain(|path| !doubled(path) && !single(path));
    found
}

fn leaves(root: &Value, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    let target = schema["$ref"].as_str().map(|name| &root["definitions"][name.rsplit('/').next().unwrap()]);
    let schema = target.unwrap_or(schema);
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let real = choices.iter().filter(|one| one["type"] != "null");
            real.for_each(|one| leaves(root, one, path, found));
            return;
        }
    }
    if schema["type"] == "array" || schema["items"].is_object() {
        return leaves(root, &schema["items"], &format!("{path}[]"), found);
    }
    let properties = schema["properties"].as_object();
    for (name, inner) in properties.into_iter().flatten() {
        leaves(root, inner, &format!("{path}.{name}"), found);
    }
    if schema["additionalProperties"].is_object() {
        found.insert(format!("{path}.{{}}"));
        leaves(root, &schema["additionalProperties"], &format!("{path}.*"), found);
    } else if properties.is_none() {
        found.insert(path.to_owned());
    }
}
