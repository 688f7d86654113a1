//! What may not be in a page, as a browser's own tokenizer reads it.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that no text may bring, and that no template of ours has.
const FORBIDDEN: [&str; 22] = [
    "animate",
    "applet",
    "audio",
    "base",
    "button",
    "embed",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "iframe",
    "image",
    "math",
    "mglyph",
    "noscript",
    "object",
    "portal",
    "set",
    "source",
    "style",
    "template",
    "video",
];

/// Attributes that fetch or run something.
const FORBIDDEN_ATTRIBUTES: [&str; 10] =
    ["action", "background", "data", "formaction", "ping", "poster", "srcdoc", "srcset", "style", "xlink:href"];

/// Scans one page, or a piece of HTML; `own` pages have scripts and style sheets of the site.
pub fn html(text: &str, own: bool) -> Vec<String> {
    let sink = Sink { own, ..Sink::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    while let TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
    tokenizer.end();
    tokenizer.sink.faults.into_inner()
}

#[derive(Default)]
struct Sink {
    own: bool,
    in_script: RefCell<bool>,
    faults: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == StartTag => return self.start(&tag),
            Token::TagToken(_) => *self.in_script.borrow_mut() = false,
            Token::CharacterTokens(text) if *self.in_script.borrow() && !text.trim().is_empty() => {
                self.fault(format!("an inline script: {text}"));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn fault(&self, fault: String) {
        self.faults.borrow_mut().push(fault);
    }

    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let value = |wanted: &str| {
            tag.attrs
                .iter()
                .find(|attribute| &*attribute.name.local == wanted)
                .map(|attribute| attribute.value.to_string())
        };
        // A page of ours has buttons, and words for those without scripts; a text never brings either.
        if FORBIDDEN.contains(&name) && !(self.own && matches!(name, "button" | "noscript")) {
            self.fault(format!("<{name}>"));
        }
        for attribute in &tag.attrs {
            let (key, text) = (&*attribute.name.local, &*attribute.value);
            if key.starts_with("on") || FORBIDDEN_ATTRIBUTES.contains(&key) {
                self.fault(format!("<{name} {key}={text}>"));
            }
            let fetched = key == "src" || (key == "href" && matches!(name, "link" | "use"));
            if matches!(key, "href" | "src" | "cite") && !is_harmless(text, fetched && !is_a_word(name, value("rel"))) {
                self.fault(format!("<{name} {key}={text}>"));
            }
        }
        match name {
            "meta" if value("http-equiv").is_some_and(|kind| !kind.eq_ignore_ascii_case("content-security-policy")) => {
                self.fault("<meta http-equiv>".to_owned());
            }
            "script" | "link" | "meta" if !self.own => self.fault(format!("<{name}> in a text")),
            "script" if value("src").is_none() => self.fault("a script without an address".to_owned()),
            _ => {}
        }
        *self.in_script.borrow_mut() = name == "script";
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

/// Links that only say where something is.
fn is_a_word(name: &str, rel: Option<String>) -> bool {
    name == "link" && rel.is_some_and(|rel| rel == "canonical" || rel == "alternate")
}

/// Whether an address runs nothing, and, when a browser fetches it by itself, asks nobody else.
fn is_harmless(address: &str, fetched: bool) -> bool {
    let seen: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let seen = seen.trim_start_matches('\u{feff}').to_lowercase();
    let elsewhere = seen.starts_with("//") || seen.starts_with("\\\\") || seen.starts_with("/\\");
    let end = seen.find(['/', '?', '#']).unwrap_or(seen.len());
    match seen[..end].split_once(':') {
        Some((scheme, _)) => !fetched && matches!(scheme, "http" | "https" | "mailto" | "webcal"),
        None => !elsewhere,
    }
}

#[test]
fn the_scan_sees_what_it_should() {
    for bad in [
        "<p onclick=x>",
        "<a href='java\nscript:x'>",
        "<img src=//x>",
        "<script>x</script>",
        "<iframe>",
        "<svg onload=x>",
        "<meta http-equiv=refresh>",
        "<a href=data:x>",
        "<p style=x>",
    ] {
        assert!(!html(bad, true).is_empty(), "{bad}");
    }
    for fine in [
        "<a href='https://x/'>",
        "<a href=../x.html>",
        "<img src=x.png>",
        "<script src=a.js></script>",
        "<title><script></title>",
    ] {
        assert_eq!(html(fine, true), [""; 0], "{fine}");
    }
}
