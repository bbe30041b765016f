//! Days, months and years, in whole seconds since 1970-01-01T00:00:00Z.

use std::fmt;

/// A date and a time of day, in no particular zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Civil {
    /// 1970 – 9999.
    pub year: i64,
    /// 1 – 12.
    pub month: i64,
    /// 1 – 31.
    pub day: i64,
    /// 0 – 23.
    pub hour: i64,
    /// 0 – 59.
    pub minute: i64,
    /// 0 – 59.
    pub second: i64,
}

/// Seconds of a day.
pub const DAY: i64 = 86_400;

impl Civil {
    /// Midnight of a day.
    pub const fn midnight(year: i64, month: i64, day: i64) -> Civil {
        Civil {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
        }
    }

    /// Seconds since 1970, as if it were UTC. Counts days from March on, so that leap days come last.
    pub const fn secs(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        days * DAY + self.hour * 3_600 + self.minute * 60 + self.second
    }

    /// The date of so many seconds since 1970.
    pub const fn of(secs: i64) -> Civil {
        let days = secs.div_euclid(DAY) + 719_468;
        let rest = secs.rem_euclid(DAY);
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Civil {
            year: year + era * 400 + (month <= 2) as i64,
            month,
            day: of_year - (153 * shifted + 2) / 5 + 1,
            hour: rest / 3_600,
            minute: rest / 60 % 60,
            second: rest % 60,
        }
    }

    /// The day of the week: 1 is Sunday, 7 is Saturday, as in cron expressions.
    pub const fn weekday(self) -> i64 {
        (self.secs().div_euclid(DAY) + 4).rem_euclid(7) + 1
    }

    /// How many days its month has.
    pub const fn days_in_month(year: i64, month: i64) -> i64 {
        match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Reads `2026-01-01T00:00:00`, with or without a `Z`. None when it is no such date or before 1970.
    pub fn read(text: &str) -> Option<Civil> {
        let text = text.strip_suffix('Z').unwrap_or(text);
        let shape: Vec<char> = "dddd-dd-ddTdd:dd:dd".chars().collect();
        let fits = |(have, want): (char, &char)| {
            if *want == 'd' {
                have.is_ascii_digit()
            } else {
                have == *want
            }
        };
        if text.chars().count() != shape.len() || !text.chars().zip(&shape).all(fits) {
            return None;
        }
        let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
        let civil = Civil {
            year: part(0, 4)?,
            month: part(5, 7)?,
            day: part(8, 10)?,
            hour: part(11, 13)?,
            minute: part(14, 16)?,
            second: part(17, 19)?,
        };
        let day =
            (1..=12).contains(&civil.month) && (1..=Civil::days_in_month(civil.year, civil.month)).contains(&civil.day);
        let time = civil.hour < 24 && civil.minute < 60 && civil.second < 60;
        (civil.year >= 1970 && day && time).then_some(civil)
    }
}

/// `2026-01-01T00:00:00`.
impl fmt::Display for Civil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// What is wrong with a text that should be a date, for settings: "" is none.
///
/// # Errors
/// A sentence that shows how to write one.
pub fn check(text: &str) -> Result<(), String> {
    if text.is_empty() || Civil::read(text).is_some() {
        return Ok(());
    }
    Err(format!("{text:?} is no date. Write it as 2026-01-31T20:00:00Z."))
}
