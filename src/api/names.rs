//! How the AWS CLI spells names.

/// `MaxNumberOfMessages` → `max-number-of-messages`, `AWSAccountIds` → `aws-account-ids`.
pub fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        // The s of a plural abbreviation at the end (`ARNs`) is no word of its own.
        let plural = after == Some(&'s') && index + 2 == letters.len() && before.is_some_and(|c| c.is_uppercase());
        let begins = match before {
            Some(before) if letter.is_uppercase() && before.is_uppercase() => {
                after.is_some_and(|c| c.is_lowercase()) && !plural
            }
            Some(_) => letter.is_uppercase(),
            None => false,
        };
        if begins {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn names_are_spelled_as_the_cli_does() {
        for (name, spelled) in [
            ("SendMessage", "send-message"),
            ("QueueUrl", "queue-url"),
            ("MaxNumberOfMessages", "max-number-of-messages"),
            ("MaxNumberOfMessagesPerSecond", "max-number-of-messages-per-second"),
            ("AWSAccountIds", "aws-account-ids"),
            ("QueueOwnerAWSAccountId", "queue-owner-aws-account-id"),
            ("ListDeadLetterSourceQueues", "list-dead-letter-source-queues"),
            ("StartMessageMoveTask", "start-message-move-task"),
            ("TargetARNs", "target-arns"),
            ("tags", "tags"),
        ] {
            assert_eq!(kebab(name), spelled);
        }
    }
}
