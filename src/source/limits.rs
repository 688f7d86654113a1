//! Every limit on what is read, in one place. A message about a limit names the number, so a change here changes the message.
//!
//! Records are written by people and read by everybody; a file past these bounds is an accident or an attack.

/// Bytes of one record file (YAML or Markdown). A folded timeline of a long incident stays well under a tenth of this.
pub const MAX_RECORD_BYTES: u64 = 2 * 1024 * 1024;

/// Bytes of one attachment that a site copies.
pub const MAX_ATTACHMENT_BYTES: u64 = 25 * 1024 * 1024;

/// How deep maps and lists may nest in YAML. The deepest record needs five.
pub const MAX_YAML_DEPTH: usize = 32;

/// Characters of one YAML key; also what the parser may look ahead for one.
pub const MAX_YAML_KEY_CHARS: usize = 256;

/// Values in one YAML document.
pub const MAX_YAML_NODES: usize = 200_000;

/// Problems reported for one file before the reader says "and more" and stops.
pub const MAX_PROBLEMS_PER_FILE: usize = 100;

/// How deep folders may nest below the root of a repository.
pub const MAX_FOLDER_DEPTH: usize = 32;

/// A number of bytes as people say it: `2 MiB`, `640 KiB`, `12 bytes`.
#[must_use]
pub fn bytes_in_words(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    match bytes {
        0..KIB => format!("{bytes} bytes"),
        KIB..MIB => format!("{} KiB", bytes / KIB),
        _ => format!("{} MiB", bytes / MIB),
    }
}
