//! The words that a link's texts are likely made of. Part of version 1 of the format: never changed, since every link
//! of that version was squeezed with it. The likeliest stand last, where references to them are shortest.

/// Words end with a zero, as texts in a link do.
pub const DICTIONARY: &str = concat!(
    "The queue keeps messages until a worker has deleted them. What happens when the visibility timeout is shorter than ",
    "the processing time? Each message is visible again and is worked on twice. ",
    "aws sqs get-queue-attributes --queue-url aws sqs set-queue-attributes --attributes aws sqs purge-queue --queue-url ",
    "aws sqs start-message-move-task --source-arn arn:aws:sqs:us-east-1:000000000000: --max-number-of-messages 10 ",
    "--wait-time-seconds 20 --visibility-timeout --message-group-id --message-deduplication-id --delay-seconds ",
    "aws sqs receive-message --queue-url aws sqs send-message-batch --queue-url --entries aws sqs send-message ",
    "--queue-url --message-body hello\0partition \0heal \0slow \0poison \0burst \0restore \0restart \0crash \0fail ",
    "worker\0ApproximateNumberOfMessagesVisible\0ApproximateNumberOfMessagesNotVisible\0",
    "ApproximateNumberOfMessagesDelayed\0ApproximateAgeOfOldestMessage\0NumberOfEmptyReceives\0",
    "NumberOfMessagesDeleted\0NumberOfMessagesReceived\0NumberOfMessagesSent\0Processed\0",
    "{\"id\": {{n}}, \"type\": \"order\", \"amount\": , \"customer\": \"customer-{{n}}\"}\0",
    "us-west-2\0eu-central-1\0eu-west-1\0us-east-1\0zone-\0Visibility timeout too short\0Dead-letter queue\0",
    "inventory\0warehouse\0analytics\0accounts\0archive\0backend\0frontend\0ingest\0metrics\0monitor\0reports\0results\0",
    "search\0upload\0uploads\0video\0resize\0thumbnail\0transcode\0import\0export\0index\0indexer\0ledger\0",
    "mailer\0sender\0notify\0alerts\0audit\0batch\0tasks\0clicks\0sensor\0device\0mobile\0website\0checkout\0cart\0",
    "catalog\0customer\0delivery\0dispatch\0fraud\0fulfilment\0fulfillment\0image\0images\0invoice\0invoices\0",
    "refund\0refunds\0returns\0stock\0user\0users\0service\0server\0processor\0handler\0consumer\0generator\0source\0",
    "main\0high\0low\0fast\0slow\0retry\0input\0output\0request\0requests\0response\0log\0logs\0events\0event\0",
    "emails\0email\0jobs\0job\0notifications\0notification\0shipping\0shipments\0billing\0payments\0payment\0",
    "order\0shop\0api\0app\0web\0web-1\0web-2\0producer-2\0producer\0dead-letter\0queue-2\0queue\0-events\0-jobs\0",
    "-queue\0-service\0-worker\0-worker-a\0-worker-b\0worker-1\0worker-2\0worker-3\0worker-4\0worker-c\0worker-a\0",
    "worker-b\0worker\0orders.fifo\0orders-dlq.fifo\0-dlq.fifo\0.fifo\0orders\0orders-dlq\0-dlq\0",
);
