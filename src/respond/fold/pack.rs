//! A file as an item of a list, and an item as a file: the lines as they are, moved by two columns, so that comments and whatever else
//! somebody wrote goes along.

use crate::model::EntryRecord;
use crate::source::yaml::{self, Data, Edit, Items, Route};
use crate::source::{decode::BYTE_ORDER_MARK, front_matter};

/// Why something cannot be moved as it is.
pub(super) type Reason = String;

/// The line that tells editors which schema a file has; that of a list is another.
const SCHEMA: &str = "# yaml-language-server:";

/// An entry's file as an item of timeline.yaml.
pub(super) fn entry(id: &str, file: &str, body: &str) -> Result<String, Reason> {
    let parts = front_matter::split(file).map_err(|problem| problem.message)?;
    item(id, &file[parts.yaml], Some(body).filter(|body| !body.is_empty()))
}

/// A follow-up's file as an item of followups.yaml.
pub(super) fn followup(id: &str, file: &str) -> Result<String, Reason> {
    item(id, file.trim_start_matches(BYTE_ORDER_MARK), None)
}

fn item(id: &str, yaml: &str, body: Option<&str>) -> Result<String, Reason> {
    let yaml = plain(yaml);
    let meant = meant(&yaml, id, body)?;
    let mut edits = vec![Edit::set(Route::root().index(0), "id", id)];
    edits.extend(body.map(|body| Edit::set(Route::root().index(0), "text", body)));
    // Behind the dash stands the id, where a map is one of lines; in brackets it is added.
    let is_lines = yaml::parse(&yaml, 0).0.is_none_or(|root| yaml[root.span.range()].starts_with(|c| c != '{'));
    let lines: String =
        yaml.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect();
    let begun = match is_lines {
        true => {
            let first = yaml::edit("", &[Edit::set(Route::root(), "id", id)]).map_err(|error| error.to_string())?;
            format!("- {first}{lines}")
        }
        false => lines.replacen(' ', "-", 1),
    };
    let text = yaml::edit(&begun, &edits).map_err(|error| error.to_string())?;
    let (root, problems) = yaml::parse(&text, 0);
    let read = root.as_ref().and_then(Data::of);
    if problems.is_empty() && read.is_some_and(|read| read.same(&Data::List(vec![meant]))) {
        Ok(text)
    } else {
        Err("its lines would read differently in a list".to_owned())
    }
}

/// What the item must say.
fn meant(yaml: &str, id: &str, body: Option<&str>) -> Result<Data, Reason> {
    let (root, problems) = yaml::parse(yaml, 0);
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem.message);
    }
    let own = match root.as_ref().filter(|root| !root.is_null()).map(Data::of) {
        None => Vec::new(),
        Some(Some(Data::Map(entries))) => entries,
        Some(_) => return Err("it is not a map".to_owned()),
    };
    if let Some((key, _)) = own.iter().find(|(key, _)| key == "id" || (key == "text" && body.is_some())) {
        return Err(format!("it has a key `{key}`, which only items of lists have"));
    }
    let id = ("id".to_owned(), Data::from(id));
    let body = body.map(|body| ("text".to_owned(), Data::from(body)));
    Ok(Data::Map(std::iter::once(id).chain(own).chain(body).collect()))
}

/// YAML without carriage returns, a schema of its own, and the line that begins a document.
fn plain(yaml: &str) -> String {
    let mut begun = false;
    let kept = yaml.lines().filter(|line| {
        let marker = !begun && line.trim_end() == "---";
        begun |= !line.trim().is_empty() && !line.starts_with('#');
        !marker && !line.starts_with(SCHEMA)
    });
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    if keeps_blank_lines(&text) || text.trim().is_empty() {
        text
    } else {
        text.trim_end_matches('\n').to_owned() + "\n"
    }
}

/// Whether blank lines may be a part of some text: a block scalar with `+` has all that follow it.
fn keeps_blank_lines(yaml: &str) -> bool {
    yaml.contains("|+") || yaml.contains(">+")
}

/// An item of timeline.yaml as the file of an entry.
pub(super) fn entry_file(item: &str, body: &str) -> Result<String, Reason> {
    let root = Route::root();
    let record = without(item, &[Edit::remove(root.clone(), "id"), Edit::remove(root, "text")])?;
    let file = format!("---\n{record}---\n{}\n", body.trim());
    let kept = front_matter::split(&file).is_ok_and(|parts| file[parts.yaml] == record);
    let read: (Option<EntryRecord>, _) = yaml::read(&record, 0);
    if kept && read.0.is_some() { Ok(file) } else { Err("a line of it would end the front matter".to_owned()) }
}

/// An item of followups.yaml as the file of a follow-up.
pub(super) fn followup_file(item: &str, schema: &str) -> Result<String, Reason> {
    Ok(schema.to_owned() + &without(item, &[Edit::remove(Route::root(), "id")])?)
}

fn without(item: &str, edits: &[Edit]) -> Result<String, Reason> {
    let alone = yaml::standalone(item).map_err(|error| error.to_string())?;
    let text = plain(&alone);
    let text = text.trim_start_matches('\n');
    yaml::edit(text, edits).map_err(|error| error.to_string())
}

/// A list with other items in their order among them.
pub(super) fn list(old: Items, items: &[String]) -> String {
    let windows = old.head.contains("\r\n") || items.iter().any(|item| item.contains("\r\n"));
    let mut text = old.head;
    for (index, item) in items.iter().enumerate() {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        // Items stand apart, unless blank lines would be taken for text of the one before.
        let before = index.checked_sub(1).map(|before| items[before].as_str());
        if before.is_some_and(|before| !keeps_blank_lines(before)) && !item.starts_with(['\n', '\r']) {
            text.push('\n');
        }
        text += item;
    }
    if !old.tail.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text += &old.tail;
    if windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}
