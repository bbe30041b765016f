//! Texts with placeholders, parsed once and rendered per message. A text without placeholders costs nothing to render.
//!
//! | Placeholder | Becomes |
//! |---|---|
//! | `{{n}}` | the counter, from 0 |
//! | `{{n + 1}}`, `{{n - 1}}` | the counter plus or minus a number (never below 0) |
//! | `{{n mod 3}}`, `{{n div 3}}` | remainder, whole part |
//! | `{{cycle a\|b\|c}}` | the alternatives in turn |
//! | `{{random a\|b\|c}}` | one of the alternatives, by chance |
//! | `{{int 1..100}}` | a whole number, both ends included, by chance |
//! | `{{pad 1024}}` | so many bytes of `x`, all together at most [`MAX_PAD`] |
//! | `{{time}}` | simulated milliseconds since the start |
//! | `{{name}}` | a value that the owner provides under this name |
//!
//! Anything else between braces stays as it is written and is listed by [`Template::unknown`].

use super::{SimTime, Stream};
use std::fmt::Write;
use std::rc::Rc;

/// The most bytes that the `{{pad …}}` of one text make together: well above every service's largest message.
pub const MAX_PAD: usize = 8 << 20;

/// A parsed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
    fixed: Option<Rc<str>>,
    unknown: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Plus(u64),
    Minus(u64),
    Mod(u64),
    Div(u64),
    Cycle(Vec<String>),
    Random(Vec<String>),
    Int(i64, i64),
    Time,
    Name(usize),
}

/// What the placeholders of one rendering stand for.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The counter.
    pub n: u64,
    /// The present instant.
    pub now: SimTime,
    /// The values of the owner's names, in the order in which they were given to [`Template::parse`].
    pub values: &'a [&'a str],
}

impl Template {
    /// Parses any text; `names` are the owner's own placeholders. Never fails: what it does not know stays literal.
    pub fn parse(text: &str, names: &[&str]) -> Template {
        let mut parts = Vec::new();
        let mut unknown = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        let mut padding = 0;
        while let Some(open) = rest.find("{{") {
            literal.push_str(&rest[..open]);
            let inside = &rest[open + 2..];
            let Some(close) = inside.find("}}") else {
                rest = &rest[open..];
                break;
            };
            let word = inside[..close].trim();
            match placeholder(word, names) {
                Some(Part::Text(text)) if padding + text.len() <= MAX_PAD => {
                    padding += text.len();
                    literal.push_str(&text);
                }
                Some(part) if !matches!(part, Part::Text(_)) => {
                    if !literal.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut literal)));
                    }
                    parts.push(part);
                }
                _ => {
                    literal.push_str(&rest[open..open + close + 4]);
                    unknown.push(format!("{{{{{word}}}}}"));
                }
            }
            rest = &inside[close + 2..];
        }
        literal.push_str(rest);
        let fixed = parts.is_empty().then(|| Rc::from(literal.as_str()));
        if !literal.is_empty() {
            parts.push(Part::Text(literal));
        }
        Template { parts, fixed, unknown }
    }

    /// The text when it is the same for every message.
    pub fn fixed(&self) -> Option<&Rc<str>> {
        self.fixed.as_ref()
    }

    /// Whether the text is empty for every message.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The placeholders that were not understood, as written.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The text for one message. Draws from `luck` only for random placeholders.
    pub fn render(&self, scope: Scope<'_>, luck: &mut Stream) -> Rc<str> {
        if let Some(fixed) = &self.fixed {
            return Rc::clone(fixed);
        }
        let mut out = String::with_capacity(64);
        for part in &self.parts {
            part.write(scope, luck, &mut out);
        }
        Rc::from(out)
    }
}

impl Part {
    fn write(&self, scope: Scope<'_>, luck: &mut Stream, out: &mut String) {
        match self {
            Part::Text(text) => out.push_str(text),
            Part::Plus(more) => push_number(scope.n.saturating_add(*more), out),
            Part::Minus(less) => push_number(scope.n.saturating_sub(*less), out),
            Part::Mod(by) => push_number(scope.n % by, out),
            Part::Div(by) => push_number(scope.n / by, out),
            Part::Cycle(items) => out.push_str(&items[(scope.n % items.len() as u64) as usize]),
            Part::Random(items) => out.push_str(&items[luck.below(items.len() as u64) as usize]),
            Part::Int(low, high) => {
                let drawn = low.wrapping_add_unsigned(luck.below(high.abs_diff(*low).saturating_add(1)));
                // Writing to a string can't fail.
                let _ = write!(out, "{drawn}");
            }
            Part::Time => push_number(scope.now.as_millis(), out),
            Part::Name(index) => out.push_str(scope.values.get(*index).copied().unwrap_or_default()),
        }
    }
}

/// Writes a number's digits, without the machinery of `fmt`: this runs once per message.
fn push_number(mut number: u64, out: &mut String) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

fn placeholder(word: &str, names: &[&str]) -> Option<Part> {
    if let Some(index) = names.iter().position(|name| *name == word) {
        return Some(Part::Name(index));
    }
    if word == "time" {
        return Some(Part::Time);
    }
    if let Some(rest) = word.strip_prefix('n')
        && let Some(part) = counter(rest.trim())
    {
        return Some(part);
    }
    let (verb, rest) = word.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    match verb {
        "cycle" => Some(Part::Cycle(alternatives(rest))),
        "random" => Some(Part::Random(alternatives(rest))),
        "int" => {
            let (low, high) = rest.split_once("..")?;
            let (low, high) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
            (low <= high).then_some(Part::Int(low, high))
        }
        "pad" => {
            let bytes: usize = rest.parse().ok()?;
            (bytes <= MAX_PAD).then(|| Part::Text("x".repeat(bytes)))
        }
        _ => None,
    }
}

/// What follows the `n` in a placeholder.
fn counter(rest: &str) -> Option<Part> {
    if rest.is_empty() {
        return Some(Part::Plus(0));
    }
    let number = |digits: &str| digits.trim().parse::<u64>().ok();
    if let Some(digits) = rest.strip_prefix('+') {
        return number(digits).map(Part::Plus);
    }
    if let Some(digits) = rest.strip_prefix('-') {
        return number(digits).map(Part::Minus);
    }
    if let Some(digits) = rest.strip_prefix("mod ") {
        return number(digits).filter(|by| *by > 0).map(Part::Mod);
    }
    if let Some(digits) = rest.strip_prefix("div ") {
        return number(digits).filter(|by| *by > 0).map(Part::Div);
    }
    None
}

fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(|item| item.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(text: &str, n: u64) -> String {
        let scope = Scope {
            n,
            now: SimTime::from_secs(2),
            values: &["hello"],
        };
        Template::parse(text, &["body"])
            .render(scope, &mut Stream::new(1, 1, "t"))
            .to_string()
    }

    #[test]
    fn every_placeholder_does_what_the_table_says() {
        for (text, n, expected) in [
            ("", 0, ""),
            ("plain", 0, "plain"),
            ("m{{n}}", 0, "m0"),
            ("m{{ n }}!", 1_234_567_890, "m1234567890!"),
            ("{{n + 1}}/{{n+10}}", 4, "5/14"),
            ("{{n - 3}}/{{n-9}}", 4, "1/0"),
            ("customer-{{n mod 3}}", 7, "customer-1"),
            ("{{n div 3}}", 7, "2"),
            ("{{cycle A|B}}{{cycle x}}", 3, "Bx"),
            ("{{random only}}", 0, "only"),
            ("{{int 5..5}}{{int -2..-2}}", 0, "5-2"),
            ("[{{pad 4}}]", 0, "[xxxx]"),
            ("{{time}} ms", 0, "2000 ms"),
            ("re: {{body}}", 0, "re: hello"),
            ("{\"a\": {{n}}}", 3, "{\"a\": 3}"),
        ] {
            assert_eq!(render(text, n), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_stays_as_written_and_is_listed() {
        for text in [
            "{{colour}}",
            "{{n mod 0}}",
            "{{n mod x}}",
            "{{nothing}}",
            "{{int 9..1}}",
            "{{pad 99999999999}}",
            "{{}}",
            "{{pad}}",
        ] {
            let template = Template::parse(text, &[]);
            assert_eq!(template.fixed().map(AsRef::as_ref), Some(text));
            assert_eq!(template.unknown().len(), 1, "{text}");
        }
        let two = Template::parse("{{pad 8388608}}{{pad 1}}", &[]);
        assert_eq!(two.unknown(), ["{{pad 1}}"]);
        assert_eq!(render("{{n", 5), "{{n");
        assert_eq!(render("a}}b{{", 5), "a}}b{{");
    }

    #[test]
    fn a_text_without_placeholders_is_shared_not_copied() {
        let template = Template::parse("same {{pad 3}}", &[]);
        let mut luck = Stream::new(1, 1, "t");
        let scope = Scope {
            n: 0,
            now: SimTime::ZERO,
            values: &[],
        };
        let first = template.render(scope, &mut luck);
        assert!(Rc::ptr_eq(&first, &template.render(scope, &mut luck)));
    }

    #[test]
    fn chance_stays_among_the_alternatives_and_within_the_ends() {
        let template = Template::parse("{{random a|b|c}}{{int 1..3}}", &[]);
        let mut luck = Stream::new(5, 1, "t");
        let mut seen = std::collections::BTreeSet::new();
        for n in 0..200 {
            let scope = Scope {
                n,
                now: SimTime::ZERO,
                values: &[],
            };
            seen.insert(template.render(scope, &mut luck).to_string());
        }
        let all: std::collections::BTreeSet<String> = ["a", "b", "c"]
            .iter()
            .flat_map(|l| (1..=3).map(move |d| format!("{l}{d}")))
            .collect();
        assert_eq!(seen, all);
    }

    #[test]
    fn no_text_whatever_makes_it_panic() {
        let bits = [
            "{{",
            "}}",
            "n",
            " ",
            "mod",
            "div",
            "+",
            "-",
            "int",
            "..",
            "9",
            "0",
            "|",
            "pad",
            "cycle",
            "random",
            "é",
            "\n",
            "body",
            "18446744073709551615",
            "-9223372036854775808..9223372036854775807",
        ];
        let mut luck = Stream::new(11, 1, "fuzz");
        for n in 0..20_000 {
            let text: String = (0..luck.below(12))
                .map(|_| bits[luck.below(bits.len() as u64) as usize])
                .collect();
            let scope = Scope {
                n: u64::MAX - n,
                now: SimTime::NEVER,
                values: &[],
            };
            Template::parse(&text, &["body"]).render(scope, &mut luck);
        }
    }
}
