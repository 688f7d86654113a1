//! schema/*.schema.json are what the types say, and describe every field.

use std::collections::BTreeSet;
use std::fs;

use flarebook::schema;
use serde_json::Value;

use crate::command::{compare, root};

#[test]
fn committed_schemas_are_fresh() {
    let mut faults = Vec::new();
    let files = schema::files().unwrap();
    for (name, text) in &files {
        compare(&root().join("schema").join(name), text, &mut faults);
    }
    assert!(faults.is_empty(), "run `flarebook schema --out schema`:\n{}", faults.join("\n"));
    let in_folder = |folder: &str| -> Vec<String> {
        let items = fs::read_dir(root().join("schema").join(folder)).unwrap();
        let files = items.filter(|item| item.as_ref().unwrap().path().is_file());
        files.map(|item| format!("{folder}{}", item.unwrap().file_name().into_string().unwrap())).collect()
    };
    let there: BTreeSet<String> = ["", "public/"].into_iter().flat_map(in_folder).collect();
    assert_eq!(there, files.into_iter().map(|(name, _)| name).collect());
}

#[test]
fn every_field_has_a_description_and_an_example() {
    let mut faults = Vec::new();
    for (name, text) in schema::files().unwrap() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        let mut objects = 0;
        visit(&schema, &schema, &name, &mut objects, &mut faults);
        assert!(objects > 0, "{name} has no fields");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn visit(root: &Value, value: &Value, at: &str, objects: &mut usize, faults: &mut Vec<String>) {
    if let Some(properties) = value.get("properties").and_then(Value::as_object) {
        *objects += 1;
        for (key, field) in properties {
            let at = format!("{at}: {key}");
            if !has(root, field, "description") {
                faults.push(format!("{at} has no description"));
            }
            if !(has(root, field, "examples") || is_public(&at) && holds_objects(field)) {
                faults.push(format!("{at} has no example"));
            }
        }
        // Readers of the public documents must bear keys that are added later.
        let strict = if is_public(at) { Value::Null } else { Value::Bool(false) };
        assert_eq!(value["additionalProperties"], strict, "{at}");
    }
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| visit(root, value, &format!("{at}/{key}"), objects, faults));
        }
        Value::Array(items) => items.iter().for_each(|value| visit(root, value, at, objects, faults)),
        _ => {}
    }
}

/// Whether this is a document of the public site.
fn is_public(at: &str) -> bool {
    at.starts_with("public/")
}

/// Whether the examples are on the fields inside.
fn holds_objects(field: &Value) -> bool {
    let refers = |value: &Value| value.get("$ref").is_some();
    let nested = ["allOf", "anyOf"].into_iter().filter_map(|key| field[key].as_array()).flatten().any(refers);
    refers(field) || refers(&field["items"]) || nested
}

/// On the field, or on the definition it refers to.
fn has(root: &Value, field: &Value, key: &str) -> bool {
    let referred = |value: &Value| {
        let name = value["$ref"].as_str()?.strip_prefix('#')?;
        root.pointer(name).map(|definition| definition.get(key).is_some())
    };
    let nested = field["allOf"].as_array().or_else(|| field["anyOf"].as_array()).into_iter().flatten();
    field.get(key).is_some()
        || referred(field) == Some(true)
        || nested.into_iter().any(|value| referred(value) == Some(true))
}
