//! Files as people write them: what changes is what must.

use super::{append, remove, set};
use crate::source::yaml::{Data, Edit, Route, edit, edit_front_matter, set_scalar};

const URL: &str = "https://github.com/acme/infra/issues/912";

#[test]
fn a_scalar_in_its_place() {
    let file = "# why\ntitle: Alert  # short\nstate: \"open\" # still\ntracker: new\n";
    assert_eq!(set(file, "state", "done").unwrap(), file.replace("\"open\"", "\"done\""));
    assert_eq!(set(file, "tracker", URL).unwrap(), file.replace("new", URL));
    assert_eq!(set("a: 'x'\n", "a", "it's").unwrap(), "a: 'it''s'\n");
    assert_eq!(set("a: x\n", "a", "12").unwrap(), "a: \"12\"\n");
    assert_eq!(set("a: x\n", "a", 12_u64).unwrap(), "a: 12\n");
    assert_eq!(set("a:   # todo\nb: c\n", "a", "x").unwrap(), "a: x   # todo\nb: c\n");
    assert_eq!(set("a: ~\n", "a", "x").unwrap(), "a: x\n");
    assert_eq!(set("a:\n  long text\n  goes on\nb: c\n", "a", "x").unwrap(), "a:\n  x\nb: c\n");
    assert_eq!(set("a: x\n", "a", "x").unwrap(), "a: x\n");
}

#[test]
fn a_new_key_goes_to_the_end_or_where_it_usually_is() {
    assert_eq!(
        set("title: A\r\nowner: b\r\n", "tracker", URL).unwrap(),
        format!("title: A\r\nowner: b\r\ntracker: {URL}\r\n")
    );
    assert_eq!(set("title: A", "state", "done").unwrap(), "title: A\nstate: done");
    assert_eq!(
        set("{title: A, due: 2026-01-01}\n", "state", "done").unwrap(),
        "{title: A, due: 2026-01-01, state: done}\n"
    );
    assert_eq!(set("{\"title\": \"A\"}\n", "state", "done").unwrap(), "{\"title\": \"A\", \"state\": \"done\"}\n");
    assert_eq!(set("{}\n", "state", "done").unwrap(), "{state: done}\n");
    assert_eq!(set("# nothing yet\n", "state", "done").unwrap(), "# nothing yet\nstate: done\n");
    assert_eq!(set("", "state", "done").unwrap(), "state: done\n");
    let ordered = Edit::set(Route::root(), "summary", "S").in_order(&["title", "summary", "kind"]);
    assert_eq!(edit("title: A # a\nkind: drill\n", &[ordered]).unwrap(), "title: A # a\nsummary: S\nkind: drill\n");
}

#[test]
fn maps_on_the_way_are_made() {
    let time = "2026-03-14T09:43:00Z";
    assert_eq!(
        set("title: A\n", "impact.ended_at", time).unwrap(),
        format!("title: A\nimpact: {{ended_at: {time}}}\n")
    );
    assert_eq!(set("title: A\nimpact:\n", "impact.customers", 4_u64).unwrap(), "title: A\nimpact: {customers: 4}\n");
    let block = "impact:\n    # first\n    started_at: x  # about\n\n# then\ntitle: A\n";
    assert_eq!(
        set(block, "impact.customers", 4_u64).unwrap(),
        "impact:\n    # first\n    started_at: x  # about\n    customers: 4\n\n# then\ntitle: A\n"
    );
}

#[test]
fn values_of_every_kind() {
    let text = "First line.\n\nSecond: line # no comment";
    assert_eq!(
        set("title: A\n", "note", text).unwrap(),
        "title: A\nnote: |-\n  First line.\n\n  Second: line # no comment\n"
    );
    assert_eq!(set("note: >\n  Old\n  text\n# end\n", "note", "New").unwrap(), "note: New\n# end\n");
    assert_eq!(
        set("note: | # why\n  Old\n", "note", text).unwrap(),
        "note: |- # why\n  First line.\n\n  Second: line # no comment\n"
    );
    assert_eq!(set("note: x # why\nb: c\n", "note", "a\nb\n").unwrap(), "note: | # why\n  a\n  b\nb: c\n");
    assert_eq!(set("{a: b}\n", "note", "a\nb").unwrap(), "{a: b, note: \"a\\nb\"}\n");
    let waiver = Data::Map(vec![("reason".into(), "Vendor, in April".into()), ("until".into(), "2026-04-30".into())]);
    assert_eq!(
        set("title: A\n", "waiver", waiver).unwrap(),
        "title: A\nwaiver: {reason: \"Vendor, in April\", until: 2026-04-30}\n"
    );
    let long: Vec<String> = (0..3).map(|n| format!("https://example.com/a-long-address/{n}")).collect();
    assert_eq!(
        set("title: A\nb: c\n", "evidence", long).unwrap(),
        "title: A\nb: c\nevidence:\n  - https://example.com/a-long-address/0\n  - https://example.com/a-long-address/1\n  - https://example.com/a-long-address/2\n"
    );
    assert_eq!(set("tags: [a, b] # c\n", "tags", vec!["x"]).unwrap(), "tags: [x] # c\n");
    assert_eq!(set("tags:\n- a\n- b\nz: y\n", "tags", vec!["x"]).unwrap(), "tags: [x]\nz: y\n");
}

#[test]
fn items_go_to_the_end_of_their_list() {
    assert_eq!(append("tags: [a]\n", "tags", "b c").unwrap(), "tags: [a, b c]\n");
    assert_eq!(append("tags: []\n", "tags", "b").unwrap(), "tags: [b]\n");
    assert_eq!(append("title: A\n", "tags", "b").unwrap(), "title: A\ntags: [b]\n");
    assert_eq!(append("tags:\n", "tags", "b").unwrap(), "tags: [b]\n");
    assert_eq!(append("tags:\n  - a # one\n\nz: y\n", "tags", "b").unwrap(), "tags:\n  - a # one\n  - b\n\nz: y\n");
    assert_eq!(append("tags:\n- a\nz: y\n", "tags", "b").unwrap(), "tags:\n- a\n- b\nz: y\n");
    let map = Data::Map(vec![("at".into(), "x".into()), ("text".into(), "a\nb".into())]);
    assert_eq!(
        append("- at: y\n  text: |\n    one\n\n    two\n", "", map.clone()).unwrap(),
        "- at: y\n  text: |\n    one\n\n    two\n- at: x\n  text: |-\n    a\n    b\n"
    );
    assert_eq!(append("- {at: y}\n", "", map.clone()).unwrap(), "- {at: y}\n- {at: x, text: \"a\\nb\"}\n");
    assert_eq!(append("# head\n", "", map).unwrap(), "# head\n- at: x\n  text: |-\n    a\n    b\n");
}

#[test]
fn a_key_goes_and_its_comment_stays() {
    let file = "title: A\ndue: 2026-01-01 # as agreed\nowner: b\n";
    assert_eq!(remove(file, "due").unwrap(), "title: A\n# as agreed\nowner: b\n");
    assert_eq!(remove(file, "owner").unwrap(), "title: A\ndue: 2026-01-01 # as agreed\n");
    assert_eq!(remove("a: b\nc: d", "c").unwrap(), "a: b");
    assert_eq!(remove("a: b\r\nc: d\r\n", "a").unwrap(), "c: d\r\n");
    assert_eq!(remove("a: b\n", "a").unwrap(), "{}\n");
    assert_eq!(remove("a:\n  b: c\nd: e\n", "a.b").unwrap(), "a:\n  {}\nd: e\n");
    assert_eq!(remove("{a: b, c: d}\n", "a").unwrap(), "{c: d}\n");
    assert_eq!(remove("{a: b, c: d}\n", "c").unwrap(), "{a: b}\n");
    assert_eq!(remove("{a: b}\n", "a").unwrap(), "{}\n");
    assert_eq!(remove("- a: b\n  c: d\n- x\n", "0.a").unwrap(), "- c: d\n- x\n");
    assert_eq!(remove("a: |+\n  b\n\n\nc: d\n", "a").unwrap(), "c: d\n");
    assert_eq!(remove("a: b\n", "c").unwrap(), "a: b\n");
    assert_eq!(remove("a:\n- b # one\n- c\nd: e\n", "a").unwrap(), "# one\nd: e\n");
}

#[test]
fn items_of_lists() {
    let list = "# all\n- title: A\n  tracker: new\n# between\n- title: B\n  tracker: new\n";
    let edited = set_scalar(list, &Route::root().index(1), "tracker", URL).unwrap();
    assert_eq!(edited, format!("# all\n- title: A\n  tracker: new\n# between\n- title: B\n  tracker: {URL}\n"));
    let edited = set_scalar(list, &Route::root().index(0), "state", "done").unwrap();
    assert_eq!(edited, "# all\n- title: A\n  tracker: new\n  state: done\n# between\n- title: B\n  tracker: new\n");
}

#[test]
fn front_matter_and_marks() {
    let file = "\u{feff}---\r\nat: x # when\r\n---\r\nBody\r\n\r\n---\r\nstate: y\r\n";
    let edited = edit_front_matter(file, &[Edit::set(Route::root(), "state", "draft")]).unwrap();
    assert_eq!(edited, file.replacen("when\r\n", "when\r\nstate: draft\r\n", 1));
    assert_eq!(edit("\u{feff}a: b\n", &[Edit::set(Route::root(), "a", "c")]).unwrap(), "\u{feff}a: c\n");
    assert_eq!(
        edit_front_matter("---\n---\nBody", &[Edit::set(Route::root(), "a", "c")]).unwrap(),
        "---\na: c\n---\nBody"
    );
    assert!(edit_front_matter("no front matter\n", &[]).is_err());
}
