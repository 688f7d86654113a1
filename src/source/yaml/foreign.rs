//! YAML of other programs: what of it fits is taken, the rest is left alone. Nobody is told of faults in files that are not ours.

use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

/// The documents of a file that fit a type. Behind one that is no YAML nothing is read: where the next would begin nobody knows.
#[must_use]
pub fn foreign<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let values = serde_yaml::Deserializer::from_str(text).map_while(|document| Value::deserialize(document).ok());
    values.filter_map(|value| serde_yaml::from_value(value).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(foreign::<u32>("1\n---\nx\n---\n3\n"), [1, 3]);
        assert!(foreign::<u32>("[1, {").is_empty());
    }
}
