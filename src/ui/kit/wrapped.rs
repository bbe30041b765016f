//! AWS's long names, with places where a line may break.

use yew::prelude::*;

/// The text with a possible line break before each inner capital: `Approximate|Number|Of|Messages`.
pub fn wrapped(text: &str) -> Html {
    let mut parts: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = c;
    }
    let part = |(index, part): (usize, String)| {
        html! {
            <>
                if index > 0 {
                    <wbr />
                }
                { part }
            </>
        }
    };
    parts.into_iter().enumerate().map(part).collect()
}
