//! The files of the whole repository: policy, people, components, runbooks.

use std::fmt::Write as _;
use std::io;

use crate::words::{COMPONENTS, PEOPLE};
use crate::write::Writer;

pub fn write(writer: &mut Writer) -> io::Result<()> {
    writer.file("flarebook.yaml", "severities: p0-p2\nroles: flare\nsite:\n  title: A synthetic record\n")?;
    writer.file("people.yaml", &people())?;
    writer.file("components.yaml", &components())?;
    for (id, _, _) in COMPONENTS {
        let text = format!("# {id}\n\n1. Look at the dashboard.\n2. Roll back the last deploy.\n3. Restart it.\n");
        writer.file(&format!("docs/runbooks/{id}.md"), &text)?;
    }
    Ok(())
}

fn people() -> String {
    let mut out = String::new();
    for (handle, name, team) in PEOPLE {
        let _ =
            writeln!(out, "{handle}: {{name: {name}, github: {handle}-x, email: {handle}@corp.example, team: {team}}}");
    }
    out
}

/// A component depends on the two before it, so nothing goes round in a circle.
fn components() -> String {
    let mut out = String::new();
    for (at, (id, public_name, group)) in COMPONENTS.iter().enumerate() {
        let owner = PEOPLE[at % PEOPLE.len()].2;
        let _ = write!(
            out,
            "{id}:\n  name: {id}\n  group: {group}\n  owner: {owner}\n  runbooks: [docs/runbooks/{id}.md]\n"
        );
        if !public_name.is_empty() {
            let _ = writeln!(out, "  public_name: {public_name}");
        }
        if let Some(needed) = at.checked_sub(3).and_then(|from| COMPONENTS.get(from..at - 1)) {
            let ids: Vec<&str> = needed.iter().map(|(id, _, _)| *id).collect();
            let _ = writeln!(out, "  depends_on: [{}]", ids.join(", "));
        }
    }
    out
}
