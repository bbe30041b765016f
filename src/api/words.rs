//! Splits a command line into words as a shell does.

use super::error::CommandError;

/// A word of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// What it says once quotes and backslashes are taken away.
    pub text: String,
    /// Where it begins in the line, in bytes.
    pub start: usize,
}

/// What stood at the end of the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// White space, or nothing: the next letter begins a word.
    Between,
    /// A word.
    Inside,
    /// A word with an open quote.
    Quoted(char),
}

/// The words of a line. An open quote, and what only a real shell can do, are refused with a hint.
pub fn split(line: &str) -> Result<Vec<Word>, CommandError> {
    let (words, end, foreign) = scan(line);
    if let End::Quoted(quote) = end {
        let hint = format!("The quote {quote} is never closed. Add another {quote} where the text ends.");
        return Err(CommandError::new(hint));
    }
    match foreign {
        None => Ok(words),
        Some('$') => Err(CommandError::new(
            "The console has no variables. Write the value itself, or put a text with $ in single quotes.",
        )),
        Some(sign) => Err(CommandError::new(format!(
            "{sign} means something only in a shell. The console runs one command at a time; put a text with {sign} in \
             single quotes."
        ))),
    }
}

/// The words as far as the line goes, how it ends, and the first sign that would need a shell.
pub fn scan(line: &str) -> (Vec<Word>, End, Option<char>) {
    let mut words: Vec<Word> = Vec::new();
    let mut end = End::Between;
    let mut foreign = None;
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if end == End::Between {
            if letter.is_whitespace() || (letter == '\\' && next == Some('\n')) {
                continue;
            }
            words.push(Word {
                text: String::new(),
                start: at,
            });
            end = End::Inside;
        }
        let Some(word) = words.last_mut() else { continue };
        match (end, letter) {
            (End::Quoted(quote), _) if letter == quote => end = End::Inside,
            (End::Quoted('\''), _) => word.text.push(letter),
            (End::Quoted(_), '\\') if matches!(next, Some('"' | '\\' | '$' | '`')) => {
                word.text.extend(letters.next().map(|(_, letter)| letter));
            }
            (End::Inside, '\\') => match letters.next() {
                Some((_, '\n')) | None => {}
                Some((_, letter)) => word.text.push(letter),
            },
            (End::Inside, '\'' | '"') => end = End::Quoted(letter),
            (End::Inside, _) if letter.is_whitespace() => end = End::Between,
            _ => {
                let variable = letter == '$' && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '{' | '_'));
                let control = end == End::Inside && matches!(letter, '|' | ';' | '&' | '<' | '>' | '`');
                if variable || control {
                    foreign = foreign.or(Some(letter));
                }
                word.text.push(letter);
            }
        }
    }
    (words, end, foreign)
}

/// A text as one word: in single quotes where a shell needs them.
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.:/=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_string();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        let words = split(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn quotes_and_backslashes_work_as_in_a_shell() {
        assert_eq!(
            texts(r#"a 'b c' "d \"e\" \n" f\ g"#),
            ["a", "b c", r#"d "e" \n"#, "f g"]
        );
        assert_eq!(texts(r#"a'b'"c"d '' x"#), ["abcd", "", "x"]);
        assert_eq!(texts("a \\\n  b"), ["a", "b"]);
        assert_eq!(texts(r"'it'\''s'"), ["it's"]);
    }

    #[test]
    fn what_only_a_shell_can_do_is_refused_with_a_hint() {
        for (line, part) in [
            ("echo 'x", "never closed"),
            ("aws sqs x | jq", "only in a shell"),
            ("aws sqs x > file", "only in a shell"),
            ("aws sqs x --queue-url $URL", "no variables"),
            ("aws sqs x --queue-url \"$(cat f)\"", "no variables"),
        ] {
            let error = split(line).expect_err(line).to_string();
            assert!(error.contains(part), "{line}: {error}");
        }
        assert_eq!(texts("send '$x | y'"), ["send", "$x | y"]);
    }

    #[test]
    fn a_quoted_text_comes_back_as_it_was() {
        for text in ["", "plain-1", "two words", "it's", "\"quoted\"", "$x|y", "a\nb"] {
            assert_eq!(texts(&quote(text)), [text]);
        }
    }
}
