//! A whole document in a link: `#s=…`.
//!
//! Only what differs from the defaults is written, in two columns (numbers, then texts), squeezed where that is
//! shorter, with a version and the revision of the engines in front. A link may come from anybody: whatever it holds,
//! reading it ends soon, takes little memory and never panics; what can be read is opened, and what was dropped is said.

mod bytes;
mod checks;
mod deeds;
mod dictionary;
mod drawing;
mod flags;
mod migrate;
mod moment;
mod numbers;
mod read;
mod settings;
mod squeeze;
#[cfg(test)]
mod tests;
mod values;
mod wires;
mod write;

pub use flags::Flags;
pub use migrate::{MIGRATIONS, Migration};
pub use moment::{Gaze, MomentLost, Recording, decode_moment, encode_moment};

use crate::scenario::Scenario;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;

/// The version of the format that is written. Versions up to it are read.
pub const VERSION: u8 = 3;

/// The revision of the engines: one more whenever the same document runs differently than before.
pub const ENGINE: u32 = 1;

/// Longer links are not read, in characters.
pub const MAX_TEXT: usize = 64 << 10;

/// More is not unpacked from a link, in bytes.
pub const MAX_BODY: usize = 1 << 20;

/// What a link held.
#[derive(Clone, PartialEq, Debug)]
pub struct Decoded {
    /// What could be read.
    pub scenario: Scenario,
    /// What could not, as sentences; empty when all was read.
    pub dropped: Vec<String>,
    /// The revision of the engines with which the link was made; compare it with [`ENGINE`].
    pub engine: u32,
}

/// Why a link could not be opened at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It is longer than [`MAX_TEXT`].
    TooLong,
    /// There is no document in it.
    NoLink,
    /// It was made by a later version of this program.
    Newer(u8),
    /// Nothing of it can be read.
    Damaged,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::TooLong => write!(
                f,
                "The link is longer than {MAX_TEXT} characters. Ask for the file instead."
            ),
            LinkError::NoLink => f.write_str("This is no link to a design: it needs #s= and what follows it."),
            LinkError::Newer(version) => {
                write!(
                    f,
                    "The link has format {version}; this page reads up to {VERSION}. Reload the page, or update it."
                )
            }
            LinkError::Damaged => {
                f.write_str("The link is damaged: nothing of it can be read. Copy the whole of it again.")
            }
        }
    }
}

/// The fragment of an address that holds this document: `#s=…`.
pub fn encode(scenario: &Scenario) -> String {
    let body = write::write(scenario);
    let deflated = squeeze::deflate(&body);
    let squeezed = deflated.len() < body.len();
    let mut bytes = vec![VERSION << 1 | u8::from(squeezed)];
    bytes.extend(squeeze::checksum(&body).to_be_bytes());
    bytes.extend(if squeezed { deflated } else { body });
    format!("#s={}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The document in a link, an address that ends in one, or only what follows `#s=`. What follows an `&` is another part.
pub fn decode(text: &str) -> Result<Decoded, LinkError> {
    let (body, version, intact) = body(text)?;
    let mut decoded = read::read(&body, version).ok_or(LinkError::Damaged)?;
    if !intact {
        let text =
            "The link was damaged on its way, so some of this may be missing or wrong. Copy the whole of it again.";
        decoded.dropped.insert(0, text.to_string());
    }
    Ok(decoded)
}

/// The bytes of the document in a link, their version, and whether they arrived as they were sent.
fn body(text: &str) -> Result<(Vec<u8>, u8, bool), LinkError> {
    if text.len() > MAX_TEXT {
        return Err(LinkError::TooLong);
    }
    let code = text.split_once("#s=").map_or(text, |(_, code)| code);
    let code = code.strip_prefix("s=").unwrap_or(code);
    let code = code.split('&').next().unwrap_or_default();
    let (bytes, intact) = unbase(code);
    let [head, high, low, rest @ ..] = bytes.as_slice() else {
        return Err(if code.trim().is_empty() {
            LinkError::NoLink
        } else {
            LinkError::Damaged
        });
    };
    let (version, squeezed) = (head >> 1, head & 1 == 1);
    match version {
        0 => return Err(LinkError::Damaged),
        1..=VERSION => {}
        _ => return Err(LinkError::Newer(version)),
    }
    let (body, whole) = if squeezed {
        squeeze::inflate(rest, MAX_BODY)
    } else {
        (rest.to_vec(), true)
    };
    let sum = u16::from_be_bytes([*high, *low]);
    let intact = intact && whole && squeeze::checksum(&body) == sum;
    Ok((body, version, intact))
}

/// The bytes of a text in base64, as far as they can be read, and whether that is all. Line breaks of mail programs
/// don't count.
fn unbase(code: &str) -> (Vec<u8>, bool) {
    let known = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_';
    let mut letters: Vec<u8> = code.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let end = letters.iter().position(|byte| !known(byte)).unwrap_or(letters.len());
    let mut intact = end == letters.len();
    letters.truncate(end);
    loop {
        match URL_SAFE_NO_PAD.decode(&letters) {
            Ok(bytes) => return (bytes, intact),
            // Only the last group can be wrong now: too short, or with bits that nothing wrote.
            Err(_) if !letters.is_empty() => {
                letters.pop();
                intact = false;
            }
            Err(_) => return (Vec::new(), false),
        }
    }
}
