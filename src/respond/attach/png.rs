//! PNG: chunks that make the picture stay; texts, times and a camera's notes go.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture alone; `None` when this is no whole PNG.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(bytes.get(..SIGNATURE.len()).filter(|signature| *signature == SIGNATURE)?);
    let mut at = SIGNATURE.len();
    loop {
        let length: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        let end = at.checked_add(usize::try_from(u32::from_be_bytes(length)).ok()?)?.checked_add(12)?;
        let (chunk, name) = (bytes.get(at..end)?, bytes.get(at + 4..at + 8)?);
        if stays(name) {
            out.extend(chunk);
        }
        at = end;
        // What follows the end is no picture.
        if name == b"IEND" {
            return Some(out);
        }
    }
}

/// What a picture cannot do without (its name begins with a capital), how its colours are meant, and its frames.
fn stays(name: &[u8]) -> bool {
    let colours: [&[u8]; 11] =
        [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"];
    let frames: [&[u8]; 3] = [b"acTL", b"fcTL", b"fdAT"];
    name.first().is_some_and(u8::is_ascii_uppercase) || colours.contains(&name) || frames.contains(&name)
}
