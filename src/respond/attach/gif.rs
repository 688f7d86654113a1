//! GIF: frames, their times, whether they go round, and how colours are meant stay; comments and what programs left for themselves go.

/// Where the colours of the whole picture begin.
const HEAD: usize = 13;
const END: u8 = 0x3b;

/// The picture alone; `None` when this is no whole GIF.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut at = HEAD + colours(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let begin = at;
        let stays = match bytes.get(at) {
            // Some programs forget to say that it ends.
            None | Some(&END) => {
                out.push(END);
                return Some(out);
            }
            Some(0x2c) => {
                // A frame: where it is, its own colours, one number, its dots.
                at = blocks(bytes, at + 10 + colours(*bytes.get(at + 9)?) + 1)?;
                true
            }
            Some(0x21) => {
                let label = *bytes.get(at + 1)?;
                at = blocks(bytes, at + 2)?;
                stays(label, bytes.get(begin + 3..at)?)
            }
            Some(_) => return None,
        };
        if stays {
            out.extend(bytes.get(begin..at)?);
        }
    }
}

/// How long a table of colours is, as the byte before it says.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Past blocks that each begin with their length, up to an empty one.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// How long a frame is shown, text that is part of the picture, how often it goes round, and how its colours are meant.
fn stays(label: u8, content: &[u8]) -> bool {
    let goes_on: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];
    matches!(label, 0xf9 | 0x01) || (label == 0xff && goes_on.iter().any(|name| content.starts_with(name)))
}
