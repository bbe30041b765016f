//! A JSON value to match against: numbers keep their text, and members are found fast.

use super::decimal::Decimal;
use super::tokens::{Broken, Token, Tokens};
use std::borrow::Cow;

/// A name with more parts than this is not taken apart at its dots; so a long name can't become a deep tree.
pub(super) const PARTS: usize = 32;

/// A value, borrowed from the text it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number<'a>),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    Array(Vec<Json<'a>>),
    /// Members by name.
    Object(Object<'a>),
}

/// A number, as it was written and as its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number<'a> {
    /// `3.0e2`.
    pub text: &'a str,
    /// None when it is too large to be compared.
    pub(super) value: Option<Decimal>,
}

/// Members in the order of their names, each name once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
}

/// Why a text is no JSON, in the reader's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoJson(pub String);

impl<'a> Json<'a> {
    /// Reads a text. Nesting beyond 1,000 is an error; memory and time are linear in the text.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn read(text: &'a str) -> Result<Json<'a>, NoJson> {
        build(text).map_err(|broken| NoJson(broken.reason))
    }
}

impl<'a> Object<'a> {
    /// The member of this name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        let found = self.members.binary_search_by(|(own, _)| own.as_ref().cmp(name));
        found.ok().map(|index| &self.members[index].1)
    }

    /// Of two members with one name the later one holds, except that objects join when a name had dots: `a.b` and
    /// `a: {c}` are about the same `a` (SNS-084).
    pub(super) fn of(mut members: Vec<(Cow<'a, str>, Json<'a>)>) -> Object<'a> {
        let mut dotted = false;
        for (name, value) in &mut members {
            dotted |= unfold(name, value);
        }
        Object {
            members: unique(members, dotted),
        }
    }
}

/// Members in order, each name once.
fn unique<'a>(mut members: Vec<(Cow<'a, str>, Json<'a>)>, dotted: bool) -> Vec<(Cow<'a, str>, Json<'a>)> {
    if members.is_sorted_by(|(left, _), (right, _)| left < right) {
        return members;
    }
    members.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut unique: Vec<(Cow<'a, str>, Json<'a>)> = Vec::with_capacity(members.len());
    for (name, value) in members {
        match unique.last_mut() {
            Some((last, held)) if *last == name => *held = join(std::mem::replace(held, Json::Null), value, dotted),
            _ => unique.push((name, value)),
        }
    }
    unique
}

fn join<'a>(held: Json<'a>, value: Json<'a>, dotted: bool) -> Json<'a> {
    match (held, value) {
        (Json::Object(mut held), Json::Object(more)) if dotted => {
            held.members.extend(more.members);
            Json::Object(Object {
                members: unique(held.members, true),
            })
        }
        (_, value) => value,
    }
}

/// The parts of a dotted name, first to last; None where it stays whole.
pub(super) fn parts(name: &str) -> Option<std::str::Split<'_, char>> {
    let dots = name.bytes().filter(|byte| *byte == b'.').count();
    (dots > 0 && dots < PARTS).then(|| name.split('.'))
}

/// Makes `a.b: value` into `a: {b: value}`. Tells whether it did.
fn unfold<'a>(name: &mut Cow<'a, str>, value: &mut Json<'a>) -> bool {
    let Some(split) = parts(name) else {
        return false;
    };
    let names: Vec<String> = split.map(str::to_owned).collect();
    let mut names = names.into_iter();
    let first = names.next().unwrap_or_default();
    let mut inner = std::mem::replace(value, Json::Null);
    for part in names.rev() {
        inner = Json::Object(Object {
            members: vec![(Cow::Owned(part), inner)],
        });
    }
    *value = inner;
    *name = Cow::Owned(first);
    true
}

/// What is being built: a list, or members with the name whose value comes next.
enum Open<'a> {
    Array(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>, Cow<'a, str>),
}

/// Builds without recursion, so that nesting costs no stack.
fn build(text: &str) -> Result<Json<'_>, Broken> {
    let mut tokens = Tokens::of(text);
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut root = Json::Null;
    while let Some(placed) = tokens.next()? {
        let value = match placed.token {
            Token::BeginArray => {
                open.push(Open::Array(Vec::new()));
                continue;
            }
            Token::BeginObject => {
                open.push(Open::Object(Vec::new(), Cow::Borrowed("")));
                continue;
            }
            Token::Name(name) => {
                if let Some(Open::Object(_, next)) = open.last_mut() {
                    *next = name;
                }
                continue;
            }
            Token::EndArray | Token::EndObject => match open.pop() {
                Some(Open::Array(items)) => Json::Array(items),
                Some(Open::Object(members, _)) => Json::Object(Object::of(members)),
                None => Json::Null,
            },
            Token::Text(text) => Json::Text(text),
            Token::Number(text) => Json::Number(Number {
                text,
                value: Decimal::read(text).ok().flatten(),
            }),
            Token::True => Json::Bool(true),
            Token::False => Json::Bool(false),
            Token::Null => Json::Null,
        };
        match open.last_mut() {
            Some(Open::Array(items)) => items.push(value),
            Some(Open::Object(members, name)) => members.push((std::mem::take(name), value)),
            None => root = value,
        }
    }
    Ok(root)
}
