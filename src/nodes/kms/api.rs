//! The actions of AWS KMS as tables.

use crate::sim::{Action, Param, ParamType};

const KEY_ID: Param = Param::required("KeyId", ParamType::Text);

const METADATA: &[&str] = &[
    "KeyMetadata",
    "AWSAccountId",
    "KeyId",
    "Arn",
    "Enabled",
    "KeyState",
    "KeyManager",
];

/// All actions that act here, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "CancelKeyDeletion",
        &[KEY_ID],
        &["KeyId"],
        "Keeps a key that was to be deleted. It is disabled then.",
    ),
    Action::new("DescribeKey", &[KEY_ID], METADATA, "Tells the state of a key."),
    Action::new("DisableKey", &[KEY_ID], &[], "Switches a key off."),
    Action::new("EnableKey", &[KEY_ID], &[], "Switches a key on."),
    Action::new(
        "GetKeyPolicy",
        &[KEY_ID],
        &["Policy", "PolicyName"],
        "Shows the key policy.",
    ),
    Action::new("ListKeys", &[], &["Keys", "KeyId", "KeyArn"], "Lists all keys."),
    Action::new(
        "PutKeyPolicy",
        &[KEY_ID, Param::required("Policy", ParamType::Text)],
        &[],
        "Sets the key policy.",
    ),
    Action::new(
        "ScheduleKeyDeletion",
        &[KEY_ID, Param::optional("PendingWindowInDays", ParamType::Number)],
        &["KeyId", "KeyState", "PendingWindowInDays"],
        "Makes a key unusable now and deletes it after the window.",
    ),
];
