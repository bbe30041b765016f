//! Walks over the pieces of a pattern, and says of a refusal where in the text it happened.

use super::tokens::{Broken, Placed, Token, Tokens};

/// How much of a pattern a refusal shows, in characters.
const SHOWN: usize = 500;

/// Why a pattern is refused, with its place where AWS names one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason(pub String);

/// The pieces of a text, with a current one.
pub struct Cursor<'a> {
    text: &'a str,
    tokens: Vec<Placed<'a>>,
    /// Of the current piece, counted from 1; 0 before the first.
    at: usize,
    broken: Option<Broken>,
}

impl<'a> Cursor<'a> {
    /// A text that is no JSON is noticed where it breaks, and not before.
    pub fn over(text: &'a str) -> Cursor<'a> {
        let mut reader = Tokens::of(text);
        let mut tokens = Vec::new();
        let broken = loop {
            match reader.next() {
                Ok(Some(placed)) => tokens.push(placed),
                Ok(None) => break None,
                Err(broken) => break Some(broken),
            }
        };
        Cursor {
            text,
            tokens,
            at: 0,
            broken,
        }
    }

    /// Goes on to the next piece.
    ///
    /// # Errors
    /// When the text breaks or ends there.
    pub fn advance(&mut self) -> Result<&Token<'a>, Reason> {
        if self.at == self.tokens.len() {
            return Err(self.broken_here());
        }
        self.at += 1;
        Ok(&self.tokens[self.at - 1].token)
    }

    /// That nothing follows.
    ///
    /// # Errors
    /// When something does.
    pub fn end(&self) -> Result<(), Reason> {
        match self.broken {
            None => Ok(()),
            Some(_) => Err(self.broken_here()),
        }
    }

    fn broken_here(&self) -> Reason {
        match &self.broken {
            Some(broken) => Reason(format!("{}{}", broken.reason, self.place(broken.at))),
            None => Reason(format!("Unexpected end-of-input{}", self.place(self.text.len()))),
        }
    }

    /// The current piece.
    pub fn token(&self) -> &Token<'a> {
        &self.tokens[self.at.saturating_sub(1)].token
    }

    /// The pieces behind the current one.
    pub fn rest(&self) -> &[Placed<'a>] {
        &self.tokens[self.at..]
    }

    /// The current piece as it is written; of a text its content.
    pub fn written(&self) -> &str {
        match self.token() {
            Token::Name(text) | Token::Text(text) => text,
            _ => {
                let placed = &self.tokens[self.at.saturating_sub(1)];
                &self.text[placed.start..placed.after]
            }
        }
    }

    /// A refusal at the current piece, whose kind alone was looked at. A name has its place behind the beginning of its
    /// value, since the reader looks that far ahead.
    pub fn refuse(&self, reason: &str) -> Reason {
        let current = &self.tokens[self.at.saturating_sub(1)];
        let placed = match current.token {
            Token::Name(_) => self.tokens.get(self.at).unwrap_or(current),
            _ => current,
        };
        Reason(format!("{reason}{}", self.place(placed.near)))
    }

    /// A refusal behind the current piece, which was read to its end.
    pub fn refuse_read(&self, reason: &str) -> Reason {
        let placed = &self.tokens[self.at.saturating_sub(1)];
        Reason(format!("{reason}{}", self.place(placed.after)))
    }

    fn place(&self, at: usize) -> String {
        let before = &self.text[..at];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
        let shown: String = self.text.chars().take(SHOWN).collect();
        let hidden = self.text.chars().count().saturating_sub(SHOWN);
        let cut = match hidden {
            0 => String::new(),
            hidden => format!("[truncated {hidden} chars]"),
        };
        format!("\n at [Source: (String)\"{shown}\"{cut}; line: {line}, column: {column}]")
    }
}
