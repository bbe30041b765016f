//! Reads JSON piece by piece and remembers where each piece stands, since refusals name a place.

use std::borrow::Cow;

/// How deep values may be nested in each other, as in the reader that AWS uses.
pub const DEPTH: usize = 1_000;

/// A piece of JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Token<'a> {
    BeginObject,
    EndObject,
    BeginArray,
    EndArray,
    /// The name of a member.
    Name(Cow<'a, str>),
    Text(Cow<'a, str>),
    /// As it was written: `300`, `300.0` and `3.0e2` are three texts.
    Number(&'a str),
    True,
    False,
    Null,
}

/// A piece with its place, in bytes from the beginning.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    pub token: Token<'a>,
    pub start: usize,
    /// Up to where the piece has been looked at to know its kind: of a text only the opening quote.
    pub near: usize,
    /// Right behind it.
    pub after: usize,
}

/// Why a text is no JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    pub reason: String,
    /// In bytes from the beginning.
    pub at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expects {
    Value,
    FirstElement,
    FirstName,
    Name,
    /// A comma or the end of what is open.
    More,
}

/// The pieces of a text, one after the other.
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    expects: Expects,
    /// What is open, innermost last; true for an object.
    open: Vec<bool>,
}

impl<'a> Tokens<'a> {
    pub fn of(text: &'a str) -> Tokens<'a> {
        Tokens {
            text,
            at: 0,
            expects: Expects::Value,
            open: Vec::new(),
        }
    }

    /// The next piece; None behind the last one.
    pub fn next(&mut self) -> Result<Option<Placed<'a>>, Broken> {
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                return if self.expects == Expects::More && self.open.is_empty() {
                    Ok(None)
                } else {
                    Err(self.cut_short())
                };
            };
            return match (self.expects, byte) {
                (Expects::More, _) if self.open.is_empty() => Err(self.unexpected("expected the end")),
                (Expects::More, b',') => {
                    self.at += 1;
                    self.expects = match self.open.last() {
                        Some(true) => Expects::Name,
                        _ => Expects::Value,
                    };
                    continue;
                }
                (Expects::More | Expects::FirstName, b'}') if self.open.last() == Some(&true) => {
                    Ok(Some(self.close(Token::EndObject)))
                }
                (Expects::More | Expects::FirstElement, b']') if self.open.last() == Some(&false) => {
                    Ok(Some(self.close(Token::EndArray)))
                }
                (Expects::FirstName | Expects::Name, b'"') => self.name().map(Some),
                (Expects::Value | Expects::FirstElement, _) => self.value(byte).map(Some),
                (Expects::FirstName | Expects::Name, _) => {
                    Err(self.unexpected("was expecting double-quote to start field name"))
                }
                (Expects::More, _) if self.open.last() == Some(&true) => {
                    Err(self.unexpected("was expecting comma to separate Object entries"))
                }
                (Expects::More, _) => Err(self.unexpected("was expecting comma to separate Array entries")),
            };
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn open(&mut self, token: Token<'a>) -> Result<Placed<'a>, Broken> {
        let object = token == Token::BeginObject;
        self.open.push(object);
        if self.open.len() > DEPTH {
            return Err(Broken {
                reason: format!(
                    "Document nesting depth ({}) exceeds the maximum allowed ({DEPTH})",
                    self.open.len()
                ),
                at: self.at,
            });
        }
        let placed = self.plain(token, self.at, self.at + 1);
        self.expects = match object {
            true => Expects::FirstName,
            false => Expects::FirstElement,
        };
        Ok(placed)
    }

    fn close(&mut self, token: Token<'a>) -> Placed<'a> {
        self.open.pop();
        self.plain(token, self.at, self.at + 1)
    }

    fn plain(&mut self, token: Token<'a>, start: usize, after: usize) -> Placed<'a> {
        self.at = after;
        self.expects = Expects::More;
        Placed {
            token,
            start,
            near: after,
            after,
        }
    }

    fn name(&mut self) -> Result<Placed<'a>, Broken> {
        let start = self.at;
        let name = self.string()?;
        let after = self.at;
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(self.unexpected("was expecting a colon to separate field name and value")),
            None => return Err(self.cut_short()),
        }
        self.expects = Expects::Value;
        Ok(Placed {
            token: Token::Name(name),
            start,
            near: after,
            after,
        })
    }

    fn value(&mut self, byte: u8) -> Result<Placed<'a>, Broken> {
        let start = self.at;
        let words = [("true", Token::True), ("false", Token::False), ("null", Token::Null)];
        match byte {
            b'{' => self.open(Token::BeginObject),
            b'[' => self.open(Token::BeginArray),
            b'"' => {
                let text = self.string()?;
                let mut placed = self.plain(Token::Text(text), start, self.at);
                placed.near = start + 1;
                Ok(placed)
            }
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                for (word, token) in words {
                    if self.text.as_bytes()[start..].starts_with(word.as_bytes()) {
                        return Ok(self.plain(token, start, start + word.len()));
                    }
                }
                Err(self.unexpected(
                    "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                ))
            }
        }
    }

    fn digits(&mut self) -> Result<(), Broken> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(match self.peek() {
                Some(_) => self.unexpected("expected a digit of a number"),
                None => self.cut_short(),
            });
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Placed<'a>, Broken> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.plain(Token::Number(&self.text[start..self.at]), start, self.at))
    }

    /// Reads a text from its opening quote to behind its closing one. Borrows it unless it has escapes.
    fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        let mut from = self.at;
        let mut read = String::new();
        loop {
            match bytes.get(self.at) {
                None => return Err(self.cut_short()),
                Some(b'"') => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    if read.is_empty() {
                        return Ok(Cow::Borrowed(rest));
                    }
                    read.push_str(rest);
                    return Ok(Cow::Owned(read));
                }
                Some(b'\\') => {
                    read.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    read.push(self.escape()?);
                    from = self.at;
                }
                Some(0..=0x1f) => return Err(self.unexpected("control characters must be escaped in a string value")),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, Broken> {
        let Some(byte) = self.peek() else {
            return Err(self.cut_short());
        };
        let character = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return Err(self.unexpected("unrecognized character escape")),
        };
        self.at += 1;
        Ok(character)
    }

    /// Four hexadecimal digits, twice where the first four are half a pair. A half alone becomes the character for it.
    fn code_point(&mut self) -> Result<char, Broken> {
        let first = self.unit()?;
        let rest = &self.text.as_bytes()[self.at..];
        if (0xd800..0xdc00).contains(&first) && rest.starts_with(b"\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.unit()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Result<u32, Broken> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let hexadecimal = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let Some(hexadecimal) = hexadecimal else {
            return Err(match digits {
                Some(_) => self.unexpected("expected a hex-digit for character escape sequence"),
                None => self.cut_short(),
            });
        };
        self.at += 4;
        Ok(hexadecimal.iter().fold(0, |code, digit| {
            code * 16 + char::from(*digit).to_digit(16).unwrap_or(0)
        }))
    }

    fn unexpected(&self, hint: &str) -> Broken {
        let found = self.text[self.at..].chars().next().unwrap_or(' ');
        Broken {
            reason: format!("Unexpected character ('{found}' (code {})): {hint}", u32::from(found)),
            at: self.at + found.len_utf8(),
        }
    }

    fn cut_short(&self) -> Broken {
        let reason = match self.open.last() {
            Some(true) => "Unexpected end-of-input: expected close marker for Object",
            Some(false) => "Unexpected end-of-input: expected close marker for Array",
            None => "No content to map due to end-of-input",
        };
        Broken {
            reason: reason.to_owned(),
            at: self.text.len(),
        }
    }
}
