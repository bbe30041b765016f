//! The actions of Amazon S3 that act here, as tables, as the AWS CLI calls them: `aws s3api put-object`.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Structure, Structures, Text, Texts};

const BUCKET: Param = Param::required("Bucket", Text);
const KEY: Param = Param::required("Key", Text);

const RULE: &[Param] = &[Param::required("Name", Text), Param::required("Value", Text)];
const KEY_FILTER: &[Param] = &[Param::optional("FilterRules", Structures(RULE))];
const FILTER: &[Param] = &[Param::optional("Key", Structure(KEY_FILTER))];

const fn entry(arn: &'static str) -> [Param; 4] {
    [
        Param::optional("Id", Text),
        Param::required(arn, Text),
        Param::required("Events", Texts),
        Param::optional("Filter", Structure(FILTER)),
    ]
}
static QUEUE: [Param; 4] = entry("QueueArn");
static TOPIC: [Param; 4] = entry("TopicArn");
static FUNCTION: [Param; 4] = entry("LambdaFunctionArn");

const CONFIGURATION: &[Param] = &[
    Param::optional("TopicConfigurations", Structures(&TOPIC)),
    Param::optional("QueueConfigurations", Structures(&QUEUE)),
    Param::optional("LambdaFunctionConfigurations", Structures(&FUNCTION)),
    Param::optional("EventBridgeConfiguration", Structure(&[])),
];

const ENTRY_ANSWER: &[&str] = &[
    "TopicConfigurations",
    "QueueConfigurations",
    "LambdaFunctionConfigurations",
    "EventBridgeConfiguration",
    "Id",
    "TopicArn",
    "QueueArn",
    "LambdaFunctionArn",
    "Events",
    "Filter",
    "Key",
    "FilterRules",
    "Name",
    "Value",
];

/// All of them, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "CopyObject",
        &[BUCKET, Param::required("CopySource", Text), KEY],
        &["CopyObjectResult", "ETag"],
        "Writes a copy of an object: --copy-source bucket/key.",
    ),
    Action::new("CreateBucket", &[BUCKET], &["Location"], "Makes a bucket."),
    Action::new(
        "DeleteObject",
        &[BUCKET, KEY],
        &["DeleteMarker", "VersionId"],
        "Deletes an object; it is no error when there is none.",
    ),
    Action::new(
        "GetBucketNotificationConfiguration",
        &[BUCKET],
        ENTRY_ANSWER,
        "Tells whom a bucket notifies of what.",
    ),
    Action::new(
        "GetObject",
        &[BUCKET, KEY],
        &["ContentLength", "ETag", "Body"],
        "Reads an object.",
    ),
    Action::new("ListBuckets", &[], &["Buckets", "Name"], "Lists all buckets."),
    Action::new(
        "ListObjectsV2",
        &[
            BUCKET,
            Param::optional("Prefix", Text),
            Param::optional("MaxKeys", ParamType::Number),
        ],
        &["Contents", "Key", "ETag", "Size", "KeyCount", "Name", "IsTruncated"],
        "Lists the objects of a bucket by key.",
    ),
    Action::new(
        "PutBucketNotificationConfiguration",
        &[
            BUCKET,
            Param::required("NotificationConfiguration", Structure(CONFIGURATION)),
        ],
        &[],
        "Sets whom a bucket notifies of what, in place of all entries before.",
    ),
    Action::new(
        "PutObject",
        &[BUCKET, KEY, Param::optional("Body", Text)],
        &["ETag", "VersionId"],
        "Writes an object. The body is taken as it is, not as the name of a file.",
    ),
];
