//! The forms in which results can be had.

use clap::ValueEnum;

/// Form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs; versioned, described in docs/json.md
    Json,
    /// Findings for code scanning: SARIF 2.1.0
    Sarif,
    /// Findings as annotations of a pull request: GitHub's workflow commands
    Github,
    /// Findings as test results: JUnit's XML, for GitLab, Jenkins and others
    Junit,
    /// Findings as a summary for a pull request's comment or a step's summary
    Markdown,
}

impl Format {
    /// Whether only findings can be written in this form.
    #[must_use]
    pub const fn is_for_findings(self) -> bool {
        match self {
            Self::Human | Self::Json => false,
            Self::Sarif | Self::Github | Self::Junit | Self::Markdown => true,
        }
    }

    /// As on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_command_line() {
        for format in Format::value_variants() {
            assert_eq!(format.to_possible_value().unwrap().get_name(), format.as_str());
        }
    }
}
