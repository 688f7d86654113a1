//! Transcripts of the command line: `tests/cli/*.trycmd` and the commands of the documentation.

/// The clean room of the transcripts: no user configuration, a fixed clock, a fixed person.
fn cases() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("FLAREBOOK_NOW", crate::command::NOW).env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
    cases
}

#[test]
fn transcripts() {
    cases().case("tests/cli/*.trycmd");
}
