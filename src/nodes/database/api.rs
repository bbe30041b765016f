//! The actions of Amazon DynamoDB that act here, as tables.

use crate::sim::{Action, Param, ParamType};

const TABLE_NAME: Param = Param::required("TableName", ParamType::Text);
const THROUGHPUT: &[Param] = &[
    Param::required("ReadCapacityUnits", ParamType::Number),
    Param::required("WriteCapacityUnits", ParamType::Number),
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
        params: &[
            TABLE_NAME,
            Param::optional("BillingMode", ParamType::Text),
            Param::optional("ProvisionedThroughput", ParamType::Structure(THROUGHPUT)),
        ],
        answer: DESCRIPTION,
        help: "Changes the capacity of a table.",
    },
];
