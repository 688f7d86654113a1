//! Commits by the ten thousand, through `git fast-import`.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};

use super::history::git;

/// A running `git fast-import`.
pub struct Import {
    child: Child,
    stream: BufWriter<ChildStdin>,
    /// Seconds since 1970; a minute more with each commit.
    time: u64,
}

impl Import {
    /// Starts it; the first commit is made at `time`.
    pub fn start(folder: &Path, time: u64) -> io::Result<Self> {
        let mut child = git(folder).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take().ok_or_else(|| io::Error::other("git fast-import takes no input"))?;
        Ok(Self { child, stream: BufWriter::new(stdin), time })
    }

    /// Begins a commit on a branch; `from` is what it follows, if not the branch as this import has it. Files follow.
    pub fn commit(&mut self, branch: &str, from: Option<&str>, author: &str) -> io::Result<()> {
        writeln!(self.stream, "commit refs/heads/{branch}\ncommitter {author} {} +0000", self.time)?;
        self.data(b"A commit\n")?;
        self.time += 60;
        from.map_or(Ok(()), |from| writeln!(self.stream, "from {from}"))
    }

    /// A file of the commit that was begun.
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        writeln!(self.stream, "M 100644 inline {path}")?;
        self.data(bytes)
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        writeln!(self.stream, "data {}", bytes.len())?;
        self.stream.write_all(bytes)?;
        writeln!(self.stream)
    }

    /// Waits for git to be done.
    pub fn finish(self) -> io::Result<()> {
        let Self { mut child, stream, .. } = self;
        let written = stream.into_inner().map(drop).map_err(io::IntoInnerError::into_error);
        let status = child.wait()?;
        if status.success() { written } else { Err(io::Error::other(format!("git fast-import: {status}"))) }
    }
}
