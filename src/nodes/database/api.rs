//! The actions of Amazon DynamoDB that act here, as tables.

use crate::sim::{Action, Param, ParamType};

const TABLE_NAME: Param = Param::required("TableName", ParamType::Text);
const THROUGHPUT: &[Param] = &[
    Param::required("ReadCapacityUnits", ParamType::Number),
    Param::required("WriteCapacityUnits", ParamType::Number),
];
const MODE: Param = Param::optional("BillingMode", ParamType::Text);
const CAPACITY: Param = Param::optional("ProvisionedThroughput", ParamType::Structure(THROUGHPUT));
const ATTRIBUTE: &[Param] = &[
    Param::required("AttributeName", ParamType::Text),
    Param::required("AttributeType", ParamType::Text),
];
const KEY: &[Param] = &[
    Param::required("AttributeName", ParamType::Text),
    Param::required("KeyType", ParamType::Text),
];
const DESCRIPTION: &[&str] = &[
    "Table",
    "TableDescription",
    "TableName",
    "TableStatus",
    "ProvisionedThroughput",
    "WriteCapacityUnits",
    "ItemCount",
    "TableArn",
    "BillingModeSummary",
    "BillingMode",
];

/// All of them, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "CreateTable",
        &[
            TABLE_NAME,
            Param::optional("AttributeDefinitions", ParamType::Structures(ATTRIBUTE)),
            Param::optional("KeySchema", ParamType::Structures(KEY)),
            MODE,
            CAPACITY,
        ],
        DESCRIPTION,
        "Makes a table. Wire what writes to it, and set what a write does on the node.",
    ),
    Action::new(
        "DeleteTable",
        &[TABLE_NAME],
        DESCRIPTION,
        "Deletes a table with all its items.",
    ),
    Action::new(
        "DescribeTable",
        &[TABLE_NAME],
        DESCRIPTION,
        "Tells the capacity and the number of items of a table.",
    ),
    Action::new("ListTables", &[], &["TableNames"], "Lists all tables."),
    Action::new(
        "UpdateTable",
        &[TABLE_NAME, MODE, CAPACITY],
        DESCRIPTION,
        "Changes the capacity of a table.",
    ),
];
