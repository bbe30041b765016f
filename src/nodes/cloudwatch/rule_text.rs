//! The rule of a composite alarm (CWA-040): `ALARM(a) AND NOT (OK(b) OR INSUFFICIENT_DATA(c))`.

use crate::nodes::alarm_state::State;

/// A rule that could be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AlarmRule {
    /// `TRUE` or `FALSE`.
    Fixed(bool),
    /// Whether the alarm of this name is in this state.
    Is(State, String),
    /// The opposite.
    Not(Box<AlarmRule>),
    /// Both.
    And(Box<AlarmRule>, Box<AlarmRule>),
    /// At least one.
    Or(Box<AlarmRule>, Box<AlarmRule>),
}

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 32;

impl AlarmRule {
    /// Reads a rule. The error is a sentence: what is wrong, how to mend it.
    pub fn parse(text: &str) -> Result<AlarmRule, String> {
        let words = words(text)?;
        let mut reader = Reader {
            words: &words,
            at: 0,
            depth: 0,
        };
        let rule = reader.either()?;
        match reader.words.get(reader.at) {
            None => Ok(rule),
            Some(word) => Err(format!("{word:?} is too much. Join conditions with AND or OR.")),
        }
    }

    /// What a setting with a rule accepts: nothing, or a rule.
    pub fn check(text: &str) -> Result<(), String> {
        if text.trim().is_empty() {
            return Ok(());
        }
        AlarmRule::parse(text).map(|_| ())
    }

    /// Whether it holds when alarms are in these states.
    pub fn holds(&self, state: &dyn Fn(&str) -> State) -> bool {
        match self {
            AlarmRule::Fixed(value) => *value,
            AlarmRule::Is(wanted, name) => state(name) == *wanted,
            AlarmRule::Not(rule) => !rule.holds(state),
            AlarmRule::And(one, other) => one.holds(state) && other.holds(state),
            AlarmRule::Or(one, other) => one.holds(state) || other.holds(state),
        }
    }

    /// The names of the alarms that it asks for.
    pub fn names(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            AlarmRule::Fixed(_) => {}
            AlarmRule::Is(_, name) => visit(name),
            AlarmRule::Not(rule) => rule.names(visit),
            AlarmRule::And(one, other) | AlarmRule::Or(one, other) => {
                one.names(visit);
                other.names(visit);
            }
        }
    }
}

/// Words, parentheses, and names in quotes without their quotes.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '(' | ')' => 1,
            '"' => {
                let closing = rest[1..].find('"');
                let closing = closing.ok_or("A name in quotes has no end. Close it with a second \".")?;
                words.push(rest[1..=closing].to_string());
                rest = rest[closing + 2..].trim_start();
                continue;
            }
            _ => rest
                .find(|c: char| c.is_whitespace() || c == '(' || c == ')')
                .unwrap_or(rest.len()),
        };
        words.push(rest[..end].to_string());
        rest = rest[end..].trim_start();
    }
    Ok(words)
}

struct Reader<'a> {
    words: &'a [String],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn took(&mut self, word: &str) -> bool {
        let found = self.words.get(self.at).is_some_and(|known| known == word);
        self.at += usize::from(found);
        found
    }

    fn next(&mut self) -> Option<&str> {
        let word = self.words.get(self.at)?;
        self.at += 1;
        Some(word)
    }

    fn either(&mut self) -> Result<AlarmRule, String> {
        let mut rule = self.both()?;
        while self.took("OR") {
            rule = AlarmRule::Or(Box::new(rule), Box::new(self.both()?));
        }
        Ok(rule)
    }

    fn both(&mut self) -> Result<AlarmRule, String> {
        let mut rule = self.one()?;
        while self.took("AND") {
            rule = AlarmRule::And(Box::new(rule), Box::new(self.one()?));
        }
        Ok(rule)
    }

    fn one(&mut self) -> Result<AlarmRule, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("It is nested too deep. Use at most {DEEPEST} levels."));
        }
        let rule = self.condition();
        self.depth -= 1;
        rule
    }

    fn condition(&mut self) -> Result<AlarmRule, String> {
        if self.took("NOT") {
            return Ok(AlarmRule::Not(Box::new(self.one()?)));
        }
        if self.took("(") {
            let rule = self.either()?;
            return match self.took(")") {
                true => Ok(rule),
                false => Err("A parenthesis is open. Close it with ).".to_string()),
            };
        }
        let word = self.next().unwrap_or_default().to_string();
        match word.as_str() {
            "TRUE" => return Ok(AlarmRule::Fixed(true)),
            "FALSE" => return Ok(AlarmRule::Fixed(false)),
            _ => {}
        }
        let hint = "Write for example ALARM(backlog) AND NOT ALARM(deployment).";
        let state = State::read(&word).ok_or_else(|| format!("{word:?} is no state of an alarm. {hint}"))?;
        if !self.took("(") {
            return Err(format!("Behind {word} stands no name. {hint}"));
        }
        let name = self.next().unwrap_or_default().to_string();
        if name.is_empty() || name == ")" || !self.took(")") {
            return Err(format!("Behind {word} one name stands in parentheses. {hint}"));
        }
        Ok(AlarmRule::Is(state, name))
    }
}
