//! `cron(min hour day-of-month month day-of-week year)` as AWS reads it (EVB-092).

use super::civil::Civil;

/// A parsed cron expression: for each field the values that it admits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    months: u64,
    days: Days,
    /// Bits from 1970 on.
    years: [u64; 4],
}

/// Which days of a month; one of the two day fields is `?`.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Days {
    /// Days of the month by number.
    OfMonth(u64),
    /// `L`: the last day of the month.
    Last,
    /// `15W`: the weekday nearest to that day, in the same month.
    Nearest(i64),
    /// Days of the week, 1 is Sunday.
    OfWeek(u64),
    /// `3#2`: the second Tuesday.
    Nth(i64, i64),
    /// `6L`: the last Friday.
    LastOf(i64),
}

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIRST_YEAR: i64 = 1970;
const LAST_YEAR: i64 = 2199;

/// One field of the six: what it is called, its range, and names for its values.
struct Field {
    called: &'static str,
    least: i64,
    most: i64,
    names: &'static [&'static str],
}

impl Field {
    fn wrong(&self, text: &str) -> String {
        let Field {
            called, least, most, ..
        } = self;
        format!("{text:?} is no {called}. Use {least} – {most}, lists, ranges, steps or *.")
    }

    fn value(&self, text: &str) -> Result<i64, String> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let value = match named {
            Some(index) => Some(self.least + index as i64),
            None if text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            None => None,
        };
        let value = value.filter(|value| (self.least..=self.most).contains(value));
        value.ok_or_else(|| self.wrong(text))
    }

    /// The values of a list of numbers, names, ranges and steps.
    fn values(&self, text: &str) -> Result<Vec<i64>, String> {
        let mut values = Vec::new();
        for item in text.split(',') {
            let (range, step) = match item.split_once('/') {
                None => (item, None),
                Some((range, step)) => {
                    let step = step
                        .parse::<i64>()
                        .ok()
                        .filter(|step| (1..=self.most.max(1)).contains(step));
                    (range, Some(step.ok_or_else(|| self.wrong(text))?))
                }
            };
            let (from, to) = match range.split_once('-') {
                _ if range == "*" => (self.least, self.most),
                Some((from, to)) => (self.value(from)?, self.value(to)?),
                None if step.is_some() => (self.value(range)?, self.most),
                None => (self.value(range)?, self.value(range)?),
            };
            if from > to {
                return Err(self.wrong(text));
            }
            let step = usize::try_from(step.unwrap_or(1)).unwrap_or(1);
            values.extend((from..=to).step_by(step));
        }
        Ok(values)
    }

    fn bits(&self, text: &str) -> Result<u64, String> {
        Ok(self.values(text)?.into_iter().fold(0, |bits, value| bits | 1 << value))
    }
}

const fn field(called: &'static str, least: i64, most: i64, names: &'static [&'static str]) -> Field {
    Field {
        called,
        least,
        most,
        names,
    }
}

const DAY_OF_MONTH: Field = field("day of the month", 1, 31, &[]);
const DAY_OF_WEEK: Field = field("day of the week", 1, 7, &WEEKDAYS);

impl Cron {
    /// Reads the six fields between the brackets. `Err` is a sentence.
    pub fn read(text: &str) -> Result<Cron, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, day, month, weekday, year] = fields.as_slice() else {
            return Err(format!(
                "A cron expression has six fields, not {}: minute hour day-of-month month day-of-week year.",
                fields.len()
            ));
        };
        let mut years = [0u64; 4];
        for value in field("year", FIRST_YEAR, LAST_YEAR, &[]).values(year)? {
            let bit = (value - FIRST_YEAR) as usize;
            years[bit / 64] |= 1 << (bit % 64);
        }
        Ok(Cron {
            minutes: field("minute", 0, 59, &[]).bits(minutes)?,
            hours: field("hour", 0, 23, &[]).bits(hours)?,
            months: field("month", 1, 12, &MONTHS).bits(month)?,
            days: Days::read(day, weekday)?,
            years,
        })
    }

    /// The first reading of the clock after this one, both as seconds since 1970. None when there is none.
    pub fn next(&self, after: i64) -> Option<i64> {
        let start = Civil::of(after);
        for year in start.year.max(FIRST_YEAR)..=LAST_YEAR {
            let bit = (year - FIRST_YEAR) as usize;
            if self.years[bit / 64] & (1 << (bit % 64)) == 0 {
                continue;
            }
            let first = if year == start.year { start.month } else { 1 };
            for month in (first..=12).filter(|month| self.months & (1 << month) != 0) {
                let begin = if (year, month) == (start.year, start.month) {
                    start.day
                } else {
                    1
                };
                for day in begin..=Civil::days_in_month(year, month) {
                    if self.days.holds(year, month, day)
                        && let Some(found) = self.time(Civil::midnight(year, month, day).secs(), after)
                    {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    /// The first time of a day that is later.
    fn time(&self, midnight: i64, after: i64) -> Option<i64> {
        let hours = (0..24).filter(|hour| self.hours & (1 << hour) != 0);
        let times = hours.flat_map(|hour| {
            let minutes = (0..60).filter(|minute| self.minutes & (1 << minute) != 0);
            minutes.map(move |minute| midnight + hour * 3_600 + minute * 60)
        });
        times.into_iter().find(|time| *time > after)
    }
}

impl Days {
    /// EVB-092: exactly one of the two day fields says something, the other is `?`.
    fn read(day: &str, weekday: &str) -> Result<Days, String> {
        match (day, weekday) {
            ("?", "?") => Err("One of day-of-month and day-of-week must say something: both are ?.".to_string()),
            ("?", text) => Days::of_week(text),
            (text, "?") => Days::of_month(text),
            _ => Err(
                "One of day-of-month and day-of-week must be ?, since they would contradict each other.".to_string(),
            ),
        }
    }

    fn of_month(text: &str) -> Result<Days, String> {
        match text.strip_suffix('W') {
            _ if text == "L" => Ok(Days::Last),
            Some(day) => Ok(Days::Nearest(DAY_OF_MONTH.value(day)?)),
            None => Ok(Days::OfMonth(DAY_OF_MONTH.bits(text)?)),
        }
    }

    fn of_week(text: &str) -> Result<Days, String> {
        if text == "L" {
            return Ok(Days::OfWeek(1 << 7));
        }
        if let Some((day, nth)) = text.split_once('#') {
            let nth = nth.parse::<i64>().ok().filter(|nth| (1..=5).contains(nth));
            let nth = nth.ok_or_else(|| DAY_OF_WEEK.wrong(text))?;
            return Ok(Days::Nth(DAY_OF_WEEK.value(day)?, nth));
        }
        match text.strip_suffix('L') {
            Some(day) => Ok(Days::LastOf(DAY_OF_WEEK.value(day)?)),
            None => Ok(Days::OfWeek(DAY_OF_WEEK.bits(text)?)),
        }
    }

    fn holds(&self, year: i64, month: i64, day: i64) -> bool {
        let weekday = || Civil::midnight(year, month, day).weekday();
        let length = Civil::days_in_month(year, month);
        match *self {
            Days::OfMonth(days) => days & (1 << day) != 0,
            Days::Last => day == length,
            Days::Nearest(wanted) => day == nearest_weekday(year, month, wanted.min(length), length),
            Days::OfWeek(days) => days & (1 << weekday()) != 0,
            Days::Nth(wanted, nth) => weekday() == wanted && (day - 1) / 7 + 1 == nth,
            Days::LastOf(wanted) => weekday() == wanted && day + 7 > length,
        }
    }
}

fn nearest_weekday(year: i64, month: i64, day: i64, length: i64) -> i64 {
    match Civil::midnight(year, month, day).weekday() {
        7 if day == 1 => 3,
        7 => day - 1,
        1 if day == length => day - 2,
        1 => day + 1,
        _ => day,
    }
}
