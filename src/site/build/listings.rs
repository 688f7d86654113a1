//! The pages over all incidents, from their cards.

use rayon::prelude::*;
use serde::Serialize;

use super::Press;
use crate::site::SiteError;
use crate::site::assemble::{self, Facts};

impl Press<'_> {
    /// The pages over all incidents; returns how many.
    pub(super) fn listings(&self, facts: &Facts<'_>) -> Result<usize, SiteError> {
        let site = &facts.for_page();
        self.page("index.html", "index.html", &assemble::index(site))?;
        self.page("followups.html", "followups.html", &assemble::followups(site))?;
        self.page("learning.html", "learning.html", &assemble::learning(site))?;
        self.page("search.html", "search.html", &assemble::search(site))?;
        self.page("handbook.html", "handbook.html", &assemble::handbook(site))?;
        let archive = assemble::archive(site);
        self.page("archive.html", "archive/index.html", &archive.index)?;
        let catalogue = assemble::catalogue(site);
        self.page("components.html", "components/index.html", &catalogue.index)?;
        let people = assemble::people(site);
        self.page("people.html", "people/index.html", &people.index)?;
        let themes = assemble::themes(site);
        self.page("themes.html", "themes/index.html", &themes.index)?;
        let many = self.pages("component.html", &catalogue.components)?
            + self.pages("person.html", &people.people)?
            + self.pages("team.html", &people.teams)?
            + self.pages("theme.html", &themes.themes)?;
        let lists = [&archive.months, &catalogue.parts, &people.parts, &themes.parts];
        let lists: usize = lists.into_iter().map(|pages| self.pages("list.html", pages)).sum::<Result<_, _>>()?;
        assemble::feeds(site)?.iter().try_for_each(|(path, bytes)| self.write(path, bytes).map(drop))?;
        let missing = site.missing();
        missing.iter().try_for_each(|page| self.page("404.html", "404.html", page).map(drop))?;
        Ok(9 + many + lists + usize::from(missing.is_some()))
    }

    /// Pages of one template; returns how many.
    fn pages<P: Serialize + Sync>(&self, template: &str, pages: &[(String, P)]) -> Result<usize, SiteError> {
        pages.par_iter().try_for_each(|(path, page)| self.page(template, path, page).map(drop))?;
        Ok(pages.len())
    }
}
