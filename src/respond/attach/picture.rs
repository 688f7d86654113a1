//! Which kind of picture a file is, told by its first bytes and never by its name.

use super::{jpeg, png, webp};

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// It is none.
    Not,
    /// The picture alone.
    Stripped(Vec<u8>),
    /// A kind of picture that is left as it is.
    Unknown(&'static str),
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
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Picture::Unknown("TIFF"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Picture::Unknown("HEIC or video"),
        _ => Picture::Not,
    }
}
