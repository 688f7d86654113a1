//! The pages over all incidents, from their cards. Where no card has changed and time has not either, they stay as they are.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::Press;
use super::kept::{Kept, Part};
use crate::site::SiteError;
use crate::site::assemble::{self, Facts, Site};

/// Some of the pages over all incidents, while they are made.
pub(super) struct Making<'m, 'c> {
    site: &'m Site<'c>,
    /// What an earlier build left.
    pub kept: Option<&'m Kept>,
    /// What was made.
    pub files: Mutex<Vec<String>>,
}

type Make<'b> = fn(&Press<'b>, &Making<'_, '_>) -> Result<usize, SiteError>;

impl<'b> Press<'b> {
    /// The pages over all incidents; returns how many.
    pub(super) fn listings(&self, facts: &Facts<'_>, kept: Option<&Kept>) -> Result<usize, SiteError> {
        let parts: [(&str, Make<'b>); 7] = [
            ("first", Self::first),
            ("followups", Self::followups),
            ("archive", Self::archive),
            ("components", Self::components),
            ("people", Self::people),
            ("themes", Self::themes),
            ("feeds", Self::feeds),
        ];
        let mut pages = 0;
        let mut changed = Vec::new();
        for (name, make) in parts {
            match self.keep_part(name, facts, kept)? {
                Some(count) => pages += count,
                None => changed.push((name, make)),
            }
        }
        if !changed.is_empty() {
            // All of them are read now: side by side, not by whoever happens to come first.
            facts.cards.par_iter().for_each(|(_, held)| held.read());
        }
        let made = changed.into_par_iter().map(|(name, make)| {
            let site = facts.for_page();
            let making = Making { site: &site, kept, files: Mutex::default() };
            let count = make(self, &making)?;
            let mut files = making.files.into_inner().unwrap_or_else(PoisonError::into_inner);
            files.sort();
            let part = Part { cards: facts.key, time: site.speaks_for(), count, files };
            self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), part);
            Ok(count)
        });
        made.sum::<Result<usize, SiteError>>().map(|made| made + pages)
    }

    /// Takes over what an earlier build made of the same; how many pages that are, or `None` when they have to be made.
    fn keep_part(&self, name: &str, facts: &Facts<'_>, kept: Option<&Kept>) -> Result<Option<usize>, SiteError> {
        let Some(kept) = kept else { return Ok(None) };
        let same = |part: &&Part| part.cards == facts.key && facts.is_still(part.time);
        let Some(part) = kept.lists.parts.get(name).filter(same) else { return Ok(None) };
        let mut taken = Vec::new();
        for path in &part.files {
            let there = match kept.page(path) {
                Some((_, filed)) => self.keep(path, filed)?,
                None => false,
            };
            if !there {
                taken.into_iter().for_each(|path| self.give_up(path));
                return Ok(None);
            }
            taken.push(path);
        }
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.extend(part.files.iter().filter_map(|path| Some((path.clone(), *kept.page(path)?))));
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), part.clone());
        Ok(Some(part.count))
    }

    fn first(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        self.list(part, "index.html", "index.html", &assemble::index(part.site))?;
        self.list(part, "search.html", "search.html", &assemble::search(part.site))?;
        self.list(part, "handbook.html", "handbook.html", &assemble::handbook(part.site))?;
        let missing = part.site.missing();
        missing.iter().try_for_each(|page| self.list(part, "404.html", "404.html", page))?;
        Ok(3 + usize::from(missing.is_some()))
    }

    fn followups(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        self.list(part, "followups.html", "followups.html", &assemble::followups(part.site))?;
        self.list(part, "learning.html", "learning.html", &assemble::learning(part.site))?;
        Ok(2)
    }

    fn archive(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        let archive = assemble::archive(part.site);
        self.list(part, "archive.html", "archive/index.html", &archive.index)?;
        Ok(1 + self.pages(part, "list.html", &archive.months)?)
    }

    fn components(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        let catalogue = assemble::catalogue(part.site);
        self.list(part, "components.html", "components/index.html", &catalogue.index)?;
        let components = self.pages(part, "component.html", &catalogue.components)?;
        Ok(1 + components + self.pages(part, "list.html", &catalogue.parts)?)
    }

    fn people(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        let people = assemble::people(part.site);
        self.list(part, "people.html", "people/index.html", &people.index)?;
        let of_each =
            self.pages(part, "person.html", &people.people)? + self.pages(part, "team.html", &people.teams)?;
        Ok(1 + of_each + self.pages(part, "list.html", &people.parts)?)
    }

    fn themes(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        let themes = assemble::themes(part.site);
        self.list(part, "themes.html", "themes/index.html", &themes.index)?;
        let of_each = self.pages(part, "theme.html", &themes.themes)?;
        Ok(1 + of_each + self.pages(part, "list.html", &themes.parts)?)
    }

    fn feeds(&self, part: &Making<'_, '_>) -> Result<usize, SiteError> {
        assemble::feeds(part.site)?.iter().try_for_each(|(path, bytes)| self.file(part, path, bytes))?;
        Ok(0)
    }

    /// Pages of one template; returns how many.
    fn pages<P: Serialize + Sync>(
        &self,
        part: &Making<'_, '_>,
        template: &str,
        pages: &[(String, P)],
    ) -> Result<usize, SiteError> {
        pages.par_iter().try_for_each(|(path, page)| self.list(part, template, path, page))?;
        Ok(pages.len())
    }
}
