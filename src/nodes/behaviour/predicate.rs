//! Which messages can't be worked on: a small condition on the message.
//!
//! Terms joined by `and`: `body contains "m4"`, `n = 4` (a member of a JSON body), `group = A`,
//! `attribute colour = red`, `receives <= 1`, `every 10` (each tenth piece of work). Comparisons are `=`, `!=`, `<`,
//! `<=`, `>`, `>=`, `contains`; two whole numbers compare as numbers, anything else as text.

use crate::sim::{AttributeValue, Message};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A parsed condition. The empty one holds for no message.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Predicate {
    terms: Vec<Term>,
    problem: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Every(u64),
    Compare(Subject, Comparison, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Body,
    Group,
    Deduplication,
    Receives,
    Attribute(String),
    Member(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Contains,
}

impl Predicate {
    /// Reads any text. One that can't be read holds for no message and says why in [`Predicate::problem`].
    pub fn parse(text: &str) -> Predicate {
        let tokens = tokens(text);
        if tokens.is_empty() {
            return Predicate::default();
        }
        match tokens.split(|token| token.is_word("and")).map(term).collect() {
            Ok(terms) => Predicate { terms, problem: None },
            Err(problem) => Predicate {
                terms: Vec::new(),
                problem: Some(problem),
            },
        }
    }

    /// What could not be read, in a few words.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Whether it holds for no message at all.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether it holds for a message that has been received so often.
    #[inline]
    pub fn holds(&self, message: &Message, receives: u32) -> bool {
        !self.terms.is_empty() && self.terms.iter().all(|term| term.holds(message, receives))
    }
}

impl Term {
    fn holds(&self, message: &Message, receives: u32) -> bool {
        match self {
            Term::Every(distance) => message.root.0.is_multiple_of(*distance),
            Term::Compare(subject, comparison, wanted) => subject
                .of(message, receives)
                .is_some_and(|value| comparison.holds(&value, wanted)),
        }
    }
}

impl Subject {
    fn of<'a>(&self, message: &'a Message, receives: u32) -> Option<Cow<'a, str>> {
        let draft = &message.draft;
        match self {
            Subject::Body => Some(Cow::Borrowed(&*draft.body)),
            Subject::Group => draft.group.as_deref().map(Cow::Borrowed),
            Subject::Deduplication => draft.deduplication.as_deref().map(Cow::Borrowed),
            Subject::Receives => Some(Cow::Owned(receives.to_string())),
            Subject::Attribute(name) => {
                let found = draft.attributes.iter().find(|attribute| *attribute.name == **name)?;
                match &found.value {
                    AttributeValue::Text(text) => Some(Cow::Borrowed(&**text)),
                    AttributeValue::Binary(_) => None,
                }
            }
            Subject::Member(name) => {
                let body: serde_json::Value = serde_json::from_str(&draft.body).ok()?;
                match body.get(name)? {
                    serde_json::Value::String(text) => Some(Cow::Owned(text.clone())),
                    other => Some(Cow::Owned(other.to_string())),
                }
            }
        }
    }
}

impl Comparison {
    fn holds(self, value: &str, wanted: &str) -> bool {
        let order = match (value.parse::<i64>(), wanted.parse::<i64>()) {
            (Ok(value), Ok(wanted)) => value.cmp(&wanted),
            _ => value.cmp(wanted),
        };
        match self {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::Unequal => order != Ordering::Equal,
            Comparison::Less => order == Ordering::Less,
            Comparison::AtMost => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::AtLeast => order != Ordering::Less,
            Comparison::Contains => value.contains(wanted),
        }
    }

    fn parse(token: &Token) -> Option<Comparison> {
        let Token::Sign(sign) = token else {
            return token.is_word("contains").then_some(Comparison::Contains);
        };
        match sign.as_str() {
            "=" | "==" => Some(Comparison::Equal),
            "!=" => Some(Comparison::Unequal),
            "<" => Some(Comparison::Less),
            "<=" => Some(Comparison::AtMost),
            ">" => Some(Comparison::Greater),
            ">=" => Some(Comparison::AtLeast),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Sign(String),
}

impl Token {
    fn is_word(&self, word: &str) -> bool {
        matches!(self, Token::Word(text) if text == word)
    }

    fn text(&self) -> Option<&str> {
        match self {
            Token::Word(text) | Token::Quoted(text) => Some(text),
            Token::Sign(_) => None,
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '=' | '!' | '<' | '>')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = |stop: &dyn Fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
        let used = if first == '"' || first == '\'' {
            let inside = &rest[1..];
            let close = inside.find(first).unwrap_or(inside.len());
            tokens.push(Token::Quoted(inside[..close].to_string()));
            (close + 2).min(rest.len())
        } else if is_sign(first) {
            let used = end(&|c| !is_sign(c));
            tokens.push(Token::Sign(rest[..used].to_string()));
            used
        } else {
            let used = end(&|c: char| c.is_whitespace() || is_sign(c) || c == '"' || c == '\'');
            tokens.push(Token::Word(rest[..used].to_string()));
            used
        };
        rest = rest[used..].trim_start();
    }
    tokens
}

fn term(tokens: &[Token]) -> Result<Term, String> {
    let (subject, rest) = match tokens {
        [] => return Err("a condition is missing around \"and\"".to_string()),
        [every, distance] if every.is_word("every") => {
            let distance = distance
                .text()
                .and_then(|text| text.parse().ok())
                .filter(|distance| *distance > 0);
            return distance
                .map(Term::Every)
                .ok_or_else(|| "\"every\" needs a number".to_string());
        }
        [attribute, name, rest @ ..] if attribute.is_word("attribute") && rest.len() == 2 => {
            let name = name.text().ok_or("\"attribute\" needs a name")?;
            (Subject::Attribute(name.to_string()), rest)
        }
        [subject, rest @ ..] => {
            let word = subject.text().ok_or("a condition begins with a name")?;
            let subject = match word {
                "body" => Subject::Body,
                "group" => Subject::Group,
                "deduplication" => Subject::Deduplication,
                "receives" => Subject::Receives,
                member => Subject::Member(member.to_string()),
            };
            (subject, rest)
        }
    };
    let [sign, value] = rest else {
        return Err("a condition is: name, comparison, value".to_string());
    };
    let comparison = Comparison::parse(sign).ok_or("the comparison is not known")?;
    let value = value.text().ok_or("a value is missing")?;
    Ok(Term::Compare(subject, comparison, value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{MessageId, NodeId, SimTime, Stream};
    use crate::sim::{Attribute, Draft};

    fn message() -> Message {
        Message {
            id: MessageId(21),
            root: MessageId(20),
            parent: MessageId(20),
            origin: NodeId(1),
            begun: SimTime::ZERO,
            created: SimTime::ZERO,
            tint: 0,
            draft: Draft {
                body: "{\"n\": 4, \"item\": \"pear\", \"note\": \"m4 and more\"}".into(),
                attributes: [Attribute {
                    name: "colour".into(),
                    data_type: "String".into(),
                    value: AttributeValue::Text("red".into()),
                }]
                .into(),
                group: Some("A".into()),
                ..Draft::default()
            },
        }
    }

    #[test]
    fn conditions_hold_as_they_read() {
        for (text, holds) in [
            ("", false),
            ("body contains \"m4\"", true),
            ("body contains m5", false),
            ("body contains 'm4 and more'", true),
            ("n = 4", true),
            ("n=4", true),
            ("n != 4", false),
            ("n < 10", true),
            ("n >= 5", false),
            ("item = pear", true),
            ("absent = 1", false),
            ("group = A", true),
            ("group = B", false),
            ("deduplication = x", false),
            ("attribute colour = red", true),
            ("attribute size = red", false),
            ("every 10", true),
            ("every 3", false),
            ("receives <= 2", true),
            ("receives = 1", false),
            ("every 10 and receives <= 2 and group == \"A\"", true),
            ("every 10 and group = B", false),
        ] {
            let predicate = Predicate::parse(text);
            assert_eq!(predicate.problem(), None, "{text}");
            assert_eq!(predicate.holds(&message(), 2), holds, "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_holds_for_nothing_and_says_so() {
        for text in [
            "n",
            "n =",
            "= 4",
            "every",
            "every 0",
            "every x",
            "n = 4 and",
            "and",
            "n ~ 4",
            "n =! 4",
            "attribute = 3 4",
            "a b c d",
        ] {
            let predicate = Predicate::parse(text);
            assert!(predicate.problem().is_some(), "{text}");
            assert!(!predicate.holds(&message(), 1), "{text}");
        }
    }

    #[test]
    fn no_text_whatever_makes_it_panic() {
        let bits = [
            "n",
            "=",
            "!",
            "<",
            "\"",
            "'",
            " ",
            "and",
            "every",
            "attribute",
            "10",
            "é",
            "contains",
            "body",
            "\n",
            " and ",
        ];
        let mut luck = Stream::new(9, 1, "fuzz");
        for _ in 0..20_000 {
            let text: String = (0..luck.below(12))
                .map(|_| bits[luck.below(bits.len() as u64) as usize])
                .collect();
            Predicate::parse(&text).holds(&message(), 1);
        }
    }
}
