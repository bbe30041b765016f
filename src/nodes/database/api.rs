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
    Action {
        name: "CreateTable",
        params: &[
            TABLE_NAME,
            Param::optional("AttributeDefinitions", ParamType::Structures(ATTRIBUTE)),
            Param::optional("KeySchema", ParamType::Structures(KEY)),
            MODE,
            CAPACITY,
        ],
        answer: DESCRIPTION,
        help: "Makes a table. Wire what writes to it, and set what a write does on the node.",
    },
    Action {
        name: "DeleteTable",
        params: &[TABLE_NAME],
        answer: DESCRIPTION,
        help: "Deletes a table with all its items.",
    },
    Action {
        name: "DescribeTable",
        params: &[TABLE_NAME],
        answer: DESCRIPTION,
        help: "Tells the capacity and the number of items of a table.",
    },
    Action {
        name: "ListTables",
        params: &[],
        answer: &["TableNames"],
        help: "Lists all tables.",
    },
    Action {
        name: "UpdateTable",
        params: &[TABLE_NAME, MODE, CAPACITY],
        answer: DESCRIPTION,
        help: "Changes the capacity of a table.",
    },
];
