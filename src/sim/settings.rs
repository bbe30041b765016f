//! The settings of one node: what differs from the defaults of its kind.

use super::spec::{FieldSpec, FieldType, Initial, NodeSpec, WireSpec};
use crate::base::{NodeId, Ratio, SimDuration};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// The value of a setting.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Value {
    /// A number in the fixed-point form of its field.
    Number(i64),
    /// Yes or no.
    Bool(bool),
    /// The index of a choice.
    Choice(u16),
    /// A text.
    Text(Rc<str>),
    /// Another node, or none.
    Node(Option<NodeId>),
}

/// Why a setting was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingError {
    /// Which setting.
    pub field: String,
    /// What is wrong and how to mend it, as a sentence.
    pub hint: String,
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.hint)
    }
}

/// What has settings: a kind of node, or a kind of connection.
pub trait Described: 'static {
    /// What tells it from others: `sqs-standard`.
    fn key(&self) -> &'static str;
    /// What it is called in a sentence: `SQS queue`.
    fn called(&self) -> &'static str;
    /// Its settings.
    fn fields(&self) -> &'static [FieldSpec];
}

impl Described for NodeSpec {
    fn key(&self) -> &'static str {
        self.kind
    }
    fn called(&self) -> &'static str {
        self.label
    }
    fn fields(&self) -> &'static [FieldSpec] {
        self.fields
    }
}

impl Described for WireSpec {
    fn key(&self) -> &'static str {
        self.label
    }
    fn called(&self) -> &'static str {
        self.label
    }
    fn fields(&self) -> &'static [FieldSpec] {
        self.fields
    }
}

/// The settings of a node: a kind, and what differs from its defaults.
pub struct Settings<S: 'static = NodeSpec> {
    spec: &'static S,
    changed: BTreeMap<&'static str, Value>,
}

/// The settings of a wire: those of a subscription, an event source mapping, a target.
pub type Terms = Settings<WireSpec>;

impl<S> Clone for Settings<S> {
    fn clone(&self) -> Settings<S> {
        Settings {
            spec: self.spec,
            changed: self.changed.clone(),
        }
    }
}

impl<S: Described> PartialEq for Settings<S> {
    fn eq(&self, other: &Settings<S>) -> bool {
        self.spec.key() == other.spec.key() && self.changed == other.changed
    }
}

impl<S: Described> Eq for Settings<S> {}

impl<S: Described> fmt::Debug for Settings<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.spec.key(), self.changed)
    }
}

impl<S: Described> Settings<S> {
    /// All defaults.
    pub fn new(spec: &'static S) -> Settings<S> {
        Settings {
            spec,
            changed: BTreeMap::new(),
        }
    }

    /// The kind they belong to.
    pub fn spec(&self) -> &'static S {
        self.spec
    }

    /// The same settings as far as something else has them too.
    pub fn described_by<T: Described>(&self, spec: &'static T) -> Settings<T> {
        let mut settings = Settings::new(spec);
        for (name, value) in &self.changed {
            // What does not fit is what the other has not.
            let _ = settings.set(name, value.clone());
        }
        settings
    }

    /// What differs from the defaults, by name.
    pub fn changed(&self) -> &BTreeMap<&'static str, Value> {
        &self.changed
    }

    /// The value of a field, its default included. None for an unknown name.
    pub fn get(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.changed.get(name) {
            return Some(value.clone());
        }
        self.field(name).map(FieldSpec::default_value)
    }

    /// Whether a field differs from its default.
    pub fn is_changed(&self, name: &str) -> bool {
        self.changed.contains_key(name)
    }

    /// Takes a value after checking its type and range. Setting the default removes the entry.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), SettingError> {
        let Some(field) = self.field(name) else {
            let known: Vec<&str> = self.spec.fields().iter().map(|field| field.name).collect();
            return Err(SettingError {
                field: name.to_string(),
                hint: match known.as_slice() {
                    [] => format!("{} has no settings of its own.", self.spec.called()),
                    known => format!(
                        "{} has no such setting. It has: {}.",
                        self.spec.called(),
                        known.join(", ")
                    ),
                },
            });
        };
        field.check(&value)?;
        if value == field.default_value() {
            self.changed.remove(field.name);
        } else {
            self.changed.insert(field.name, value);
        }
        Ok(())
    }

    /// Back to the default.
    pub fn reset(&mut self, name: &str) {
        self.changed.remove(name);
    }

    /// A number in fixed-point form. Panics on a name or type that the kind does not have: a bug in the kind.
    pub fn number(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Number(number)) => number,
            other => unreachable!("{}.{name} is no number but {other:?}", self.spec.key()),
        }
    }

    /// Yes or no; panics as [`Settings::number`].
    pub fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Value::Bool(flag)) => flag,
            other => unreachable!("{}.{name} is no flag but {other:?}", self.spec.key()),
        }
    }

    /// The index of a choice; panics as [`Settings::number`].
    pub fn choice(&self, name: &str) -> u16 {
        match self.get(name) {
            Some(Value::Choice(index)) => index,
            other => unreachable!("{}.{name} is no choice but {other:?}", self.spec.key()),
        }
    }

    /// A text; panics as [`Settings::number`].
    pub fn text(&self, name: &str) -> Rc<str> {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            other => unreachable!("{}.{name} is no text but {other:?}", self.spec.key()),
        }
    }

    /// A reference; panics as [`Settings::number`].
    pub fn node(&self, name: &str) -> Option<NodeId> {
        match self.get(name) {
            Some(Value::Node(node)) => node,
            other => unreachable!("{}.{name} is no reference but {other:?}", self.spec.key()),
        }
    }

    /// A number of seconds (with its decimals) as a span of time.
    pub fn seconds(&self, name: &str) -> SimDuration {
        let micros = 10i64.pow(6 - self.places(name));
        SimDuration((self.number(name) * micros).max(0) as u64)
    }

    /// A number of milliseconds (with its decimals) as a span of time.
    pub fn millis(&self, name: &str) -> SimDuration {
        let micros = 10i64.pow(3 - self.places(name));
        SimDuration((self.number(name) * micros).max(0) as u64)
    }

    /// A percentage as a probability.
    pub fn percent(&self, name: &str) -> Ratio {
        let millionths = 10i64.pow(4 - self.places(name));
        Ratio::from_millionths(self.number(name) * millionths)
    }

    fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.spec.fields().iter().find(|field| field.name == name)
    }

    fn places(&self, name: &str) -> u32 {
        match self.field(name).map(|field| field.ty) {
            Some(FieldType::Number { places, .. }) => u32::from(places),
            other => unreachable!("{}.{name} is no number but {other:?}", self.spec.key()),
        }
    }
}

impl FieldSpec {
    /// The default as a value.
    pub fn default_value(&self) -> Value {
        match self.initial {
            Initial::Number(number) => Value::Number(number),
            Initial::Bool(flag) => Value::Bool(flag),
            Initial::Choice(index) => Value::Choice(index),
            Initial::Text(text) => Value::Text(text.into()),
            Initial::Nothing => Value::Node(None),
        }
    }

    /// Whether a value has this field's type and lies in its range.
    pub fn check(&self, value: &Value) -> Result<(), SettingError> {
        let hint = match (self.ty, value) {
            (FieldType::Number { min, max, .. }, Value::Number(number)) if (min..=max).contains(number) => {
                return Ok(());
            }
            (FieldType::Bool, Value::Bool(_)) | (FieldType::Node(_), Value::Node(_)) => return Ok(()),
            (FieldType::Choice(choices), Value::Choice(index)) if usize::from(*index) < choices.len() => return Ok(()),
            (FieldType::Text { max, .. }, Value::Text(text)) if text.chars().count() <= max as usize => {
                match (self.valid)(text) {
                    Ok(()) => return Ok(()),
                    Err(hint) => hint,
                }
            }
            (FieldType::Number { .. }, Value::Number(number)) => {
                format!(
                    "{} is out of range. Use {}.",
                    self.show(&Value::Number(*number)),
                    self.range()
                )
            }
            (FieldType::Text { max, .. }, Value::Text(_)) => {
                format!("the text is too long. Use at most {max} characters.")
            }
            _ => format!("this is not the right kind of value. Use {}.", self.range()),
        };
        Err(SettingError {
            field: self.name.to_string(),
            hint,
        })
    }

    /// What it may be, in words: `0 – 43,200 s`.
    pub fn range(&self) -> String {
        match self.ty {
            FieldType::Number { min, max, places } => {
                let sign = self.unit.sign();
                let space = if sign.is_empty() || sign == "%" { "" } else { " " };
                format!("{} – {}{space}{sign}", decimal(min, places), decimal(max, places))
            }
            FieldType::Bool => "true or false".to_string(),
            FieldType::Choice(choices) => {
                let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
                names.join(", ")
            }
            FieldType::Text { max, .. } => format!("a text of at most {max} characters"),
            FieldType::Node(kinds) => format!("a node of kind {}, or none", kinds.join(" or ")),
        }
    }

    /// A value as a person reads it, without the unit. References show their number.
    pub fn show(&self, value: &Value) -> String {
        match (self.ty, value) {
            (FieldType::Number { places, .. }, Value::Number(number)) => decimal(*number, places),
            (FieldType::Choice(choices), Value::Choice(index)) => choices
                .get(usize::from(*index))
                .map_or_else(String::new, |choice| choice.label.to_string()),
            (_, Value::Bool(flag)) => if *flag { "on" } else { "off" }.to_string(),
            (_, Value::Text(text)) => text.to_string(),
            (_, Value::Node(node)) => node.map_or_else(|| "none".to_string(), |node| node.to_string()),
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Choice(index)) => index.to_string(),
        }
    }

    /// Reads what a person typed. Numbers may have thousands separators and this field's unit behind them.
    pub fn parse(&self, text: &str) -> Result<Value, SettingError> {
        let wrong = || SettingError {
            field: self.name.to_string(),
            hint: format!("{:?} can't be read. Use {}.", text.trim(), self.range()),
        };
        let value = match self.ty {
            FieldType::Number { places, .. } => {
                Value::Number(parse_decimal(text, places, self.unit.sign()).ok_or_else(wrong)?)
            }
            FieldType::Bool => match text.trim() {
                "true" | "on" | "yes" => Value::Bool(true),
                "false" | "off" | "no" => Value::Bool(false),
                _ => return Err(wrong()),
            },
            FieldType::Choice(choices) => {
                let found = choices
                    .iter()
                    .position(|choice| choice.name == text.trim() || choice.label == text.trim());
                Value::Choice(u16::try_from(found.ok_or_else(wrong)?).map_err(|_| wrong())?)
            }
            FieldType::Text { .. } => Value::Text(text.into()),
            FieldType::Node(_) => return Err(wrong()),
        };
        self.check(&value)?;
        Ok(value)
    }
}

/// A fixed-point number with thousands separators and without needless zeros: 1_500 with 3 places is `1.5`.
pub fn decimal(number: i64, places: u8) -> String {
    let scale = 10u64.pow(u32::from(places));
    let (whole, rest) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    let digits = whole.to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if rest > 0 {
        let fraction = format!("{rest:0width$}", width = usize::from(places));
        text.push('.');
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// Reads `1,500`, `1.5`, `30 s`. None when it is no number, has too many decimals or does not fit.
fn parse_decimal(text: &str, places: u8, unit: &str) -> Option<i64> {
    let text: String = text.trim().chars().filter(|c| *c != ',' && *c != '_').collect();
    let text = text.strip_suffix(unit).unwrap_or(&text).trim();
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty())
        || !is_digits(whole)
        || !is_digits(fraction)
        || fraction.len() > usize::from(places)
    {
        return None;
    }
    let number: i64 = format!("{whole}{fraction:0<width$}", width = usize::from(places))
        .parse()
        .ok()?;
    Some(if negative { -number } else { number })
}
