//! What a link asks of the page that opens it: the words after `?`. `?view` is for looking at, `?embed` is that within
//! another page; `allow=` lists what may still be changed, `play`, `rate=` and `theme=` how it begins, and `origin=` which
//! host page may send commands.

use crate::scenario::{parse_rate, write_rate};

/// The words after `?` that the page knows. Unknown ones are passed over.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flags {
    /// For looking at.
    pub view: bool,
    /// For looking at within another page: the canvas and the transport alone.
    pub embed: bool,
    /// What may still be changed: `orders.VisibilityTimeout`, `worker.*`, `*`, `commands`, `load`.
    pub allow: Vec<String>,
    /// Whether it plays at once.
    pub play: bool,
    /// The speed, in hundredths of real time.
    pub rate: Option<u32>,
    /// Dark or light; None is what the reader prefers.
    pub dark: Option<bool>,
    /// Host pages that may send commands, as `https://host`.
    pub origins: Vec<String>,
}

/// More items of a list are not read.
const MOST: usize = 1_000;

impl Flags {
    /// Reads what follows `?`, with or without it.
    pub fn parse(query: &str) -> Flags {
        let mut flags = Flags::default();
        let query = query.strip_prefix('?').unwrap_or(query);
        for item in query.split('&').take(MOST) {
            let (name, value) = item.split_once('=').unwrap_or((item, ""));
            let value = decoded(value);
            match name {
                "view" => flags.view = true,
                "embed" => flags.embed = true,
                "play" => flags.play = true,
                "rate" => flags.rate = parse_rate(&value),
                "theme" if value == "dark" => flags.dark = Some(true),
                "theme" if value == "light" => flags.dark = Some(false),
                "allow" => flags.allow.extend(
                    value
                        .split(',')
                        .filter(|item| !item.is_empty())
                        .take(MOST)
                        .map(str::to_string),
                ),
                "origin" if is_origin(&value) => flags.origins.push(value),
                _ => {}
            }
        }
        flags
    }

    /// Whether the page is only for looking at.
    pub fn looks_only(&self) -> bool {
        self.view || self.embed
    }

    /// The words with their `?`, or "" when nothing is asked.
    pub fn query(&self) -> String {
        let mut words = Vec::new();
        if self.embed {
            words.push("embed".to_string());
        } else if self.view {
            words.push("view".to_string());
        }
        if !self.allow.is_empty() {
            let items: Vec<String> = self.allow.iter().map(|item| encoded(item)).collect();
            words.push(format!("allow={}", items.join(",")));
        }
        if self.play {
            words.push("play".to_string());
        }
        words.extend(
            self.rate
                .map(|rate| format!("rate={}", write_rate(rate).trim_end_matches('x'))),
        );
        words.extend(
            self.dark
                .map(|dark| format!("theme={}", if dark { "dark" } else { "light" })),
        );
        words.extend(
            self.origins
                .iter()
                .map(|origin| format!("origin={}", encoded(origin).replace("%3A", ":").replace("%2F", "/"))),
        );
        if words.is_empty() {
            return String::new();
        }
        format!("?{}", words.join("&"))
    }
}

/// `https://host` or `http://host:8080`: a scheme and a host, nothing behind. `null` and `*` are nobody's.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    })
}

/// Without what an address can't hold: `%2C` for a comma.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~*".contains(&byte);
    let letters = text.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    letters.collect()
}

/// The way back. What is no valid text is replaced.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let code = text.get(index + 1..index + 3).filter(|_| bytes[index] == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                index += 3;
            }
            None => {
                out.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(items: &[&str]) -> Vec<String> {
        items.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_query_is_read_and_written() {
        let query = "?embed&allow=orders.VisibilityTimeout,worker.*,commands&play&rate=2.5&theme=dark&origin=https://school.example:8443";
        let flags = Flags::parse(query);
        assert_eq!(
            flags.allow,
            words(&["orders.VisibilityTimeout", "worker.*", "commands"])
        );
        assert_eq!((flags.rate, flags.dark, flags.play), (Some(250), Some(true), true));
        assert_eq!(flags.origins, words(&["https://school.example:8443"]));
        assert!(flags.embed && flags.looks_only());
        assert_eq!(flags.query(), query);
        assert_eq!(Flags::parse(&flags.query()), flags);
        assert_eq!(Flags::default().query(), "");
    }

    #[test]
    fn what_is_no_origin_is_nobody() {
        for wrong in [
            "*",
            "null",
            "https://",
            "javascript:alert(1)",
            "https://host/path",
            "https://a b",
            "",
        ] {
            let flags = Flags::parse(&format!("embed&origin={}", encoded(wrong)));
            assert_eq!(flags.origins, words(&[]), "{wrong}");
        }
    }

    #[test]
    fn hostile_queries_are_read_without_a_panic() {
        for query in [
            "?%",
            "?allow=%F",
            "?allow=%zz%C3",
            "?&&=&=%",
            "?rate=NaN&rate=-1",
            "?allow=ü%C3%BC.x",
            "?%ü",
        ] {
            Flags::parse(query);
        }
        assert_eq!(Flags::parse("allow=%C3%BC.x").allow, words(&["ü.x"]));
    }
}
