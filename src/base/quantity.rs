//! Times, speeds and shares as people write them, without floats.

use super::{Ratio, SimDuration};

const UNITS: [(&str, u64); 7] = [
    ("µs", 1),
    ("us", 1),
    ("ms", 1_000),
    ("min", 60_000_000),
    ("s", 1_000_000),
    ("h", 3_600_000_000),
    ("d", 86_400_000_000),
];

/// Reads `20 ms`, `1.5 s`, `2 min`, `1 h 30 min`. None when it is no time, or finer than a microsecond.
pub fn parse_duration(text: &str) -> Option<SimDuration> {
    let mut rest = text.trim();
    let mut micros = 0u64;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || "._,".contains(c)))
            .filter(|length| *length > 0)?;
        let (number, tail) = rest.split_at(digits);
        let tail = tail.trim_start();
        let letters = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (name, tail) = tail.split_at(letters);
        let (_, unit) = UNITS
            .iter()
            .find(|(unit, _)| *unit == name || (*unit == "µs" && name == "μs"))?;
        micros = micros.checked_add(scaled(number, *unit)?)?;
        rest = tail.trim_start();
    }
    (!text.trim().is_empty()).then_some(SimDuration(micros))
}

/// A time that reads back as exactly the same.
pub fn write_duration(span: SimDuration) -> String {
    let text = span.to_string();
    if parse_duration(&text) == Some(span) {
        return text;
    }
    format!("{} µs", span.0)
}

/// Reads a speed, `10x`, `0.5×` or `10`, into hundredths.
pub fn parse_rate(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['x', '×']).trim_end();
    scaled(text, 100).and_then(|rate| u32::try_from(rate).ok())
}

/// A speed that reads back as the same: `10x`, `0.25x`.
pub fn write_rate(hundredths: u32) -> String {
    format!("{}x", fraction(u64::from(hundredths), 100))
}

/// Reads a share such as `2.5%`.
pub fn parse_share(text: &str) -> Option<Ratio> {
    let text = text.trim().strip_suffix('%')?.trim_end();
    let millionths = scaled(text, 10_000).filter(|millionths| *millionths <= 1_000_000)?;
    u32::try_from(millionths).ok().map(Ratio)
}

/// A share that reads back as the same.
pub fn write_share(ratio: Ratio) -> String {
    format!("{}%", fraction(u64::from(ratio.0), 10_000))
}

/// A whole number without its scale: 25 of 100 is `0.25`.
fn fraction(number: u64, scale: u64) -> String {
    let (whole, rest) = (number / scale, number % scale);
    if rest == 0 {
        return whole.to_string();
    }
    let places = scale.ilog10() as usize;
    let digits = format!("{rest:0places$}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// A decimal number times a scale, if that is whole and fits.
fn scaled(text: &str, scale: u64) -> Option<u64> {
    let text: String = text.chars().filter(|c| !"_,".contains(*c)).collect();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let mut sum = whole.parse::<u64>().ok()?.checked_mul(scale)?;
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        let divisor = 10u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        let product = u128::from(decimals.parse::<u64>().ok()?) * u128::from(scale);
        if product % u128::from(divisor) != 0 {
            return None;
        }
        sum = sum.checked_add(u64::try_from(product / u128::from(divisor)).ok()?)?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, micros) in [
            ("20 ms", 20_000),
            ("1.5 s", 1_500_000),
            ("250us", 250),
            ("250 µs", 250),
            ("1 h 30 min", 5_400_000_000),
            ("4 d", 345_600_000_000),
            ("0 s", 0),
        ] {
            assert_eq!(parse_duration(text), Some(SimDuration(micros)), "{text}");
        }
        for text in ["", "20", "s", "1.5 µs", "20 sec", "-1 s", "99999999999999 d"] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn times_read_back_as_the_same() {
        for micros in [0, 1, 999, 1_001, 1_234_567, 90_000_000, 86_400_000_000, u64::MAX] {
            let text = write_duration(SimDuration(micros));
            assert_eq!(parse_duration(&text), Some(SimDuration(micros)), "{text}");
        }
    }

    #[test]
    fn speeds_and_shares_read_back_as_the_same() {
        assert_eq!(parse_rate("10x"), Some(1_000));
        assert_eq!(parse_rate("0.1×"), Some(10));
        assert_eq!(write_rate(25), "0.25x");
        assert_eq!(parse_share("2.5%"), Some(Ratio(25_000)));
        assert_eq!(write_share(Ratio(25_000)), "2.5%");
        assert_eq!(parse_share("101%"), None);
        assert_eq!(parse_share("2.5"), None);
    }
}
