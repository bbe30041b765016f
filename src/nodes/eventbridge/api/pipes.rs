//! The actions of EventBridge Pipes.

use super::NAME;
use crate::sim::ParamType::{Number, Structure, Structures, Text};
use crate::sim::{Action, Param};

const FILTERS: &[Param] = &[Param::optional(
    "Filters",
    Structures(&[Param::optional("Pattern", Text)]),
)];

/// What is set for a queue as the source (EVB-111).
const SOURCE: &[Param] = &[
    Param::optional("FilterCriteria", Structure(FILTERS)),
    Param::optional(
        "SqsQueueParameters",
        Structure(&[
            Param::optional("BatchSize", Number),
            Param::optional("MaximumBatchingWindowInSeconds", Number),
        ]),
    ),
];

/// What is set for the target.
const TARGET: &[Param] = &[
    Param::optional("InputTemplate", Text),
    Param::optional(
        "SqsQueueParameters",
        Structure(&[Param::optional("MessageGroupId", Text)]),
    ),
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
    Action::new(
        "CreatePipe",
        &[
            NAME,
            Param::optional("Description", Text),
            Param::optional("DesiredState", Text),
            Param::required("Source", Text),
            Param::optional("SourceParameters", Structure(SOURCE)),
            Param::optional("Enrichment", Text),
            Param::required("Target", Text),
            Param::optional("TargetParameters", Structure(TARGET)),
            Param::optional("RoleArn", Text),
        ],
        MADE,
        "Makes a pipe from a queue to a target, perhaps with an enrichment between.",
    ),
    Action::new(
        "DeletePipe",
        &[NAME],
        MADE,
        "Deletes a pipe; its messages stay in the queue.",
    ),
    Action::new(
        "DescribePipe",
        &[NAME],
        DESCRIBED,
        "Tells what a pipe joins, how it is set, and whether it runs.",
    ),
    Action::new(
        "ListPipes",
        &[
            Param::optional("NamePrefix", Text),
            Param::optional("DesiredState", Text),
            Param::optional("CurrentState", Text),
            Param::optional("SourcePrefix", Text),
            Param::optional("TargetPrefix", Text),
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
    Action::new("StartPipe", &[NAME], MADE, "Lets a stopped pipe take messages again."),
    Action::new("StopPipe", &[NAME], MADE, "Stops a pipe: it takes no further message."),
    Action::new(
        "UpdatePipe",
        &[
            NAME,
            Param::optional("Description", Text),
            Param::optional("DesiredState", Text),
            Param::optional("SourceParameters", Structure(SOURCE)),
            Param::optional("Enrichment", Text),
            Param::optional("Target", Text),
            Param::optional("TargetParameters", Structure(TARGET)),
            Param::optional("RoleArn", Text),
        ],
        MADE,
        "Changes what is named, and leaves the rest as it is.",
    ),
];
