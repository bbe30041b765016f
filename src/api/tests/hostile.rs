//! No text makes the front panic.

use super::world_with;
use crate::api::{complete, perform};
use crate::base::Stream;

const LINES: [&str; 12] = [
    r#"aws sqs send-message --queue-url q --message-body "hi \"there\"" --message-attributes '{"a":{"DataType":"String","StringValue":"x"}}'"#,
    "aws sqs send-message-batch --queue-url q --entries Id=1,MessageBody=x,DelaySeconds=3 Id=2,MessageBody=y",
    "aws sqs receive-message --queue-url q --max-number-of-messages 10 --attribute-names All --message-attribute-names a.*",
    "aws sqs create-queue --queue-name n --attributes DelaySeconds=5,VisibilityTimeout=60 --tags team=blue",
    r#"aws sqs set-queue-attributes --queue-url q --attributes '{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:d\",\"maxReceiveCount\":\"3\"}"}'"#,
    "aws sqs start-message-move-task --source-arn arn:aws:sqs:us-east-1:123456789012:d --max-number-of-messages-per-second 5",
    "aws sqs delete-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q --receipt-handle AQEBAAAA",
    "aws sqs change-message-visibility-batch --queue-url q --entries Id=a,ReceiptHandle=h,VisibilityTimeout=9",
    "aws --region x sqs list-queues --output=table --max-results 1 --next-token 1",
    "set q VisibilityTimeout=5 DelaySeconds='2 s' limits_profile=classic",
    "partition q 'd' ",
    "poison q m-12",
];

/// Letters that mean something somewhere, besides plain ones.
const LETTERS: &[char] = &[
    '\'', '"', '\\', '=', ',', '{', '}', '[', ']', '-', ' ', '$', '|', '\n', '\0', 'é', '😀', '\u{FEFF}', '9', 'a',
    ':', '/',
];

#[test]
fn lines_with_random_edits_are_carried_out_or_refused() {
    let mut luck = Stream::new(11, 0, "edits");
    let mut pick = |bound: usize| usize::try_from(luck.below(bound as u64)).expect("a small number");
    let mut world = world_with(&["q", "d"]);
    for round in 0..6_000 {
        let mut letters: Vec<char> = LINES[pick(LINES.len())].chars().collect();
        for _ in 0..=pick(4) {
            let at = pick(letters.len() + 1);
            match pick(4) {
                0 => letters.insert(at, LETTERS[pick(LETTERS.len())]),
                1 if at < letters.len() => drop(letters.remove(at)),
                2 if at < letters.len() => letters[at] = LETTERS[pick(LETTERS.len())],
                _ => letters.truncate(at.max(1)),
            }
        }
        let line: String = letters.into_iter().collect();
        let cursor = pick(line.len() + 2);
        if let Err(error) = perform(&mut world, &line) {
            assert!(!error.to_string().is_empty(), "{line}");
        }
        complete(&world, &line, cursor);
        if round % 500 == 0 {
            world = world_with(&["q", "d"]);
        }
    }
}
