//! The pages that people look at.
//!
//! From the public page to page structs ([`view`]), through the templates in `templates/public/`, to files. Links are relative, so that the
//! site works from any folder of any server; one small script adds the reader's own time and says when a page has grown old.

mod addresses;
mod assets;
mod bars;
mod component;
mod embed;
mod history;
mod home;
mod maker;
mod story;
pub mod view;

use rayon::prelude::*;
use serde::Serialize;

use super::look::Look;
use super::{PublicFile, SiteError};
use crate::publication::StatusPage;
use crate::site::templates::Templates;

use maker::Maker;

/// Every page with its style sheet and script, in a fixed order.
///
/// # Errors
/// When a template fails.
pub(super) fn files(page: &StatusPage, templates: &Templates, look: &Look) -> Result<Vec<PublicFile>, SiteError> {
    let assets = assets::Assets::new(page, templates, look)?;
    let maker = Maker::new(page, look, &assets.versions);
    let mut files = vec![
        render(templates, "public/home.html", "index.html", &home::page(&maker))?,
        render(templates, "public/embed.html", "embed.html", &embed::page(&maker))?,
        PublicFile::new("assets/now.json", embed::json(&maker))?,
    ];
    files.extend(missing(&maker).map(|page| render(templates, "public/404.html", "404.html", &page)).transpose()?);
    let history = history::pages(&maker);
    files.extend(each(&history, |(path, page)| render(templates, "public/history.html", path, page))?);
    files.extend(each(&page.components, |component| {
        let path = addresses::component(&component.id);
        render(templates, "public/component.html", &path, &component::page(&maker, component))
    })?);
    files.extend(each(&page.incidents, |incident| {
        let path = addresses::incident(&incident.id);
        render(templates, "public/incident.html", &path, &story::incident_page(&maker, incident))
    })?);
    files.extend(each(&page.maintenances, |work| {
        let path = addresses::maintenance(&work.incident.id);
        render(templates, "public/incident.html", &path, &story::maintenance_page(&maker, work))
    })?);
    files.extend(assets.files);
    Ok(files)
}

/// A file for each thing, in the order of the things, made on all cores.
fn each<T: Sync>(
    things: &[T],
    file: impl Fn(&T) -> Result<PublicFile, SiteError> + Sync + Send,
) -> Result<Vec<PublicFile>, SiteError> {
    things.par_iter().map(file).collect()
}

fn render<P: Serialize>(templates: &Templates, template: &str, path: &str, page: &P) -> Result<PublicFile, SiteError> {
    PublicFile::new(path, templates.render_at(template, path, page)?)
}

/// The page for addresses that lead nowhere: a server shows it at any depth, so its links begin at the root of the server, and it is made
/// only when that is known.
fn missing(maker: &Maker<'_>) -> Option<view::MissingPage> {
    let url = maker.page.page.url.as_deref()?;
    let path = url.split_once("://")?.1.split(['?', '#']).next()?.split_once('/').map_or("", |(_, path)| path);
    let path = path.trim_matches('/');
    let root = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    let title = maker.words().text("missing_title").to_owned();
    Some(view::MissingPage { frame: maker.frame(&title, title.clone(), &root, None) })
}

#[cfg(test)]
mod tests;
