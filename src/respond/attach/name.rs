//! Names of attachments that are safe everywhere: in git, in a URL, on every file system, in a shell.

/// Longest name, in bytes.
const LONGEST: usize = 100;

/// The name of a file without its folders and without anything that could mean something.
pub(super) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = parts(last);
    let mut safe = String::new();
    for c in stem.chars() {
        let plain = c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let c = if plain { c } else { '-' };
        if !(matches!(c, '-' | '.') && (safe.is_empty() || safe.ends_with(c))) {
            safe.push(c);
        }
    }
    let stem = safe.trim_matches(['-', '.']);
    let room = LONGEST.saturating_sub(ending.len());
    let stem = &stem[..stem.len().min(room)];
    let stem = if stem.is_empty() { "file" } else { stem };
    let own = if is_reserved(stem) { "file-" } else { "" };
    format!("{own}{stem}{}", ending.to_ascii_lowercase())
}

/// The same name with some digits before its ending.
pub(super) fn told_apart(name: &str, digits: &str) -> String {
    let (stem, ending) = parts(name);
    format!("{stem}-{digits}{ending}")
}

/// The name, and its ending with the dot.
fn parts(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && is_ending(&name[dot + 1..]) => name.split_at(dot),
        _ => (name, ""),
    }
}

fn is_ending(text: &str) -> bool {
    (1..=11).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Names that some systems keep for devices.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = first.len() == 4 && (first.starts_with("com") || first.starts_with("lpt"));
    matches!(first.as_str(), "con" | "prn" | "aux" | "nul")
        || (numbered && first.ends_with(|c: char| c.is_ascii_digit()))
}
