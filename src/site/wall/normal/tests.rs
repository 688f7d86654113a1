//! One text in many clothes is one text.

use super::*;

fn shown(text: &str) -> Vec<u64> {
    words(&unescaped(text.as_bytes())).iter().filter(|word| !word.in_tag).map(|word| word.hash).collect()
}

#[test]
fn clothes_make_no_difference() {
    let plain = shown("mary okafor");
    for text in [
        "Mary Okafor",
        "MARY\u{a0}OKAFOR",
        "Mary&nbsp;Okafor",
        "M&#97;ry Ok&#x61;for",
        "M&#97ry, Ok&amp;#97;for",
        "Mary%20Ok%61for",
        r"M\u0061ry\nOkafor",
        r"M\\u0061ry \x4fkafor",
        r"\4d ary \u{4f}kafor",
        "Ma\u{ad}ry Oka&shy;for",
        "Ma\u{200b}ry-Okafor",
        "Ma<b>r</b>y <em>Okafor</em>",
        "Ma<wbr>ry<br>Okafor",
        "M\u{e1}ry Ok\u{e5}for",
        "Ma\u{301}ry Ok&aring;for",
        "\u{ff2d}\u{ff41}\u{ff52}\u{ff59} Okafor",
        r#"{"Mary":"Okafor"}"#,
    ] {
        assert_eq!(shown(text), plain, "{text}");
    }
    for text in ["Maryokafor", "<p>Mary</p><p>Okafor x</p>", "Mary Okafors"] {
        assert_ne!(shown(text), plain, "{text}");
    }
}

#[test]
fn what_stands_in_tags_is_read_too() {
    let found = words(b"<p title='Mary'>x<!-- Okafor --></p>");
    let tags: Vec<bool> = found.iter().map(|word| word.in_tag).collect();
    assert_eq!(tags, [true, true, true, false, true, true]);
    assert_eq!(words("山田 @x mary@corp.example".as_bytes()).len(), 7);
}

#[test]
fn odd_bytes_do_no_harm() {
    for text in [
        &b"\xff\xfe<"[..],
        b"&#xffffffff;",
        b"&#;&;&",
        b"%",
        b"%4",
        b"\\",
        b"\\u",
        b"\\ud800\\u0041",
        b"a<b",
        b"\xe0\x80",
    ] {
        let _ = words(&unescaped(text));
    }
    assert_eq!(shown("100%"), shown("100 %"));
}

#[test]
fn embedded_bytes() {
    assert_eq!(embedded(b"url(data:x;base64,TWFyeSBPa2Fmb3I=) and data:;BASE64,TWFy\n"), [&b"Mary Okafor"[..], b"Mar"]);
}
