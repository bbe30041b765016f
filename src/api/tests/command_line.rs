//! Lines as the AWS CLI takes them.

use crate::api::{Output, find_action, parse, render};
use serde_json::{Value, json};

fn input(line: &str) -> Value {
    parse(line).unwrap_or_else(|error| panic!("{line}: {error}")).input
}

fn error(line: &str) -> String {
    match parse(line) {
        Ok(command) => panic!("{line} was read as {command:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_send_with_attributes_as_json_is_read() {
    let line = r#"aws sqs send-message --queue-url orders --message-body "hi there" \
        --message-attributes '{"a":{"DataType":"String","StringValue":"x"}}' --delay-seconds=5"#;
    let command = parse(line).expect("a good line");
    assert_eq!((command.service, command.action.name), ("sqs", "SendMessage"));
    assert_eq!(
        command.input,
        json!({
            "QueueUrl": "orders", "MessageBody": "hi there", "DelaySeconds": 5,
            "MessageAttributes": {"a": {"DataType": "String", "StringValue": "x"}}
        })
    );
}

#[test]
fn shorthand_means_the_same_as_json() {
    for (line, expected) in [
        (
            "aws sqs send-message-batch --queue-url q --entries Id=1,MessageBody=x,DelaySeconds=3 Id=2,MessageBody=y",
            json!({"QueueUrl": "q", "Entries": [
                {"Id": "1", "MessageBody": "x", "DelaySeconds": 3}, {"Id": "2", "MessageBody": "y"}]}),
        ),
        (
            "aws sqs create-queue --queue-name q --attributes DelaySeconds=5,VisibilityTimeout=60 --tags team=blue",
            json!({"QueueName": "q", "Attributes": {"DelaySeconds": "5", "VisibilityTimeout": "60"}, "tags": {"team": "blue"}}),
        ),
        (
            "aws sqs get-queue-attributes --queue-url q --attribute-names QueueArn DelaySeconds",
            json!({"QueueUrl": "q", "AttributeNames": ["QueueArn", "DelaySeconds"]}),
        ),
        (
            "aws sqs send-message --queue-url q --message-body x --message-attributes a={DataType=Number,StringValue=5}",
            json!({"QueueUrl": "q", "MessageBody": "x", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "5"}}}),
        ),
        (
            r#"aws sqs send-message --cli-input-json '{"QueueUrl":"q","MessageBody":"a"}' --message-body b"#,
            json!({"QueueUrl": "q", "MessageBody": "b"}),
        ),
        (
            "aws --region eu-west-1 --no-cli-pager sqs receive-message --queue-url q --max-number-of-messages 10",
            json!({"QueueUrl": "q", "MaxNumberOfMessages": 10}),
        ),
    ] {
        assert_eq!(input(line), expected, "{line}");
    }
}

#[test]
fn what_is_wrong_with_a_line_is_said_with_a_way_to_mend_it() {
    for (line, parts) in [
        ("aws", &["Say which service"][..]),
        ("aws sqz list-queues", &["no service sqz", "Did you mean sqs?"]),
        ("aws sqs", &["Say which action"]),
        ("aws sqs send-mesage", &["Did you mean send-message"]),
        (
            "aws sqs send-message --queue q",
            &["Unknown options: --queue.", "Did you mean --queue-url?"],
        ),
        (
            "aws sqs send-message",
            &["aws sqs send-message: error: the following arguments are required: --queue-url, --message-body"],
        ),
        (
            "aws sqs purge-queue --queue-url",
            &["argument --queue-url: expected one argument"],
        ),
        ("aws sqs purge-queue --queue-url a b", &["Unknown options: b."]),
        (
            "aws sqs send-message --queue-url q --message-body file://x.json",
            &["can't read files"],
        ),
        (
            "aws sqs receive-message --queue-url q --wait-time-seconds soon",
            &["Error parsing parameter '--wait-time-seconds'", "'soon'"],
        ),
        (
            "aws sqs send-message-batch --queue-url q --entries Id=1,Body=x",
            &[
                "Missing required parameter in Entries[0]: \"MessageBody\"",
                "Unknown parameter in Entries[0]: \"Body\"",
            ],
        ),
        (
            "aws sqs set-queue-attributes --queue-url q --attributes '{\"DelaySeconds\": 5}'",
            &["Invalid type for parameter Attributes.DelaySeconds, it must be a string"],
        ),
        (
            "aws sqs set-queue-attributes --queue-url q --attributes '{bad}'",
            &["Invalid JSON"],
        ),
        ("aws sqs list-queues --output yaml", &["Use json, text or table"]),
        ("aws sqs list-queues --query QueueUrls", &["no --query"]),
    ] {
        let said = error(line);
        for part in parts {
            assert!(said.contains(part), "{line}: {said}");
        }
    }
}

#[test]
fn answers_print_as_the_cli_prints_them() {
    let action = find_action("sqs", "SendMessage").expect("an action");
    let answer = json!({"MessageId": "u", "MD5OfMessageBody": "5d"});
    assert_eq!(
        render(action, &answer, Output::Json),
        "{\n    \"MD5OfMessageBody\": \"5d\",\n    \"MessageId\": \"u\"\n}"
    );
    assert_eq!(render(action, &answer, Output::Text), "5d\tu");
    assert_eq!(render(action, &json!({}), Output::Json), "");
    let list = find_action("sqs", "ListQueues").expect("an action");
    assert_eq!(
        render(list, &json!({"QueueUrls": ["a", "b"]}), Output::Text),
        "QUEUEURLS\ta\nQUEUEURLS\tb"
    );
    let table = render(list, &json!({"QueueUrls": ["a"]}), Output::Table);
    assert!(table.contains("| QueueUrls[0] | a |"), "{table}");
}
