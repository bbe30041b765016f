//! Time zones: fixed offsets and the present rules of daylight saving time.

use super::civil::Civil;

/// A time zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Zone {
    name: &'static str,
    /// Minutes east of UTC in winter.
    standard: i64,
    saving: Saving,
}

/// When clocks go one hour forward and back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Saving {
    Never,
    /// Last Sunday of March to last Sunday of October, at 01:00 UTC.
    Europe,
    /// Second Sunday of March to first Sunday of November, at 02:00 by the clock.
    America,
    /// First Sunday of October to first Sunday of April, at 02:00 standard time.
    Australia,
}

const fn zone(name: &'static str, standard: i64, saving: Saving) -> Zone {
    Zone { name, standard, saving }
}

/// The zones that are known; the names are those of the IANA database.
static ZONES: &[Zone] = &[
    zone("UTC", 0, Saving::Never),
    zone("America/Chicago", -360, Saving::America),
    zone("America/Denver", -420, Saving::America),
    zone("America/Los_Angeles", -480, Saving::America),
    zone("America/New_York", -300, Saving::America),
    zone("America/Sao_Paulo", -180, Saving::Never),
    zone("America/Toronto", -300, Saving::America),
    zone("Asia/Dubai", 240, Saving::Never),
    zone("Asia/Kolkata", 330, Saving::Never),
    zone("Asia/Seoul", 540, Saving::Never),
    zone("Asia/Shanghai", 480, Saving::Never),
    zone("Asia/Singapore", 480, Saving::Never),
    zone("Asia/Tokyo", 540, Saving::Never),
    zone("Australia/Sydney", 600, Saving::Australia),
    zone("Europe/Athens", 120, Saving::Europe),
    zone("Europe/Berlin", 60, Saving::Europe),
    zone("Europe/Dublin", 0, Saving::Europe),
    zone("Europe/Istanbul", 180, Saving::Never),
    zone("Europe/London", 0, Saving::Europe),
    zone("Europe/Madrid", 60, Saving::Europe),
    zone("Europe/Paris", 60, Saving::Europe),
    zone("Europe/Stockholm", 60, Saving::Europe),
    zone("Europe/Zurich", 60, Saving::Europe),
];

/// The Sunday of a month, counted from its first (1) or from its last (-1), at midnight.
const fn sunday(year: i64, month: i64, which: i64) -> i64 {
    let day = if which > 0 {
        let first = Civil::midnight(year, month, 1);
        1 + (8 - first.weekday()) % 7 + 7 * (which - 1)
    } else {
        let length = Civil::days_in_month(year, month);
        length - (Civil::midnight(year, month, length).weekday() - 1)
    };
    Civil::midnight(year, month, day).secs()
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = zone("UTC", 0, Saving::Never);

    /// The zone of this name.
    pub fn named(name: &str) -> Option<Zone> {
        ZONES.iter().find(|zone| zone.name == name).copied()
    }

    /// The names of all zones, as a list in a sentence.
    pub fn names() -> String {
        let names: Vec<&str> = ZONES.iter().map(|zone| zone.name).collect();
        names.join(", ")
    }

    /// Seconds east of UTC at an instant.
    fn offset(self, utc: i64) -> i64 {
        let standard = self.standard * 60;
        let year = Civil::of(utc + standard).year;
        let hours = |hours: i64| hours * 3_600;
        let saves = match self.saving {
            Saving::Never => false,
            Saving::Europe => (sunday(year, 3, -1) + hours(1)..sunday(year, 10, -1) + hours(1)).contains(&utc),
            Saving::America => {
                let (from, to) = (sunday(year, 3, 2) + hours(2), sunday(year, 11, 1) + hours(1));
                (from - standard..to - standard).contains(&utc)
            }
            Saving::Australia => {
                let (to, from) = (sunday(year, 4, 1) + hours(2), sunday(year, 10, 1) + hours(2));
                !(to - standard..from - standard).contains(&utc)
            }
        };
        standard + if saves { hours(1) } else { 0 }
    }

    /// What clocks show at an instant, as seconds since 1970.
    pub fn local(self, utc: i64) -> i64 {
        utc + self.offset(utc)
    }

    /// EVB-095: the first instant at which clocks show this; None when they skip it in spring.
    pub fn utc(self, local: i64) -> Option<i64> {
        let standard = self.standard * 60;
        // Summer time is ahead, so of two instants with one reading it is the first.
        [standard + 3_600, standard]
            .into_iter()
            .map(|offset| (local - offset, offset))
            .find(|(utc, offset)| self.offset(*utc) == *offset)
            .map(|(utc, _)| utc)
    }
}
