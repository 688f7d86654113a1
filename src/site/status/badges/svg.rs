//! A badge as a picture: no script, no style sheet, nothing loaded from elsewhere; read aloud as "label: message".

use quick_xml::escape::escape;

use super::super::printable;

/// Space around each text, in pixels.
const PADDING: u32 = 6;
/// Longer labels are cut: a badge stands in a line of text.
const LABEL: usize = 40;

/// The picture.
pub(super) fn svg(label: &str, message: &str, color: &str) -> String {
    let label = shortened(label);
    let (left, right) = (width(&label), width(message));
    let (label_box, message_box) = (left + 2 * PADDING, right + 2 * PADDING);
    let all = label_box + message_box;
    let name = escape(format!("{label}: {message}")).into_owned();
    let (label, message) = (escape(label.as_str()), escape(message));
    let message_at = label_box + PADDING;
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{all}" height="20" viewBox="0 0 {all} 20" role="img" aria-label="{name}"><title>{name}</title><clipPath id="r"><rect width="{all}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="{label_box}" height="20" fill="#444"/><rect x="{label_box}" width="{message_box}" height="20" fill="{color}"/></g><g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11"><text x="{PADDING}" y="14" textLength="{left}" lengthAdjust="spacingAndGlyphs" unicode-bidi="isolate">{label}</text><text x="{message_at}" y="14" textLength="{right}" lengthAdjust="spacingAndGlyphs">{message}</text></g></svg>
"##
    )
}

/// One line without marks that turn the direction of what follows, cut where it is too long.
fn shortened(label: &str) -> String {
    let turns = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line = printable(label).chars().filter(turns).collect::<String>();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LABEL {
        return line;
    }
    let cut: String = line.chars().take(LABEL - 1).collect();
    format!("{}…", cut.trim_end())
}

/// About how wide a text is in Verdana at 11 pixels; the picture then makes the text exactly that wide, whatever the font is.
fn width(text: &str) -> u32 {
    let tenths: u32 = text.chars().map(tenths).sum();
    tenths.div_ceil(10).max(1)
}

/// The width of a character in tenths of a pixel: a handful of classes is near enough.
const fn tenths(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | ' ' => 40,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' => 48,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 105,
        'A'..='Z' | '0'..='9' | '…' => 76,
        'a'..='z' => 66,
        // Marks that stand on the letter before them, and what joins emoji.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // East Asian letters and emoji are as wide as the text is high.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 115,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => {
            130
        }
        _ => 72,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_one_line_and_turn_nothing() {
        assert_eq!(shortened(" a\n\u{202e}b\u{2069} \u{7}c "), "a b c");
        let long = shortened(&"wide ".repeat(30));
        assert_eq!(long.chars().count(), LABEL);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn wide_letters_are_wider() {
        assert!(width("MMMM") > width("nnnn") && width("nnnn") > width("llll"));
        assert_eq!(width("e\u{301}"), width("e"));
        assert_eq!(width(""), 1);
    }
}
