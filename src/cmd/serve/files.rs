//! From the path of a request to a file of the site.

use std::path::{Path, PathBuf};

/// The file that a request asks for, when it is one of the site: `/` and folders mean their index.html; nothing leads out.
pub(super) fn file_of(site: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut file = site.to_owned();
    for part in decoded(path)?.split('/').filter(|part| !part.is_empty()) {
        let plain = !matches!(part, "." | "..") && !part.contains(['\\', '\0', ':']) && !part.starts_with('.');
        if !plain {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// `%C3%A9` and the like as text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let hex = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file by its name; what is not known is offered as a download.
pub(super) fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "md" | "log" | "yaml" => "text/plain; charset=utf-8",
        "xml" | "atom" | "rss" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_site() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        std::fs::write(folder.path().join("site/index.html"), "x").unwrap();
        std::fs::write(folder.path().join("site/é x.html"), "x").unwrap();
        let site = folder.path().join("site");
        assert!(file_of(&site, "/").is_some());
        assert!(file_of(&site, "/%C3%A9%20x.html?y#z").is_some());
        for bad in
            ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/%2e%2e%5csecret", "/.hidden", "/%zz", "/nothing", "/%"]
        {
            assert_eq!(file_of(&site, bad), None, "{bad}");
        }
    }
}
