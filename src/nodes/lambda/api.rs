//! The actions of AWS Lambda as tables: exact names, members and order, for the console and for the API front.
//!
//! What only packages code (`Role`, `Runtime`, `Code` …) may be given and changes nothing: the playground describes code.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Flag, Number, Structure, Structures, Text, Texts};

const fn required(name: &'static str, ty: ParamType) -> Param {
    Param::required(name, ty)
}

const fn optional(name: &'static str, ty: ParamType) -> Param {
    Param::optional(name, ty)
}

const NAME: Param = required("FunctionName", Text);
const UUID: Param = required("UUID", Text);
const STATEMENT: Param = required("StatementId", Text);
const QUALIFIER: Param = optional("Qualifier", Text);
const TARGET: ParamType = Structure(&[optional("TargetArn", Text)]);
const DESTINATION: ParamType = Structure(&[optional("Destination", Text)]);
const DESTINATIONS: ParamType = Structure(&[optional("OnSuccess", DESTINATION), optional("OnFailure", DESTINATION)]);
const FILTERS: ParamType = Structure(&[optional("Filters", Structures(&[optional("Pattern", Text)]))]);
const SCALING: ParamType = Structure(&[optional("MaximumConcurrency", Number)]);
const POLLERS: ParamType = Structure(&[optional("MinimumPollers", Number), optional("MaximumPollers", Number)]);

/// What is set for a mapping, for queues and for streams (LAM-050 to LAM-057).
macro_rules! mapping_params {
    ($($first:expr),*) => {
        &[
            $($first,)*
            optional("Enabled", Flag),
            optional("BatchSize", Number),
            optional("MaximumBatchingWindowInSeconds", Number),
            optional("FilterCriteria", FILTERS),
            optional("FunctionResponseTypes", Texts),
            optional("ScalingConfig", SCALING),
            optional("ProvisionedPollerConfig", POLLERS),
            optional("StartingPosition", Text),
            optional("DestinationConfig", DESTINATIONS),
            optional("MaximumRecordAgeInSeconds", Number),
            optional("MaximumRetryAttempts", Number),
            optional("BisectBatchOnFunctionError", Flag),
            optional("ParallelizationFactor", Number),
            optional("TumblingWindowInSeconds", Number),
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
    optional("MaximumRetryAttempts", Number),
    optional("MaximumEventAgeInSeconds", Number),
    optional("DestinationConfig", DESTINATIONS),
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

/// All actions that act here, by name.
pub static ACTIONS: &[Action] = &[
    action(
        "AddPermission",
        &[
            NAME,
            STATEMENT,
            required("Action", Text),
            required("Principal", Text),
            optional("SourceArn", Text),
            optional("SourceAccount", Text),
        ],
        &["Statement"],
        "Adds a statement to the function's policy that lets a service invoke it.",
    ),
    action(
        "CreateEventSourceMapping",
        mapping_params![NAME, required("EventSourceArn", Text)],
        MAPPING,
        "Lets Lambda poll a queue for a function.",
    ),
    action(
        "CreateFunction",
        &[
            NAME,
            optional("Timeout", Number),
            optional("MemorySize", Number),
            optional("DeadLetterConfig", TARGET),
            optional("Role", Text),
            optional("Runtime", Text),
            optional("Handler", Text),
            optional(
                "Code",
                Structure(&[
                    optional("ZipFile", Text),
                    optional("S3Bucket", Text),
                    optional("S3Key", Text),
                ]),
            ),
            optional("Description", Text),
        ],
        CONFIGURATION,
        "Makes a function. What its code does is set on the node.",
    ),
    action(
        "DeleteEventSourceMapping",
        &[UUID],
        MAPPING,
        "Ends a mapping. What it has received comes back in the queue.",
    ),
    action("DeleteFunction", &[NAME, QUALIFIER], &[], "Deletes a function."),
    action(
        "DeleteFunctionConcurrency",
        &[NAME],
        &[],
        "Takes a function's reserved concurrency away.",
    ),
    action(
        "DeleteFunctionEventInvokeConfig",
        &[NAME, QUALIFIER],
        &[],
        "Sets retries, age and destinations of asynchronous calls back to their defaults.",
    ),
    action(
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
    action(
        "GetEventSourceMapping",
        &[UUID],
        MAPPING,
        "Tells what is set for a mapping.",
    ),
    action(
        "GetFunction",
        &[NAME, QUALIFIER],
        &["Configuration", "Concurrency", "ReservedConcurrentExecutions"],
        "Tells what is set for a function, its reservation too.",
    ),
    action(
        "GetFunctionConcurrency",
        &[NAME],
        &["ReservedConcurrentExecutions"],
        "Tells a function's reserved concurrency.",
    ),
    action(
        "GetFunctionConfiguration",
        &[NAME, QUALIFIER],
        CONFIGURATION,
        "Tells what is set for a function.",
    ),
    action(
        "GetFunctionEventInvokeConfig",
        &[NAME, QUALIFIER],
        INVOKE_CONFIG,
        "Tells what is set for asynchronous calls.",
    ),
    action(
        "GetPolicy",
        &[NAME, QUALIFIER],
        &["Policy"],
        "Shows the function's policy.",
    ),
    action(
        "Invoke",
        &[
            NAME,
            optional("InvocationType", Text),
            optional("LogType", Text),
            optional("ClientContext", Text),
            QUALIFIER,
            optional("Payload", Text),
        ],
        &["StatusCode", "FunctionError", "Payload", "ExecutedVersion"],
        "Calls a function: RequestResponse waits for its result, Event queues it, DryRun only checks.",
    ),
    action(
        "ListEventSourceMappings",
        &[optional("EventSourceArn", Text), optional("FunctionName", Text)],
        MAPPING,
        "Lists mappings, of all functions or of one.",
    ),
    action("ListFunctions", &[], &["Functions"], "Lists the functions."),
    action(
        "PutFunctionConcurrency",
        &[NAME, required("ReservedConcurrentExecutions", Number)],
        &["ReservedConcurrentExecutions"],
        "Reserves concurrency for a function, which is its most too.",
    ),
    action(
        "PutFunctionEventInvokeConfig",
        INVOKE_PARAMS,
        INVOKE_CONFIG,
        "Sets retries, age and destinations of asynchronous calls; what is left out gets its default.",
    ),
    action(
        "RemovePermission",
        &[NAME, STATEMENT],
        &[],
        "Takes a statement out of the function's policy.",
    ),
    action(
        "UpdateEventSourceMapping",
        mapping_params![UUID, optional("FunctionName", Text)],
        MAPPING,
        "Changes what is set for a mapping.",
    ),
    action(
        "UpdateFunctionConfiguration",
        &[
            NAME,
            optional("Timeout", Number),
            optional("MemorySize", Number),
            optional("DeadLetterConfig", TARGET),
            optional("Description", Text),
            optional("Handler", Text),
            optional("Runtime", Text),
            optional("Role", Text),
        ],
        CONFIGURATION,
        "Changes what is set for a function.",
    ),
    action(
        "UpdateFunctionEventInvokeConfig",
        INVOKE_PARAMS,
        INVOKE_CONFIG,
        "Changes retries, age and destinations of asynchronous calls.",
    ),
];
