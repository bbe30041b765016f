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

const fn action(
    name: &'static str,
    params: &'static [Param],
    answer: &'static [&'static str],
    help: &'static str,
) -> Action {
    Action {
        name,
        params,
        answer,
        help,
    }
}

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    action(
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
    action(
        "ConfirmSubscription",
        &[
            TOPIC,
            Param::required("Token", Text),
            Param::optional("AuthenticateOnUnsubscribe", Text),
        ],
        &["SubscriptionArn"],
        "Confirms a subscription with the token of its confirmation message.",
    ),
    action(
        "CreatePlatformApplication",
        &[
            Param::required("Name", Text),
            Param::required("Platform", Text),
            ATTRIBUTES,
        ],
        &["PlatformApplicationArn"],
        "Makes an application at a push service: GCM, APNS, APNS_SANDBOX, ADM and others.",
    ),
    action(
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
    action(
        "CreateTopic",
        &[
            Param::required("Name", Text),
            Param::optional("Attributes", Map),
            Param::optional("Tags", Structures(TAG)),
        ],
        &["TopicArn"],
        "Makes a topic, or finds the one that has this name and these attributes.",
    ),
    action("DeleteEndpoint", &[ENDPOINT], &[], "Deletes the endpoint of a device."),
    action(
        "DeletePlatformApplication",
        &[APPLICATION],
        &[],
        "Deletes an application; its devices can't be sent to any more.",
    ),
    action(
        "DeleteTopic",
        &[TOPIC],
        &[],
        "Deletes a topic and all its subscriptions.",
    ),
    action(
        "GetEndpointAttributes",
        &[ENDPOINT],
        &["Attributes", "Enabled", "Token", "CustomUserData"],
        "Shows the token of a device and whether it can be sent to.",
    ),
    action(
        "GetPlatformApplicationAttributes",
        &[APPLICATION],
        &["Attributes"],
        "Shows whether an application is enabled and which topics hear of its endpoints.",
    ),
    action(
        "GetSubscriptionAttributes",
        &[SUBSCRIPTION],
        &["Attributes"],
        "Shows what is set for a subscription.",
    ),
    action(
        "GetTopicAttributes",
        &[TOPIC],
        &["Attributes"],
        "Shows the settings of a topic.",
    ),
    action(
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
    action(
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
    action("ListSubscriptions", &[NEXT], SUBSCRIPTIONS, "Lists all subscriptions."),
    action(
        "ListSubscriptionsByTopic",
        &[TOPIC, NEXT],
        SUBSCRIPTIONS,
        "Lists the subscriptions of a topic.",
    ),
    action(
        "ListTagsForResource",
        &[RESOURCE],
        &["Tags", "Key", "Value"],
        "Lists the tags of a topic.",
    ),
    action(
        "ListTopics",
        &[NEXT],
        &["Topics", "TopicArn", "NextToken"],
        "Lists the topics.",
    ),
    action(
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
    action(
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
    action(
        "RemovePermission",
        &[TOPIC, Param::required("Label", Text)],
        &[],
        "Takes the statement with this label out of the policy of a topic.",
    ),
    action(
        "SetEndpointAttributes",
        &[ENDPOINT, ATTRIBUTES],
        &[],
        "Enables or disables a device, or gives it a new token.",
    ),
    action(
        "SetPlatformApplicationAttributes",
        &[APPLICATION, ATTRIBUTES],
        &[],
        "Enables or disables an application, or names the topics that hear of its endpoints.",
    ),
    action(
        "SetSubscriptionAttributes",
        &[
            SUBSCRIPTION,
            Param::required("AttributeName", Text),
            Param::optional("AttributeValue", Text),
        ],
        &[],
        "Changes what is set for a subscription.",
    ),
    action(
        "SetTopicAttributes",
        &[
            TOPIC,
            Param::required("AttributeName", Text),
            Param::optional("AttributeValue", Text),
        ],
        &[],
        "Changes a setting of a topic.",
    ),
    action(
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
    action(
        "TagResource",
        &[RESOURCE, Param::required("Tags", Structures(TAG))],
        &[],
        "Gives a topic tags.",
    ),
    action(
        "Unsubscribe",
        &[SUBSCRIPTION],
        &[],
        "Ends a subscription: removes the wire.",
    ),
    action(
        "UntagResource",
        &[RESOURCE, Param::required("TagKeys", Texts)],
        &[],
        "Takes tags from a topic.",
    ),
];
