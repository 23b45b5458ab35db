//! Times in words, in the person's time zone.

use chrono::{DateTime, Local, Locale, NaiveDate, Utc};

use crate::{i18n, tr};

/// A day: `Nov 3, 2026`.
#[must_use]
pub fn date(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local)
        .format_localized(&tr!("date-format"), locale())
        .to_string()
}

/// A day and a time: `Nov 3, 2026, 14:05`.
#[must_use]
pub fn date_and_time(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local)
        .format_localized(&tr!("date-time-format"), locale())
        .to_string()
}

/// The time of a day: `14:05`.
#[must_use]
pub fn time(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local)
        .format_localized(&tr!("time-format"), locale())
        .to_string()
}

/// A day without a time, where nobody knows its time zone: `Nov 3, 2026`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format_localized(&tr!("date-format"), locale())
        .to_string()
}

/// A day below the heading of its month: `Tuesday, Nov 3`.
#[must_use]
pub fn weekday(day: NaiveDate) -> String {
    day.format_localized(&tr!("weekday-format"), locale())
        .to_string()
}

/// A month: `November 2026`.
#[must_use]
pub fn month(day: NaiveDate) -> String {
    day.format_localized("%B %Y", locale()).to_string()
}

fn locale() -> Locale {
    match i18n::language().split('-').next() {
        Some("de") => Locale::de_DE,
        _ => Locale::en_US,
    }
}

/// How long ago: `just now`, `5 minutes ago`, `yesterday`, `3 weeks ago`. A time to come is `just now`.
#[must_use]
pub fn age(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    let days = (now - at).num_days();
    match (minutes, days) {
        (..2, _) => tr!("age-now"),
        (..60, _) => tr!("age-minutes", count = minutes),
        (_, ..1) => tr!("age-hours", count = minutes / 60),
        (_, 1) => tr!("age-yesterday"),
        (_, ..14) => tr!("age-days", count = days),
        (_, ..60) => tr!("age-weeks", count = days / 7),
        (_, ..730) => tr!("age-months", count = days / 30),
        _ => tr!("age-years", count = days / 365),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn ages_are_in_the_unit_people_would_say() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let cases = [
            (TimeDelta::seconds(-500), "just now"),
            (TimeDelta::seconds(90), "just now"),
            (TimeDelta::minutes(2), "2 minutes ago"),
            (TimeDelta::minutes(61), "1 hour ago"),
            (TimeDelta::hours(23), "23 hours ago"),
            (TimeDelta::hours(30), "yesterday"),
            (TimeDelta::days(2), "2 days ago"),
            (TimeDelta::days(15), "2 weeks ago"),
            (TimeDelta::days(61), "2 months ago"),
            (TimeDelta::days(800), "2 years ago"),
        ];
        for (ago, words) in cases {
            assert_eq!(age(now - ago, now), words);
        }
    }
}
