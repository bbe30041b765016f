//! Where queues differ from AWS, and why.

use crate::sim::Fidelity;

/// Of both kinds.
pub static FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "SQS-004",
        "How many messages Lambda takes at once is a matter of its event source mapping, which is another kind.",
    ),
    Fidelity::note(
        "SQS-019",
        "Tags are left out of the engine, since they have no effect on messages.",
    ),
    Fidelity::note(
        "SQS-067",
        "The quota of a FIFO queue is filled up at each full second rather than little by little.",
    ),
    Fidelity::note(
        "SQS-068",
        "A send takes as long as its wire; the queue itself adds nothing.",
    ),
    Fidelity::note("SQS-106", "A purge works at once, not within 60 seconds."),
    Fidelity::note(
        "SQS-128",
        "A redrive without a rate moves 100 messages a second; AWS chooses a rate by itself.",
    ),
    Fidelity::note(
        "SQS-132",
        "The limit of 100 message move tasks in an account is not enforced; one for each queue is.",
    ),
    Fidelity::note(
        "SQS-147",
        "Each message group of a high-throughput queue has its own quota; on AWS some groups share a partition.",
    ),
    Fidelity::note("SQS-148", "S3 notifications and SNS topics are other kinds."),
    Fidelity::note(
        "SQS-165",
        "Fair queues serve Lambda in the same way; Lambda is another kind.",
    ),
    Fidelity::note(
        "SQS-180",
        "The age of the oldest quiet message looks at visible messages only.",
    ),
    Fidelity::note(
        "SQS-181",
        "The first point after a pause comes at once, not up to 15 minutes late.",
    ),
    Fidelity::note(
        "SQS-202",
        "The surcharge for fair queues is not in the cost, since only one source tells of it; its requests are \
         counted.",
    ),
    Fidelity::note("SQS-224", "Consumers that are not workers come with their own kinds."),
    Fidelity::note(
        "SQS-225",
        "Databases behind a write buffer and scaling groups come with their own kinds.",
    ),
    Fidelity::note("SQS-228", "The CPU of a polling consumer is measured by the consumer."),
];
