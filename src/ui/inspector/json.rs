//! JSON made readable, with its members and numbers exactly as they were written.

use serde::de::IgnoredAny;

/// The text with line breaks and indentation. None when it is no JSON object or array.
pub fn indented(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.starts_with(['{', '[']) || serde_json::from_str::<IgnoredAny>(text).is_err() {
        return None;
    }
    let (mut out, mut depth) = (String::with_capacity(text.len() * 2), 0usize);
    let (mut quoted, mut escaped) = (false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if quoted {
            out.push(c);
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => {
                quoted = true;
                out.push(c);
            }
            '{' | '[' => {
                out.push(c);
                while chars.next_if(|next| next.is_whitespace()).is_some() {}
                // What is empty stays on its line.
                match chars.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth -= 1;
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    Some(out)
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let pretty = indented(r#"{"b":1.50,"a":[],"c":[{"x":"y, \"z\": {"}]}"#);
        let expected =
            "{\n  \"b\": 1.50,\n  \"a\": [],\n  \"c\": [\n    {\n      \"x\": \"y, \\\"z\\\": {\"\n    }\n  ]\n}";
        assert_eq!(pretty.as_deref(), Some(expected));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        assert_eq!(indented("order 12"), None);
        assert_eq!(indented("{broken"), None);
    }
}
