//! The actions of EventBridge Pipes.

use super::{NAME, action, optional, required};
use crate::sim::ParamType::{Number, Structure, Structures, Text};
use crate::sim::{Action, Param};

const FILTERS: &[Param] = &[optional("Filters", Structures(&[optional("Pattern", Text)]))];

/// What is set for a queue as the source (EVB-111).
const SOURCE: &[Param] = &[
    optional("FilterCriteria", Structure(FILTERS)),
    optional(
        "SqsQueueParameters",
        Structure(&[
            optional("BatchSize", Number),
            optional("MaximumBatchingWindowInSeconds", Number),
        ]),
    ),
];

/// What is set for the target.
const TARGET: &[Param] = &[
    optional("InputTemplate", Text),
    optional("SqsQueueParameters", Structure(&[optional("MessageGroupId", Text)])),
];

const MADE: &[&str] = &["Arn", "CurrentState", "DesiredState", "Name"];

const DESCRIBED: &[&str] = &[
    "Arn",
    "CurrentState",
    "DesiredState",
    "Enrichment",
    "Name",
    "Source",
    "SourceParameters",
    "FilterCriteria",
    "Filters",
    "Pattern",
    "InputTemplate",
    "SqsQueueParameters",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "MessageGroupId",
    "Target",
    "TargetParameters",
];

/// All actions of the service `pipes`, by name.
pub static PIPES: &[Action] = &[
    action(
        "CreatePipe",
        &[
            NAME,
            optional("Description", Text),
            optional("DesiredState", Text),
            required("Source", Text),
            optional("SourceParameters", Structure(SOURCE)),
            optional("Enrichment", Text),
            required("Target", Text),
            optional("TargetParameters", Structure(TARGET)),
            optional("RoleArn", Text),
        ],
        MADE,
        "Makes a pipe from a queue to a target, perhaps with an enrichment between.",
    ),
    action(
        "DeletePipe",
        &[NAME],
        MADE,
        "Deletes a pipe; its messages stay in the queue.",
    ),
    action(
        "DescribePipe",
        &[NAME],
        DESCRIBED,
        "Tells what a pipe joins, how it is set, and whether it runs.",
    ),
    action(
        "ListPipes",
        &[
            optional("NamePrefix", Text),
            optional("DesiredState", Text),
            optional("CurrentState", Text),
            optional("SourcePrefix", Text),
            optional("TargetPrefix", Text),
        ],
        &[
            "Pipes",
            "Arn",
            "CurrentState",
            "DesiredState",
            "Enrichment",
            "Name",
            "Source",
            "Target",
        ],
        "Lists pipes.",
    ),
    action("StartPipe", &[NAME], MADE, "Lets a stopped pipe take messages again."),
    action("StopPipe", &[NAME], MADE, "Stops a pipe: it takes no further message."),
    action(
        "UpdatePipe",
        &[
            NAME,
            optional("Description", Text),
            optional("DesiredState", Text),
            optional("SourceParameters", Structure(SOURCE)),
            optional("Enrichment", Text),
            optional("Target", Text),
            optional("TargetParameters", Structure(TARGET)),
            optional("RoleArn", Text),
        ],
        MADE,
        "Changes what is named, and leaves the rest as it is.",
    ),
];
