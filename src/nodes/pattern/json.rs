//! A JSON value to match against: numbers keep their text, and members are found fast.

use super::decimal::Decimal;
use super::tokens::{Broken, Token, Tokens};
use std::borrow::Cow;
use std::cmp::Ordering;

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

/// Members in an order of their names, each name once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Object<'a> {
    members: Vec<Member<'a>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Member<'a> {
    mark: Mark,
    name: Cow<'a, str>,
    value: Json<'a>,
}

/// The beginning and the length of a name as one number, so that a search rarely has to compare texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Mark(u64);

impl Mark {
    /// Bytes at the beginning that are part of it.
    const BYTES: usize = 7;

    pub fn of(name: &str) -> Mark {
        let length = name.len().min(255) as u64;
        let beginning = name.bytes().take(Mark::BYTES);
        Mark(beginning.fold(length, |mark, byte| mark << 8 | u64::from(byte)))
    }
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
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.marked(Mark::of(name), name)
    }

    /// The same for who knows the mark already.
    #[inline]
    pub(super) fn marked(&self, mark: Mark, name: &str) -> Option<&Json<'a>> {
        let found = self.members.binary_search_by(|member| {
            // A short name is all in its mark.
            member.mark.cmp(&mark).then_with(|| match name.len() {
                0..=Mark::BYTES => Ordering::Equal,
                _ => member.name.as_ref().cmp(name),
            })
        });
        found.ok().map(|index| &self.members[index].value)
    }

    /// Of two members with one name the later one holds, except that objects join when a name had dots: `a.b` and
    /// `a: {c}` are about the same `a` (SNS-084).
    pub(super) fn of(members: Vec<(Cow<'a, str>, Json<'a>)>) -> Object<'a> {
        let mut dotted = false;
        let members = members.into_iter().map(|(mut name, mut value)| {
            dotted |= unfold(&mut name, &mut value);
            Member::of(name, value)
        });
        let members = members.collect();
        Object {
            members: unique(members, dotted),
        }
    }
}

impl<'a> Member<'a> {
    fn of(name: Cow<'a, str>, value: Json<'a>) -> Member<'a> {
        Member {
            mark: Mark::of(&name),
            name,
            value,
        }
    }

    fn order(&self, other: &Member<'a>) -> Ordering {
        self.mark.cmp(&other.mark).then_with(|| self.name.cmp(&other.name))
    }
}

/// Members in order, each name once.
fn unique(mut members: Vec<Member<'_>>, dotted: bool) -> Vec<Member<'_>> {
    if members.is_sorted_by(|left, right| left.order(right).is_lt()) {
        return members;
    }
    members.sort_by(Member::order);
    let mut unique: Vec<Member<'_>> = Vec::with_capacity(members.len());
    for member in members {
        match unique.last_mut() {
            Some(last) if last.name == member.name => {
                last.value = join(std::mem::replace(&mut last.value, Json::Null), member.value, dotted);
            }
            _ => unique.push(member),
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
            members: vec![Member::of(Cow::Owned(part), inner)],
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
