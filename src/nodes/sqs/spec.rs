//! How the two kinds describe themselves.

mod fidelity;
mod fields;
mod metrics;

use super::metering;
use super::rules::RULES;
use crate::sim::{Button, Category, Flow, NodeSpec, PortSpec, Speaks};
use fidelity::FIDELITY;

const ICON: &str = "M3 5h14v10H3z M6 8v4 M9 8v4 M12 8v4 M14.5 10h-1";
const FIFO_ICON: &str = "M3 5h14v10H3z M6 8v4 M9 8v4 M12 10h3 M13.5 8.5L15 10l-1.5 1.5";

/// The standard queue.
pub static STANDARD: NodeSpec = NodeSpec {
    kind: "sqs-standard",
    code: 10,
    label: "SQS queue",
    subtitle: "SQS standard queue",
    category: Category::Queues,
    icon: ICON,
    summary: "Keeps messages until a consumer has dealt with them: any number, at least once, in best-effort order.",
    keywords: "amazon sqs standard queue buffer decouple poll dead-letter dlq fair visibility",
    base_name: "queue",
    name_suffix: "",
    ports: &PORTS,
    fields: &fields::STANDARD,
    metrics: &metrics::STANDARD,
    measures: metering::STANDARD,
    rules: RULES,
    fidelity: FIDELITY,
    buttons: BUTTONS,
    service: "sqs",
};

/// The FIFO queue.
pub static FIFO: NodeSpec = NodeSpec {
    kind: "sqs-fifo",
    code: 11,
    label: "SQS FIFO queue",
    subtitle: "SQS FIFO queue",
    category: Category::Queues,
    icon: FIFO_ICON,
    summary: "Keeps messages in order inside each message group and accepts each of them once.",
    keywords: "amazon sqs fifo order exactly once deduplication message group dead-letter dlq visibility",
    base_name: "queue",
    name_suffix: ".fifo",
    ports: &PORTS,
    fields: &fields::FIFO,
    metrics: &metrics::FIFO,
    measures: metering::FIFO,
    rules: RULES,
    fidelity: FIDELITY,
    buttons: BUTTONS,
    service: "sqs",
};

/// Where messages come in.
pub const PORT_IN: u8 = 0;
/// Where consumers poll.
pub const PORT_OUT: u8 = 1;

static PORTS: [PortSpec; 3] = [
    PortSpec::new("in", "messages in", Flow::In, Speaks::Put),
    PortSpec::new("out", "messages out", Flow::Out, Speaks::Take),
    PortSpec::new(
        "dlq",
        "dead-letter queue",
        Flow::Out,
        Speaks::Reference("RedrivePolicy.deadLetterTargetArn"),
    )
    .at_most(1),
];
const BUTTONS: &[Button] = &[
    Button {
        label: "Send one",
        run: "aws sqs send-message --queue-url {name} --message-body hello",
        help: "Sends a message to the queue.",
    },
    Button {
        label: "Receive one",
        run: "aws sqs receive-message --queue-url {name}",
        help: "Receives a message and keeps it hidden for the visibility timeout.",
    },
    Button {
        label: "Purge",
        run: "aws sqs purge-queue --queue-url {name}",
        help: "Deletes all messages; at most once a minute.",
    },
];
