//! The text of the `Attributes` setting: `colour=String:red; price=Number:5; key=Binary:AQID`.

use crate::base::{Scope, Stream, Template};
use crate::sim::{Attribute, AttributeValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::rc::Rc;

/// Parsed attributes. Those without placeholders are shared by all messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    items: Vec<Item>,
    fixed: Option<Rc<[Attribute]>>,
    problems: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    name: Rc<str>,
    data_type: Rc<str>,
    value: ItemValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ItemValue {
    Text(Template),
    Binary(Rc<[u8]>),
}

impl Attributes {
    /// Reads any text: entries end at `;` or a line's end, the type may be left out (`String`), a text value may have
    /// placeholders, a `Binary` value is base64. What can't be read is left out and named in [`Attributes::problems`].
    pub fn parse(text: &str) -> Attributes {
        let mut items = Vec::new();
        let mut problems = Vec::new();
        for entry in text.split([';', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
            match Item::parse(entry) {
                Ok(item) => {
                    if let ItemValue::Text(template) = &item.value {
                        problems.extend(template.unknown().iter().map(|word| format!("{word} is unknown")));
                    }
                    items.push(item);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let fixed = items.iter().map(Item::fixed).collect();
        Attributes { items, fixed, problems }
    }

    /// What could not be read, as short sentences.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The attributes of one message.
    pub fn render(&self, scope: Scope<'_>, luck: &mut Stream) -> Rc<[Attribute]> {
        match &self.fixed {
            Some(fixed) => Rc::clone(fixed),
            None => self.items.iter().map(|item| item.render(scope, luck)).collect(),
        }
    }
}

impl Item {
    fn parse(entry: &str) -> Result<Item, String> {
        let (name, rest) = entry
            .split_once('=')
            .ok_or_else(|| format!("attribute {entry:?} has no ="))?;
        let (name, rest) = (name.trim(), rest.trim());
        if name.is_empty() {
            return Err(format!("attribute {entry:?} has no name"));
        }
        let (data_type, value) = match rest.split_once(':') {
            Some((word, value)) if is_type(word.trim()) => (word.trim(), value.trim()),
            _ => ("String", rest),
        };
        let value = if base_type(data_type) == "Binary" {
            let bytes = STANDARD
                .decode(value)
                .map_err(|_| format!("attribute {name} is no base64"))?;
            ItemValue::Binary(bytes.into())
        } else {
            ItemValue::Text(Template::parse(value, &[]))
        };
        Ok(Item {
            name: name.into(),
            data_type: data_type.into(),
            value,
        })
    }

    fn fixed(&self) -> Option<Attribute> {
        match &self.value {
            ItemValue::Text(template) => Some(self.with(AttributeValue::Text(Rc::clone(template.fixed()?)))),
            ItemValue::Binary(bytes) => Some(self.with(AttributeValue::Binary(Rc::clone(bytes)))),
        }
    }

    fn render(&self, scope: Scope<'_>, luck: &mut Stream) -> Attribute {
        self.with(match &self.value {
            ItemValue::Text(template) => AttributeValue::Text(template.render(scope, luck)),
            ItemValue::Binary(bytes) => AttributeValue::Binary(Rc::clone(bytes)),
        })
    }

    fn with(&self, value: AttributeValue) -> Attribute {
        Attribute {
            name: Rc::clone(&self.name),
            data_type: Rc::clone(&self.data_type),
            value,
        }
    }
}

/// `Number` of `Number.price`.
fn base_type(data_type: &str) -> &str {
    data_type.split_once('.').map_or(data_type, |(base, _)| base)
}

fn is_type(word: &str) -> bool {
    matches!(base_type(word), "String" | "Number" | "Binary")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SimTime;

    fn read(text: &str, n: u64) -> Vec<String> {
        let scope = Scope {
            n,
            now: SimTime::ZERO,
            values: &[],
        };
        let attributes = Attributes::parse(text).render(scope, &mut Stream::new(1, 1, "a"));
        let show = |attribute: &Attribute| match &attribute.value {
            AttributeValue::Text(text) => format!("{}|{}|{text}", attribute.name, attribute.data_type),
            AttributeValue::Binary(bytes) => format!("{}|{}|{bytes:?}", attribute.name, attribute.data_type),
        };
        attributes.iter().map(show).collect()
    }

    #[test]
    fn attributes_are_read_as_they_are_written() {
        for (text, expected) in [
            ("", &[][..]),
            (" ; \n;", &[]),
            (
                "colour=String:red; price=Number:5",
                &["colour|String|red", "price|Number|5"],
            ),
            ("colour = red\nsize=L", &["colour|String|red", "size|String|L"]),
            ("price=Number.euro: 5.5", &["price|Number.euro|5.5"]),
            ("key=Binary:AQID", &["key|Binary|[1, 2, 3]"]),
            ("link=https://example.com", &["link|String|https://example.com"]),
            ("tenant=t-{{n mod 3}}", &["tenant|String|t-1"]),
        ] {
            assert_eq!(read(text, 4), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_attribute_is_left_out_and_named() {
        for (text, problem) in [
            ("red", "attribute \"red\" has no ="),
            ("=red", "attribute \"=red\" has no name"),
            ("key=Binary:%%", "attribute key is no base64"),
        ] {
            let attributes = Attributes::parse(text);
            assert_eq!(attributes.problems(), [problem]);
            assert!(read(text, 0).is_empty());
        }
    }

    #[test]
    fn no_text_whatever_makes_it_panic() {
        let bits = [
            "a", "=", ":", ";", "Binary", "Number", ".", "{{", "}}", "n", "é", "\n", " ", "AQ==",
        ];
        let mut luck = Stream::new(3, 1, "fuzz");
        for n in 0..20_000 {
            let text: String = (0..luck.below(12))
                .map(|_| bits[luck.below(bits.len() as u64) as usize])
                .collect();
            read(&text, n);
        }
    }
}
