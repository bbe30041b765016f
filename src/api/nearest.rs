//! "Did you mean …?"

/// The names most like what was typed, best first: at most three, and none that differs in more than about a third.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed: Vec<char> = typed.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let mut ranked: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| {
            (
                if begins(name, &typed) {
                    1
                } else {
                    difference(&typed, name)
                },
                name,
            )
        })
        .filter(|(away, name)| *away <= 1 + name.len().max(typed.len()) / 4)
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, name)| name).collect()
}

/// ` Did you mean a, b or c?`, or nothing.
pub fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(typed, names).as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {one}?"),
        [first, last] => format!(" Did you mean {first} or {last}?"),
        [first, second, rest @ ..] => format!(" Did you mean {first}, {second} or {}?", rest.join(" or ")),
    }
}

/// Whether the name goes on from what was typed: `--queue` for `--queue-url`.
fn begins(name: &str, typed: &[char]) -> bool {
    typed.len() > 1
        && name
            .chars()
            .flat_map(char::to_lowercase)
            .take(typed.len())
            .eq(typed.iter().copied())
}

/// Longer texts are compared by their beginnings, so that no text can take long.
const LONGEST: usize = 80;

/// How many letters must be added, removed, replaced or swapped with their neighbour (optimal string alignment).
fn difference(typed: &[char], name: &str) -> usize {
    let name: Vec<char> = name.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let width = name.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut line = vec![row + 1; width];
        for (column, other) in name.iter().enumerate() {
            let replace = above[column] + usize::from(letter != other);
            line[column + 1] = replace.min(above[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0 && column > 0 && typed[row - 1] == *other && *letter == name[column - 1];
            if swapped {
                line[column + 1] = line[column + 1].min(before[column - 1] + 1);
            }
        }
        before = std::mem::replace(&mut above, line);
    }
    above[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let names = ["send-message", "send-message-batch", "delete-message", "purge-queue"];
        assert_eq!(nearest("send-mesage", names)[0], "send-message");
        assert_eq!(nearest("sned-message", names)[0], "send-message");
        assert!(nearest("xyzzy", names).is_empty());
        assert_eq!(did_you_mean("purge-quue", names), " Did you mean purge-queue?");
    }
}
