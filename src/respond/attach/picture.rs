//! Which kind of picture a file is, told by its first bytes and never by its name.

use super::{gif, jpeg, png, webp};

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// It is none.
    Not,
    /// The picture alone.
    Stripped(Vec<u8>),
    /// A kind of file that may tell more than it shows, and is left as it is.
    Kept(Kind),
    /// It begins like a picture and does not go on like one.
    Broken(&'static str),
}

/// Looks at a file, and takes out of a picture what is no picture.
pub(super) fn look(bytes: &[u8]) -> Picture {
    let of = |kind, stripped: Option<Vec<u8>>| stripped.map_or(Picture::Broken(kind), Picture::Stripped);
    match bytes {
        [0xff, 0xd8, 0xff, ..] => of("JPEG", jpeg::strip(bytes)),
        [0x89, b'P', b'N', b'G', ..] => of("PNG", png::strip(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => of("WebP", webp::strip(bytes)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => of("GIF", gif::strip(bytes)),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Picture::Kept(Kind::Tiff),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => Picture::Kept(match brand {
            [b'a', b'v', b'i', b'f' | b's', ..] => Kind::Avif,
            [b'h', b'e', ..] | [b'm', b'i' | b's', b'f', b'1', ..] => Kind::Heic,
            _ => Kind::Video,
        }),
        [b'%', b'P', b'D', b'F', b'-', ..] => Picture::Kept(Kind::Pdf),
        _ if is_svg(bytes) => Picture::Kept(Kind::Svg),
        _ => Picture::Not,
    }
}

/// Kinds of files that nothing is taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Avif,
    Heic,
    Pdf,
    Svg,
    Tiff,
    Video,
}

impl Kind {
    /// What stays in it, and the way to be rid of it.
    pub fn stays(self) -> &'static str {
        match self {
            Self::Avif => {
                "what an AVIF file tells about place and device stays in it. Without: `magick FILE.avif FILE.png`, and attach that."
            }
            Self::Heic => {
                "what a HEIC file tells about place and device stays in it. Without: make a JPEG of it (on a Mac `sips -s format jpeg FILE.heic --out FILE.jpg`, elsewhere `heif-convert FILE.heic FILE.jpg`), and attach that."
            }
            Self::Pdf => {
                "what a PDF tells about its author and program, and pages or words that are covered but still there, stay in it. A picture of the page tells only what it shows."
            }
            Self::Svg => {
                "comments, notes of the drawing program (names, paths) and scripts of an SVG stay in it. Look into it with an editor, or attach a PNG of it."
            }
            Self::Tiff => {
                "what a TIFF file tells about place and device stays in it; a PNG or JPEG would be rid of it."
            }
            Self::Video => "what a video tells about place and device stays in it.",
        }
    }
}

/// A drawing: a text that begins with a tag, and `<svg` soon.
fn is_svg(bytes: &[u8]) -> bool {
    const SOON: usize = 4096;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = &text[..text.len().min(SOON)];
    head.starts_with(b"<") && head.windows(4).any(|part| part.eq_ignore_ascii_case(b"<svg"))
}
