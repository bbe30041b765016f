//! The clock of a run as AWS writes it: simulated time 0:00 is [`STARTS_AT`](super::STARTS_AT).

use super::Civil;
use crate::base::SimTime;

/// Seconds since 1970 at the start of a run.
pub const STARTS: i64 = Civil::midnight(2026, 1, 1).secs();

/// An instant as AWS writes it: `2026-01-01T00:00:05.000Z`.
pub fn timestamp(at: SimTime) -> String {
    let millis = at.as_millis();
    let date = Civil::of(STARTS + (millis / 1_000) as i64);
    format!("{date}.{:03}Z", millis % 1_000)
}

/// Reads such an instant; the milliseconds may be missing. What was before the run counts as its start.
pub fn read_timestamp(text: &str) -> Option<SimTime> {
    let text = text.trim().strip_suffix('Z')?;
    let (date, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let Ok(secs) = u64::try_from(Civil::read(date)?.secs() - STARTS) else {
        return Some(SimTime::ZERO);
    };
    Some(SimTime((secs * 1_000 + millis) * 1_000))
}

#[cfg(test)]
mod tests {
    use super::super::STARTS_AT;
    use super::*;

    #[test]
    fn a_run_starts_at_the_date_that_settings_show() {
        assert_eq!(Civil::read(STARTS_AT).map(Civil::secs), Some(STARTS));
    }

    #[test]
    fn times_are_written_as_aws_does_and_read_back() {
        for (micros, text) in [
            (0, "2026-01-01T00:00:00.000Z"),
            (31 * 86_400_000_000 + 1_500_000, "2026-02-01T00:00:01.500Z"),
            (789 * 86_400_000_000, "2028-02-29T00:00:00.000Z"),
        ] {
            assert_eq!(timestamp(SimTime(micros)), text);
            assert_eq!(read_timestamp(text), Some(SimTime(micros)));
        }
        assert_eq!(read_timestamp("2026-01-01T00:00:01Z"), Some(SimTime::from_secs(1)));
        assert_eq!(read_timestamp("1970-01-01T00:00:01.500Z"), Some(SimTime::ZERO));
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "yesterday",
            "2026-01-01T00:00:01",
            "2026-01-01T00:00:01.Z",
            "2026-01-01T00:00:01.+5Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T25:00:00Z",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }
}
