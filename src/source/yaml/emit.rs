//! Values to YAML text, for new files. Edits to files that people wrote are another matter and do not pass through here.

use serde::Serialize;

/// A value that could not be written as YAML; only types with keys that are not text can cause it.
#[derive(Debug, thiserror::Error)]
#[error("cannot write YAML: {0}")]
pub struct Emit(#[from] serde_yaml::Error);

/// The YAML of a value, with a line break at the end; `None`s and empty collections are left out by the types themselves.
///
/// # Errors
/// When the value has no YAML form.
pub fn to_yaml(value: &impl Serialize) -> Result<String, Emit> {
    let text = serde_yaml::to_string(value)?;
    if !text.contains(BREAKS) {
        return Ok(text);
    }
    let mut value = serde_yaml::to_value(value)?;
    mark(&mut value);
    let text = serde_yaml::to_string(&value)?;
    let unmarked =
        |text: String, (_, letter): &(char, char)| text.replace(&format!("\\x01\\x02{letter}"), &format!("\\{letter}"));
    Ok(ESCAPES.iter().fold(text, unmarked))
}

/// Characters that YAML 1.1 takes for line breaks and YAML 1.2 does not. The emitter writes them as they are, and what stands beside one is
/// then read back with a space more or less; so they are written as escapes.
const BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// The same with the letters of their escapes.
const ESCAPES: [(char, char); 3] = [('\u{85}', 'N'), ('\u{2028}', 'L'), ('\u{2029}', 'P')];

/// Puts two control characters and a letter in place of such a break: control characters make the emitter choose double quotes, where the
/// escape can stand.
fn mark(value: &mut serde_yaml::Value) {
    match value {
        serde_yaml::Value::String(text) => {
            for (broken, letter) in ESCAPES {
                *text = text.replace(broken, &format!("\u{1}\u{2}{letter}"));
            }
        }
        serde_yaml::Value::Sequence(items) => items.iter_mut().for_each(mark),
        serde_yaml::Value::Mapping(map) => map.values_mut().for_each(mark),
        _ => {}
    }
}
