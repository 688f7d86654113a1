//! cargo-deny, built from source: its own prebuilt packages are either too old to read our Cargo.lock or on hosts that
//! not everybody reaches.

use crate::error::StepError;
use crate::process;

/// The version that deny.toml is written for; a newer one will do.
const VERSION: &str = "0.20.2";

/// Its release profile is made for speed over years; ours for a build in under two minutes and a run of a second.
const QUICK_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

pub fn look() -> Result<String, String> {
    let found = process::first_line(process::cargo().get_program(), &["deny", "--version"]).ok_or("not found")?;
    if is_new_enough(&found) { Ok(found) } else { Err(format!("it is {found}, and {VERSION} or newer is needed")) }
}

pub fn install() -> Result<(), StepError> {
    let mut command = process::cargo();
    command.args(["install", "--locked", "cargo-deny", "--version", VERSION]);
    process::run(command.envs(QUICK_BUILD.iter().copied()).env_remove("CARGO_TARGET_DIR"))
}

/// `cargo-deny 0.20.2`, or a greater number.
fn is_new_enough(found: &str) -> bool {
    found.rsplit(' ').next().and_then(numbers) >= numbers(VERSION)
}

fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_new_enough("cargo-deny 0.20.2"));
        assert!(is_new_enough("cargo-deny 0.21.0"));
        assert!(!is_new_enough("cargo-deny 0.9.10"));
        assert!(!is_new_enough("who knows"));
    }
}
