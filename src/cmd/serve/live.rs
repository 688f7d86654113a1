//! What pages are told while they are open: the script that asks, and the answer.

use super::state::Now;
use crate::site::OWN_SCRIPTS;

/// Where the script is; only pages that are served name it.
pub(super) const SCRIPT_PATH: &str = "/_flarebook/live.js";

/// Where the script asks.
pub(super) const STATE_PATH: &str = "/_flarebook/state";

/// The script: it reloads a page when the site was built anew, and shows the findings while the record is broken.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// The answer: the version of the state, the number of the build, and what is wrong.
pub(super) fn answer(now: &Now) -> String {
    serde_json::json!({ "version": now.version, "built": now.built, "trouble": now.trouble }).to_string()
}

/// A page with the script at its end. The files of the site stay as they are.
pub(super) fn dressed(page: &str) -> String {
    let script = format!("<script src=\"{SCRIPT_PATH}\"></script>");
    // What a page forbids itself, `serve` allows for the one script that comes from this server.
    let page = page.replacen(OWN_SCRIPTS, "script-src 'self'; connect-src 'self'", 1);
    match page.rfind("</body>") {
        Some(at) => format!("{}{script}{}", &page[..at], &page[at..]),
        None => page + &script,
    }
}

/// The page that is shown when there is no site at all yet.
pub(super) fn placeholder() -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built yet</title></head>\
         <body><p>There is no site yet.</p><script src=\"{SCRIPT_PATH}\"></script></body></html>"
    )
}
