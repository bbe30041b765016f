//! ARNs and URLs of queues (SQS-020).

use super::NAME;
use crate::nodes::service::arn::{ACCOUNT, Address, arn, region};
use crate::sim::NodeInfo;

/// SQS-020: `arn:aws:sqs:us-east-1:123456789012:orders`.
pub fn queue_arn(info: &NodeInfo) -> String {
    arn(NAME, info)
}

/// SQS-020: `https://sqs.us-east-1.amazonaws.com/123456789012/orders`.
pub fn queue_url(info: &NodeInfo) -> String {
    format!("https://sqs.{}.amazonaws.com/{ACCOUNT}/{}", region(info), info.name)
}

/// Reads a queue's URL; a text that looks like no URL is a plain name. None for a URL that can't be one of a queue.
pub fn read_url(text: &str) -> Option<Address<'_>> {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return Some(Address {
            region: None,
            name: text,
        });
    };
    let mut parts = rest.splitn(3, '/');
    let (host, account, name) = (parts.next()?, parts.next()?, parts.next()?);
    let region = host.strip_prefix("sqs.")?.strip_suffix(".amazonaws.com")?;
    (account == ACCOUNT && !name.is_empty()).then_some(Address {
        region: Some(region),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nodes::service::arn::read_arn;

    #[test]
    fn sqs_020_urls_and_arns_are_read_as_written() {
        let url = read_url("https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo");
        let expected = Address {
            region: Some("eu-west-1"),
            name: "orders.fifo",
        };
        assert_eq!(url, Some(expected));
        assert_eq!(
            read_arn("arn:aws:sqs:eu-west-1:123456789012:orders.fifo", "sqs"),
            Some(expected)
        );
        assert_eq!(read_url("orders").map(|address| address.name), Some("orders"));
    }

    #[test]
    fn what_is_no_address_is_not_taken_for_one() {
        for text in [
            "https://sqs.us-east-1.amazonaws.com/999999999999/orders",
            "https://example.com/123456789012/orders",
            "https://",
        ] {
            assert_eq!(read_url(text), None, "{text}");
        }
        for text in ["orders", "arn:aws:sns:us-east-1:123456789012:orders", "arn:aws:sqs:x"] {
            assert_eq!(read_arn(text, "sqs"), None, "{text}");
        }
    }
}
