//! The actions of AWS Lambda as tables: exact names, members and order, for the console and for the API front.
//!
//! What only packages code (`Role`, `Runtime`, `Code` …) may be given and changes nothing: the playground describes code.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Flag, Number, Structure, Structures, Text, Texts};

const NAME: Param = Param::required("FunctionName", Text);
const UUID: Param = Param::required("UUID", Text);
const STATEMENT: Param = Param::required("StatementId", Text);
const QUALIFIER: Param = Param::optional("Qualifier", Text);
const TARGET: ParamType = Structure(&[Param::optional("TargetArn", Text)]);
const DESTINATION: ParamType = Structure(&[Param::optional("Destination", Text)]);
const DESTINATIONS: ParamType = Structure(&[
    Param::optional("OnSuccess", DESTINATION),
    Param::optional("OnFailure", DESTINATION),
]);
const FILTERS: ParamType = Structure(&[Param::optional(
    "Filters",
    Structures(&[Param::optional("Pattern", Text)]),
)]);
const SCALING: ParamType = Structure(&[Param::optional("MaximumConcurrency", Number)]);
const POLLERS: ParamType = Structure(&[
    Param::optional("MinimumPollers", Number),
    Param::optional("MaximumPollers", Number),
]);

/// What is set for a mapping, for queues and for streams (LAM-050 to LAM-057).
macro_rules! mapping_params {
    ($($first:expr),*) => {
        &[
            $($first,)*
            Param::optional("Enabled", Flag),
            Param::optional("BatchSize", Number),
            Param::optional("MaximumBatchingWindowInSeconds", Number),
            Param::optional("FilterCriteria", FILTERS),
            Param::optional("FunctionResponseTypes", Texts),
            Param::optional("ScalingConfig", SCALING),
            Param::optional("ProvisionedPollerConfig", POLLERS),
            Param::optional("StartingPosition", Text),
            Param::optional("DestinationConfig", DESTINATIONS),
            Param::optional("MaximumRecordAgeInSeconds", Number),
            Param::optional("MaximumRetryAttempts", Number),
            Param::optional("BisectBatchOnFunctionError", Flag),
            Param::optional("ParallelizationFactor", Number),
            Param::optional("TumblingWindowInSeconds", Number),
        ]
    };
}

const CONFIGURATION: &[&str] = &[
    "FunctionName",
    "FunctionArn",
    "Timeout",
    "MemorySize",
    "LastModified",
    "Version",
    "DeadLetterConfig",
    "TargetArn",
    "State",
    "LastUpdateStatus",
    "PackageType",
];

const MAPPING: &[&str] = &[
    "UUID",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "EventSourceArn",
    "FilterCriteria",
    "Filters",
    "Pattern",
    "FunctionArn",
    "State",
    "StateTransitionReason",
    "FunctionResponseTypes",
    "ScalingConfig",
    "MaximumConcurrency",
    "ProvisionedPollerConfig",
    "MinimumPollers",
    "MaximumPollers",
    "EventSourceMappings",
];

const INVOKE_CONFIG: &[&str] = &[
    "FunctionArn",
    "MaximumRetryAttempts",
    "MaximumEventAgeInSeconds",
    "DestinationConfig",
    "OnSuccess",
    "OnFailure",
    "Destination",
];

const INVOKE_PARAMS: &[Param] = &[
    NAME,
    QUALIFIER,
    Param::optional("MaximumRetryAttempts", Number),
    Param::optional("MaximumEventAgeInSeconds", Number),
    Param::optional("DestinationConfig", DESTINATIONS),
];

/// All actions that act here, by name.
pub static ACTIONS: &[Action] = &[
    Action::new(
        "AddPermission",
        &[
            NAME,
            STATEMENT,
            Param::required("Action", Text),
            Param::required("Principal", Text),
            Param::optional("SourceArn", Text),
            Param::optional("SourceAccount", Text),
        ],
        &["Statement"],
        "Adds a statement to the function's policy that lets a service invoke it.",
    ),
    Action::new(
        "CreateEventSourceMapping",
        mapping_params![NAME, Param::required("EventSourceArn", Text)],
        MAPPING,
        "Lets Lambda poll a queue for a function.",
    ),
    Action::new(
        "CreateFunction",
        &[
            NAME,
            Param::optional("Timeout", Number),
            Param::optional("MemorySize", Number),
            Param::optional("DeadLetterConfig", TARGET),
            Param::optional("Role", Text),
            Param::optional("Runtime", Text),
            Param::optional("Handler", Text),
            Param::optional(
                "Code",
                Structure(&[
                    Param::optional("ZipFile", Text),
                    Param::optional("S3Bucket", Text),
                    Param::optional("S3Key", Text),
                ]),
            ),
            Param::optional("Description", Text),
        ],
        CONFIGURATION,
        "Makes a function. What its code does is set on the node.",
    ),
    Action::new(
        "DeleteEventSourceMapping",
        &[UUID],
        MAPPING,
        "Ends a mapping. What it has received comes back in the queue.",
    ),
    Action::new("DeleteFunction", &[NAME, QUALIFIER], &[], "Deletes a function."),
    Action::new(
        "DeleteFunctionConcurrency",
        &[NAME],
        &[],
        "Takes a function's reserved concurrency away.",
    ),
    Action::new(
        "DeleteFunctionEventInvokeConfig",
        &[NAME, QUALIFIER],
        &[],
        "Sets retries, age and destinations of asynchronous calls back to their defaults.",
    ),
    Action::new(
        "GetAccountSettings",
        &[],
        &[
            "AccountLimit",
            "ConcurrentExecutions",
            "UnreservedConcurrentExecutions",
            "AccountUsage",
            "FunctionCount",
        ],
        "Tells the concurrency of the account.",
    ),
    Action::new(
        "GetEventSourceMapping",
        &[UUID],
        MAPPING,
        "Tells what is set for a mapping.",
    ),
    Action::new(
        "GetFunction",
        &[NAME, QUALIFIER],
        &["Configuration", "Concurrency", "ReservedConcurrentExecutions"],
        "Tells what is set for a function, its reservation too.",
    ),
    Action::new(
        "GetFunctionConcurrency",
        &[NAME],
        &["ReservedConcurrentExecutions"],
        "Tells a function's reserved concurrency.",
    ),
    Action::new(
        "GetFunctionConfiguration",
        &[NAME, QUALIFIER],
        CONFIGURATION,
        "Tells what is set for a function.",
    ),
    Action::new(
        "GetFunctionEventInvokeConfig",
        &[NAME, QUALIFIER],
        INVOKE_CONFIG,
        "Tells what is set for asynchronous calls.",
    ),
    Action::new(
        "GetPolicy",
        &[NAME, QUALIFIER],
        &["Policy"],
        "Shows the function's policy.",
    ),
    Action::new(
        "Invoke",
        &[
            NAME,
            Param::optional("InvocationType", Text),
            Param::optional("LogType", Text),
            Param::optional("ClientContext", Text),
            QUALIFIER,
            Param::optional("Payload", Text),
        ],
        &["StatusCode", "FunctionError", "Payload", "ExecutedVersion"],
        "Calls a function: RequestResponse waits for its result, Event queues it, DryRun only checks.",
    ),
    Action::new(
        "ListEventSourceMappings",
        &[
            Param::optional("EventSourceArn", Text),
            Param::optional("FunctionName", Text),
        ],
        MAPPING,
        "Lists mappings, of all functions or of one.",
    ),
    Action::new("ListFunctions", &[], &["Functions"], "Lists the functions."),
    Action::new(
        "PutFunctionConcurrency",
        &[NAME, Param::required("ReservedConcurrentExecutions", Number)],
        &["ReservedConcurrentExecutions"],
        "Reserves concurrency for a function, which is its most too.",
    ),
    Action::new(
        "PutFunctionEventInvokeConfig",
        INVOKE_PARAMS,
        INVOKE_CONFIG,
        "Sets retries, age and destinations of asynchronous calls; what is left out gets its default.",
    ),
    Action::new(
        "RemovePermission",
        &[NAME, STATEMENT],
        &[],
        "Takes a statement out of the function's policy.",
    ),
    Action::new(
        "UpdateEventSourceMapping",
        mapping_params![UUID, Param::optional("FunctionName", Text)],
        MAPPING,
        "Changes what is set for a mapping.",
    ),
    Action::new(
        "UpdateFunctionConfiguration",
        &[
            NAME,
            Param::optional("Timeout", Number),
            Param::optional("MemorySize", Number),
            Param::optional("DeadLetterConfig", TARGET),
            Param::optional("Description", Text),
            Param::optional("Handler", Text),
            Param::optional("Runtime", Text),
            Param::optional("Role", Text),
        ],
        CONFIGURATION,
        "Changes what is set for a function.",
    ),
    Action::new(
        "UpdateFunctionEventInvokeConfig",
        INVOKE_PARAMS,
        INVOKE_CONFIG,
        "Changes retries, age and destinations of asynchronous calls.",
    ),
];
