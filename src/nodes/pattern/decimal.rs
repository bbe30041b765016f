//! Numbers to compare, without floats: the same answer on every machine.

/// A number in units of 10⁻²⁰. What is finer is cut off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Decimal(i128);

/// A text that is no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoNumber;

/// Digits behind the point that count.
const SCALE: i64 = 20;
/// Digits that are read at most, from the first that is not zero. More would overflow.
const DIGITS: u32 = 34;
/// EVB-050: numbers from -5·10⁹ to 5·10⁹ can be compared.
const LARGEST: i128 = 5_000_000_000 * 10i128.pow(SCALE as u32);

impl Decimal {
    /// Reads `-3.018e2`. None when it is a number too large to be compared.
    ///
    /// # Errors
    /// When it is no number.
    pub fn read(text: &str) -> Result<Option<Decimal>, NoNumber> {
        let (text, negative) = match text.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (text.strip_prefix('+').unwrap_or(text), false),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0 || !digits().all(|byte| byte.is_ascii_digit()) {
            return Err(NoNumber);
        }
        let (mut units, mut read, mut dropped) = (0i128, 0, 0i64);
        for digit in digits() {
            if read == DIGITS {
                dropped += 1;
            } else if units > 0 || digit != b'0' {
                units = units * 10 + i128::from(digit - b'0');
                read += 1;
            }
        }
        let shift = exponent
            .saturating_add(dropped)
            .saturating_sub(fraction.len() as i64)
            .saturating_add(SCALE);
        Ok(shifted(units, shift)
            .filter(|units| *units <= LARGEST)
            .map(|units| Decimal(if negative { -units } else { units })))
    }
}

/// Times ten to this power. None on overflow.
fn shifted(units: i128, power: i64) -> Option<i128> {
    if units == 0 {
        return Some(0);
    }
    let factor = u32::try_from(power.unsigned_abs())
        .ok()
        .and_then(|power| 10i128.checked_pow(power));
    match factor {
        Some(factor) if power >= 0 => units.checked_mul(factor),
        Some(factor) => Some(units / factor),
        None if power < 0 => Some(0),
        None => None,
    }
}

fn read_exponent(text: &str) -> Result<i64, NoNumber> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NoNumber);
    }
    let size = digits.bytes().fold(0i64, |size, digit| {
        size.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
    });
    Ok(if negative { -size } else { size })
}
