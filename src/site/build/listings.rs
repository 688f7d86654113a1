//! The pages over all incidents, from their cards.

use rayon::prelude::*;
use serde::Serialize;

use super::Press;
use super::kept::Kept;
use crate::site::SiteError;
use crate::site::assemble::{self, Facts, Site};

impl Press<'_> {
    /// The pages over all incidents; returns how many.
    pub(super) fn listings(&self, facts: &Facts<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let parts =
            [Self::first, Self::followups, Self::archive, Self::components, Self::people, Self::themes, Self::feeds];
        parts.into_par_iter().map(|part| part(self, &facts.for_page(), kept)).sum()
    }

    fn first(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        self.list(kept, "index.html", "index.html", &assemble::index(site))?;
        self.list(kept, "search.html", "search.html", &assemble::search(site))?;
        self.list(kept, "handbook.html", "handbook.html", &assemble::handbook(site))?;
        let missing = site.missing();
        missing.iter().try_for_each(|page| self.list(kept, "404.html", "404.html", page))?;
        Ok(3 + usize::from(missing.is_some()))
    }

    fn followups(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        self.list(kept, "followups.html", "followups.html", &assemble::followups(site))?;
        self.list(kept, "learning.html", "learning.html", &assemble::learning(site))?;
        Ok(2)
    }

    fn archive(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let archive = assemble::archive(site);
        self.list(kept, "archive.html", "archive/index.html", &archive.index)?;
        Ok(1 + self.pages(kept, "list.html", &archive.months)?)
    }

    fn components(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let catalogue = assemble::catalogue(site);
        self.list(kept, "components.html", "components/index.html", &catalogue.index)?;
        let components = self.pages(kept, "component.html", &catalogue.components)?;
        Ok(1 + components + self.pages(kept, "list.html", &catalogue.parts)?)
    }

    fn people(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let people = assemble::people(site);
        self.list(kept, "people.html", "people/index.html", &people.index)?;
        let of_each =
            self.pages(kept, "person.html", &people.people)? + self.pages(kept, "team.html", &people.teams)?;
        Ok(1 + of_each + self.pages(kept, "list.html", &people.parts)?)
    }

    fn themes(&self, site: &Site<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let themes = assemble::themes(site);
        self.list(kept, "themes.html", "themes/index.html", &themes.index)?;
        let of_each = self.pages(kept, "theme.html", &themes.themes)?;
        Ok(1 + of_each + self.pages(kept, "list.html", &themes.parts)?)
    }

    fn feeds(&self, site: &Site<'_>, _: Option<&Kept>) -> Result<usize, SiteError> {
        assemble::feeds(site)?.iter().try_for_each(|(path, bytes)| self.write(path, bytes).map(drop))?;
        Ok(0)
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
