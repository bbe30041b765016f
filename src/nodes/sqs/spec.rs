//! How the two kinds describe themselves.

use super::metering;
use super::rules::RULES;
use crate::nodes::access::valid_policy;
use crate::sim::{
    Button, Category, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, MetricKind, MetricSpec, NodeSpec,
    PortSpec, Speaks, Unit,
};

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
    fields: &STANDARD_FIELDS,
    metrics: &STANDARD_METRICS,
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
    fields: &FIFO_FIELDS,
    metrics: &FIFO_METRICS,
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

const GRANTS: &[Choice] = &[
    Choice::named("automatic", "services that are wired to it"),
    Choice::named("policy", "only what Policy says"),
];
/// Behind all others, since the order of fields is their code in links.
const ACCESS_POLICY: FieldSpec = FieldSpec::choice("AccessPolicy", GRANTS, 0).told(
    ACCESS,
    "SQS-195",
    "Which AWS services may send. The console adds a statement for each topic, rule or bucket that one connects; the API \
     does not, and then nothing arrives.",
);

const DLQ: &str = "Dead-letter queue";
const ACCESS: &str = "Encryption and access";
const SIMULATOR: &str = "Simulator";
const HOSTS: &str = "Distributed model";

/// The fields that both kinds have; `dlq` is the only kind that may be the dead-letter queue (SQS-110).
const fn common(dlq: &'static [&'static str]) -> [FieldSpec; 19] {
    [
        FieldSpec::whole("VisibilityTimeout", Unit::Seconds, (0, 43_200), 30).told(
            "",
            "SQS-021",
            "How long a received message stays hidden. Too short: it is worked on twice. Too long: after a crash nobody \
             gets it for that long.",
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
        FieldSpec::plain(
            "RedrivePolicy.deadLetterTargetArn",
            Unit::None,
            FieldType::Node(dlq),
            Initial::Nothing,
        )
        .told(DLQ, "SQS-110", "Where messages go that were received too often. A queue of the same type."),
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
        FieldSpec::text("Policy", 8_192, true).told(
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
            "How long a data key is used again. Shorter means more KMS calls, and that a change of the key acts sooner.",
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
        FieldSpec::flag("strict_timing", false).told(SIMULATOR, "SQS-016", "A new queue answers only after a second, as on AWS."),
        FieldSpec::flag("metrics_when_inactive", true).told(
            SIMULATOR,
            "SQS-181",
            "Off: without calls and messages for six hours no metrics are sent, as on AWS.",
        ),
    ]
}

static STANDARD_FIELDS: [FieldSpec; 33] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s] = common(&["sqs-standard"]);
    [
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        j,
        k,
        l,
        m,
        n,
        o,
        p,
        q,
        r,
        s,
        FieldSpec::choice("model", MODELS, 0).told(
            HOSTS,
            "SQS-150",
            "Ideal: exact order, no duplicates. Realistic: short polls ask 3 of 10 hosts, rare duplicates. Stress: often.",
        ),
        FieldSpec::whole("hosts", Unit::None, (1, 32), 10).told(HOSTS, "SQS-150", "How many hosts the queue lies on."),
        FieldSpec::whole("replicas", Unit::None, (1, 5), 3).told(
            HOSTS,
            "SQS-152",
            "How many hosts have a copy of a message. With 1 a lost zone hides messages.",
        ),
        FieldSpec::whole("sample", Unit::None, (1, 32), 3).told(HOSTS, "SQS-153", "How many hosts a short poll asks (custom model)."),
        FieldSpec::choice("placement", TURNS, 0).told(HOSTS, "SQS-152", "Whether copies go to random hosts or to one after the other."),
        FieldSpec::choice("sampling", TURNS, 0).told(HOSTS, "SQS-153", "Whether short polls ask random hosts or one after the other."),
        FieldSpec::chance("p_order_jitter", 200).told(
            HOSTS,
            "SQS-152",
            "Share of messages that can be found up to 2 s late (custom model).",
        ),
        FieldSpec::chance("p_dup", 10).told(HOSTS, "SQS-155", "Share of deliveries that leave a copy unlocked (custom model)."),
        FieldSpec::whole("dup_window", Unit::Seconds, (0, 60), 1).told(
            HOSTS,
            "SQS-155",
            "How long the copy stays unlocked (custom model).",
        ),
        FieldSpec::chance("p_ghost", 5).told(HOSTS, "SQS-156", "Share of deletes that one copy survives (custom model)."),
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
    ]
};

static FIFO_FIELDS: [FieldSpec; 23] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s] = common(&["sqs-fifo"]);
    [
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        j,
        k,
        l,
        m,
        n,
        o,
        p,
        q,
        r,
        s,
        FieldSpec::flag("ContentBasedDeduplication", false).told(
            "",
            "SQS-033",
            "The hash of the body serves as deduplication id, so senders need not give one.",
        ),
        FieldSpec::choice("DeduplicationScope", SCOPES, 0)
            .told(
                "",
                "SQS-034",
                "Whether deduplication ids are compared in the whole queue or inside each message group. What counts is \
                 the value at creation.",
            )
            .at_creation(),
        FieldSpec::choice("FifoThroughputLimit", THROUGHPUTS, 0).told(
            "",
            "SQS-035",
            "perMessageGroupId, together with the scope messageGroup, is high-throughput mode: 300 calls a second for \
             each group.",
        ),
        ACCESS_POLICY,
    ]
};

const fn metric(name: &'static str, unit: Unit, kind: MetricKind, help: &'static str) -> MetricSpec {
    MetricSpec { name, unit, kind, help }
}

const fn gauge(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
    metric(name, unit, MetricKind::Gauge, help)
}

const fn counter(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
    metric(name, unit, MetricKind::Counter, help)
}

const fn common_metrics() -> [MetricSpec; 15] {
    [
        gauge(
            "ApproximateNumberOfMessagesVisible",
            Unit::Messages,
            "Messages that can be received now. The queue attribute is called ApproximateNumberOfMessages.",
        ),
        gauge(
            "ApproximateNumberOfMessagesNotVisible",
            Unit::Messages,
            "Messages in flight.",
        ),
        gauge(
            "ApproximateNumberOfMessagesDelayed",
            Unit::Messages,
            "Messages that are delayed.",
        ),
        gauge(
            "ApproximateAgeOfOldestMessage",
            Unit::Seconds,
            "Age of the oldest message that is not done; in a dead-letter queue since its move.",
        ),
        counter(
            "NumberOfMessagesSent",
            Unit::Messages,
            "Accepted sends; moves to a dead-letter queue don't count.",
        ),
        counter(
            "NumberOfMessagesReceived",
            Unit::Messages,
            "Messages returned by receives, repeated ones too.",
        ),
        counter(
            "NumberOfMessagesDeleted",
            Unit::Messages,
            "Successful deletes, repeated ones too.",
        ),
        counter("NumberOfEmptyReceives", Unit::None, "Receives that returned nothing."),
        counter("SentMessageSize", Unit::Bytes, "Bytes of the accepted messages."),
        counter(
            "Requests",
            Unit::None,
            "Billed requests: each call, and each 64 KB of its payload.",
        ),
        counter(
            "CostNanoDollars",
            Unit::None,
            "Price of the requests in us-east-1, without the free tier.",
        ),
        counter(
            "MessagesVisibleAgain",
            Unit::Messages,
            "Receives that ended without a delete.",
        ),
        counter(
            "MessagesMovedToDlq",
            Unit::Messages,
            "Messages moved to the dead-letter queue.",
        ),
        counter(
            "MessagesExpired",
            Unit::Messages,
            "Messages whose retention period ended.",
        ),
        counter(
            "RefusedRequests",
            Unit::None,
            "Calls and batch entries refused, throttling apart.",
        ),
    ]
}

static STANDARD_METRICS: [MetricSpec; 22] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = common_metrics();
    [
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        j,
        k,
        l,
        m,
        n,
        o,
        gauge(
            "ApproximateNumberOfNoisyGroups",
            Unit::None,
            "Tenants that take more than their share.",
        ),
        gauge(
            "ApproximateNumberOfMessagesVisibleInQuietGroups",
            Unit::Messages,
            "Visible messages except those of noisy tenants.",
        ),
        gauge(
            "ApproximateNumberOfMessagesNotVisibleInQuietGroups",
            Unit::Messages,
            "Messages in flight except those of noisy tenants.",
        ),
        gauge(
            "ApproximateNumberOfMessagesDelayedInQuietGroups",
            Unit::Messages,
            "Delayed messages except those of noisy tenants.",
        ),
        gauge(
            "ApproximateAgeOfOldestMessageInQuietGroups",
            Unit::Seconds,
            "Age of the oldest visible message that no noisy tenant sent.",
        ),
        counter(
            "DuplicateDeliveries",
            Unit::Messages,
            "Second deliveries of a copy that missed the lock.",
        ),
        counter(
            "RequestsWithGroupId",
            Unit::None,
            "Send requests with a message group, which may cost extra.",
        ),
    ]
};

static FIFO_METRICS: [MetricSpec; 18] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = common_metrics();
    [
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        j,
        k,
        l,
        m,
        n,
        o,
        counter(
            "NumberOfDeduplicatedSentMessages",
            Unit::Messages,
            "Sends accepted as duplicates and dropped.",
        ),
        gauge(
            "ApproximateNumberOfGroupsWithInflightMessages",
            Unit::None,
            "Message groups with messages in flight.",
        ),
        counter("ThrottledRequests", Unit::None, "Calls refused because of the quota."),
    ]
};

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

static FIDELITY: &[Fidelity] = &[
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
        "The surcharge for fair queues is not in the cost, since only one source tells of it; its requests are counted.",
    ),
    Fidelity::note("SQS-224", "Consumers that are not workers come with their own kinds."),
    Fidelity::note(
        "SQS-225",
        "Databases behind a write buffer and scaling groups come with their own kinds.",
    ),
    Fidelity::note("SQS-228", "The CPU of a polling consumer is measured by the consumer."),
];
