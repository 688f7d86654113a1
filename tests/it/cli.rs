//! Transcripts of the command line: `tests/cli/*.trycmd` and the commands of the documentation.

/// The clean room of the transcripts: no user configuration, a fixed clock, no colours.
fn cases() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("FLAREBOOK_NOW", crate::command::NOW).env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
    // A home without a .gitconfig: whoever runs the tests is nobody.
    cases.env("HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli")).env("XDG_CONFIG_HOME", "nowhere");
    cases.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir().display().to_string());
    cases
}

#[test]
fn transcripts() {
    cases().case("tests/cli/*.trycmd");
}
