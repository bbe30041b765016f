//! Texts that AWS shows: message ids, ARNs of subscriptions, tokens, sequence numbers, times.

use crate::base::{MessageId, SimTime, WireId, mix};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

const MESSAGE: u64 = 0x534E_5300_4D53_4749;
const SUBSCRIPTION: u64 = 0x534E_5300_5355_4253;
const TOKEN: u64 = 0x534E_5300_544F_4B4E;
const SIGNATURE: u64 = 0x534E_5300_5349_474E;

fn words(seed: u64, purpose: u64, number: u64) -> (u64, u64) {
    let high = mix(mix(seed ^ purpose) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    (high, mix(high ^ number))
}

fn uuid((high, low): (u64, u64)) -> String {
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | (low >> 50),
        low & 0xFFFF_FFFF_FFFF,
    )
}

/// The `MessageId` that SNS gives a message; SQS gives it another one (SNS-070).
pub fn message_id(seed: u64, message: MessageId) -> String {
    uuid(words(seed, MESSAGE, message.0))
}

/// The last part of the ARN of a subscription.
pub fn subscription_id(seed: u64, wire: WireId) -> String {
    uuid(words(seed, SUBSCRIPTION, u64::from(wire.0)))
}

/// The token that confirms a subscription; each time it is asked for it is another one (SNS-053).
pub fn token(seed: u64, wire: WireId, asked: u32) -> String {
    let mut text = String::new();
    for part in 0..8u64 {
        let (high, _) = words(seed, TOKEN, (u64::from(wire.0) << 32) ^ (u64::from(asked) << 8) ^ part);
        let _ = write!(text, "{high:016x}");
    }
    text
}

/// What stands in place of a signature.
pub fn signature(seed: u64, message: MessageId) -> String {
    let mut bytes = Vec::with_capacity(32);
    for part in 0..2u64 {
        let (high, low) = words(seed, SIGNATURE, (message.0 << 1) | part);
        bytes.extend(high.to_be_bytes());
        bytes.extend(low.to_be_bytes());
    }
    STANDARD.encode(bytes)
}

/// The 20 digits of a `SequenceNumber` of a FIFO topic: growing, not consecutive.
pub fn sequence_number(sequence: u64) -> String {
    (10_000_000_000_000_000_000u128 + u128::from(sequence) * 256).to_string()
}

/// An instant as AWS writes it: `1970-01-01T00:00:05.000Z`. The run begins with 1970.
pub fn timestamp(at: SimTime) -> String {
    let millis = at.as_millis();
    let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
    let (year, month, day) = date(days);
    let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z",
        rest % 1_000
    )
}

/// Reads such an instant; the milliseconds may be missing.
pub fn read_timestamp(text: &str) -> Option<SimTime> {
    let (date_text, time) = text.trim().strip_suffix('Z')?.split_once('T')?;
    let mut numbers = date_text.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let wanted = (numbers.next()??, numbers.next()??, numbers.next()??);
    let (time, millis) = time.split_once('.').unwrap_or((time, "0"));
    let millis: u64 = format!("{millis:0<3}").get(..3)?.parse().ok()?;
    let mut parts = time.splitn(3, ':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    if hours > 23 || minutes > 59 || seconds > 59 || !(1_970..=9_999).contains(&wanted.0) {
        return None;
    }
    // A year has at most 366 days, so the day is soon found from below.
    let first = (wanted.0 - 1_970) * 365;
    let day = (first..=first + 366 * 8 + 2_000).find(|day| date(*day) == wanted)?;
    let millis = ((day * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000 + millis;
    Some(SimTime(millis * 1_000))
}

/// Year, month and day of so many days after the first of January 1970, by the Gregorian calendar.
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_aws_does_and_read_back() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_700_000_000, "2023-11-14T22:13:20.000Z"),
        ] {
            assert_eq!(timestamp(SimTime::from_secs(seconds)), text);
            assert_eq!(read_timestamp(text), Some(SimTime::from_secs(seconds)));
        }
        assert_eq!(read_timestamp("1970-01-01T00:00:01Z"), Some(SimTime::from_secs(1)));
        for text in ["", "yesterday", "1970-13-01T00:00:00Z", "1970-01-01T25:00:00Z"] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }
}
