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
];
