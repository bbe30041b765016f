//! What queues count and measure, by CloudWatch's names.

use crate::sim::{MetricSpec, Unit, joined};

/// What both kinds count and measure.
const COMMON: [MetricSpec; 15] = [
    MetricSpec::gauge(
        "ApproximateNumberOfMessagesVisible",
        Unit::Messages,
        "Messages that can be received now. The queue attribute is called ApproximateNumberOfMessages.",
    ),
    MetricSpec::gauge(
        "ApproximateNumberOfMessagesNotVisible",
        Unit::Messages,
        "Messages in flight.",
    ),
    MetricSpec::gauge(
        "ApproximateNumberOfMessagesDelayed",
        Unit::Messages,
        "Messages that are delayed.",
    ),
    MetricSpec::gauge(
        "ApproximateAgeOfOldestMessage",
        Unit::Seconds,
        "Age of the oldest message that is not done; in a dead-letter queue since its move.",
    ),
    MetricSpec::counter(
        "NumberOfMessagesSent",
        Unit::Messages,
        "Accepted sends; moves to a dead-letter queue don't count.",
    ),
    MetricSpec::counter(
        "NumberOfMessagesReceived",
        Unit::Messages,
        "Messages returned by receives, repeated ones too.",
    ),
    MetricSpec::counter(
        "NumberOfMessagesDeleted",
        Unit::Messages,
        "Successful deletes, repeated ones too.",
    ),
    MetricSpec::counter("NumberOfEmptyReceives", Unit::None, "Receives that returned nothing."),
    MetricSpec::counter("SentMessageSize", Unit::Bytes, "Bytes of the accepted messages."),
    MetricSpec::counter(
        "Requests",
        Unit::None,
        "Billed requests: each call, and each 64 KB of its payload.",
    ),
    MetricSpec::counter(
        "CostNanoDollars",
        Unit::None,
        "Price of the requests in us-east-1, without the free tier.",
    ),
    MetricSpec::counter(
        "MessagesVisibleAgain",
        Unit::Messages,
        "Receives that ended without a delete.",
    ),
    MetricSpec::counter(
        "MessagesMovedToDlq",
        Unit::Messages,
        "Messages moved to the dead-letter queue.",
    ),
    MetricSpec::counter(
        "MessagesExpired",
        Unit::Messages,
        "Messages whose retention period ended.",
    ),
    MetricSpec::counter(
        "RefusedRequests",
        Unit::None,
        "Calls and batch entries refused, throttling apart.",
    ),
];

/// Of the standard queue.
pub static STANDARD: [MetricSpec; COMMON.len() + 7] = joined(
    &COMMON,
    &[
        MetricSpec::gauge(
            "ApproximateNumberOfNoisyGroups",
            Unit::None,
            "Tenants that take more than their share.",
        ),
        MetricSpec::gauge(
            "ApproximateNumberOfMessagesVisibleInQuietGroups",
            Unit::Messages,
            "Visible messages except those of noisy tenants.",
        ),
        MetricSpec::gauge(
            "ApproximateNumberOfMessagesNotVisibleInQuietGroups",
            Unit::Messages,
            "Messages in flight except those of noisy tenants.",
        ),
        MetricSpec::gauge(
            "ApproximateNumberOfMessagesDelayedInQuietGroups",
            Unit::Messages,
            "Delayed messages except those of noisy tenants.",
        ),
        MetricSpec::gauge(
            "ApproximateAgeOfOldestMessageInQuietGroups",
            Unit::Seconds,
            "Age of the oldest visible message that no noisy tenant sent.",
        ),
        MetricSpec::counter(
            "DuplicateDeliveries",
            Unit::Messages,
            "Second deliveries of a copy that missed the lock.",
        ),
        MetricSpec::counter(
            "RequestsWithGroupId",
            Unit::None,
            "Send requests with a message group, which may cost extra.",
        ),
    ],
);

/// Of the FIFO queue.
pub static FIFO: [MetricSpec; COMMON.len() + 3] = joined(
    &COMMON,
    &[
        MetricSpec::counter(
            "NumberOfDeduplicatedSentMessages",
            Unit::Messages,
            "Sends accepted as duplicates and dropped.",
        ),
        MetricSpec::gauge(
            "ApproximateNumberOfGroupsWithInflightMessages",
            Unit::None,
            "Message groups with messages in flight.",
        ),
        MetricSpec::counter("ThrottledRequests", Unit::None, "Calls refused because of the quota."),
    ],
);
