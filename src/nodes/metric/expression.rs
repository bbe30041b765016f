//! Metric math, as far as it is known here: the forms that one or two metrics can take (CWA-015).

/// How a series is made of one or two metrics.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expression {
    /// The metric itself.
    First,
    /// The first metric divided by the second.
    Quotient,
    /// A missing point counts as 0.
    Filled,
    /// Both together.
    Sum,
    /// What the first has more.
    Difference,
    /// The quotient, or the first metric itself while the second is 0.
    If,
}

/// The ways to write them, without spaces: `@` stands for the first metric and `#` for the second.
const FORMS: &[(&str, Expression)] = &[
    ("@", Expression::First),
    ("@/#", Expression::Quotient),
    ("FILL(@,0)", Expression::Filled),
    ("SUM([@,#])", Expression::Sum),
    ("@+#", Expression::Sum),
    ("@-#", Expression::Difference),
    ("IF(#>0,@/#,@)", Expression::If),
];

impl Expression {
    /// All, in the order of an alarm's choices.
    pub const ALL: [Expression; 6] = [
        Expression::First,
        Expression::Quotient,
        Expression::Filled,
        Expression::Sum,
        Expression::Difference,
        Expression::If,
    ];

    /// Whether it reads the second metric.
    pub fn reads_second(self) -> bool {
        !matches!(self, Expression::First | Expression::Filled)
    }

    /// Reads an expression, with the ids of its metrics; the second is "" where there is none. None when it is of no form
    /// that is known here.
    pub fn read(text: &str) -> Option<(Expression, String, String)> {
        let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        FORMS.iter().find_map(|(form, expression)| {
            let (first, second) = bind(form, &text)?;
            Some((*expression, first.to_string(), second.to_string()))
        })
    }
}

/// The ids that stand in the places of a form.
fn bind<'a>(form: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (mut first, mut second) = ("", "");
    let mut rest = text;
    for letter in form.chars() {
        let slot = match letter {
            '@' => &mut first,
            '#' => &mut second,
            plain => {
                rest = rest.strip_prefix(plain)?;
                continue;
            }
        };
        let end = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        let (id, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_id = id.starts_with(|letter: char| letter.is_ascii_lowercase());
        if !is_id || !(slot.is_empty() || *slot == id) {
            return None;
        }
        (*slot, rest) = (id, after);
    }
    rest.is_empty().then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::Expression;

    #[test]
    fn cwa_015_the_forms_are_read_with_any_ids_and_spaces() {
        for (text, form, first, second) in [
            ("m1", Expression::First, "m1", ""),
            ("visible / inService", Expression::Quotient, "visible", "inService"),
            ("FILL(m1, 0)", Expression::Filled, "m1", ""),
            ("SUM([a,b])", Expression::Sum, "a", "b"),
            ("a + b", Expression::Sum, "a", "b"),
            ("m1-m2", Expression::Difference, "m1", "m2"),
            ("IF(m2 > 0, m1 / m2, m1)", Expression::If, "m1", "m2"),
        ] {
            let read = Expression::read(text);
            assert_eq!(read, Some((form, first.to_string(), second.to_string())), "{text}");
        }
        for text in [
            "",
            "m1*m2",
            "m1/",
            "1/m2",
            "M1/m2",
            "m1/m2/m3",
            "IF(m2>0,m1/m3,m1)",
            "ANOMALY_DETECTION_BAND(m1)",
            "fill(m1,0)",
        ] {
            assert_eq!(Expression::read(text), None, "{text}");
        }
    }
}
