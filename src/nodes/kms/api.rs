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
    Action {
        name: "CancelKeyDeletion",
        params: &[KEY_ID],
        answer: &["KeyId"],
        help: "Keeps a key that was to be deleted. It is disabled then.",
    },
    Action {
        name: "DescribeKey",
        params: &[KEY_ID],
        answer: METADATA,
        help: "Tells the state of a key.",
    },
    Action {
        name: "DisableKey",
        params: &[KEY_ID],
        answer: &[],
        help: "Switches a key off.",
    },
    Action {
        name: "EnableKey",
        params: &[KEY_ID],
        answer: &[],
        help: "Switches a key on.",
    },
    Action {
        name: "GetKeyPolicy",
        params: &[KEY_ID],
        answer: &["Policy", "PolicyName"],
        help: "Shows the key policy.",
    },
    Action {
        name: "ListKeys",
        params: &[],
        answer: &["Keys", "KeyId", "KeyArn"],
        help: "Lists all keys.",
    },
    Action {
        name: "PutKeyPolicy",
        params: &[KEY_ID, Param::required("Policy", ParamType::Text)],
        answer: &[],
        help: "Sets the key policy.",
    },
    Action {
        name: "ScheduleKeyDeletion",
        params: &[KEY_ID, Param::optional("PendingWindowInDays", ParamType::Number)],
        answer: &["KeyId", "KeyState", "PendingWindowInDays"],
        help: "Makes a key unusable now and deletes it after the window.",
    },
];
