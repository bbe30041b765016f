//! The settings of queues.

use crate::nodes::access::{access_policy, valid_policy};
use crate::sim::{Choice, FieldSpec, Unit, joined};

const PERMISSIONS: &[Choice] = &[
    Choice::named("allowAll", "allowAll"),
    Choice::named("denyAll", "denyAll"),
    Choice::named("byQueue", "byQueue"),
];
const PROFILES: &[Choice] = &[
    Choice::named("current", "current"),
    Choice::named("classic", "classic exam limits"),
];
const MOVES: &[Choice] = &[
    Choice::named("on_next_receive", "on the next receive"),
    Choice::named("on_visibility_expiry", "when visibility ends"),
];
const MODELS: &[Choice] = &[
    Choice::named("ideal", "ideal"),
    Choice::named("realistic", "realistic"),
    Choice::named("stress", "stress demo"),
    Choice::named("custom", "custom"),
];
const TURNS: &[Choice] = &[Choice::named("random", "random"), Choice::named("in_turn", "in turn")];
const OLD_HANDLES: &[Choice] = &[
    Choice::named("ignore", "ignore"),
    Choice::named("delete", "delete"),
    Choice::named("random", "random"),
];
const SCOPES: &[Choice] = &[
    Choice::named("queue", "queue"),
    Choice::named("messageGroup", "messageGroup"),
];
const THROUGHPUTS: &[Choice] = &[
    Choice::named("perQueue", "perQueue"),
    Choice::named("perMessageGroupId", "perMessageGroupId"),
];

/// Behind all others, since the order of fields is their code in links.
const ACCESS_POLICY: FieldSpec = access_policy(
    ACCESS,
    "SQS-195",
    "Which AWS services may send. The console adds a statement for each topic, rule or bucket that one connects; the \
     API does not, and then nothing arrives.",
);

const DLQ: &str = "Dead-letter queue";
const ACCESS: &str = "Encryption and access";
const SIMULATOR: &str = "Simulator";
const HOSTS: &str = "Distributed model";

/// How many fields both kinds have.
const COMMON: usize = 19;

/// The fields that both kinds have; `dlq` is the only kind that may be the dead-letter queue (SQS-110).
const fn common(dlq: &'static [&'static str]) -> [FieldSpec; COMMON] {
    [
        FieldSpec::whole("VisibilityTimeout", Unit::Seconds, (0, 43_200), 30).told(
            "",
            "SQS-021",
            "How long a received message stays hidden. Too short: it is worked on twice. Too long: after a crash \
             nobody gets it for that long.",
        ),
        FieldSpec::whole("DelaySeconds", Unit::Seconds, (0, 900), 0).told(
            "",
            "SQS-023",
            "How long every new message stays invisible at first.",
        ),
        FieldSpec::whole("ReceiveMessageWaitTimeSeconds", Unit::Seconds, (0, 20), 0).told(
            "",
            "SQS-024",
            "How long a receive waits for a message. 0 is short polling: more calls, more cost, later delivery.",
        ),
        FieldSpec::whole("MessageRetentionPeriod", Unit::Seconds, (60, 1_209_600), 345_600).told(
            "",
            "SQS-022",
            "After this time a message is deleted, read or not. It also applies to messages already stored.",
        ),
        FieldSpec::whole("MaximumMessageSize", Unit::Bytes, (1_024, 1_048_576), 1_048_576).told(
            "",
            "SQS-025",
            "Longer messages are refused. The classic exam limits cap it at 262,144.",
        ),
        FieldSpec::reference("RedrivePolicy.deadLetterTargetArn", dlq).told(
            DLQ,
            "SQS-110",
            "Where messages go that were received too often. A queue of the same type.",
        ),
        FieldSpec::whole("RedrivePolicy.maxReceiveCount", Unit::None, (1, 1_000), 10).told(
            DLQ,
            "SQS-111",
            "How often a message may be received before it moves. With 1 a single crash moves it.",
        ),
        FieldSpec::choice("RedriveAllowPolicy.redrivePermission", PERMISSIONS, 0).told(
            DLQ,
            "SQS-027",
            "Which queues may use this one as their dead-letter queue.",
        ),
        FieldSpec::text("RedriveAllowPolicy.sourceQueueArns", 2_000, true).told(
            DLQ,
            "SQS-027",
            "With byQueue: up to 10 queue ARNs, one on each line.",
        ),
        FieldSpec::choice("dlq_move", MOVES, 0).told(
            DLQ,
            "SQS-111",
            "AWS moves a message when it would be received once more; the other way shows the move at once.",
        ),
        FieldSpec::text("Policy", 8_192, true)
            .told(
                ACCESS,
                "SQS-028",
                "Statements that let services or accounts call the queue, or forbid it. A Deny always wins.",
            )
            .checked(valid_policy),
        FieldSpec::text("KmsMasterKeyId", 256, false).told(
            ACCESS,
            "SQS-029",
            "The KMS key, by name or alias: a key of this design, or alias/aws/sqs, which AWS services can't use.",
        ),
        FieldSpec::whole("KmsDataKeyReusePeriodSeconds", Unit::Seconds, (60, 86_400), 300).told(
            ACCESS,
            "SQS-030",
            "How long a data key is used again. Shorter means more KMS calls, and that a change of the key acts \
             sooner.",
        ),
        FieldSpec::flag("SqsManagedSseEnabled", true).told(
            ACCESS,
            "SQS-190",
            "Encryption with SQS's own key: free, no rights needed. Off when a KMS key is set.",
        ),
        FieldSpec::choice("limits_profile", PROFILES, 0).told(
            SIMULATOR,
            "SQS-001",
            "The limits of today or those of older courses: 256 KB, 20,000 in flight on FIFO, 9,000 calls a second.",
        ),
        FieldSpec::whole("attribute_propagation_s", Unit::Seconds, (0, 900), 0).told(
            SIMULATOR,
            "SQS-017",
            "How long changed settings take to count. Up to 60 s on AWS, 900 s for retention.",
        ),
        FieldSpec::whole("delete_propagation", Unit::Seconds, (0, 60), 0).told(
            SIMULATOR,
            "SQS-015",
            "How long a deleted queue still answers.",
        ),
        FieldSpec::flag("strict_timing", false).told(
            SIMULATOR,
            "SQS-016",
            "A new queue answers only after a second, as on AWS.",
        ),
        FieldSpec::flag("metrics_when_inactive", true).told(
            SIMULATOR,
            "SQS-181",
            "Off: without calls and messages for six hours no metrics are sent, as on AWS.",
        ),
    ]
}

/// Of the standard queue, in the order of links: append only.
pub static STANDARD: [FieldSpec; COMMON + 14] = joined(
    &common(&["sqs-standard"]),
    &[
        FieldSpec::choice("model", MODELS, 0).told(
            HOSTS,
            "SQS-150",
            "Ideal: exact order, no duplicates. Realistic: short polls ask 3 of 10 hosts, rare duplicates. Stress: \
             often.",
        ),
        FieldSpec::whole("hosts", Unit::None, (1, 32), 10).told(HOSTS, "SQS-150", "How many hosts the queue lies on."),
        FieldSpec::whole("replicas", Unit::None, (1, 5), 3).told(
            HOSTS,
            "SQS-152",
            "How many hosts have a copy of a message. With 1 a lost zone hides messages.",
        ),
        FieldSpec::whole("sample", Unit::None, (1, 32), 3).told(
            HOSTS,
            "SQS-153",
            "How many hosts a short poll asks (custom model).",
        ),
        FieldSpec::choice("placement", TURNS, 0).told(
            HOSTS,
            "SQS-152",
            "Whether copies go to random hosts or to one after the other.",
        ),
        FieldSpec::choice("sampling", TURNS, 0).told(
            HOSTS,
            "SQS-153",
            "Whether short polls ask random hosts or one after the other.",
        ),
        FieldSpec::chance("p_order_jitter", 200).told(
            HOSTS,
            "SQS-152",
            "Share of messages that can be found up to 2 s late (custom model).",
        ),
        FieldSpec::chance("p_dup", 10).told(
            HOSTS,
            "SQS-155",
            "Share of deliveries that leave a copy unlocked (custom model).",
        ),
        FieldSpec::whole("dup_window", Unit::Seconds, (0, 60), 1).told(
            HOSTS,
            "SQS-155",
            "How long the copy stays unlocked (custom model).",
        ),
        FieldSpec::chance("p_ghost", 5).told(
            HOSTS,
            "SQS-156",
            "Share of deletes that one copy survives (custom model).",
        ),
        FieldSpec::whole("ghost_delay", Unit::Seconds, (0, 3_600), 5).told(
            HOSTS,
            "SQS-156",
            "After how long the surviving copy comes back (custom model).",
        ),
        FieldSpec::choice("old_handle_delete", OLD_HANDLES, 0).told(
            SIMULATOR,
            "SQS-102",
            "What a delete with an old receipt handle does. AWS says that the message might not be deleted.",
        ),
        FieldSpec::chance("old_handle_delete_chance", 5_000).told(
            SIMULATOR,
            "SQS-102",
            "With old_handle_delete = random: how often such a delete works.",
        ),
        ACCESS_POLICY,
    ],
);

/// Of the FIFO queue, in the order of links: append only.
pub static FIFO: [FieldSpec; COMMON + 4] = joined(
    &common(&["sqs-fifo"]),
    &[
        FieldSpec::flag("ContentBasedDeduplication", false).told(
            "",
            "SQS-033",
            "The hash of the body serves as deduplication id, so senders need not give one.",
        ),
        FieldSpec::choice("DeduplicationScope", SCOPES, 0)
            .told(
                "",
                "SQS-034",
                "Whether deduplication ids are compared in the whole queue or inside each message group. What counts \
                 is the value at creation.",
            )
            .at_creation(),
        FieldSpec::choice("FifoThroughputLimit", THROUGHPUTS, 0).told(
            "",
            "SQS-035",
            "perMessageGroupId, together with the scope messageGroup, is high-throughput mode: 300 calls a second for \
             each group.",
        ),
        ACCESS_POLICY,
    ],
);
