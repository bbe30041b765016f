//! Where topics are deliberately simpler than the real ones.

use crate::sim::Fidelity;

/// Of both kinds.
pub static FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "SNS-007",
        "The quota is filled up at each full second rather than little by little, and counts for each topic, not for the account.",
    ),
    Fidelity::note(
        "SNS-039",
        "The quota counts for each topic rather than for all topics of an account and region.",
    ),
    Fidelity::note(
        "SNS-070",
        "The signature has the right form and signs nothing; the link to unsubscribe names the topic, so that all \
         subscribers share one text.",
    ),
    Fidelity::note(
        "SNS-072",
        "Such a message goes to a dead-letter queue without its attributes, since SQS would not take them there either.",
    ),
    Fidelity::note(
        "SNS-144",
        "Messages of one group go to a FIFO queue one after another: the next one leaves when the last one is accepted.",
    ),
    Fidelity::note(
        "SNS-001",
        "Twelve million subscriptions are counted as a quota; nobody can draw them.",
    ),
    Fidelity::note("SNS-002, SNS-012", "Topics of an account are not counted."),
    Fidelity::note(
        "SNS-005",
        "Payloads in S3 are a matter of the client's library: producers, workers and functions have it, a topic sees the pointer.",
    ),
    Fidelity::note(
        "SNS-015",
        "A topic on the canvas lets services publish that are wired to it, as if the console wrote the policy.",
    ),
    Fidelity::note(
        "SNS-019, SNS-023",
        "Tracing and delivery status logs are taken as attributes and have no effect.",
    ),
    Fidelity::note(
        "SNS-055",
        "The link to unsubscribe can't be visited; the API and the canvas end a subscription.",
    ),
    Fidelity::note(
        "SNS-060",
        "The limit of a FIFO topic is enforced by the API and by the canvas.",
    ),
    Fidelity::note(
        "SNS-097",
        "The number of policies of a topic or an account is not counted.",
    ),
    Fidelity::note(
        "SNS-133, SNS-163",
        "Keys of queues are asked by the queue, and tested there.",
    ),
    Fidelity::note("SNS-134", "Message move tasks are a matter of the queue."),
    Fidelity::note(
        "SNS-146",
        "The archive keeps the latest 100,000 messages at most, and forgets old ones in blocks of 256.",
    ),
    Fidelity::note(
        "SNS-147",
        "A replay sends 1,000 messages a second; new ones wait until it has caught up.",
    ),
    Fidelity::note("SNS-162", "Opt-in Regions are not told apart."),
    Fidelity::note(
        "SNS-183",
        "Whether SNS's sends to a queue are billed to its owner is not documented; they are not.",
    ),
    Fidelity::note("SNS-123", "PublishSize is the sum of bytes."),
    Fidelity::note(
        "SNS-008, SNS-234, SNS-239, SNS-240, SNS-241",
        "These are about other services, which are other kinds.",
    ),
];
