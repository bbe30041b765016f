//! The actions as the AWS CLI calls them.

mod subscriptions;

use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::service::call;
use crate::nodes::{World, kind};
use crate::sim::{Input, Kinds, Location, Settings, Value as Setting};
use serde_json::{Value, json};

pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:orders";

/// A world that is called as the AWS CLI calls it.
pub struct Aws(pub World);

impl Aws {
    pub fn new() -> Aws {
        Aws(World::new(7, SimDuration::ZERO, SimDuration::ZERO))
    }

    /// With the topic `orders`.
    pub fn with_topic() -> Aws {
        let mut aws = Aws::new();
        assert_eq!(
            aws.ok("CreateTopic", json!({ "Name": "orders" })),
            json!({ "TopicArn": TOPIC })
        );
        aws
    }

    pub fn node(&mut self, id: u32, name: &str, of: &str) {
        let add = Input::Add {
            id: NodeId(id),
            name: name.into(),
            settings: Settings::new(kind(of).expect("a kind")),
            place: Location::default(),
        };
        self.0.apply(add).expect("a new node");
        self.0.apply(Input::Start(NodeId(id))).expect("the new node");
        self.run(self.0.now());
    }

    pub fn run(&mut self, to: SimTime) {
        self.0.advance(to, u64::MAX);
    }

    pub fn ok(&mut self, action: &str, input: Value) -> Value {
        let answer = call(&mut self.0, "sns", action, input).unwrap_or_else(|error| panic!("{error}"));
        self.run(self.0.now());
        answer
    }

    /// The code, the message and the rule of a refusal.
    pub fn refused(&mut self, action: &str, input: Value) -> (&'static str, String, &'static str) {
        match call(&mut self.0, "sns", action, input) {
            Err(error) => (error.code, error.message, error.rule.map_or("", |rule| rule.id)),
            Ok(answer) => panic!("a refusal, not {answer}"),
        }
    }

    pub fn subscribe(&mut self, protocol: &str, endpoint: &str) -> String {
        let input =
            json!({ "TopicArn": TOPIC, "Protocol": protocol, "Endpoint": endpoint, "ReturnSubscriptionArn": true });
        let answer = self.ok("Subscribe", input);
        answer["SubscriptionArn"].as_str().expect("an ARN").to_string()
    }

    /// The bodies of the messages in a queue.
    pub fn bodies(&self, id: u32) -> Vec<String> {
        let mut bodies = Vec::new();
        let node = self.0.node(NodeId(id)).expect("a node");
        node.holdings(self.0.now(), &mut |holding| {
            bodies.push(holding.message.draft.body.to_string());
        });
        bodies
    }

    pub fn depth(&self, id: u32) -> i64 {
        let metrics = self.0.metrics(NodeId(id)).expect("a queue");
        metrics.get("ApproximateNumberOfMessagesVisible").expect("a metric")
    }
}

/// SNS-010, SNS-011.
#[test]
fn topics_are_made_once() {
    let mut aws = Aws::with_topic();
    assert_eq!(
        aws.ok("CreateTopic", json!({ "Name": "orders" })),
        json!({ "TopicArn": TOPIC })
    );
    let other = json!({ "Name": "orders", "Attributes": { "DisplayName": "Shop" } });
    let (code, message, rule) = aws.refused("CreateTopic", other);
    assert_eq!((code, rule), ("InvalidParameter", "SNS-010"));
    assert_eq!(
        message,
        "Invalid parameter: Attributes Reason: Topic already exists with different attributes"
    );
    let tagged = json!({ "Name": "orders", "Tags": [{ "Key": "a", "Value": "b" }] });
    assert!(aws.refused("CreateTopic", tagged).1.ends_with("different tags"));
    for (name, fifo) in [("", "false"), ("a b", "false"), ("x.fifo", "false"), ("x", "true")] {
        let input = json!({ "Name": name, "Attributes": { "FifoTopic": fifo } });
        assert_eq!(
            aws.refused("CreateTopic", input).1,
            "Invalid parameter: Topic Name",
            "{name}"
        );
    }
    let fifo =
        json!({ "Name": "x.fifo", "Attributes": { "FifoTopic": "true", "FifoThroughputScope": "MessageGroup" } });
    let arn = aws.ok("CreateTopic", fifo)["TopicArn"].clone();
    let back = json!({ "TopicArn": arn, "AttributeName": "FifoThroughputScope", "AttributeValue": "Topic" });
    assert_eq!(aws.refused("SetTopicAttributes", back).2, "SNS-011");
    assert_eq!(
        aws.ok("ListTopics", json!({}))["Topics"].as_array().map(Vec::len),
        Some(2)
    );
}

/// SNS-013, SNS-022, SNS-024, SNS-146.
#[test]
fn attributes_of_topics() {
    let mut aws = Aws::new();
    let fifo = json!({ "Name": "x.fifo", "Attributes": { "FifoTopic": "true" } });
    let arn = aws.ok("CreateTopic", fifo)["TopicArn"].clone();
    let set = |name: &str, value: &str| json!({ "TopicArn": arn, "AttributeName": name, "AttributeValue": value });
    aws.ok("SetTopicAttributes", set("DisplayName", "Shop"));
    aws.ok(
        "SetTopicAttributes",
        set("ArchivePolicy", r#"{"MessageRetentionPeriod":"30"}"#),
    );
    assert_eq!(aws.refused("SetTopicAttributes", set("Colour", "red")).2, "SNS-013");
    let far = set("ArchivePolicy", r#"{"MessageRetentionPeriod":"366"}"#);
    assert_eq!(aws.refused("SetTopicAttributes", far).2, "SNS-022");
    let all = aws.ok("GetTopicAttributes", json!({ "TopicArn": arn }))["Attributes"].clone();
    assert_eq!(all["DisplayName"], "Shop");
    assert_eq!(all["ArchivePolicy"], r#"{"MessageRetentionPeriod":"30"}"#);
    assert_eq!(all["BeginningArchiveTime"], "2026-01-01T00:00:00.000Z");
    assert_eq!(
        (&all["FifoTopic"], &all["FifoThroughputScope"]),
        (&json!("true"), &json!("Topic"))
    );
    let delete = json!({ "TopicArn": arn });
    assert_eq!(aws.refused("DeleteTopic", delete.clone()).0, "InvalidState");
    aws.ok("SetTopicAttributes", set("ArchivePolicy", "{}"));
    aws.ok("DeleteTopic", delete);
    assert_eq!(
        aws.refused("GetTopicAttributes", json!({ "TopicArn": arn })).0,
        "NotFound"
    );
}

/// SNS-034.
#[test]
fn topics_are_named_by_arn_or_plainly() {
    let mut aws = Aws::with_topic();
    for arn in [TOPIC, "orders"] {
        aws.ok("Publish", json!({ "TopicArn": arn, "Message": "x" }));
    }
    let mut publish = |arn: &str| aws.refused("Publish", json!({ "TopicArn": arn, "Message": "x" }));
    assert_eq!(publish("nobody").0, "NotFound");
    assert_eq!(
        publish("a:b").1,
        "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2"
    );
    assert_eq!(publish("arn:aws:sns:eu-west-1:123456789012:orders").0, "NotFound");
}

/// SNS-038, SNS-033.
#[test]
fn publishing_a_batch() {
    let mut aws = Aws::with_topic();
    aws.node(10, "shipping", "sqs-standard");
    aws.subscribe("sqs", "shipping");
    let entries = json!([{ "Id": "a", "Message": "x" }, { "Id": "b", "Message": "" }]);
    let answer = aws.ok(
        "PublishBatch",
        json!({ "TopicArn": TOPIC, "PublishBatchRequestEntries": entries }),
    );
    assert_eq!(answer["Successful"][0]["Id"], "a");
    assert_eq!(answer["Failed"][0]["Code"], "InvalidParameter");
    assert_eq!(aws.depth(10), 1);
    let structured = json!({ "TopicArn": TOPIC, "Message": "{}", "MessageStructure": "json" });
    assert_eq!(aws.refused("Publish", structured).2, "SNS-033");
    let nowhere = json!({ "Message": "x" });
    assert_eq!(aws.refused("Publish", nowhere).2, "SNS-030");
}

/// SNS-172, SNS-173, SNS-174, PAT-081.
#[test]
fn one_device_is_reached_without_a_topic() {
    let mut aws = Aws::with_topic();
    for (id, name) in [(10, "ann"), (11, "ben"), (12, "cem")] {
        aws.node(id, name, "mobile-push");
        aws.subscribe("application", name);
    }
    let received = |aws: &Aws| -> Vec<i64> {
        let count = |id| aws.0.metrics(NodeId(id)).and_then(|metrics| metrics.get("Received"));
        [10, 11, 12].into_iter().filter_map(count).collect()
    };
    let ann = "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/app/ann";
    let body = r#"{"default": "all", "GCM": "android"}"#;
    aws.ok(
        "Publish",
        json!({ "TargetArn": ann, "Message": body, "MessageStructure": "json" }),
    );
    aws.run(SimTime::from_secs(5));
    assert_eq!(received(&aws), [1, 0, 0]);
    aws.ok("Publish", json!({ "TopicArn": TOPIC, "Message": "x" }));
    aws.run(SimTime::from_secs(10));
    assert_eq!(received(&aws), [2, 1, 1]);
    aws.ok(
        "SetEndpointAttributes",
        json!({ "EndpointArn": ann, "Attributes": { "Enabled": "false" } }),
    );
    assert_eq!(
        aws.ok("GetEndpointAttributes", json!({ "EndpointArn": ann }))["Attributes"]["Enabled"],
        "false"
    );
    assert_eq!(
        aws.refused("Publish", json!({ "TargetArn": ann, "Message": "x" })).0,
        "EndpointDisabled"
    );
    let nobody = ann.replace("ann", "dan");
    assert_eq!(
        aws.refused("Publish", json!({ "TargetArn": nobody, "Message": "x" })).2,
        "SNS-172"
    );
}

/// SNS-062.
#[test]
fn a_phone_is_reached_by_its_number() {
    let mut aws = Aws::new();
    aws.node(10, "phone", "sms");
    let number = aws
        .0
        .info(NodeId(10))
        .expect("the phone")
        .settings
        .text("PhoneNumber")
        .to_string();
    aws.ok("Publish", json!({ "PhoneNumber": number, "Message": "x" }));
    let mut refused =
        |number: &str, message: &str| aws.refused("Publish", json!({ "PhoneNumber": number, "Message": message }));
    assert_eq!(refused("5550100", "x").2, "SNS-062");
    assert_eq!(refused(&number, &"x".repeat(1_601)).2, "SNS-062");
    let mut settings = aws.0.info(NodeId(10)).expect("the phone").settings.clone();
    settings.set("OptedOut", Setting::Bool(true)).expect("a flag");
    aws.0.apply(Input::Configure(NodeId(10), settings)).expect("the phone");
    assert_eq!(
        aws.refused("Publish", json!({ "PhoneNumber": number, "Message": "x" }))
            .0,
        "OptedOut"
    );
}

#[test]
fn topics_have_tags() {
    let mut aws = Aws::with_topic();
    let tags = json!([{ "Key": "team", "Value": "shop" }]);
    aws.ok("TagResource", json!({ "ResourceArn": TOPIC, "Tags": tags }));
    assert_eq!(
        aws.ok("ListTagsForResource", json!({ "ResourceArn": TOPIC })),
        json!({ "Tags": tags })
    );
    aws.ok("UntagResource", json!({ "ResourceArn": TOPIC, "TagKeys": ["team"] }));
    assert_eq!(
        aws.ok("ListTagsForResource", json!({ "ResourceArn": TOPIC })),
        json!({ "Tags": [] })
    );
}
