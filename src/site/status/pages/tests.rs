use std::collections::BTreeMap;

use crate::site::status::{Look, sample};
use crate::site::templates::Templates;

#[test]
fn pages_of_the_sample() {
    let templates = Templates::new(Vec::new()).unwrap();
    let files = super::files(&sample::page(), &templates, &Look::plain("en")).unwrap();
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|file| (file.path.as_str().to_owned(), file.bytes)).collect();
    assert!(files.contains_key("index.html"));
}
