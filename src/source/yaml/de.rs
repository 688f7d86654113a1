//! serde over the spanned tree: derived types are filled from nodes, and every refusal knows the node it is about.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::node::{Entry, Node, Scalar, Value, shorten};
use super::reason;
use crate::source::{Problem, ProblemKind, Span, did_you_mean, one_of};

/// What one reading shares: which nodes to leave out, and the problems that do not stop it.
#[derive(Default)]
pub(super) struct Context {
    /// Nodes that were refused in an earlier pass.
    pub masked: RefCell<HashSet<u32>>,
    /// Unknown keys of this pass.
    pub unknown: RefCell<Vec<Problem>>,
}

impl Context {
    fn is_masked(&self, node: &Node<'_>) -> bool {
        matches!(node.value, Value::Omitted) || self.masked.borrow().contains(&node.id)
    }
}

/// A refusal; without a node until it has passed the value it is about.
#[derive(Debug)]
pub(super) struct Refusal {
    text: String,
    suggestion: Option<String>,
    at: Option<(u32, Span)>,
}

impl Refusal {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), suggestion: None, at: None }
    }

    fn at(mut self, node: &Node<'_>) -> Self {
        self.at.get_or_insert((node.id, node.span));
        self
    }

    /// A refused key: underlined itself, and its value is what a next pass leaves out.
    fn at_key(mut self, entry: &Entry<'_>) -> Self {
        self.at.get_or_insert((entry.value.id, entry.key.span));
        self
    }

    /// The node to leave out next time.
    pub fn node(&self) -> Option<u32> {
        self.at.map(|(id, _)| id)
    }

    /// As a problem of the file.
    pub fn into_problem(self) -> Problem {
        let span = self.at.map_or_else(Span::file, |(_, span)| span);
        match reason::parts(&self.text) {
            Some((kind, message, help, replacement)) => {
                Problem::new(kind, span, message).help(help).replacement(replacement)
            }
            None => {
                let problem = Problem::new(ProblemKind::InvalidValue, span, self.text);
                match &self.suggestion {
                    Some(word) => problem.help(format!("did you mean `{word}`?")).replacement(self.suggestion),
                    None => problem,
                }
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Map => "a map".to_owned(),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Unit => "nothing".to_owned(),
            de::Unexpected::Str(text) => format!("`{}`", shorten(text)),
            de::Unexpected::Bool(value) => format!("`{value}`"),
            other => other.to_string(),
        };
        Self::new(format!("expected {expected}, found {found}"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let message =
            format!("unknown key `{}`; here the keys are {}", shorten(field), one_of(expected.iter().copied()));
        let suggestion = did_you_mean(field, expected.iter().copied()).map(ToOwned::to_owned);
        Self { suggestion, ..Self::new(message) }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let words = one_of(expected.iter().copied());
        Self {
            suggestion: did_you_mean(variant, expected.iter().copied()).map(ToOwned::to_owned),
            ..Self::new(format!("`{}` is not one of {words}", shorten(variant)))
        }
    }
}

/// A deserializer for one node.
#[derive(Clone, Copy)]
pub(super) struct NodeDe<'c, 't> {
    pub node: &'c Node<'t>,
    pub context: &'c Context,
}

impl<'c, 't> NodeDe<'c, 't> {
    fn scalar(&self, expected: &str) -> Result<&'c Scalar<'t>, Refusal> {
        self.as_scalar().ok_or_else(|| self.wrong(expected))
    }

    fn as_scalar(&self) -> Option<&'c Scalar<'t>> {
        match &self.node.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    fn wrong(&self, expected: &str) -> Refusal {
        Refusal::new(format!("expected {expected}, found {}", self.node.in_words())).at(self.node)
    }

    fn integer<N: std::str::FromStr>(&self) -> Result<N, Refusal> {
        let scalar = self.scalar("a whole number")?;
        let text = scalar.text.replace('_', "");
        text.parse().map_err(|_| self.wrong("a whole number"))
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let items: &'c [Node<'t>] = match &self.node.value {
            Value::List(items) => items,
            _ if self.node.is_null() => &[],
            _ => {
                let refusal = Refusal::new(format!("expected a list, found {}", self.node.in_words()));
                let meant = match &self.node.value {
                    Value::Scalar(scalar) if scalar.plain && !scalar.text.contains([',', '\n', '[', '{', '#']) => {
                        Some(format!("[{}]", scalar.text))
                    }
                    _ => None,
                };
                return Err(Refusal { suggestion: meant, ..refusal }.at(self.node));
            }
        };
        visitor.visit_seq(Items { rest: items.iter(), context: self.context }).map_err(|error| error.at(self.node))
    }

    fn map<'de, V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let entries: &'c [Entry<'t>] = match &self.node.value {
            Value::Map(entries) => entries,
            _ if self.node.is_null() => &[],
            _ => return Err(self.wrong(&expected_map(fields))),
        };
        let access = Entries { rest: entries.iter(), value: None, fields, context: self.context };
        visitor.visit_map(access).map_err(|error| error.at(self.node))
    }
}

fn expected_map(fields: Option<&[&str]>) -> String {
    match fields {
        Some(fields) => format!("a map with {}", one_of(fields.iter().take(4).copied())),
        None => "a map (`name: value`)".to_owned(),
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            visitor.$visit(self.integer()?).map_err(|error: Refusal| error.at(self.node))
        }
    )*};
}

impl<'de> de::Deserializer<'de> for NodeDe<'_, '_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.node.value {
            _ if self.node.is_null() => visitor.visit_unit().map_err(|error: Refusal| error.at(self.node)),
            Value::Scalar(scalar) => {
                let result = match (scalar.plain, &*scalar.text) {
                    (true, "true" | "True" | "TRUE") => visitor.visit_bool(true),
                    (true, "false" | "False" | "FALSE") => visitor.visit_bool(false),
                    (_, text) => visitor.visit_str(text),
                };
                result.map_err(|error: Refusal| error.at(self.node))
            }
            Value::List(_) => self.list(visitor),
            Value::Map(_) | Value::Omitted => self.map(None, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &*self.scalar("true or false")?.text {
            "true" | "True" | "TRUE" => visitor.visit_bool(true),
            "false" | "False" | "FALSE" => visitor.visit_bool(false),
            _ => Err(self.wrong("`true` or `false`")),
        }
    }

    integers!(
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64,
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_f32 visit_f32, deserialize_f64 visit_f64
    );

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let scalar = self.scalar("a text")?;
        if scalar.is_null() {
            return Err(self.wrong("a text"));
        }
        visitor.visit_str(&scalar.text).map_err(|error: Refusal| error.at(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.map(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.map(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let scalar = self.as_scalar().ok_or_else(|| self.wrong(&one_of(variants.iter().copied())))?;
        let variant: de::value::StrDeserializer<'_, Refusal> = (*scalar.text).into_deserializer();
        visitor.visit_enum(variant).map_err(|error| error.at(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

struct Items<'c, 't> {
    rest: std::slice::Iter<'c, Node<'t>>,
    context: &'c Context,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let context = self.context;
        match self.rest.find(|node| !context.is_masked(node)) {
            Some(node) => seed.deserialize(NodeDe { node, context }).map(Some).map_err(|error| error.at(node)),
            None => Ok(None),
        }
    }
}

struct Entries<'c, 't> {
    rest: std::slice::Iter<'c, Entry<'t>>,
    value: Option<&'c Node<'t>>,
    fields: Option<&'static [&'static str]>,
    context: &'c Context,
}

impl Entries<'_, '_> {
    fn report_unknown(&self, entry: &Entry<'_>, fields: &'static [&'static str]) {
        let message = format!("unknown key `{}`", shorten(&entry.key.text));
        let near = did_you_mean(&entry.key.text, fields.iter().copied());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("here the keys are {}", one_of(fields.iter().copied())),
        };
        let problem = Problem::new(ProblemKind::UnknownKey, entry.key.span, message).help(help);
        self.context.unknown.borrow_mut().push(problem.replacement(near.map(ToOwned::to_owned)));
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        while let Some(entry) = self.rest.next() {
            match self.fields {
                Some(fields) if !fields.contains(&&*entry.key.text) => self.report_unknown(entry, fields),
                _ if self.context.is_masked(&entry.value) => {}
                _ => {
                    self.value = Some(&entry.value);
                    let key: de::value::StrDeserializer<'_, Refusal> = (*entry.key.text).into_deserializer();
                    return seed.deserialize(key).map(Some).map_err(|error| error.at_key(entry));
                }
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        match self.value.take() {
            Some(node) => seed.deserialize(NodeDe { node, context: self.context }).map_err(|error| error.at(node)),
            None => Err(Refusal::new("a value was asked for before its key")),
        }
    }
}
