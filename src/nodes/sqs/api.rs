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
    Action {
        name: "AddPermission",
        params: &[
            QUEUE_URL,
            Param::required("Label", Text),
            Param::required("AWSAccountIds", Texts),
            Param::required("Actions", Texts),
        ],
        answer: &[],
        help: "Lets other accounts use some actions of a queue.",
    },
    Action {
        name: "CancelMessageMoveTask",
        params: &[Param::required("TaskHandle", Text)],
        answer: &["ApproximateNumberOfMessagesMoved"],
        help: "Stops a running redrive task. What it has moved stays moved.",
    },
    Action {
        name: "ChangeMessageVisibility",
        params: &[
            QUEUE_URL,
            Param::required("ReceiptHandle", Text),
            Param::required("VisibilityTimeout", Number),
        ],
        answer: &[],
        help: "Hides a received message for so many seconds from now; 0 gives it back at once.",
    },
    Action {
        name: "ChangeMessageVisibilityBatch",
        params: &[QUEUE_URL, Param::required("Entries", Structures(VISIBILITY_ENTRY))],
        answer: BATCH_ANSWER,
        help: "Changes how long up to ten received messages stay hidden.",
    },
    Action {
        name: "CreateQueue",
        params: &[
            Param::required("QueueName", Text),
            Param::optional("Attributes", Map),
            Param::optional("tags", Map),
        ],
        answer: &["QueueUrl"],
        help: "Makes a queue, or finds the one that has this name and these attributes.",
    },
    Action {
        name: "DeleteMessage",
        params: &[QUEUE_URL, Param::required("ReceiptHandle", Text)],
        answer: &[],
        help: "Deletes a received message: the work on it is done.",
    },
    Action {
        name: "DeleteMessageBatch",
        params: &[QUEUE_URL, Param::required("Entries", Structures(DELETE_ENTRY))],
        answer: BATCH_ANSWER,
        help: "Deletes up to ten received messages.",
    },
    Action {
        name: "DeleteQueue",
        params: &[QUEUE_URL],
        answer: &[],
        help: "Deletes a queue with everything in it.",
    },
    Action {
        name: "GetQueueAttributes",
        params: &[QUEUE_URL, Param::optional("AttributeNames", Texts)],
        answer: &[
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
        help: "Shows the settings of a queue and how many messages it holds.",
    },
    Action {
        name: "GetQueueUrl",
        params: &[
            Param::required("QueueName", Text),
            Param::optional("QueueOwnerAWSAccountId", Text),
        ],
        answer: &["QueueUrl"],
        help: "Finds the URL of a queue by its name.",
    },
    Action {
        name: "ListDeadLetterSourceQueues",
        params: &[
            QUEUE_URL,
            Param::optional("NextToken", Text),
            Param::optional("MaxResults", Number),
        ],
        answer: &["queueUrls", "NextToken"],
        help: "Lists the queues that use this one as their dead-letter queue.",
    },
    Action {
        name: "ListMessageMoveTasks",
        params: &[
            Param::required("SourceArn", Text),
            Param::optional("MaxResults", Number),
        ],
        answer: &[
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
        help: "Lists the redrive tasks of a dead-letter queue, newest first.",
    },
    Action {
        name: "ListQueueTags",
        params: &[QUEUE_URL],
        answer: &["Tags"],
        help: "Lists the tags of a queue.",
    },
    Action {
        name: "ListQueues",
        params: &[
            Param::optional("QueueNamePrefix", Text),
            Param::optional("NextToken", Text),
            Param::optional("MaxResults", Number),
        ],
        answer: &["QueueUrls", "NextToken"],
        help: "Lists the queues, all or those whose names begin alike.",
    },
    Action {
        name: "PurgeQueue",
        params: &[QUEUE_URL],
        answer: &[],
        help: "Deletes all messages of a queue.",
    },
    Action {
        name: "ReceiveMessage",
        params: &[
            QUEUE_URL,
            Param::optional("AttributeNames", Texts),
            Param::optional("MessageSystemAttributeNames", Texts),
            Param::optional("MessageAttributeNames", Texts),
            Param::optional("MaxNumberOfMessages", Number),
            Param::optional("VisibilityTimeout", Number),
            Param::optional("WaitTimeSeconds", Number),
            Param::optional("ReceiveRequestAttemptId", Text),
        ],
        answer: &[
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
        help: "Takes up to ten messages and hides them from others for the visibility timeout.",
    },
    Action {
        name: "RemovePermission",
        params: &[QUEUE_URL, Param::required("Label", Text)],
        answer: &[],
        help: "Takes back what AddPermission allowed under this label.",
    },
    Action {
        name: "SendMessage",
        params: &[
            QUEUE_URL,
            Param::required("MessageBody", Text),
            Param::optional("DelaySeconds", Number),
            Param::optional("MessageAttributes", MapOf(ATTRIBUTE)),
            Param::optional("MessageSystemAttributes", MapOf(ATTRIBUTE)),
            Param::optional("MessageDeduplicationId", Text),
            Param::optional("MessageGroupId", Text),
        ],
        answer: &[
            "MD5OfMessageBody",
            "MD5OfMessageAttributes",
            "MD5OfMessageSystemAttributes",
            "MessageId",
            "SequenceNumber",
        ],
        help: "Puts a message into a queue.",
    },
    Action {
        name: "SendMessageBatch",
        params: &[QUEUE_URL, Param::required("Entries", Structures(SEND_ENTRY))],
        answer: &[
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
        help: "Puts up to ten messages into a queue with one call.",
    },
    Action {
        name: "SetQueueAttributes",
        params: &[QUEUE_URL, Param::required("Attributes", Map)],
        answer: &[],
        help: "Changes settings of a queue.",
    },
    Action {
        name: "StartMessageMoveTask",
        params: &[
            Param::required("SourceArn", Text),
            Param::optional("DestinationArn", Text),
            Param::optional("MaxNumberOfMessagesPerSecond", Number),
        ],
        answer: &["TaskHandle"],
        help: "Moves the messages of a dead-letter queue back where they came from, or elsewhere (redrive).",
    },
    Action {
        name: "TagQueue",
        params: &[QUEUE_URL, Param::required("Tags", Map)],
        answer: &[],
        help: "Gives a queue tags, which change nothing about its messages.",
    },
    Action {
        name: "UntagQueue",
        params: &[QUEUE_URL, Param::required("TagKeys", Texts)],
        answer: &[],
        help: "Takes tags from a queue.",
    },
];
