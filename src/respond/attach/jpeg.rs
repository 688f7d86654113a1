//! JPEG: segments that make the picture stay, everything else goes; of the camera's notes only how the picture is turned.

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";

/// The picture alone; `None` when this is no whole JPEG.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, START];
    let mut at = 2;
    let mut turned = None;
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let (marker, next) = marker(bytes, at)?;
        at = next;
        if marker == END {
            break;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            body.extend([0xff, marker]);
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        let content = bytes.get(at + 2..at + length)?;
        if marker == 0xe1 && turned.is_none() {
            turned = content.strip_prefix(EXIF).and_then(orientation);
        }
        if stays(marker, content) {
            body.extend([0xff, marker]);
            body.extend(bytes.get(at..at + length)?);
        }
        at += length;
        if marker == SCAN {
            let end = scan_end(bytes, at)?;
            body.extend(bytes.get(at..end)?);
            at = end;
        }
    }
    out.extend(turned.map(exif).unwrap_or_default());
    out.extend(body);
    out.extend([0xff, END]);
    Some(out)
}

/// The marker at a place, over the bytes that may fill the gap before it, and where its content begins.
fn marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    if *bytes.get(at)? != 0xff {
        return None;
    }
    while *bytes.get(at)? == 0xff {
        at += 1;
    }
    Some((*bytes.get(at)?, at + 1))
}

/// Where the data of a scan ends: at the next marker that is no part of them.
fn scan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let pairs = bytes.get(from..)?.windows(2);
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    pairs.enumerate().find(|(_, pair)| is_marker(pair)).map(|(length, _)| from + length)
}

/// Of the segments for programs those that say how the colours are meant; comments go.
fn stays(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// How the picture is turned, 2 to 8, as the camera's notes say in their first directory.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let two = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| -> Option<usize> {
        let four: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
    };
    let directory = long(4)?;
    let count = usize::from(short(directory)?);
    let entries = (0..count).map(|index| directory + 2 + index * 12);
    let mut found = entries.filter(|&at| short(at) == Some(0x0112)).filter_map(|at| short(at + 8));
    found.next().and_then(|value| u8::try_from(value).ok()).filter(|value| (2..=8).contains(value))
}

/// A segment that says only how the picture is turned.
fn exif(turned: u8) -> Vec<u8> {
    let tiff = [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turned], b"\0\0\0\0\0\0"].concat();
    let length = u16::try_from(2 + EXIF.len() + tiff.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&[0xff, 0xe1], length.as_slice(), EXIF, &tiff].concat()
}
