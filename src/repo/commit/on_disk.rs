//! How the working tree has what a commit holds: line endings as asked for, and nothing where only a program of the user's could tell.

use std::borrow::Cow;
use std::path::Path;

use git2::AttrCheckFlags;

/// What a file of the working tree holds when the commit holds `bytes`; `None` where a filter (Git LFS, encryption, another encoding) makes
/// something else of it.
pub(super) fn from_blob<'b>(git: &git2::Repository, path: &str, bytes: &'b [u8]) -> Option<Cow<'b, [u8]>> {
    let attribute = |name: &str| {
        git.get_attr(Path::new(path), name, AttrCheckFlags::FILE_THEN_INDEX).ok().flatten().map(ToOwned::to_owned)
    };
    let named = |name: &str| attribute(name).filter(|value| !matches!(value.as_str(), "false" | "unset"));
    if ["filter", "working-tree-encoding", "ident"].iter().any(|name| is_set(named(name).as_deref())) {
        return None;
    }
    let text = attribute("text");
    let config = git.config().ok()?;
    let setting = |key: &str| config.get_string(key).ok().map(|value| value.to_ascii_lowercase());
    let automatic = setting("core.autocrlf").is_some_and(|value| matches!(value.as_str(), "true" | "yes" | "on" | "1"));
    let crlf = match attribute("eol").as_deref() {
        Some("crlf") => true,
        Some("lf") => false,
        _ if text.is_none() => automatic,
        _ => automatic || setting("core.eol").as_deref() == Some("crlf"),
    };
    let is_text = !matches!(text.as_deref(), Some("false" | "unset")) && !bytes.contains(&0) && !bytes.contains(&b'\r');
    Some(if crlf && is_text { Cow::Owned(with_crlf(bytes)) } else { Cow::Borrowed(bytes) })
}

/// git2 gives the value of an attribute that is only set as "true" or as a mark of its own.
fn is_set(value: Option<&str>) -> bool {
    value.is_some_and(|value| !value.is_empty())
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for byte in bytes {
        if *byte == b'\n' {
            out.push(b'\r');
        }
        out.push(*byte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_and_filters_as_the_repository_asks() {
        let folder = tempfile::tempdir().unwrap();
        let git = git2::Repository::init(folder.path()).unwrap();
        let attributes = "* text=auto eol=lf\n*.win text eol=crlf\n*.raw -text\n*.big filter=lfs\n*.utf working-tree-encoding=UTF-16\n*.plain !eol\n";
        std::fs::write(folder.path().join(".gitattributes"), attributes).unwrap();
        let on_disk = |path: &str| from_blob(&git, path, b"a\nb\n").map(Cow::into_owned);
        assert_eq!(on_disk("x.md").unwrap(), b"a\nb\n");
        assert_eq!(on_disk("x.win").unwrap(), b"a\r\nb\r\n");
        assert_eq!(on_disk("x.raw").unwrap(), b"a\nb\n");
        assert_eq!(on_disk("x.plain").unwrap(), b"a\nb\n");
        assert_eq!((on_disk("x.big"), on_disk("x.utf")), (None, None));
        git.config().unwrap().set_str("core.autocrlf", "true").unwrap();
        assert_eq!(on_disk("x.plain").unwrap(), b"a\r\nb\r\n");
        assert_eq!(on_disk("x.raw").unwrap(), b"a\nb\n");
    }
}
