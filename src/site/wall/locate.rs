//! Where in a file something stands, for those who must find it.

use super::search::Hit;

/// The places of a file that can be searched by themselves.
pub(super) struct Places(Vec<(String, Hit)>);

impl Places {
    /// Searches part by part: JSON value by value, anything else line by line.
    pub fn of(path: &str, bytes: &[u8], search: impl Fn(&[u8]) -> Vec<(Hit, String)>) -> Self {
        let mut places = Vec::new();
        let json = path.ends_with(".json").then(|| serde_json::from_slice::<serde_json::Value>(bytes).ok()).flatten();
        match json {
            Some(value) => pointers(&value, "", &mut |pointer, text| {
                places.extend(search(text.as_bytes()).into_iter().map(|(hit, _)| (pointer.to_owned(), hit)));
            }),
            None => {
                for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
                    let place = format!("line {}", number + 1);
                    places.extend(search(line).into_iter().map(|(hit, _)| (place.clone(), hit)));
                }
            }
        }
        Self(places)
    }

    /// The first place of the same secret.
    pub fn of_hit(&self, hit: &Hit) -> Option<String> {
        self.0.iter().find(|(_, other)| other.source == hit.source).map(|(place, _)| place.clone())
    }
}

/// Every key and text of a JSON document with its pointer.
fn pointers(value: &serde_json::Value, at: &str, found: &mut impl FnMut(&str, &str)) {
    match value {
        serde_json::Value::String(text) => found(at, text),
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        serde_json::Value::Object(map) => {
            for (key, item) in map {
                let inside = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                found(&inside, key);
                pointers(item, &inside, found);
            }
        }
        _ => {}
    }
}
