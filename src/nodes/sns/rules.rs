//! The rules of Amazon SNS that the two topics follow, one sentence each.

use crate::sim::Rule;

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

const DOC: &str = "AWS documentation";
const RUN: &str = "a recorded AWS run";
const OWN: &str = "a decision of this simulator";
const SAID: &str = "AWS as commonly described";

const fn r(id: &'static str, source: &'static str, sentence: &'static str) -> Rule {
    Rule { id, sentence, source }
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("SNS-003", DOC, "SQS FIFO queues and SQS standard queues may subscribe to a FIFO topic; older courses say FIFO queues only."),
    r("SNS-004", DOC, "A message may have up to 256 KB (262,144 bytes) with its attributes; the limit did not grow with that of SQS."),
    r("SNS-007", SAID, "A FIFO topic takes 3,000 messages or 20 MB a second and 300 of one message group, in high-throughput mode up to 30,000."),
    r("SNS-009", DOC, "Subscribers are SQS queues, Lambda functions, Firehose streams, HTTP/S endpoints, e-mail, SMS and mobile push."),
    r("SNS-010", RUN, "CreateTopic finds the topic of the same name and attributes; names of FIFO topics end in .fifo."),
    r("SNS-011", SAID, "Whether a topic is a FIFO topic never changes; FifoThroughputScope goes from Topic to MessageGroup and never back."),
    r("SNS-013", DOC, "A topic has attributes such as DisplayName, Policy, DeliveryPolicy and KmsMasterKeyId; unknown names are refused."),
    r("SNS-022", DOC, "The archive policy of a FIFO topic keeps messages for 1 to 365 days."),
    r("SNS-024", SAID, "Deleting a topic ends its subscriptions; it is refused while an archive policy is active."),
    r("SNS-025", SAID, "A topic keeps nothing: what is published while nobody has subscribed is accepted and lost."),
    r("SNS-030", DOC, "A subject has fewer than 100 characters and no line breaks or control characters."),
    r("SNS-031", RUN, "An empty message and a message that is too long are refused with InvalidParameter."),
    r("SNS-032", DOC, "A publish that is answered with a MessageId is stored; it says nothing about deliveries."),
    r("SNS-033", DOC, "With the structure json the body holds a body for each protocol and a default; attributes are then not sent."),
    r("SNS-034", RUN, "Publishing to a topic that does not exist, or of another region, is refused."),
    r("SNS-035", RUN, "Message attributes are of type String, String.Array, Number or Binary and never empty."),
    r("SNS-036", RUN, "A standard topic takes no deduplication id; it passes a message group on to SQS standard queues only, for fair queues."),
    r("SNS-037", RUN, "A FIFO topic needs a message group, and a deduplication id unless content-based deduplication is on."),
    r("SNS-038", DOC, "A batch has 1 to 10 messages with distinct ids and at most 262,144 bytes in all."),
    r("SNS-039", SAID, "Standard topics take 30,000 messages a second in us-east-1 and fewer elsewhere; more are throttled."),
    r("SNS-040", DOC, "Each state of a KMS key that can't be used has its own error, such as KMSDisabled."),
    r("SNS-041", DOC, "A publisher without the right sns:Publish is refused with AuthorizationError."),
    r("SNS-050", RUN, "A subscription names a topic, a protocol and an endpoint; unknown protocols are refused."),
    r("SNS-051", RUN, "Subscribing an endpoint again returns the same subscription, or fails when the attributes differ."),
    r("SNS-052", DOC, "Queues, functions, Firehose, SMS and mobile push are confirmed at once; HTTP/S and e-mail must confirm."),
    r("SNS-053", DOC, "Before it is confirmed a subscription gets nothing but the confirmation message; after two days it is gone."),
    r("SNS-055", DOC, "Unsubscribe ends a subscription; each notification carries a link that does it."),
    r("SNS-056", RUN, "A queue subscribes with its ARN, not with its URL."),
    r("SNS-057", RUN, "A FIFO queue can't subscribe to a standard topic."),
    r("SNS-058", DOC, "Lambda, HTTP/S, e-mail, SMS and push can't subscribe to a FIFO topic; a queue between them helps."),
    r("SNS-059", RUN, "Subscription attributes are RawMessageDelivery, FilterPolicy, FilterPolicyScope, RedrivePolicy, DeliveryPolicy, ReplayPolicy and SubscriptionRoleArn."),
    r("SNS-060", DOC, "More subscriptions than a topic may have are refused with SubscriptionLimitExceeded."),
    r("SNS-061", DOC, "Failed deliveries never end a subscription, but more than 10 e-mails a second suspend one."),
    r("SNS-062", RUN, "Phone numbers are written like +12065550100; a text has at most 1,600 characters, and an opted-out number is refused."),
    r("SNS-070", RUN, "Without raw delivery a queue gets JSON around the message, and the SQS message has an id of its own."),
    r("SNS-071", DOC, "Raw delivery sends the body alone; to SQS the attributes come along as its own."),
    r("SNS-072", DOC, "A raw message with more than 10 attributes can't go to SQS: it counts as an error of the client and is not retried."),
    r("SNS-080", RUN, "A filter looks at message attributes, or with the scope MessageBody at the body; without a policy everything is accepted."),
    r("SNS-081", DOC, "All keys of a filter policy must match; one of the values of a key is enough, and $or joins whole branches."),
    r("SNS-082", DOC, "A key of the policy that the message does not have means no match, unless exists is false."),
    r("SNS-083", DOC, "Over attributes a policy can't be nested, and Binary attributes are ignored."),
    r("SNS-084", RUN, "Over bodies only a JSON object can match; policies nest, and of an array any element may match."),
    r("SNS-094", RUN, "wildcard is an operator of EventBridge, which SNS refuses."),
    r("SNS-099", RUN, "A filter policy that can't be read is refused with InvalidParameter and the reason."),
    r("SNS-100", DOC, "A changed filter policy takes up to 15 minutes to count."),
    r("SNS-101", SAID, "A message that is filtered out is not delivered, not retried, not billed and in no dead-letter queue."),
    r("SNS-110", DOC, "For SQS, Lambda and Firehose: 3 retries at once, 2 after 1 s, 10 from 1 s to 20 s, 100,000 every 20 s."),
    r("SNS-111", DOC, "For e-mail, SMS and mobile push: 2 retries after 10 s, 10 from 10 s to 600 s, 38 every 600 s."),
    r("SNS-112", DOC, "For HTTP/S, unless a delivery policy says otherwise: 3 retries, 20 s apart."),
    r("SNS-114", DOC, "Only policies of HTTP/S endpoints can be changed; all their retries together take at most 3,600 s."),
    r("SNS-115", DOC, "Retries go through four phases: at once, after the shortest pause, after growing pauses, after the longest."),
    r("SNS-116", OWN, "The pauses between grow linearly, arithmetically, geometrically or exponentially from the shortest to the longest."),
    r("SNS-117", DOC, "maxReceivesPerSecond caps how fast an HTTP/S subscription gets messages; the others wait."),
    r("SNS-118", SAID, "An HTTP/S endpoint must answer with 2xx within 15 s; 5xx, 429 and silence are retried, other 4xx are not."),
    r("SNS-119", DOC, "What the subscriber refuses for good, such as a missing policy, is not retried: dead-letter queue or dropped."),
    r("SNS-120", DOC, "After the last retry a message without a dead-letter queue is dropped, for that subscription only."),
    r("SNS-121", DOC, "Deliveries to different subscriptions are independent of each other."),
    r("SNS-122", OWN, "A standard topic delivers at least once in best-effort order: rarely late, more rarely twice."),
    r("SNS-130", DOC, "The dead-letter queue of a subscription is an SQS queue whose own policy must let SNS send."),
    r("SNS-131", RUN, "A subscription of a FIFO topic needs a FIFO queue as its dead-letter queue."),
    r("SNS-132", RUN, "The dead-letter queue gets a message in the form in which the subscriber would have got it."),
    r("SNS-140", DOC, "A FIFO topic keeps order in each message group and drops duplicates for 5 minutes."),
    r("SNS-141", DOC, "A duplicate publish is accepted with the first one's MessageId and not delivered."),
    r("SNS-142", RUN, "A FIFO queue gets the group and the deduplication id and deduplicates again; a standard queue gets neither."),
    r("SNS-144", OWN, "A delivery to a FIFO queue that fails blocks later messages of its group for that subscription."),
    r("SNS-147", DOC, "A replay sends archived messages to one subscription again, with the same ids; with an end nothing follows it."),
    r("SNS-164", DOC, "Other accounts and AWS services may publish only if the topic's policy lets them."),
    r("SNS-172", DOC, "One device is reached by publishing to its endpoint ARN, without a topic."),
    r("SNS-173", DOC, "A device whose token the push service rejects is disabled, and publishing to it fails with EndpointDisabled."),
    r("SNS-174", RUN, "With the structure json each platform gets the body under its own key."),
    r("SNS-210", OWN, "Exact attempts for SQS or Lambda: 0, 0, 0, 0, 1, 2, 3, 4.395, 6.341 s and so on, without jitter."),
    r("SNS-211", OWN, "Exact attempts for e-mail, SMS and push: 0, 10, 20, 30, 45.8, 70.6 s and so on, the last after 6.79 hours."),
    r("SNS-212", OWN, "5 retries, 1 at once, 1 after 2 s, 2 growing, 1 after 8 s: attempts at 0, 0, 2, 4, 12 and 20 s."),
    r("SNS-229", DOC, "SNS pushes: one publish, and SNS calls each subscriber; nobody polls."),
    r("SNS-230", DOC, "Every subscriber gets every message unless its filter policy leaves it out."),
    r("SNS-231", DOC, "A subscriber that comes later gets what is published from then on."),
    r("SNS-236", DOC, "A dead-letter queue belongs to one subscription, not to the topic."),
];
