//! What filter policies look at, read once for all of them.

use super::decimal::Decimal;
use super::json::{Json, Number, Object};
use crate::sim::{Attribute, AttributeValue, Draft};
use std::borrow::Cow;
use std::cell::OnceCell;

/// A message to be filtered. Each part is read when the first policy asks for it.
#[derive(Debug)]
pub struct Contents<'a> {
    body_text: &'a str,
    given: &'a [Attribute],
    body: OnceCell<Body<'a>>,
    attributes: OnceCell<Attributes<'a>>,
}

impl<'a> Contents<'a> {
    /// Of what a publisher wrote.
    pub fn of(draft: &'a Draft) -> Contents<'a> {
        Contents::new(&draft.body, &draft.attributes)
    }

    /// Of a body and attributes.
    pub fn new(body: &'a str, attributes: &'a [Attribute]) -> Contents<'a> {
        Contents {
            body_text: body,
            given: attributes,
            body: OnceCell::new(),
            attributes: OnceCell::new(),
        }
    }

    /// The body.
    pub fn body(&self) -> &Body<'a> {
        self.body.get_or_init(|| Body::read(self.body_text))
    }

    /// The attributes.
    pub fn attributes(&self) -> &Attributes<'a> {
        self.attributes.get_or_init(|| Attributes::read(self.given))
    }
}

/// A body, read as JSON.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    /// None when it is no JSON object (SNS-084).
    pub(super) members: Option<Object<'a>>,
}

impl<'a> Body<'a> {
    /// Reads a body. One that is no JSON object is valid too, but no policy accepts it.
    pub fn read(text: &'a str) -> Body<'a> {
        Body {
            members: match Json::read(text) {
                Ok(Json::Object(members)) => Some(members),
                _ => None,
            },
        }
    }
}

/// The attributes of a message, as values.
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    pub(super) members: Object<'a>,
    /// Names of attributes that can't be read: a `Number` that is none, a `String.Array` that is no list.
    pub(super) invalid: Vec<&'a str>,
    /// Whether the message has none at all.
    pub(super) none: bool,
}

impl<'a> Attributes<'a> {
    /// Reads attributes (SNS-083): `String`, `Number` and `String.Array`; `Binary` is ignored.
    pub fn read(given: &'a [Attribute]) -> Attributes<'a> {
        let mut members = Vec::with_capacity(given.len());
        let mut invalid = Vec::new();
        for attribute in given {
            let AttributeValue::Text(text) = &attribute.value else {
                continue;
            };
            match value(&attribute.data_type, text) {
                Some(value) => members.push((Cow::Borrowed(&*attribute.name), value)),
                None => invalid.push(&*attribute.name),
            }
        }
        Attributes {
            members: Object::of(members),
            invalid,
            none: given.is_empty(),
        }
    }
}

/// None when the text is no value of its type.
fn value<'a>(data_type: &str, text: &'a str) -> Option<Json<'a>> {
    if data_type == "String.Array" {
        return Json::read(text).ok().filter(|list| matches!(list, Json::Array(_)));
    }
    match data_type.split('.').next() {
        // SNS-096: compared by value.
        Some("Number") => Some(Json::Number(Number {
            text,
            value: Decimal::read(text).ok()?,
        })),
        _ => Some(Json::Text(Cow::Borrowed(text))),
    }
}
