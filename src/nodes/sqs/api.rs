//! The actions of Amazon SQS as tables: exact names, members and order, for the console and for the API front.

use crate::sim::{Action, Param, ParamType};

use ParamType::{Map, MapOf, Number, Structures, Text, Texts};

const QUEUE_URL: Param = Param::required("QueueUrl", Text);

/// The value of a message attribute (SQS-050).
const ATTRIBUTE: &[Param] = &[
    Param::optional("StringValue", Text),
    Param::optional("BinaryValue", Text),
    Param::optional("StringListValues", Texts),
    Param::optional("BinaryListValues", Texts),
    Param::required("DataType", Text),
];

const SEND_ENTRY: &[Param] = &[
    Param::required("Id", Text),
    Param::required("MessageBody", Text),
    Param::optional("DelaySeconds", Number),
    Param::optional("MessageAttributes", MapOf(ATTRIBUTE)),
    Param::optional("MessageSystemAttributes", MapOf(ATTRIBUTE)),
    Param::optional("MessageDeduplicationId", Text),
    Param::optional("MessageGroupId", Text),
];

const VISIBILITY_ENTRY: &[Param] = &[
    Param::required("Id", Text),
    Param::required("ReceiptHandle", Text),
    Param::optional("VisibilityTimeout", Number),
];

const DELETE_ENTRY: &[Param] = &[Param::required("Id", Text), Param::required("ReceiptHandle", Text)];

const BATCH_ANSWER: &[&str] = &["Successful", "Failed", "Id", "SenderFault", "Code", "Message"];

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "AddPermission",
        &[
            QUEUE_URL,
            Param::required("Label", Text),
            Param::required("AWSAccountIds", Texts),
            Param::required("Actions", Texts),
        ],
        &[],
        "Lets other accounts use some actions of a queue.",
    ),
    Action::new(
        "CancelMessageMoveTask",
        &[Param::required("TaskHandle", Text)],
        &["ApproximateNumberOfMessagesMoved"],
        "Stops a running redrive task. What it has moved stays moved.",
    ),
    Action::new(
        "ChangeMessageVisibility",
        &[
            QUEUE_URL,
            Param::required("ReceiptHandle", Text),
            Param::required("VisibilityTimeout", Number),
        ],
        &[],
        "Hides a received message for so many seconds from now; 0 gives it back at once.",
    ),
    Action::new(
        "ChangeMessageVisibilityBatch",
        &[QUEUE_URL, Param::required("Entries", Structures(VISIBILITY_ENTRY))],
        BATCH_ANSWER,
        "Changes how long up to ten received messages stay hidden.",
    ),
    Action::new(
        "CreateQueue",
        &[
            Param::required("QueueName", Text),
            Param::optional("Attributes", Map),
            Param::optional("tags", Map),
        ],
        &["QueueUrl"],
        "Makes a queue, or finds the one that has this name and these attributes.",
    ),
    Action::new(
        "DeleteMessage",
        &[QUEUE_URL, Param::required("ReceiptHandle", Text)],
        &[],
        "Deletes a received message: the work on it is done.",
    ),
    Action::new(
        "DeleteMessageBatch",
        &[QUEUE_URL, Param::required("Entries", Structures(DELETE_ENTRY))],
        BATCH_ANSWER,
        "Deletes up to ten received messages.",
    ),
    Action::new(
        "DeleteQueue",
        &[QUEUE_URL],
        &[],
        "Deletes a queue with everything in it.",
    ),
    Action::new(
        "GetQueueAttributes",
        &[QUEUE_URL, Param::optional("AttributeNames", Texts)],
        &[
            "Attributes",
            "QueueArn",
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
            "CreatedTimestamp",
            "LastModifiedTimestamp",
            "VisibilityTimeout",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "DelaySeconds",
            "Policy",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "ReceiveMessageWaitTimeSeconds",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "SqsManagedSseEnabled",
            "FifoQueue",
            "DeduplicationScope",
            "FifoThroughputLimit",
            "ContentBasedDeduplication",
        ],
        "Shows the settings of a queue and how many messages it holds.",
    ),
    Action::new(
        "GetQueueUrl",
        &[
            Param::required("QueueName", Text),
            Param::optional("QueueOwnerAWSAccountId", Text),
        ],
        &["QueueUrl"],
        "Finds the URL of a queue by its name.",
    ),
    Action::new(
        "ListDeadLetterSourceQueues",
        &[
            QUEUE_URL,
            Param::optional("NextToken", Text),
            Param::optional("MaxResults", Number),
        ],
        &["queueUrls", "NextToken"],
        "Lists the queues that use this one as their dead-letter queue.",
    ),
    Action::new(
        "ListMessageMoveTasks",
        &[
            Param::required("SourceArn", Text),
            Param::optional("MaxResults", Number),
        ],
        &[
            "Results",
            "TaskHandle",
            "Status",
            "SourceArn",
            "DestinationArn",
            "MaxNumberOfMessagesPerSecond",
            "ApproximateNumberOfMessagesMoved",
            "ApproximateNumberOfMessagesToMove",
            "FailureReason",
            "StartedTimestamp",
        ],
        "Lists the redrive tasks of a dead-letter queue, newest first.",
    ),
    Action::new("ListQueueTags", &[QUEUE_URL], &["Tags"], "Lists the tags of a queue."),
    Action::new(
        "ListQueues",
        &[
            Param::optional("QueueNamePrefix", Text),
            Param::optional("NextToken", Text),
            Param::optional("MaxResults", Number),
        ],
        &["QueueUrls", "NextToken"],
        "Lists the queues, all or those whose names begin alike.",
    ),
    Action::new("PurgeQueue", &[QUEUE_URL], &[], "Deletes all messages of a queue."),
    Action::new(
        "ReceiveMessage",
        &[
            QUEUE_URL,
            Param::optional("AttributeNames", Texts),
            Param::optional("MessageSystemAttributeNames", Texts),
            Param::optional("MessageAttributeNames", Texts),
            Param::optional("MaxNumberOfMessages", Number),
            Param::optional("VisibilityTimeout", Number),
            Param::optional("WaitTimeSeconds", Number),
            Param::optional("ReceiveRequestAttemptId", Text),
        ],
        &[
            "Messages",
            "MessageId",
            "ReceiptHandle",
            "MD5OfBody",
            "Body",
            "Attributes",
            "MD5OfMessageAttributes",
            "MessageAttributes",
            "StringValue",
            "BinaryValue",
            "DataType",
        ],
        "Takes up to ten messages and hides them from others for the visibility timeout.",
    ),
    Action::new(
        "RemovePermission",
        &[QUEUE_URL, Param::required("Label", Text)],
        &[],
        "Takes back what AddPermission allowed under this label.",
    ),
    Action::new(
        "SendMessage",
        &[
            QUEUE_URL,
            Param::required("MessageBody", Text),
            Param::optional("DelaySeconds", Number),
            Param::optional("MessageAttributes", MapOf(ATTRIBUTE)),
            Param::optional("MessageSystemAttributes", MapOf(ATTRIBUTE)),
            Param::optional("MessageDeduplicationId", Text),
            Param::optional("MessageGroupId", Text),
        ],
        &[
            "MD5OfMessageBody",
            "MD5OfMessageAttributes",
            "MD5OfMessageSystemAttributes",
            "MessageId",
            "SequenceNumber",
        ],
        "Puts a message into a queue.",
    ),
    Action::new(
        "SendMessageBatch",
        &[QUEUE_URL, Param::required("Entries", Structures(SEND_ENTRY))],
        &[
            "Successful",
            "Failed",
            "Id",
            "MessageId",
            "MD5OfMessageBody",
            "MD5OfMessageAttributes",
            "MD5OfMessageSystemAttributes",
            "SequenceNumber",
            "SenderFault",
            "Code",
            "Message",
        ],
        "Puts up to ten messages into a queue with one call.",
    ),
    Action::new(
        "SetQueueAttributes",
        &[QUEUE_URL, Param::required("Attributes", Map)],
        &[],
        "Changes settings of a queue.",
    ),
    Action::new(
        "StartMessageMoveTask",
        &[
            Param::required("SourceArn", Text),
            Param::optional("DestinationArn", Text),
            Param::optional("MaxNumberOfMessagesPerSecond", Number),
        ],
        &["TaskHandle"],
        "Moves the messages of a dead-letter queue back where they came from, or elsewhere (redrive).",
    ),
    Action::new(
        "TagQueue",
        &[QUEUE_URL, Param::required("Tags", Map)],
        &[],
        "Gives a queue tags, which change nothing about its messages.",
    ),
    Action::new(
        "UntagQueue",
        &[QUEUE_URL, Param::required("TagKeys", Texts)],
        &[],
        "Takes tags from a queue.",
    ),
];
