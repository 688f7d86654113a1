//! Random files, written in every way the format allows, and random edits: what is meant is read back, and no other line changes.

use proptest::prelude::*;

use super::super::{Data, Edit, Fault, Items, edit, items, standalone};
use super::wild::{Wild, document};
use crate::source::yaml::{Route, Value, parse};

#[derive(Clone, Debug)]
enum Deed {
    Set(String, Data),
    Append(Data),
    Drop,
    Remove,
}

fn deed() -> impl Strategy<Value = Deed> {
    let value = prop_oneof![
        6 => "[a-z #:\\[\\],'\"|-]{0,12}".prop_map(Data::Text),
        1 => "[a-z]{1,4}\n[a-z #]{0,4}\n?".prop_map(Data::Text),
        1 => "\\PC{0,8}".prop_map(Data::Text),
        1 => Just(Data::Bare("12".to_owned())),
        1 => proptest::collection::vec("[a-z ]{0,8}".prop_map(Data::Text), 0..3).prop_map(Data::List),
        1 => Just(Data::Map(vec![("by".to_owned(), "mary".into()), ("on".to_owned(), Data::null())])),
    ];
    prop_oneof![
        4 => ("[abn]", value.clone()).prop_map(|(key, value)| Deed::Set(key, value)),
        2 => value.prop_map(Deed::Append),
        1 => Just(Deed::Remove),
        1 => Just(Deed::Drop),
    ]
}

/// All the maps and lists of a document.
fn places(data: &Data, route: &Route, found: &mut Vec<(Route, bool)>) {
    match data {
        Data::Map(entries) => {
            found.push((route.clone(), true));
            entries.iter().for_each(|(key, value)| places(value, &route.clone().key(key), found));
        }
        Data::List(items) => {
            found.push((route.clone(), false));
            items.iter().enumerate().for_each(|(index, item)| places(item, &route.clone().index(index), found));
        }
        Data::Text(_) | Data::Bare(_) => {}
    }
}

/// The edit that a deed is at some place of a document, and how many lines of the file it may take away.
fn aimed(text: &str, data: &Data, at: usize, deed: Deed) -> Option<(Edit, usize)> {
    let mut found = Vec::new();
    places(data, &Route::root(), &mut found);
    let wants_map = !matches!(deed, Deed::Append(_) | Deed::Drop);
    let fitting: Vec<&Route> =
        found.iter().filter(|(_, is_map)| *is_map == wants_map).map(|(route, _)| route).collect();
    let route = (*fitting.get(at % fitting.len().max(1))?).clone();
    let (root, _) = parse(text, 0);
    let lines = |key: &str| {
        let root = root.as_ref().unwrap();
        let entry = route.follow(root).and_then(|map| map.entry(key))?;
        let start = entry.key.span.range().start;
        let last = |span: crate::source::Span| text[start..span.range().end.max(start)].matches('\n').count();
        Some(last(entry.value.span) + 2)
    };
    Some(match deed {
        Deed::Set(key, value) => {
            let lines = lines(&key).unwrap_or(1);
            (Edit::set(route, key, value), lines)
        }
        Deed::Append(item) => (Edit::append(route, item), 1),
        Deed::Drop => {
            let Some(Data::List(items)) = data.find(&route) else { return None };
            let item = items.get(at % items.len().max(1))?.clone();
            let index = items.iter().position(|known| *known == item)?;
            let span = |route: Route| Some(route.follow(root.as_ref()?)?.span.range());
            let of = |index: usize| span(route.clone().index(index));
            // In brackets the blanks before it go along, or those behind it.
            let gone = match (index.checked_sub(1).and_then(of), of(index)?, of(index + 1)) {
                (_, item, Some(next)) if items.len() > index + 1 => item.start..next.start,
                (Some(before), item, _) => before.end.min(item.start)..item.end,
                (None, ..) => span(route.clone())?,
            };
            let lines = text[gone].matches('\n').count() + 2;
            (Edit::drop(route, item), lines)
        }
        Deed::Remove => {
            let Some(Data::Map(entries)) = data.find(&route) else { return None };
            let key = entries.get(at % entries.len().max(1))?.0.clone();
            // With the only key go the lines of its brackets.
            let brackets = if entries.len() == 1 { 2 } else { 0 };
            // Behind a dash the next key takes the place of the first, over blank lines.
            let next = entries.get(1).filter(|_| entries[0].0 == key).and_then(|(next, _)| {
                let map = route.follow(root.as_ref().unwrap())?;
                let between = map.entry(&key)?.key.span.range().start..map.entry(next)?.key.span.range().start;
                Some(text[between].matches('\n').count() + 1)
            });
            let lines = (lines(&key).unwrap_or(1) + brackets).max(next.unwrap_or(0));
            (Edit::remove(route, key), lines)
        }
    })
}

/// How many lines of the old text are not the same lines of the new one: all but a common beginning and a common end.
fn touched(old: &str, new: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    old.len() - head - tail
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_meant_is_read_back_and_no_other_line_changes(
        data in document(), choices in proptest::collection::vec(any::<u8>(), 40..160), at in 0usize..40, deed in deed(),
    ) {
        let text = Wild::write(&data, &choices);
        let (root, problems) = parse(&text, 0);
        prop_assert!(problems.is_empty(), "{:?} in\n{}", problems, text);
        let read = Data::of(root.as_ref().unwrap()).unwrap();
        prop_assert_eq!(&read, &data, "{}", text);
        let Some((wanted, lines)) = aimed(&text, &data, at, deed) else { return Ok(()) };
        match edit(&text, std::slice::from_ref(&wanted)) {
            Ok(edited) => {
                let (root, problems) = parse(&edited, 0);
                prop_assert!(problems.is_empty(), "{:?} in\n{}", problems, edited);
                let meant = wanted.applied(data).unwrap().sorted();
                prop_assert_eq!(Data::of(root.as_ref().unwrap()).unwrap().sorted(), meant, "{}", edited);
                prop_assert!(touched(&text, &edited) <= lines, "{:?} made of\n{}\nthis\n{}", wanted, text, edited);
                let count = |text: &str| text.matches("#c").count();
                prop_assert_eq!(count(&text), count(&edited).min(count(&text)), "{}\n{}", text, edited);
                if text.contains('\n') {
                    let windows = |text: &str| text.replace("\r\n", "").contains('\n');
                    prop_assert!(windows(&text) || !windows(&edited), "{:?}\n{:?}", text, edited);
                }
                let removed = matches!(wanted, Edit::Remove { .. } | Edit::Drop { .. });
                prop_assert!(removed || text.ends_with('\n') == edited.ends_with('\n'), "{:?}\n{:?}", text, edited);
            }
            Err(error) => {
                let harmless = match error.fault {
                    // A value that comments stand in cannot give way to another.
                    Fault::LosesComments => !matches!(wanted, Edit::Append { .. }) && text.contains('#'),
                    // `- a: b`: there is nothing to put in its place.
                    Fault::OddLayout(_) => matches!(wanted, Edit::Remove { .. } | Edit::Drop { .. }),
                    // Without a line break at its end, a block scalar changes with the line that follows; and a comment below what is taken
                    // away would become the text of one above.
                    Fault::WouldChangeMore => {
                        let taken = matches!(wanted, Edit::Remove { .. } | Edit::Drop { .. });
                        text.contains(['|', '>']) && (!text.ends_with('\n') || (taken && text.contains('#')))
                    }
                    _ => false,
                };
                prop_assert!(harmless, "{error}: {:?} refused of\n{}", wanted, text);
            }
        }
    }

    /// A list in pieces is the list, and an item alone says what it said among the others.
    #[test]
    fn a_list_comes_apart_and_together(data in document(), choices in proptest::collection::vec(any::<u8>(), 40..160)) {
        let text = Wild::write(&data, &choices);
        let Ok(Items { head, items, tail }) = items(&text) else { return Ok(()) };
        if items.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(format!("{head}{}{tail}", items.concat()), text);
        let Data::List(meant) = data else { panic!("a map is no list") };
        prop_assert_eq!(items.len(), meant.len());
        for (item, meant) in items.iter().zip(meant) {
            match standalone(item) {
                Ok(alone) => {
                    let (root, _) = parse(&alone, 0);
                    prop_assert_eq!(root.as_ref().and_then(Data::of), Some(meant), "{}", alone);
                    prop_assert_eq!(alone.matches("#c").count(), item.matches("#c").count());
                }
                // Texts and lists are no records; some of them cannot stand at the margin.
                Err(error) => prop_assert!(!matches!(meant, Data::Map(_)), "{error}:\n{item}"),
            }
        }
    }

    /// Whatever stands there and whatever is set: it reads back, or nothing is done.
    #[test]
    fn any_text_is_read_back_or_left(text in "(a: |- |  |\n|#|\"|'|\\[|\\]|\\{|\\}|,|b|\\||>|\t|&|\\*|é|---|: ){0,24}", value in "\\PC{0,12}") {
        if let Ok(edited) = edit(&text, &[Edit::set(Route::root(), "state", value.as_str())]) {
            let (root, problems) = parse(&edited, 0);
            prop_assert!(problems.is_empty());
            let root = root.unwrap();
            let Value::Scalar(scalar) = &root.entry("state").unwrap().value.value else { panic!() };
            prop_assert_eq!(&*scalar.text, value);
            prop_assert!(edited.lines().count() <= text.lines().count() + 1);
        }
    }
}
