//! The AWS CLI's shorthand syntax: `Id=1,MessageBody=hi`, `a={DataType=String,StringValue=x}`, `names=[a,b]`.

use crate::sim::{Param, ParamType};
use serde_json::{Map, Number, Value};

/// Braces and brackets deeper than this are refused; no input of any action nests that deep.
const DEEPEST: u32 = 8;

/// Reads a whole text as `key=value,…`. The error says what was expected where, in the CLI's words.
pub fn read(text: &str) -> Result<Map<String, Value>, String> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let map = reader.pairs(None)?;
    match reader.rest().chars().next() {
        None => Ok(map),
        Some(letter) => Err(reader.expected("','", Some(letter))),
    }
}

/// Turns the texts of shorthand into the types of the description, as far as they fit; what does not fit is left for
/// the check of the shape to name.
pub fn typed(ty: ParamType, value: Value) -> Value {
    match (ty, value) {
        (ParamType::Number, Value::String(text)) => match text.parse::<i64>() {
            Ok(number) => Value::from(number),
            Err(_) => Value::String(text),
        },
        (ParamType::Decimal, Value::String(text)) => match text.parse::<Number>() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::String(text),
        },
        (ParamType::Flag, Value::String(text)) if text == "true" || text == "false" => Value::Bool(text == "true"),
        (ParamType::Texts, Value::String(text)) => Value::Array(vec![Value::String(text)]),
        (ParamType::MapOf(params), Value::Object(entries)) => {
            let entries = entries.into_iter();
            Value::Object(entries.map(|(key, entry)| (key, members(params, entry))).collect())
        }
        (ParamType::Structure(params), structure) => members(params, structure),
        (ParamType::Structures(params), Value::Array(items)) => {
            Value::Array(items.into_iter().map(|entry| members(params, entry)).collect())
        }
        (_, value) => value,
    }
}

/// The same for the members of one structure.
pub fn members(params: &'static [Param], value: Value) -> Value {
    let Value::Object(entries) = value else { return value };
    let typed_entry = |(key, entry): (String, Value)| {
        let entry = match params.iter().find(|param| param.name == key) {
            Some(param) => typed(param.ty, entry),
            None => entry,
        };
        (key, entry)
    };
    Value::Object(entries.into_iter().map(typed_entry).collect())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.peek() == Some(letter);
        if found {
            self.at += letter.len_utf8();
        }
        found
    }

    fn expected(&self, what: &str, received: Option<char>) -> String {
        let received = received.map_or("the end".to_string(), |letter| format!("'{letter}'"));
        let place: String = self.text.get(..self.at).unwrap_or("").chars().rev().take(20).collect();
        let place: String = place.chars().rev().collect();
        match place.as_str() {
            "" => format!("expected {what} but found {received} at the beginning"),
            _ => format!("expected {what} but found {received} after {place:?}"),
        }
    }

    /// `key=value,key=value` up to `end`, which is taken, or to the end of the text.
    fn pairs(&mut self, end: Option<char>) -> Result<Map<String, Value>, String> {
        let mut map = Map::new();
        loop {
            self.skip_space();
            if let Some(end) = end
                && map.is_empty()
                && self.take(end)
            {
                return Ok(map);
            }
            let key = self.key()?;
            let value = self.value()?;
            map.insert(key, value);
            self.skip_space();
            if end.is_some_and(|end| self.take(end)) {
                return Ok(map);
            }
            if self.rest().is_empty() && end.is_none() {
                return Ok(map);
            }
            if !self.take(',') {
                return Err(self.expected(
                    &end.map_or("','".to_string(), |end| format!("',' or '{end}'")),
                    self.peek(),
                ));
            }
        }
    }

    fn key(&mut self) -> Result<String, String> {
        let length = key_length(self.rest());
        let key = self.rest().get(..length).unwrap_or("").to_string();
        self.at += length;
        self.skip_space();
        if key.is_empty() {
            return Err(self.expected("a name", self.peek()));
        }
        if !self.take('=') {
            return Err(self.expected("'='", self.peek()));
        }
        self.skip_space();
        Ok(key)
    }

    /// What follows `=`: one value, or `a,b,c` until the next `key=`.
    fn value(&mut self) -> Result<Value, String> {
        if matches!(self.peek(), Some('{' | '[')) {
            return self.nested();
        }
        let first = self.scalar()?;
        let mut items = vec![first];
        while self.peek() == Some(',') && !begins_pair(self.rest().get(1..).unwrap_or("")) && self.rest().len() > 1 {
            self.at += 1;
            self.skip_space();
            items.push(self.scalar()?);
        }
        Ok(match items.as_slice() {
            [Value::String(_)] => items.swap_remove(0),
            _ => Value::Array(items),
        })
    }

    /// A value inside braces or brackets.
    fn nested(&mut self) -> Result<Value, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("braces and brackets are nested more than {DEEPEST} deep"));
        }
        let value = if self.take('{') {
            Value::Object(self.pairs(Some('}'))?)
        } else if self.take('[') {
            Value::Array(self.items()?)
        } else {
            self.scalar()?
        };
        self.depth -= 1;
        Ok(value)
    }

    /// The items of a list up to `]`, which is taken.
    fn items(&mut self) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if items.is_empty() && self.take(']') {
                return Ok(items);
            }
            items.push(self.nested()?);
            self.skip_space();
            if self.take(']') {
                return Ok(items);
            }
            if !self.take(',') {
                return Err(self.expected("',' or ']'", self.peek()));
            }
        }
    }

    fn scalar(&mut self) -> Result<Value, String> {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            _ => {
                let mut text = String::new();
                while let Some(letter) = self.peek() {
                    match letter {
                        '\\' => {
                            self.at += 1;
                            let escaped = self.peek().unwrap_or('\\');
                            text.push(escaped);
                            self.at += if self.rest().is_empty() { 0 } else { escaped.len_utf8() };
                        }
                        ',' => break,
                        '}' | ']' if self.depth > 0 => break,
                        _ => {
                            text.push(letter);
                            self.at += letter.len_utf8();
                        }
                    }
                }
                Ok(Value::String(text.trim_end().to_string()))
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<Value, String> {
        self.at += 1;
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            self.at += letter.len_utf8();
            if letter == quote {
                return Ok(Value::String(text));
            }
            let escaped = self
                .peek()
                .filter(|next| letter == '\\' && (*next == quote || *next == '\\'));
            if let Some(escaped) = escaped {
                self.at += escaped.len_utf8();
            }
            text.push(escaped.unwrap_or(letter));
        }
        Err(self.expected(&format!("a closing {quote}"), None))
    }
}

fn key_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && !"-_.#/:".contains(c))
        .unwrap_or(text.len())
}

/// Whether `key=` stands at the beginning.
fn begins_pair(text: &str) -> bool {
    let text = text.trim_start();
    let length = key_length(text);
    length > 0
        && text
            .get(length..)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reads(text: &str) -> Value {
        read(text)
            .map(Value::Object)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn shorthand_reads_as_the_cli_reads_it() {
        assert_eq!(
            reads("Id=1,MessageBody=hi there"),
            json!({"Id": "1", "MessageBody": "hi there"})
        );
        assert_eq!(
            reads("a=1,b=x,y,z,c=2"),
            json!({"a": "1", "b": ["x", "y", "z"], "c": "2"})
        );
        assert_eq!(
            reads("colour={DataType=String,StringValue=\"a, b\"},n={DataType=Number,StringValue=5}"),
            json!({
                "colour": {"DataType": "String", "StringValue": "a, b"},
                "n": {"DataType": "Number", "StringValue": "5"}
            })
        );
        assert_eq!(
            reads("names=[a,b],empty=[],none={}"),
            json!({"names": ["a", "b"], "empty": [], "none": {}})
        );
        assert_eq!(reads(r"body=a\,b,next="), json!({"body": "a,b", "next": ""}));
        assert_eq!(reads("url=https://x/y?a=b"), json!({"url": "https://x/y?a=b"}));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, part) in [
            ("", "a name"),
            ("abc", "'='"),
            ("a={b=1", "',' or '}'"),
            ("a=\"open", "closing"),
            ("a={\"b\":1}", "a name"),
            ("a=[x", "',' or ']'"),
            ("a=[[[[[[[[[[x]]]]]]]]]]", "nested"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
