//! The actions of Amazon SNS as tables: exact names, members and order, for the console and for the API front.

use crate::sim::{Action, Param, ParamType};

use ParamType::{Flag, Map, MapOf, Structures, Text, Texts};

const TOPIC: Param = Param::required("TopicArn", Text);
const SUBSCRIPTION: Param = Param::required("SubscriptionArn", Text);
const NEXT: Param = Param::optional("NextToken", Text);
const RESOURCE: Param = Param::required("ResourceArn", Text);
const ENDPOINT: Param = Param::required("EndpointArn", Text);
const APPLICATION: Param = Param::required("PlatformApplicationArn", Text);
const ATTRIBUTES: Param = Param::required("Attributes", Map);

/// The value of a message attribute (SNS-035).
const ATTRIBUTE: &[Param] = &[
    Param::required("DataType", Text),
    Param::optional("StringValue", Text),
    Param::optional("BinaryValue", Text),
];
const TAG: &[Param] = &[Param::required("Key", Text), Param::required("Value", Text)];
const ENTRY: &[Param] = &[
    Param::required("Id", Text),
    Param::required("Message", Text),
    Param::optional("Subject", Text),
    Param::optional("MessageStructure", Text),
    Param::optional("MessageAttributes", MapOf(ATTRIBUTE)),
    Param::optional("MessageDeduplicationId", Text),
    Param::optional("MessageGroupId", Text),
];
const SUBSCRIPTIONS: &[&str] = &[
    "Subscriptions",
    "SubscriptionArn",
    "Owner",
    "Protocol",
    "Endpoint",
    "TopicArn",
    "NextToken",
];

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "AddPermission",
        &[
            TOPIC,
            Param::required("Label", Text),
            Param::required("AWSAccountId", Texts),
            Param::required("ActionName", Texts),
        ],
        &[],
        "Lets other accounts use some actions of a topic: a statement of its policy.",
    ),
    Action::new(
        "ConfirmSubscription",
        &[
            TOPIC,
            Param::required("Token", Text),
            Param::optional("AuthenticateOnUnsubscribe", Text),
        ],
        &["SubscriptionArn"],
        "Confirms a subscription with the token of its confirmation message.",
    ),
    Action::new(
        "CreatePlatformApplication",
        &[
            Param::required("Name", Text),
            Param::required("Platform", Text),
            ATTRIBUTES,
        ],
        &["PlatformApplicationArn"],
        "Makes an application at a push service: GCM, APNS, APNS_SANDBOX, ADM and others.",
    ),
    Action::new(
        "CreatePlatformEndpoint",
        &[
            APPLICATION,
            Param::required("Token", Text),
            Param::optional("CustomUserData", Text),
            Param::optional("Attributes", Map),
        ],
        &["EndpointArn"],
        "Makes a device an endpoint of an application, or finds the one with this token and these attributes.",
    ),
    Action::new(
        "CreateTopic",
        &[
            Param::required("Name", Text),
            Param::optional("Attributes", Map),
            Param::optional("Tags", Structures(TAG)),
        ],
        &["TopicArn"],
        "Makes a topic, or finds the one that has this name and these attributes.",
    ),
    Action::new("DeleteEndpoint", &[ENDPOINT], &[], "Deletes the endpoint of a device."),
    Action::new(
        "DeletePlatformApplication",
        &[APPLICATION],
        &[],
        "Deletes an application; its devices can't be sent to any more.",
    ),
    Action::new(
        "DeleteTopic",
        &[TOPIC],
        &[],
        "Deletes a topic and all its subscriptions.",
    ),
    Action::new(
        "GetEndpointAttributes",
        &[ENDPOINT],
        &["Attributes", "Enabled", "Token", "CustomUserData"],
        "Shows the token of a device and whether it can be sent to.",
    ),
    Action::new(
        "GetPlatformApplicationAttributes",
        &[APPLICATION],
        &["Attributes"],
        "Shows whether an application is enabled and which topics hear of its endpoints.",
    ),
    Action::new(
        "GetSubscriptionAttributes",
        &[SUBSCRIPTION],
        &["Attributes"],
        "Shows what is set for a subscription.",
    ),
    Action::new(
        "GetTopicAttributes",
        &[TOPIC],
        &["Attributes"],
        "Shows the settings of a topic.",
    ),
    Action::new(
        "ListEndpointsByPlatformApplication",
        &[APPLICATION, NEXT],
        &[
            "Endpoints",
            "EndpointArn",
            "Attributes",
            "Enabled",
            "Token",
            "CustomUserData",
            "NextToken",
        ],
        "Lists the devices of an application.",
    ),
    Action::new(
        "ListPlatformApplications",
        &[NEXT],
        &[
            "PlatformApplications",
            "PlatformApplicationArn",
            "Attributes",
            "NextToken",
        ],
        "Lists the applications.",
    ),
    Action::new("ListSubscriptions", &[NEXT], SUBSCRIPTIONS, "Lists all subscriptions."),
    Action::new(
        "ListSubscriptionsByTopic",
        &[TOPIC, NEXT],
        SUBSCRIPTIONS,
        "Lists the subscriptions of a topic.",
    ),
    Action::new(
        "ListTagsForResource",
        &[RESOURCE],
        &["Tags", "Key", "Value"],
        "Lists the tags of a topic.",
    ),
    Action::new(
        "ListTopics",
        &[NEXT],
        &["Topics", "TopicArn", "NextToken"],
        "Lists the topics.",
    ),
    Action::new(
        "Publish",
        &[
            Param::optional("TopicArn", Text),
            Param::optional("TargetArn", Text),
            Param::optional("PhoneNumber", Text),
            Param::required("Message", Text),
            Param::optional("Subject", Text),
            Param::optional("MessageStructure", Text),
            Param::optional("MessageAttributes", MapOf(ATTRIBUTE)),
            Param::optional("MessageDeduplicationId", Text),
            Param::optional("MessageGroupId", Text),
        ],
        &["MessageId", "SequenceNumber"],
        "Sends a message to all subscribers of a topic, to a device or to a phone.",
    ),
    Action::new(
        "PublishBatch",
        &[TOPIC, Param::required("PublishBatchRequestEntries", Structures(ENTRY))],
        &[
            "Successful",
            "Failed",
            "Id",
            "MessageId",
            "SequenceNumber",
            "Code",
            "Message",
            "SenderFault",
        ],
        "Publishes up to ten messages with one call.",
    ),
    Action::new(
        "RemovePermission",
        &[TOPIC, Param::required("Label", Text)],
        &[],
        "Takes the statement with this label out of the policy of a topic.",
    ),
    Action::new(
        "SetEndpointAttributes",
        &[ENDPOINT, ATTRIBUTES],
        &[],
        "Enables or disables a device, or gives it a new token.",
    ),
    Action::new(
        "SetPlatformApplicationAttributes",
        &[APPLICATION, ATTRIBUTES],
        &[],
        "Enables or disables an application, or names the topics that hear of its endpoints.",
    ),
    Action::new(
        "SetSubscriptionAttributes",
        &[
            SUBSCRIPTION,
            Param::required("AttributeName", Text),
            Param::optional("AttributeValue", Text),
        ],
        &[],
        "Changes what is set for a subscription.",
    ),
    Action::new(
        "SetTopicAttributes",
        &[
            TOPIC,
            Param::required("AttributeName", Text),
            Param::optional("AttributeValue", Text),
        ],
        &[],
        "Changes a setting of a topic.",
    ),
    Action::new(
        "Subscribe",
        &[
            TOPIC,
            Param::required("Protocol", Text),
            Param::optional("Endpoint", Text),
            Param::optional("Attributes", Map),
            Param::optional("ReturnSubscriptionArn", Flag),
        ],
        &["SubscriptionArn"],
        "Subscribes a node of the design to a topic: draws the wire.",
    ),
    Action::new(
        "TagResource",
        &[RESOURCE, Param::required("Tags", Structures(TAG))],
        &[],
        "Gives a topic tags.",
    ),
    Action::new(
        "Unsubscribe",
        &[SUBSCRIPTION],
        &[],
        "Ends a subscription: removes the wire.",
    ),
    Action::new(
        "UntagResource",
        &[RESOURCE, Param::required("TagKeys", Texts)],
        &[],
        "Takes tags from a topic.",
    ),
];
