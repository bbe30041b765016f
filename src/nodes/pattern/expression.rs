//! Reads one alternative of a leaf: a plain value or an operator in braces.

use super::cidr::Block;
use super::cursor::{Cursor, Reason};
use super::decimal::Decimal;
use super::grammar::Grammar;
use super::operator::{Alternatives, Bound, Figure, Range, Test};
use super::tokens::Token;
use super::wildcard::Wildcard;

const ONE_KEY: &str = "Only one key allowed in match expression";
const TOO_MANY: &str = "Too many elements in numeric expression";

/// Reads the alternative that begins with the current piece.
pub fn alternative(cursor: &mut Cursor<'_>, grammar: Grammar) -> Result<Test, Reason> {
    match cursor.token() {
        Token::BeginObject => expression(cursor, grammar),
        Token::Text(text) => Ok(Test::Exactly((**text).into())),
        Token::Number(text) => Ok(Test::Figure(Figure {
            text: (*text).into(),
            value: Decimal::read(text).ok().flatten(),
            as_text: grammar.numbers_as_text,
        })),
        Token::True => Ok(Test::Bool(true)),
        Token::False => Ok(Test::Bool(false)),
        Token::Null => Ok(Test::Null),
        _ => Err(cursor.refuse("Match value must be String, number, true, false, or null")),
    }
}

fn expression(cursor: &mut Cursor<'_>, grammar: Grammar) -> Result<Test, Reason> {
    let Token::Name(operator) = cursor.advance()?.clone() else {
        return Err(cursor.refuse("Match expression name not found"));
    };
    let test = match &*operator {
        "prefix" => return affix(cursor, grammar, true),
        "suffix" => return affix(cursor, grammar, false),
        "numeric" => return numeric(cursor),
        "anything-but" => return anything_but(cursor, grammar),
        "exists" => match cursor.advance()? {
            Token::True => Test::Exists(true),
            Token::False => Test::Exists(false),
            _ => return Err(cursor.refuse("exists match pattern must be either true or false.")),
        },
        "cidr" => {
            let text = text(cursor, "prefix match pattern must be a string")?;
            // What is wrong with the block itself has no place in AWS's message.
            Test::Cidr(Block::read(&text).map_err(Reason)?)
        }
        "equals-ignore-case" => {
            let wanted = text(cursor, "equals-ignore-case match pattern must be a string")?;
            Test::EqualsIgnoreCase(lower(&wanted))
        }
        "wildcard" if grammar.wildcard => {
            let wanted = text(cursor, "wildcard match pattern must be a string")?;
            Test::Wildcard(Wildcard::read(&wanted).map_err(|wrong| cursor.refuse_read(&wrong))?)
        }
        unknown => return Err(cursor.refuse(&format!("Unrecognized match type {unknown}"))),
    };
    close(cursor, ONE_KEY)?;
    Ok(test)
}

fn close(cursor: &mut Cursor<'_>, otherwise: &str) -> Result<(), Reason> {
    match cursor.advance()? {
        Token::EndObject => Ok(()),
        _ => Err(cursor.refuse(otherwise)),
    }
}

fn text(cursor: &mut Cursor<'_>, otherwise: &str) -> Result<String, Reason> {
    match cursor.advance()? {
        Token::Text(text) => Ok(text.to_string()),
        _ => Err(cursor.refuse(otherwise)),
    }
}

fn lower(text: &str) -> Box<str> {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// EVB-045, EVB-046, SNS-087.
fn affix(cursor: &mut Cursor<'_>, grammar: Grammar, prefix: bool) -> Result<Test, Reason> {
    let name = if prefix { "prefix" } else { "suffix" };
    if *cursor.advance()? == Token::BeginObject && grammar.affixes_ignore_case {
        let Token::Name(operator) = cursor.advance()?.clone() else {
            let capital = if prefix { "Prefix" } else { "Suffix" };
            return Err(cursor.refuse(&format!("{capital} expression name not found")));
        };
        if operator != "equals-ignore-case" {
            return Err(cursor.refuse(&format!("Unsupported {name} pattern: {operator}")));
        }
        let wanted = lower(&text(cursor, "equals-ignore-case match pattern must be a string")?);
        close(cursor, ONE_KEY)?;
        close(cursor, ONE_KEY)?;
        return Ok(match prefix {
            true => Test::PrefixIgnoreCase(wanted),
            false => Test::SuffixIgnoreCase(wanted),
        });
    }
    let Token::Text(wanted) = cursor.token().clone() else {
        return Err(cursor.refuse(&format!("{name} match pattern must be a string")));
    };
    close(cursor, ONE_KEY)?;
    Ok(match prefix {
        true => Test::Prefix((*wanted).into()),
        false => Test::Suffix((*wanted).into()),
    })
}

/// EVB-050, SNS-091: one comparison, or a lower end and then an upper one.
fn numeric(cursor: &mut Cursor<'_>) -> Result<Test, Reason> {
    if *cursor.advance()? != Token::BeginArray {
        return Err(cursor.refuse("Value of numeric must be an array."));
    }
    if !matches!(cursor.advance()?, Token::Text(_)) {
        let reason = format!("Invalid member in numeric match: {}", cursor.written());
        return Err(cursor.refuse_read(&reason));
    }
    let operator = cursor.written().to_owned();
    cursor.advance()?;
    let range = match &*operator {
        "=" => {
            let value = value(cursor, "equals")?;
            end(cursor, TOO_MANY)?;
            Range::exactly(comparable(cursor, &value)?)
        }
        "<" | "<=" => {
            let value = value(cursor, &operator)?;
            end(cursor, TOO_MANY)?;
            Range {
                bottom: None,
                top: Some(bound(cursor, &value, &operator)?),
            }
        }
        ">" | ">=" => from_bottom(cursor, &operator)?,
        _ => return Err(cursor.refuse(&format!("Unrecognized numeric range operator: {operator}"))),
    };
    close(cursor, TOO_MANY)?;
    Ok(Test::Numeric(range))
}

fn from_bottom(cursor: &mut Cursor<'_>, operator: &str) -> Result<Range, Reason> {
    let bottom = value(cursor, operator)?;
    if *cursor.advance()? == Token::EndArray {
        return Ok(Range {
            bottom: Some(bound(cursor, &bottom, operator)?),
            top: None,
        });
    }
    if !matches!(cursor.token(), Token::Text(_)) {
        let reason = format!("Bad value in numeric range: {}", cursor.written());
        return Err(cursor.refuse_read(&reason));
    }
    let upper = cursor.written().to_owned();
    if upper != "<" && upper != "<=" {
        return Err(cursor.refuse_read(&format!("Bad numeric range operator: {upper}")));
    }
    cursor.advance()?;
    let top = value(cursor, &upper)?;
    end(cursor, "Too many terms in numeric range expression")?;
    let (bottom, top) = (bound(cursor, &bottom, operator)?, bound(cursor, &top, &upper)?);
    if bottom.value >= top.value {
        return Err(cursor.refuse("Bottom must be less than top"));
    }
    Ok(Range {
        bottom: Some(bottom),
        top: Some(top),
    })
}

/// The current piece, which has to be a number.
fn value(cursor: &Cursor<'_>, operator: &str) -> Result<String, Reason> {
    match cursor.token() {
        Token::Number(text) => Ok((*text).to_owned()),
        _ => Err(cursor.refuse(&format!("Value of {operator} must be numeric"))),
    }
}

fn end(cursor: &mut Cursor<'_>, otherwise: &str) -> Result<(), Reason> {
    match cursor.advance()? {
        Token::EndArray => Ok(()),
        _ => Err(cursor.refuse(otherwise)),
    }
}

fn bound(cursor: &Cursor<'_>, text: &str, operator: &str) -> Result<Bound, Reason> {
    Ok(Bound {
        value: comparable(cursor, text)?,
        included: operator.ends_with('='),
    })
}

fn comparable(cursor: &Cursor<'_>, text: &str) -> Result<Decimal, Reason> {
    let value = Decimal::read(text).ok().flatten();
    value.ok_or_else(|| cursor.refuse("Value must be between -5.0E9 and 5.0E9, inclusive"))
}

/// EVB-048, EVB-049, SNS-089, SNS-090.
fn anything_but(cursor: &mut Cursor<'_>, grammar: Grammar) -> Result<Test, Reason> {
    let mut inner = None;
    if *cursor.advance()? == Token::BeginObject {
        let Token::Name(operator) = cursor.advance()?.clone() else {
            return Err(cursor.refuse("Anything-But expression name not found"));
        };
        let Some(known) = grammar.anything_but.iter().find(|known| **known == operator) else {
            return Err(cursor.refuse(&format!("Unsupported anything-but pattern: {operator}")));
        };
        inner = Some(*known);
        cursor.advance()?;
    }
    let listed = match (cursor.token(), inner) {
        (Token::BeginArray, Some(_)) if !grammar.anything_but_lists => {
            return Err(cursor.refuse("prefix/suffix match pattern must be a string"));
        }
        (Token::BeginArray, inner) => {
            let listed = list(cursor, inner).map_err(|reason| reason.at_the_list(cursor))?;
            if inner.is_none() {
                of_one_type(cursor, &listed)?;
            }
            listed
        }
        (Token::Text(_) | Token::Number(_), Some(inner)) => vec![excluded(cursor, inner)?],
        (Token::Text(_) | Token::Number(_), None) => vec![other(cursor)?],
        _ => {
            return Err(cursor.refuse("Value of anything-but must be an array or single string/number value."));
        }
    };
    close(cursor, TOO_MANY)?;
    if inner.is_some() {
        close(cursor, TOO_MANY)?;
    }
    Ok(Test::AnythingBut(Box::new(Alternatives::of(listed))))
}

impl Reason {
    /// AWS catches what goes wrong inside of a list, and adds the place a second time.
    fn at_the_list(self, cursor: &Cursor<'_>) -> Reason {
        cursor.refuse(&self.0)
    }
}

fn list(cursor: &mut Cursor<'_>, inner: Option<&str>) -> Result<Vec<Test>, Reason> {
    let mut listed = Vec::new();
    while *cursor.advance()? != Token::EndArray {
        listed.push(match inner {
            Some(inner) => excluded(cursor, inner)?,
            None => other(cursor)?,
        });
    }
    Ok(listed)
}

fn of_one_type(cursor: &Cursor<'_>, listed: &[Test]) -> Result<(), Reason> {
    let numbers = listed.iter().filter(|test| matches!(test, Test::Numeric(_))).count();
    if listed.is_empty() || (numbers > 0 && numbers < listed.len()) {
        return Err(cursor
            .refuse("Inside anything but list, either all values are number or string, mixed type is not supported"));
    }
    Ok(())
}

/// A value that a field must not have. Numbers count by value.
fn other(cursor: &Cursor<'_>) -> Result<Test, Reason> {
    match cursor.token() {
        Token::Text(text) => Ok(Test::Exactly((**text).into())),
        Token::Number(text) => Ok(Test::Numeric(Range::exactly(comparable(cursor, text)?))),
        _ => Err(cursor.refuse("Inside anything but list, start|null|boolean is not supported.")),
    }
}

/// What a field must not begin with, end with or be, whatever stands inside of `anything-but`.
fn excluded(cursor: &Cursor<'_>, inner: &str) -> Result<Test, Reason> {
    let Token::Text(text) = cursor.token() else {
        return Err(cursor.refuse(match inner {
            "equals-ignore-case" => {
                "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
            }
            "wildcard" => "wildcard match pattern must be a string",
            _ => "prefix/suffix match pattern must be a string",
        }));
    };
    if text.is_empty() && ["prefix", "suffix"].contains(&inner) {
        return Err(cursor.refuse_read("Null prefix/suffix not allowed"));
    }
    Ok(match inner {
        "prefix" => Test::Prefix((**text).into()),
        "suffix" => Test::Suffix((**text).into()),
        "wildcard" => Test::Wildcard(Wildcard::read(text).map_err(|wrong| cursor.refuse_read(&wrong))?),
        _ => Test::EqualsIgnoreCase(lower(text)),
    })
}
