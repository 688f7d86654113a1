//! The state in a small frame for other sites: without a script (`embed.html`), and, in the language of the page, for the two scripts
//! that come with it (`assets/now.json`; programs of others read `embed.json`).

use serde::Serialize;

use super::home;
use super::maker::Maker;
use super::view::{Frame, State};

/// The page for an `<iframe>`.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedPage {
    /// What surrounds it; used in part.
    pub frame: Frame,
    /// The style sheet's address.
    pub style: String,
    /// How everything is.
    pub state: State,
}

/// What the script of the status page and that of other sites ask for.
#[derive(Clone, Debug, Serialize)]
struct Embed {
    /// Changes when anything on the page does but the instant it speaks for.
    version: String,
    generated_at: String,
    stale_after: i64,
    stale: String,
    /// The state in one word.
    state: String,
    /// The same in a sentence.
    label: String,
    title: String,
    lang: String,
    dir: String,
}

pub(super) fn page(maker: &Maker<'_>) -> EmbedPage {
    let state = home::state(maker);
    let frame = maker.frame(&maker.site_title(), state.label.clone(), "", Some("embed.html"));
    EmbedPage { frame, style: maker.versions.embed_style.clone(), state }
}

pub(super) fn json(maker: &Maker<'_>) -> Vec<u8> {
    let (state, frame) = (home::state(maker), maker.frame("", String::new(), "", None));
    let embed = Embed {
        version: frame.version,
        generated_at: frame.generated.datetime,
        stale_after: frame.stale_after,
        stale: frame.stale,
        state: state.tone,
        label: state.label,
        title: frame.site_title,
        lang: frame.lang,
        dir: frame.dir,
    };
    // A struct of texts and numbers always has a JSON form.
    let mut bytes = serde_json::to_vec(&embed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
