//! Style sheets, scripts, the sign and the logo; each with a version that changes with its content, so that no browser shows a new
//! page in an old style.

use sha2::{Digest as _, Sha256};

use super::home;
use crate::publication::StatusPage;
use crate::site::status::look::Look;
use crate::site::status::{PublicFile, SiteError};
use crate::site::templates::Templates;

/// Addresses below the site's root, with versions.
pub(super) struct Versions {
    pub style: String,
    pub script: String,
    pub embed_style: String,
    pub logo: Option<String>,
    pub icon: String,
}

/// The files, and how pages refer to them.
pub(super) struct Assets {
    pub files: Vec<PublicFile>,
    pub versions: Versions,
}

impl Assets {
    pub fn new(page: &StatusPage, templates: &Templates, look: &Look) -> Result<Self, SiteError> {
        let style = look.style(templates.asset("public/status.css"));
        let embed_style = look.style(templates.asset("public/embed.css"));
        let icon = icon(home::overall(page).1);
        let script = templates.asset("public/status.js");
        let versions = Versions {
            style: address("status.css", style.as_bytes()),
            script: address("status.js", script.as_bytes()),
            embed_style: address("embed.css", embed_style.as_bytes()),
            icon: address("icon.svg", icon.as_bytes()),
            logo: look.logo.as_ref().map(|(name, bytes)| address(name, bytes)),
        };
        let mut files = vec![
            PublicFile::new("assets/status.css", style)?,
            PublicFile::new("assets/status.js", script)?,
            PublicFile::new("assets/embed.css", embed_style)?,
            PublicFile::new("assets/icon.svg", icon)?,
            PublicFile::new("embed.js", templates.asset("public/embed.js"))?,
        ];
        if let Some((name, bytes)) = &look.logo {
            files.push(PublicFile::new(&format!("assets/{name}"), bytes.clone())?);
        }
        Ok(Self { files, versions })
    }
}

/// The sign in a browser's tab: it shows how everything is, by shape and by colour.
fn icon(tone: &str) -> String {
    let (colour, shape) = match tone {
        "operational" => ("#1f7a4d", "M9 16.5l5 5 9.5-11"),
        "under_maintenance" => ("#2f5fb3", "M10 13h12M10 19h12"),
        "degraded_performance" => ("#9a6700", "M8 18c2.5-5 5.5-5 8-2s5.5 3 8-2"),
        "partial_outage" => ("#b54708", "M16 8v10M16 22.5v1"),
        "major_outage" => ("#b42318", "M10.5 10.5l11 11M21.5 10.5l-11 11"),
        _ => ("#5b6673", "M11 16h10"),
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="{colour}"/><path d="{shape}" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
"##
    )
}

fn address(name: &str, bytes: &[u8]) -> String {
    format!("assets/{name}?v={}", digest(bytes))
}

/// The first eight digits of a digest.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
