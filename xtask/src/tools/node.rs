//! Node.js with npm: for the browser tests.

use crate::process;

/// The oldest that will do: Debian 12's.
const OLDEST: u32 = 18;

pub fn look() -> Result<String, String> {
    let version = process::first_line("node", &["--version"]).ok_or("node not found")?;
    let npm = process::find("npm").ok_or("npm not found")?;
    match major(&version) {
        Some(number) if number >= OLDEST => Ok(format!("{version}, {}", npm.display())),
        _ => Err(format!("node is {version}, and {OLDEST} or newer is needed")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_first_number_counts() {
        assert_eq!(major("v18.20.4"), Some(18));
        assert_eq!(major("v8"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
