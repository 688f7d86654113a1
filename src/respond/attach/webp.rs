//! WebP: chunks that make the picture stay; a camera's notes go.

/// The picture alone; `None` when this is no whole WebP.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut at = out.len();
    let end = 8 + usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    while at < end {
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let next = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let (name, chunk) = (bytes.get(at..at + 4)?, bytes.get(at..next)?);
        if name == b"VP8X" {
            let mut chunk = chunk.to_vec();
            // The bits that announce the chunks that go.
            *chunk.get_mut(8)? &= !0b0000_1100;
            out.extend(chunk);
        } else if [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"].iter().any(|known| name == *known) {
            out.extend(chunk);
        }
        at = next;
    }
    let length = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out[4..8].copy_from_slice(&length);
    Some(out)
}
