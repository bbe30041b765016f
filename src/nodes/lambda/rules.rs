//! The rules of AWS Lambda that functions and their event source mappings follow, one sentence each.

use crate::sim::Rule;

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    let mut index = 0;
    while index < RULES.len() {
        if same(RULES[index].id.as_bytes(), id.as_bytes()) {
            return &RULES[index];
        }
        index += 1;
    }
    panic!("the table has no rule of this id")
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
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
    r("LAM-001", DOC, "Lambda takes 1 to 10 messages of a FIFO queue in one batch and up to 10,000 of a standard queue."),
    r("LAM-002", DOC, "The visibility timeout of the queue should be six times the function's timeout, plus the batching window."),
    r("LAM-003", DOC, "For a queue as event source the dead-letter queue belongs on the queue; the function's own is for asynchronous calls only."),
    r("LAM-004", DOC, "Destinations are for asynchronous calls; an event source mapping of a queue has none."),
    r("LAM-005", DOC, "A mapping starts with 5 concurrent batches and grows by 300 a minute to 1,250; older courses say 60 a minute to 1,000."),
    r("LAM-006", DOC, "The payload of an asynchronous call has up to 1 MB, of a synchronous one up to 6 MB; older courses say 256 KB."),
    r("LAM-007", DOC, "A function runs for at most 900 seconds, and for 3 unless someone says otherwise."),
    r("LAM-008", DOC, "Lambda polls queues with long polls of 20 seconds."),
    r("LAM-010", DOC, "The timeout of a function is between 1 and 900 seconds, 3 by default."),
    r("LAM-011", DOC, "A function has between 128 and 10,240 MB of memory, 128 by default."),
    r("LAM-012", DOC, "A function may reserve concurrency; 0 reserves none and stops it."),
    r("LAM-013", DOC, "An account has 1,000 concurrent executions; functions without a reservation share what is not reserved."),
    r("LAM-014", DOC, "A function gets at most 1,000 new execution environments in 10 seconds."),
    r("LAM-015", DOC, "The dead-letter target of a function is a standard queue or a standard topic."),
    r("LAM-016", DOC, "An asynchronous event that fails is retried up to twice; MaximumRetryAttempts is 0 to 2."),
    r("LAM-017", DOC, "An asynchronous event is kept for MaximumEventAgeInSeconds, 60 to 21,600 seconds."),
    r("LAM-018", DOC, "Destinations are standard queues, standard topics, functions and event buses, and for failures S3; nothing with FIFO."),
    r("LAM-019", OWN, "What a function does is described, not run: how long it takes, how often and on which records it fails."),
    r("LAM-020", OWN, "An invocation needs an execution environment; when none is idle a new one starts cold. Idle ones go after 600 seconds."),
    r("LAM-021", DOC, "A function that runs longer than its timeout is killed, which is a function error."),
    r("LAM-022", DOC, "Reserved concurrency guarantees and caps; at least 100 of the account must stay unreserved."),
    r("LAM-030", DOC, "A synchronous call carries up to 6 MB; its answer has status 200 even when the function failed, with FunctionError set."),
    r("LAM-031", DOC, "Without free concurrency a synchronous call is refused with TooManyRequestsException; whether to try again is up to the caller."),
    r("LAM-032", SAID, "API Gateway, load balancers and programs with an SDK call a function synchronously."),
    r("LAM-040", DOC, "An asynchronous call is accepted into an internal queue of Lambda, with up to 1 MB."),
    r("LAM-041", DOC, "After a function error an asynchronous event is tried again after 1 minute, and after 2 more minutes."),
    r("LAM-042", DOC, "A throttled asynchronous event stays in the queue and is tried again after 1 s, 2 s, 4 s … up to 5 minutes, for up to 6 hours; that uses up no retry."),
    r("LAM-043", SAID, "An asynchronous event ends when it is too old or when its retries are used up, whichever comes first."),
    r("LAM-044", SAID, "The dead-letter queue gets the event with three attributes; the destination gets a record with request and response. Both can be set."),
    r("LAM-045", DOC, "A destination can be told of success and of failure, a dead-letter queue only of failure."),
    r("LAM-046", DOC, "An asynchronous event can be delivered twice."),
    r("LAM-047", DOC, "MaximumRetryAttempts is 0 to 2 and MaximumEventAgeInSeconds 60 to 21,600; anything else is refused."),
    r("LAM-048", SAID, "A topic has done its part when Lambda has queued the event; what the function does with it is Lambda's business."),
    r("LAM-049", SAID, "A loop through the same function is stopped after about 16 rounds."),
    r("LAM-050", DOC, "BatchSize is 1 to 10,000, for a FIFO queue 1 to 10; more than 10 needs a batching window of at least 1 second."),
    r("LAM-051", DOC, "MaximumBatchingWindowInSeconds is 0 to 300, and not for FIFO queues."),
    r("LAM-052", DOC, "MaximumConcurrency of a mapping is 2 to 1,000."),
    r("LAM-053", DOC, "With ReportBatchItemFailures the function may say which messages of a batch failed."),
    r("LAM-054", DOC, "A mapping has up to 5 filters of up to 4,096 characters."),
    r("LAM-055", DOC, "A mapping that is not enabled does not poll."),
    r("LAM-056", DOC, "Provisioned mode keeps 2 to 200 pollers ready and scales to 2 to 10,000; it excludes MaximumConcurrency."),
    r("LAM-057", DOC, "Starting positions, bisecting, retry and age limits, parallelization and tumbling windows are for streams, not for queues."),
    r("LAM-060", RUN, "A mapping is refused while the queue's visibility timeout is less than the function's timeout, and a second one of the same queue and function always."),
    r("LAM-061", DOC, "A mapping is Creating, Enabled, Disabled or Deleting; when its queue is gone it goes on polling, with errors."),
    r("LAM-062", DOC, "Pollers receive up to 10 messages each with long polls of 20 s; an idle queue gets empty receives all the same."),
    r("LAM-063", DOC, "While messages remain, a mapping may invoke 5 batches at once, and 300 more after each minute, up to 1,250."),
    r("LAM-064", DOC, "A batch is invoked when it is full, when its window is over, or at 6 MB; without a window, with what one receive brought."),
    r("LAM-065", DOC, "Messages that wait in a batch are hidden already, so the window and the wait for a free function eat their visibility timeout."),
    r("LAM-066", DOC, "When the function has succeeded Lambda deletes all messages of the batch."),
    r("LAM-067", DOC, "When the function fails nothing is deleted: every message of the batch comes back when its visibility timeout ends."),
    r("LAM-068", DOC, "Each failed attempt counts as a receive, so the queue's redrive policy ends it."),
    r("LAM-069", DOC, "After function errors a mapping lowers its concurrency; not when it reports partial failures."),
    r("LAM-070", DOC, "A throttled batch is kept and tried again until its visibility timeout ends, then its messages are back in the queue, received once more."),
    r("LAM-071", DOC, "Reserved concurrency below the number of pollers throttles batches; MaximumConcurrency limits the pollers instead."),
    r("LAM-072", DOC, "Provisioned pollers add up to 1,000 concurrent batches a minute, up to 20,000, each at most 10."),
    r("LAM-073", DOC, "A mapping processes each message at least once, so it can do one twice."),
    r("LAM-080", RUN, "Messages named in batchItemFailures stay and come back after their visibility timeout; the others are deleted."),
    r("LAM-081", RUN, "An empty list, a null list, an empty object and a null response all mean that everything succeeded."),
    r("LAM-082", RUN, "A response that is no JSON, a wrong key, or an empty, null or unknown id means that everything failed."),
    r("LAM-083", DOC, "Without ReportBatchItemFailures the response is ignored and all messages are deleted."),
    r("LAM-084", SAID, "With a FIFO queue a function must stop at the first failure and report that message and all later ones, or order is lost."),
    r("LAM-085", DOC, "A function can delete each message itself; then a later failure does not bring it back."),
    r("LAM-090", RUN, "Of a FIFO queue no message group is ever in two invocations at once, so its groups limit the concurrency."),
    r("LAM-091", DOC, "After an error the messages of a group are tried again before later ones of the group."),
    r("LAM-092", DOC, "A mapping of a FIFO queue has no batching window and batches of at most 10."),
    r("LAM-093", OWN, "Three groups and batches of one message: at most three invocations at once, in order inside each group."),
    r("LAM-095", DOC, "A message that matches none of a mapping's filters is deleted from the queue without an invocation."),
    r("LAM-096", DOC, "A body that is plain text while the filter wants JSON, or the other way round, does not match, and its message is deleted."),
    r("LAM-097", RUN, "A filter that is no valid pattern is refused."),
    r("LAM-098", DOC, "Filters know the operators of EventBridge Pipes: no anything-but with prefix, suffix or wildcard."),
    r("LAM-100", DOC, "BatchSize of a stream is 1 to 10,000, 100 by default."),
    r("LAM-101", DOC, "MaximumBatchingWindowInSeconds of a stream is 0 to 300."),
    r("LAM-102", DOC, "ParallelizationFactor of a stream is 1 to 10."),
    r("LAM-103", DOC, "A mapping of a stream needs a StartingPosition."),
    r("LAM-104", DOC, "MaximumRetryAttempts of a stream is -1, which is for ever, to 10,000."),
    r("LAM-105", DOC, "MaximumRecordAgeInSeconds of a stream is -1, or 60 to 604,800."),
    r("LAM-106", DOC, "BisectBatchOnFunctionError splits a failed batch of a stream."),
    r("LAM-107", DOC, "TumblingWindowInSeconds of a stream is 0 to 900."),
    r("LAM-108", DOC, "What fails for good of a stream can be told to a queue, a topic or S3."),
    r("LAM-110", SAID, "Lambda polls each shard about once a second, with one invocation per shard times the ParallelizationFactor."),
    r("LAM-111", DOC, "A failed batch of a stream is tried again at once, and its shard waits meanwhile."),
    r("LAM-112", DOC, "Bisecting a batch uses up no retry."),
    r("LAM-113", DOC, "With partial responses a stream goes on from the lowest reported sequence number."),
    r("LAM-114", DOC, "The failure destination of a stream gets where the batch was, not what was in it."),
    r("LAM-115", SAID, "Throttling a stream's batch is no attempt, but its age runs."),
    r("LAM-116", SAID, "In a tumbling window the invocations of a shard hand on a state."),
    r("LAM-117", DOC, "A shard takes 1 MB or 1,000 records a second and gives 2 MB a second."),
    r("LAM-118", OWN, "Kinesis scales consumers by shards and keeps data for replay; SQS FIFO scales them by groups and deletes."),
    r("LAM-120", SAID, "CloudWatch counts invocations, errors, throttles, duration and concurrency, and for mappings what was polled, filtered, invoked and deleted."),
    r("LAM-121", SAID, "A throttled call is no invocation."),
    r("LAM-130", SAID, "A million requests cost $0.20, and a GB-second of run time $0.0000166667."),
    r("LAM-131", DOC, "The polls of a mapping are billed as SQS requests: 5 idle pollers make 15 a minute."),
    r("LAM-132", SAID, "Provisioned pollers are billed by the hour."),
    r("LAM-140", DOC, "Lambda's errors have the codes and HTTP statuses of its service model."),
    r("LAM-150", OWN, "A visibility timeout below the run time makes every message be processed at least twice."),
    r("LAM-151", OWN, "Two reserved executions work off 20 messages once each when the visibility timeout is six times the timeout."),
    r("LAM-152", OWN, "With a visibility timeout no longer than the timeout, throttling sends messages to the dead-letter queue unprocessed."),
    r("LAM-153", OWN, "An asynchronous event that always fails is tried three times and leaves one message in the dead-letter queue."),
    r("LAM-154", OWN, "One poison message in a batch of ten repeats the other nine, and takes them to the dead-letter queue, unless the function reports it alone."),
    r("LAM-155", OWN, "A filter that drops four fifths deletes four fifths, and the function sees the rest."),
    r("LAM-160", OWN, "A backlog may use 5, 305, 605, 905, 1,205 and 1,250 concurrent batches at minutes 0 to 5; by the classic limits 5, 65, 125 and so on."),
    r("LAM-161", OWN, "Batches of 100 with a window of 5 s: 30 messages a second fill one in 3.3 s, 5 a second send 25 after 5 s."),
    r("LAM-162", OWN, "A BatchSize of 11 is refused without a window, and for a FIFO queue always."),
    r("LAM-163", OWN, "A MaximumConcurrency of 1 or of 1,001 is refused."),
    r("LAM-164", OWN, "With no concurrency reserved an asynchronous event is throttled until it is too old, and never runs."),
    r("LAM-165", OWN, "Bisecting finds one poison record among eight after three splits."),
    r("LAM-166", OWN, "Four shards with a ParallelizationFactor of 3 run at most 12 at once."),
    r("LAM-167", OWN, "The records of an event are in the order in which they were received."),
    r("PAT-007", OWN, "Throttled batches are held while their visibility timeout lasts and tried in the order in which their messages came to the queue; a held batch runs even if another run has deleted its messages."),
];
