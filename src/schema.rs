//! JSON Schemas of the record's files, made from the types that read them, and of the public site's documents, made from the types that
//! write them. Committed in schema/; a test fails when they are stale.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use crate::model::{Component, EntryRecord, FollowupRecord, IncidentRecord, Person, PirRecord};
use crate::policy::PolicyRecord;
use crate::site::status::api;

/// The schemas there are.
pub const NAMES: [&str; 14] = [
    "flarebook",
    "people",
    "components",
    "incident",
    "entry",
    "timeline",
    "followup",
    "followups",
    "pir",
    "public/status",
    "public/history",
    "public/incident",
    "public/uptime",
    "public/embed",
];

/// The file that a schema is kept in.
#[must_use]
pub fn file_name(name: &str) -> String {
    format!("{name}.schema.json")
}

/// Every schema: file name and text.
///
/// # Errors
/// Never for these types; serde_json's signature.
pub fn files() -> Result<Vec<(String, String)>, serde_json::Error> {
    texts(NAMES.iter())
}

/// The schemas of what people write in a repository, for their editors.
///
/// # Errors
/// Never for these types; serde_json's signature.
pub fn of_the_record() -> Result<Vec<(String, String)>, serde_json::Error> {
    texts(NAMES.iter().filter(|name| !name.starts_with("public/")))
}

fn texts<'n>(names: impl Iterator<Item = &'n &'n str>) -> Result<Vec<(String, String)>, serde_json::Error> {
    names.map(|name| Ok((file_name(name), serde_json::to_string_pretty(&schema(name))? + "\n"))).collect()
}

fn schema(name: &str) -> Value {
    public(name).unwrap_or_else(|| record(name))
}

/// A document that the public site serves. Its readers must bear keys that are added later, so none are forbidden.
fn public(name: &str) -> Option<Value> {
    let (schema, title) = match name {
        "public/status" => {
            (of::<api::StatusDocument<'static>>(), "api/flarebook/v1/status.json: everything on the page")
        }
        "public/history" => {
            (of::<api::HistoryDocument<'static>>(), "api/flarebook/v1/history.json: every incident there ever was")
        }
        "public/incident" => {
            (of::<api::EventDocument<'static>>(), "api/flarebook/v1/incidents/*.json: one incident or planned work")
        }
        "public/uptime" => {
            (of::<api::UptimeDocument<'static>>(), "api/flarebook/v1/uptime.json: how everything was, day by day")
        }
        "public/embed" => (of::<api::Embed<'static>>(), "embed.json: what a banner needs"),
        _ => return None,
    };
    let mut schema = schema.to_value();
    require_all(&mut schema);
    Some(titled(schema, title))
}

/// Every key of a public document is always there; what is not known is null.
fn require_all(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let keys = object
                .get("properties")
                .and_then(Value::as_object)
                .map(|keys| keys.keys().cloned().collect::<Vec<_>>());
            if let Some(keys) = keys {
                object.insert("required".to_owned(), keys.into());
            }
            object.values_mut().for_each(require_all);
        }
        Value::Array(items) => items.iter_mut().for_each(require_all),
        _ => {}
    }
}

/// A file of the record.
fn record(name: &str) -> Value {
    let (schema, title) = match name {
        "flarebook" => (of::<PolicyRecord>(), "flarebook.yaml: how a team works"),
        "people" => (of::<BTreeMap<String, Person>>(), "people.yaml: the roster, by handle"),
        "components" => (of::<BTreeMap<String, Component>>(), "components.yaml: the service catalogue, by id"),
        "incident" => (of::<IncidentRecord>(), "incident.yaml: what the incident is"),
        "entry" => (of::<EntryRecord>(), "timeline/*.md: the front matter of an entry"),
        "timeline" => (of::<Vec<EntryRecord>>(), "timeline.yaml: a folded timeline"),
        "followup" => (of::<FollowupRecord>(), "followups/*.yaml: a follow-up"),
        "followups" => (of::<Vec<FollowupRecord>>(), "followups.yaml: folded follow-ups"),
        _ => (of::<PirRecord>(), "pir.md: the front matter of a post-incident review"),
    };
    let mut schema = schema.to_value();
    tighten(&mut schema);
    if name == "entry" || name == "followup" {
        without(&mut schema, &["id", "text"]);
    }
    titled(schema, title)
}

fn titled(mut schema: Value, title: &str) -> Value {
    if let Value::Object(object) = &mut schema {
        object.insert("title".to_owned(), Value::from(title));
    }
    schema
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

/// Makes a derived schema say what the reader does: no unknown keys, no defaults that are only Rust's.
fn tighten(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(required) = object.get_mut("properties").and_then(Value::as_object_mut).map(required) {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
                if !required.is_empty() {
                    object.insert("required".to_owned(), required.into());
                }
            }
            if object.get("default").is_some_and(is_blank) {
                object.shift_remove("default");
            }
            object.values_mut().for_each(tighten);
        }
        Value::Array(items) => items.iter_mut().for_each(tighten),
        _ => {}
    }
}

/// The fields that a person has to give. The reader can do without any, so that one that is missing costs no other; the types mark
/// them instead.
fn required(properties: &mut Map<String, Value>) -> Vec<String> {
    let mut required = Vec::new();
    for (name, field) in properties {
        if field.as_object_mut().and_then(|field| field.shift_remove("x-required")).is_some() {
            required.push(name.clone());
        }
    }
    required
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty() || object.values().all(is_blank),
        _ => false,
    }
}

/// Takes out fields that belong to the folded form alone.
fn without(schema: &mut Value, fields: &[&str]) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        remove(properties, fields);
    }
}

fn remove(properties: &mut Map<String, Value>, fields: &[&str]) {
    for field in fields {
        properties.shift_remove(*field);
    }
}
