//! The rules of Amazon EventBridge that its kinds follow, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::{DOC, OWN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

const API: &str = "AWS service model";

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("EVB-004", DOC, "An event may have up to 1 MiB (1,048,576 bytes); older courses say 256 KB."),
    r("EVB-005", SAID, "EventBridge was once called CloudWatch Events; its default bus and rules are the same."),
    r("EVB-010", DOC, "Each account has a default bus in each region, which gets the events of AWS services, and can have up to 100 more."),
    r("EVB-012", DOC, "An event is an envelope: id, detail-type, source, account, time, region, resources, and the sender's own detail."),
    r("EVB-013", SAID, "A bus stores nothing: an event that matches no rule is gone unless it is archived."),
    r("EVB-014", SAID, "A bus delivers at least once, in no certain order, typically within half a second."),
    r("EVB-020", API, "PutEvents takes 1 to 10 entries, each with Source, DetailType and Detail."),
    r("EVB-021", DOC, "An entry's size is that of source, detail type, detail and resources, and 14 bytes for a time; over the limit the whole request fails."),
    r("EVB-022", API, "PutEvents answers for each entry: an entry that lacks something fails alone, and only if all do the request fails."),
    r("EVB-023", API, "A detail that is no JSON object fails with MalformedDetail."),
    r("EVB-024", SAID, "Only AWS services may use a source that begins with aws."),
    r("EVB-025", DOC, "A bus takes 10,000 entries a second in us-east-1 and refuses more with ThrottlingException."),
    r("EVB-026", OWN, "Of three entries with one malformed detail one fails and two are delivered."),
    r("EVB-030", API, "The name of a rule has 1 to 64 letters, digits, dots, dashes and underscores."),
    r("EVB-031", SAID, "A bus has at most 300 rules unless the quota is raised."),
    r("EVB-032", API, "A rule has at most 5 targets."),
    r("EVB-033", DOC, "An event pattern has at most 2,048 characters unless the quota is raised."),
    r("EVB-034", API, "A rule is enabled or disabled; a disabled one matches nothing."),
    r("EVB-035", API, "A schedule expression is for rules of the default bus only and has at most 256 characters."),
    r("EVB-036", API, "A rule belongs to one bus and needs an event pattern or a schedule; PutRule on an existing name replaces everything."),
    r("EVB-037", API, "On AWS changes of rules take a short time to take effect; here they take effect at once."),
    r("EVB-038", SAID, "Each rule that matches fires, and all targets of a rule are invoked at the same time."),
    r("EVB-039", API, "Wrong calls are refused with exact codes, such as InvalidEventPatternException or LimitExceededException."),
    r("EVB-060", DOC, "A rule's targets are services that take a call: queues, standard topics, functions, APIs, other buses and more; not people's mailboxes."),
    r("EVB-061", SAID, "A FIFO queue as target needs content-based deduplication, since EventBridge gives no deduplication id."),
    r("EVB-062", DOC, "A target must permit EventBridge to use it; else delivery fails without any retry."),
    r("EVB-063", SAID, "A target gets the whole event, a constant, a part of the event, or a template filled from it: only one of these."),
    r("EVB-064", API, "An input transformer has up to 100 paths and a template of up to 8,192 characters with their names in angle brackets."),
    r("EVB-065", SAID, "An API destination gets at most 300 calls a second unless told otherwise, later ones wait; it has 5 seconds to answer."),
    r("EVB-070", DOC, "A failed delivery is retried for up to 24 hours and 185 times by default; the first limit reached ends it."),
    r("EVB-071", DOC, "Only errors that may pass are retried; a missing permission or target goes to the dead-letter queue at once."),
    r("EVB-072", DOC, "An event whose retries are exhausted is dropped for that target if there is no dead-letter queue."),
    r("EVB-073", DOC, "The dead-letter queue is a standard queue and gets the event with the rule, target, error and retries as attributes."),
    r("EVB-074", OWN, "The pause before retry i is half to all of 2 to the power of i seconds, at most 600 seconds."),
    r("EVB-075", SAID, "A function that accepted an asynchronous call counts as delivered; what fails after that is its own matter."),
    r("EVB-076", OWN, "Without permission there are no retries, and the error code in the dead-letter queue is NO_PERMISSIONS."),
    r("EVB-080", API, "An archive keeps the events of a bus that match its pattern, for ever or for some days; replayed events are not archived again."),
    r("EVB-081", API, "A replay sends the archived events of a span of time to their bus again, each with the replay's name."),
    r("EVB-082", API, "A replay can be cancelled only while it starts or runs, and 10 can run at once."),
    r("EVB-083", SAID, "On AWS an event may reach an archive up to 10 minutes late; here it does so at once."),
    r("EVB-090", API, "There are scheduled rules, in UTC, and EventBridge Scheduler, with time zones, single dates and flexible windows."),
    r("EVB-091", SAID, "rate(5 minutes) runs first one interval after it was made; the unit is singular only with 1."),
    r("EVB-092", DOC, "A cron expression has six fields, and one of day-of-month and day-of-week must be a question mark."),
    r("EVB-093", API, "A schedule of EventBridge Scheduler can be single, have a start and an end, a window, retries and a dead-letter queue."),
    r("EVB-094", OWN, "A schedule invokes its target within a minute on AWS; here at the nominal time plus up to a second by chance."),
    r("EVB-095", SAID, "A local time that clocks skip in spring is not run, and one that they show twice in autumn is run once."),
    r("EVB-096", OWN, "With a flexible window the invocation comes at a moment of the window by chance, each equally likely."),
    r("EVB-100", DOC, "For millions of subscribers, the lowest latency, e-mail, SMS and push choose SNS."),
    r("EVB-101", DOC, "For routing by content, many kinds of sources and targets, archive and replay choose EventBridge."),
    r("EVB-102", DOC, "For buffering and a worker's own pace choose SQS."),
    r("EVB-103", DOC, "For strict order to several queues choose an SNS FIFO topic with SQS FIFO queues."),
    r("EVB-104", DOC, "A rule has 5 targets; a topic may have 12.5 million subscriptions."),
    r("EVB-105", DOC, "From one source to one target with filter and enrichment choose a pipe."),
    r("EVB-110", API, "A pipe takes from one source, filters, enriches through a call, and gives to one target."),
    r("EVB-111", API, "A pipe from a queue deletes what its target accepted and what its filter left out."),
    r("EVB-112", SAID, "A pipe keeps the order of a FIFO source."),
    r("EVB-120", SAID, "CloudWatch counts matched events, triggered rules, invocations and failed ones."),
    r("EVB-121", SAID, "A million custom events cost $1.00, each started 64 KB counts; events of AWS services are free; pipes $0.40."),
    r("EVB-130", OWN, "One event that two of three rules match, with two targets each, makes four deliveries."),
    r("EVB-131", OWN, "A target that is throttled for ten minutes gets the event once, after several attempts."),
    r("EVB-132", OWN, "With no retries allowed the first failure goes to the dead-letter queue."),
    r("EVB-133", OWN, "A replay makes rules fire again for the same events, so consumers must be idempotent."),
    r("EVB-134", OWN, "A sixth target of a rule is refused with LimitExceededException."),
    r("END-112", SAID, "A caller whose identity does not allow events:PutEvents gets AccessDeniedException for the whole request."),
];
