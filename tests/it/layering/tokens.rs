//! What the rules want to know of a file, read from its tokens: comments and strings cannot fool it, and the inside of a macro
//! call is seen like any other code.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path that starts at the crate's root.
#[derive(Debug)]
pub struct Reference {
    pub line: usize,
    /// The first name of the path; `*` for everything.
    pub target: String,
}

#[derive(Debug)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// What was found in one file.
#[derive(Debug, Default)]
pub struct Scan {
    pub references: Vec<Reference>,
    /// Every identifier and keyword, with its line.
    pub words: Vec<(usize, String)>,
    pub functions: Vec<Function>,
}

/// Reads a file whose module is `depth` levels below the crate's root.
pub fn scan(text: &str, depth: usize) -> Result<Scan, proc_macro2::LexError> {
    let mut tokens = Vec::new();
    flatten(text.parse()?, &mut tokens);
    let mut scan = Scan::default();
    // How deep we are, and at which token each inline module ends.
    let mut modules: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        modules.retain(|end| *end > at);
        if let Some(end) = inline_module(&tokens, at) {
            modules.push(end);
        }
        visit(&tokens, at, depth + modules.len(), &mut scan);
    }
    Ok(scan)
}

fn visit(tokens: &[Token], at: usize, depth: usize, scan: &mut Scan) {
    let Kind::Word(word) = &tokens[at].kind else { return };
    scan.words.push((tokens[at].line, word.clone()));
    scan.functions.extend(function(tokens, at));
    let starts_a_path = at < 2 || !is_colons(tokens, at - 2);
    if starts_a_path && matches!(word.as_str(), "crate" | "self" | "super") {
        walk(tokens, at, depth, &mut scan.references);
    }
}

#[derive(Debug)]
struct Token {
    line: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Word(String),
    Punct(char),
    /// An opening bracket, and the index of the one that closes it.
    Open(Delimiter, usize),
    Close,
    Other,
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Ident(ident) => tokens.push(Token { line, kind: Kind::Word(ident.to_string()) }),
            TokenTree::Punct(punct) => tokens.push(Token { line, kind: Kind::Punct(punct.as_char()) }),
            TokenTree::Literal(_) => tokens.push(Token { line, kind: Kind::Other }),
            TokenTree::Group(group) => {
                let open = tokens.len();
                tokens.push(Token { line, kind: Kind::Other });
                flatten(group.stream(), tokens);
                tokens[open].kind = Kind::Open(group.delimiter(), tokens.len());
                tokens.push(Token { line: group.span_close().start().line, kind: Kind::Close });
            }
        }
    }
}

/// Whether `::` stands at this place.
fn is_colons(tokens: &[Token], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Punct(':')));
    colon(at) && colon(at + 1)
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

/// Where the inline module that begins here ends: `mod name { … }`.
fn inline_module(tokens: &[Token], at: usize) -> Option<usize> {
    if word(tokens, at)? != "mod" {
        return None;
    }
    word(tokens, at + 1)?;
    match tokens.get(at + 2)?.kind {
        Kind::Open(Delimiter::Brace, end) => Some(end),
        _ => None,
    }
}

/// The function that begins here, if it has a body.
fn function(tokens: &[Token], at: usize) -> Option<Function> {
    if word(tokens, at)? != "fn" {
        return None;
    }
    let name = word(tokens, at + 1)?.to_owned();
    let mut next = at + 2;
    loop {
        match tokens.get(next)?.kind {
            Kind::Open(Delimiter::Brace, end) => {
                let line = tokens[at].line;
                return Some(Function { name, line, lines: tokens[end].line - line + 1 });
            }
            Kind::Open(_, end) => next = end + 1,
            Kind::Punct(';') | Kind::Close => return None,
            _ => next += 1,
        }
    }
}

/// Follows the path whose segment stands at `at`; so far it has led `place` levels below the root. Notes what it names at the root.
fn walk(tokens: &[Token], at: usize, place: usize, found: &mut Vec<Reference>) {
    let Some(token) = tokens.get(at) else { return };
    let mut note = |target: &str| found.push(Reference { line: token.line, target: target.to_owned() });
    let place = match &token.kind {
        Kind::Word(word) => match word.as_str() {
            "crate" => 0,
            "self" => place,
            "super" => place.saturating_sub(1),
            name if place == 0 => return note(name),
            _ => return,
        },
        Kind::Punct('*') if place == 0 => return note("*"),
        Kind::Open(Delimiter::Brace, end) => return walk_group(tokens, at + 1, *end, place, found),
        _ => return,
    };
    if is_colons(tokens, at + 1) {
        walk(tokens, at + 3, place, found);
    } else if place == 0 && word(tokens, at + 1) == Some("as") {
        note("*");
    }
}

/// Each path of `{a::b, c::{d, e}}`.
fn walk_group(tokens: &[Token], start: usize, end: usize, place: usize, found: &mut Vec<Reference>) {
    let mut at = start;
    let mut begins = true;
    while at < end {
        if begins {
            walk(tokens, at, place, found);
        }
        begins = matches!(tokens[at].kind, Kind::Punct(','));
        at = match tokens[at].kind {
            Kind::Open(_, close) => close + 1,
            _ => at + 1,
        };
    }
}
