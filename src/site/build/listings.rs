//! The pages over all incidents, from their cards.

use rayon::prelude::*;

use super::Press;
use crate::site::SiteError;
use crate::site::assemble::{self, Facts};

impl Press<'_> {
    /// The pages over all incidents; returns how many.
    pub(super) fn listings(&self, facts: &Facts<'_>) -> Result<usize, SiteError> {
        let site = &facts.for_page();
        let overview = assemble::overview(site);
        self.page("index.html", "index.html", &overview.index)?;
        overview.years.par_iter().try_for_each(|(file, page)| self.page("year.html", file, page).map(drop))?;
        self.page("followups.html", "followups.html", &assemble::followups(site))?;
        self.page("learning.html", "learning.html", &assemble::learning(site))?;
        let years: Vec<(String, String)> =
            overview.years.iter().map(|(file, page)| (page.year.title.clone(), file.clone())).collect();
        self.page("search.html", "search.html", &assemble::search(site, &years))?;
        self.page("handbook.html", "handbook.html", &assemble::handbook(site))?;
        let missing = site.missing();
        missing.iter().try_for_each(|page| self.page("404.html", "404.html", page).map(drop))?;
        Ok(5 + overview.years.len() + usize::from(missing.is_some()))
    }
}
