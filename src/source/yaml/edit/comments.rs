//! The comments of a document: an edit keeps every one of them.

use granit_parser::{Event, Parser, options};

use crate::source::limits::{MAX_YAML_DEPTH, MAX_YAML_KEY_CHARS};

/// The comments in order, each with where it begins and without its `#`; `None` when the text cannot be read.
pub(super) fn comments(text: &str) -> Option<Vec<(usize, String)>> {
    let settings = options! {
        emit_comments: true,
        emit_unresolved_aliases: true,
        simple_key_max_lookahead: MAX_YAML_KEY_CHARS,
        flow_nesting_limit: MAX_YAML_DEPTH,
        block_nesting_limit: MAX_YAML_DEPTH,
    };
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, settings) {
        match event {
            Ok((Event::Comment(comment, _), span)) => {
                found.push((span.byte_range().map_or(0, |range| range.start), comment.trim_end().to_owned()));
            }
            Ok(_) => {}
            Err(_) => return None,
        }
    }
    Some(found)
}
