//! The pages over all incidents, from their cards.

use rayon::prelude::*;
use serde::Serialize;

use super::Press;
use super::kept::Kept;
use crate::site::SiteError;
use crate::site::assemble::{self, Facts};

impl Press<'_> {
    /// The pages over all incidents; returns how many.
    pub(super) fn listings(&self, facts: &Facts<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let site = &facts.for_page();
        self.list(kept, "index.html", "index.html", &assemble::index(site))?;
        self.list(kept, "followups.html", "followups.html", &assemble::followups(site))?;
        self.list(kept, "learning.html", "learning.html", &assemble::learning(site))?;
        self.list(kept, "search.html", "search.html", &assemble::search(site))?;
        self.list(kept, "handbook.html", "handbook.html", &assemble::handbook(site))?;
        let archive = assemble::archive(site);
        self.list(kept, "archive.html", "archive/index.html", &archive.index)?;
        let catalogue = assemble::catalogue(site);
        self.list(kept, "components.html", "components/index.html", &catalogue.index)?;
        let people = assemble::people(site);
        self.list(kept, "people.html", "people/index.html", &people.index)?;
        let themes = assemble::themes(site);
        self.list(kept, "themes.html", "themes/index.html", &themes.index)?;
        let many = self.pages(kept, "component.html", &catalogue.components)?
            + self.pages(kept, "person.html", &people.people)?
            + self.pages(kept, "team.html", &people.teams)?
            + self.pages(kept, "theme.html", &themes.themes)?;
        let lists = [&archive.months, &catalogue.parts, &people.parts, &themes.parts];
        let lists: usize = lists.into_iter().map(|pages| self.pages(kept, "list.html", pages)).sum::<Result<_, _>>()?;
        assemble::feeds(site)?.iter().try_for_each(|(path, bytes)| self.write(path, bytes).map(drop))?;
        let missing = site.missing();
        missing.iter().try_for_each(|page| self.list(kept, "404.html", "404.html", page))?;
        Ok(9 + many + lists + usize::from(missing.is_some()))
    }

    /// Pages of one template; returns how many.
    fn pages<P: Serialize + Sync>(
        &self,
        kept: Option<&Kept>,
        template: &str,
        pages: &[(String, P)],
    ) -> Result<usize, SiteError> {
        pages.par_iter().try_for_each(|(path, page)| self.list(kept, template, path, page))?;
        Ok(pages.len())
    }
}
