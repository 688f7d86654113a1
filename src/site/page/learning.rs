//! The learning page: what many incidents say together.

use serde::Serialize;

use super::Frame;

/// Figures over the whole record.
#[derive(Debug, Clone, Serialize)]
pub struct LearningPage {
    /// What surrounds it.
    pub frame: Frame,
    /// How many incidents are counted, in words; absent when there are none.
    pub counted: Option<String>,
    /// What is left out of every figure, in words.
    pub apart: Option<String>,
    /// Severities as the charts show them.
    pub key: Vec<KeyItem>,
    /// Lengths of time, one chart each.
    pub lengths: Vec<LengthFigure>,
    /// How incidents were noticed.
    pub noticed: Tally,
    /// What contributed to them.
    pub factors: Tally,
    /// What became of follow-ups; absent when there are none.
    pub followups: Option<FollowupFigures>,
}

/// A severity in the key of a chart.
#[derive(Debug, Clone, Serialize)]
pub struct KeyItem {
    /// Its name.
    pub label: String,
    /// The end of a CSS class: `1` to `5`, or `none`.
    pub mark: String,
}

/// One length of time over all incidents.
#[derive(Debug, Clone, Serialize)]
pub struct LengthFigure {
    /// Its anchor.
    pub id: String,
    /// `Time to detect`.
    pub title: String,
    /// What it measures, in words.
    pub definition: String,
    /// How many incidents are in it, and why others are not.
    pub included: String,
    /// The percentiles, or why there are none.
    pub marks: Vec<Mark>,
    /// The chart; absent when there is nothing to show.
    pub chart: Option<DotChart>,
    /// The same by severity, and by year.
    pub tables: Vec<FigureTable>,
}

/// A percentile.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// `Median`, `p75` …
    pub label: String,
    /// What it means: `half of them took no longer`.
    pub meaning: String,
    /// The length, or `too few to say`.
    pub text: String,
    /// Whether it is a length.
    pub known: bool,
}

/// Incidents as dots: time across, length upwards on a logarithmic scale.
#[derive(Debug, Clone, Serialize)]
pub struct DotChart {
    /// All of it in a sentence, for those who do not see it.
    pub summary: String,
    /// Says so when dots stand for several incidents.
    pub binned: Option<String>,
    /// The lines across, as the data of a path.
    pub rules: String,
    /// What is written at them: place from the top in pixels, and the length.
    pub lengths: Vec<(usize, String)>,
    /// What is written under the chart: place in per cent, and the year.
    pub years: Vec<(String, String)>,
    /// Where the median is, from the top of the plot.
    pub median: Option<usize>,
    /// The dots: end of a CSS class, and the data of a path.
    pub layers: Vec<(String, String)>,
}

/// Percentiles of a part of the incidents, per row.
#[derive(Debug, Clone, Serialize)]
pub struct FigureTable {
    /// `By severity`.
    pub title: String,
    /// Label, number of incidents, and the figures.
    pub rows: Vec<(String, usize, Vec<String>)>,
}

/// How often something was so.
#[derive(Debug, Clone, Serialize)]
pub struct Tally {
    /// Label, number, share in words, width in per cent: the most frequent first.
    pub rows: Vec<(String, usize, String, String)>,
    /// Of how many incidents, and what is not known.
    pub note: String,
}

/// What became of follow-ups.
#[derive(Debug, Clone, Serialize)]
pub struct FollowupFigures {
    /// What can be said in sentences.
    pub sentences: Vec<String>,
    /// By the quarter of their incident: all, settled, open, of these overdue, of these waived.
    pub quarters: Vec<(String, [usize; 5])>,
    /// Those still open by the age of their incident.
    pub ages: Vec<(String, usize)>,
}
