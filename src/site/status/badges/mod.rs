//! Badges: the state of the page and of each component as a small picture, and as the JSON that shields.io makes one from.

mod svg;

use serde::Serialize;

use super::api::document;
use super::overall::Overall;
use super::{PublicFile, page_name};
use crate::model::ComponentState;
use crate::publication::StatusPage;
use crate::site::SiteError;

/// How long a badge may be kept before it is asked for again.
const CACHE_SECONDS: u32 = 300;

/// The files of this room.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let mut files = Badge::of_page(page).files("overall")?.to_vec();
    for component in &page.components {
        files.extend(Badge::of_component(&component.name, component.state).files(component.id.as_str())?);
    }
    Ok(files)
}

/// What a badge says.
struct Badge<'p> {
    label: &'p str,
    message: &'static str,
    color: Color,
}

/// Colours by what they mean: the names are shields', the numbers dark enough for white letters.
#[derive(Clone, Copy)]
enum Color {
    Good,
    Work,
    Slow,
    Partly,
    Down,
}

impl Color {
    const fn name(self) -> &'static str {
        match self {
            Self::Good => "brightgreen",
            Self::Work => "blue",
            Self::Slow => "yellow",
            Self::Partly => "orange",
            Self::Down => "red",
        }
    }

    const fn number(self) -> &'static str {
        match self {
            Self::Good => "#1a7f37",
            Self::Work => "#0969da",
            Self::Slow => "#7d6000",
            Self::Partly => "#b35900",
            Self::Down => "#c1121f",
        }
    }
}

/// shields.io's endpoint schema, version 1.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'p> {
    schema_version: u8,
    label: &'p str,
    message: &'static str,
    color: &'static str,
    cache_seconds: u32,
}

impl<'p> Badge<'p> {
    fn of_page(page: &'p StatusPage) -> Self {
        let (message, color) = match Overall::of(page) {
            Overall::Operational => ("operational", Color::Good),
            Overall::UnderMaintenance => ("maintenance", Color::Work),
            Overall::PartlyDegraded | Overall::Degraded => ("degraded", Color::Slow),
            Overall::MinorOutage => ("minor outage", Color::Partly),
            Overall::PartialOutage => ("partial outage", Color::Partly),
            Overall::MajorOutage => ("major outage", Color::Down),
        };
        Self { label: page_name(&page.page), message, color }
    }

    fn of_component(label: &'p str, state: ComponentState) -> Self {
        let (message, color) = match state {
            ComponentState::Operational => ("operational", Color::Good),
            ComponentState::UnderMaintenance => ("maintenance", Color::Work),
            ComponentState::DegradedPerformance => ("degraded", Color::Slow),
            ComponentState::PartialOutage => ("partial outage", Color::Partly),
            ComponentState::MajorOutage => ("major outage", Color::Down),
        };
        Self { label, message, color }
    }

    fn files(&self, name: &str) -> Result<[PublicFile; 2], SiteError> {
        let endpoint = Endpoint {
            schema_version: 1,
            label: self.label,
            message: self.message,
            color: self.color.name(),
            cache_seconds: CACHE_SECONDS,
        };
        Ok([
            document(&format!("badges/{name}.json"), &endpoint)?,
            PublicFile::new(&format!("badges/{name}.svg"), svg::svg(self.label, self.message, self.color.number()))?,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::status::sample;

    fn file(page: &StatusPage, path: &str) -> String {
        let file = files(page).unwrap().into_iter().find(|file| file.path.as_str() == path).unwrap();
        String::from_utf8(file.bytes).unwrap()
    }

    #[test]
    fn the_page_and_each_component_has_both() {
        let page = sample::page();
        assert_eq!(files(&page).unwrap().len(), 2 + 2 * 4);
        assert_eq!(
            file(&page, "badges/overall.json"),
            "{\"schemaVersion\":1,\"label\":\"Acme\",\"message\":\"partial outage\",\"color\":\"orange\",\"cacheSeconds\":300}\n"
        );
        assert_eq!(files(&page).unwrap(), files(&page).unwrap());
    }

    #[test]
    fn pictures_are_well_formed_and_read_aloud_whatever_the_name() {
        let svg = file(&sample::page(), "badges/000000000002.svg");
        let mut reader = quick_xml::Reader::from_str(&svg);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains('\u{7}') && !svg.contains('\u{202e}'), "{svg}");
    }
}
