//! Two folders changing places in one step.

use std::io;
use std::path::Path;

/// Lets two folders change places, so that at no instant there is none; `false` where the system cannot do that.
///
/// The standard library cannot; `rustix` can (`renameat_with` and `RenameFlags::EXCHANGE`, on Linux and macOS).
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}
