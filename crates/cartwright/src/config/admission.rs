//! How many requests are taken: a minute, and at once.

use super::{Config, wrong};
use crate::{cli::AdmissionFlags, exit::StartError};
use http_floor::{AdmissionSettings, Capacity, RateLimits};
use std::{num::NonZeroU32, ops::RangeInclusive, time::Duration};

const PROFILES: &str = "off or partner-center";

const RATES: RangeInclusive<u32> = 1..=1_000_000;

/// Requests at once: more connections than that cannot be open.
const PLACES: RangeInclusive<usize> = 1..=1_000_000;

/// Requests that wait: there may be none.
const WAITING: RangeInclusive<usize> = 0..=1_000_000;

/// How many wait for each that is at work. They are done soon after, and fill in where answers were faster than requests. Each that
/// waits costs the others something, so there are not too many.
pub(super) const FEW_FOR_EACH: usize = 16;

/// The same where nobody has to be defended: a test that sends a thousand requests at once has them all answered.
pub(super) const MANY_FOR_EACH: usize = 64;

/// How long they wait, in seconds: longer than all of them take on a slow disk, and short enough to be told in time.
const WAIT: f64 = 2.0;
const LONGEST_WAIT: f64 = 60.0;

/// What holds where nothing is said: it depends on the command, and on the store.
pub(super) struct Usual {
    pub(super) rates: RateLimits,
    /// How many requests of a kind the store does well at once.
    pub(super) at_work: usize,
    /// How many wait for each of them.
    pub(super) waiting_for_each: usize,
}

pub(super) fn settings(flags: AdmissionFlags, file: &Config, usual: Usual) -> Result<AdmissionSettings, StartError> {
    let profile = flags.rate_limits.or_else(|| file.rate_limits.clone());
    let profile = profile.map_or(Ok(usual.rates), |name| rates(&name))?;
    let per_customer = flags.requests_per_customer.or(file.requests_per_customer);
    let per_partner = flags.requests_per_partner.or(file.requests_per_partner);
    let commands = flags.max_commands.or(file.max_commands).unwrap_or(usual.at_work);
    let reads = flags.max_reads.or(file.max_reads).unwrap_or(usual.at_work);
    let waiting = flags.max_waiting.or(file.max_waiting);
    let waiting = waiting.map(|waiting| within("max_waiting", waiting, &WAITING)).transpose()?;
    let capacity = |at_work: usize| {
        let waiting = waiting.unwrap_or_else(|| at_work.saturating_mul(usual.waiting_for_each));
        Capacity { at_work, waiting }
    };
    let wait = flags.max_wait.or(file.max_wait).unwrap_or(WAIT);
    if !(0.0..=LONGEST_WAIT).contains(&wait) {
        return Err(wrong("max_wait", &wait, &format!("seconds from 0 to {LONGEST_WAIT}")));
    }
    Ok(AdmissionSettings {
        rates: RateLimits {
            per_customer: rate("requests_per_customer", per_customer)?.or(profile.per_customer),
            per_partner: rate("requests_per_partner", per_partner)?.or(profile.per_partner),
        },
        commands: capacity(within("max_commands", commands, &PLACES)?),
        reads: capacity(within("max_reads", reads, &PLACES)?),
        wait: Duration::from_secs_f64(wait),
    })
}

fn rates(profile: &str) -> Result<RateLimits, StartError> {
    match profile {
        "off" => Ok(RateLimits::OFF),
        "partner-center" => Ok(RateLimits::PARTNER_CENTER),
        other => Err(wrong("rate_limits", other, PROFILES)),
    }
}

fn rate(name: &str, given: Option<u32>) -> Result<Option<NonZeroU32>, StartError> {
    let given = given.map(|rate| within(name, rate, &RATES)).transpose()?;
    Ok(given.and_then(NonZeroU32::new))
}

fn within<T: PartialOrd + std::fmt::Display>(
    name: &str,
    given: T,
    accepted: &RangeInclusive<T>,
) -> Result<T, StartError> {
    if accepted.contains(&given) {
        return Ok(given);
    }
    Err(wrong(name, &given, &format!("a number from {} to {}", accepted.start(), accepted.end())))
}

#[cfg(test)]
mod tests {
    use super::{Usual, settings};
    use crate::{cli::AdmissionFlags, config::Config};
    use http_floor::{AdmissionSettings, Capacity, RateLimits};

    fn read(flags: AdmissionFlags, file: &str) -> Result<AdmissionSettings, String> {
        let file: Config = toml::from_str(file).expect("a file");
        let usual = Usual { rates: RateLimits::PARTNER_CENTER, at_work: 16, waiting_for_each: 4 };
        settings(flags, &file, usual).map_err(|error| error.to_string())
    }

    fn rates_of(flags: AdmissionFlags, file: &str) -> [Option<u32>; 2] {
        let RateLimits { per_customer, per_partner } = read(flags, file).expect("settings").rates;
        [per_customer, per_partner].map(|rate| rate.map(u32::from))
    }

    #[test]
    fn a_number_comes_before_the_profile_and_a_flag_before_the_file() {
        let none = AdmissionFlags::default;
        assert_eq!(rates_of(none(), ""), [Some(500), Some(500)]);
        assert_eq!(rates_of(none(), "rate_limits = \"off\""), [None, None]);
        assert_eq!(rates_of(none(), "rate_limits = \"off\"\nrequests_per_partner = 7"), [None, Some(7)]);
        assert_eq!(rates_of(none(), "requests_per_customer = 1000"), [Some(1_000), Some(500)]);
        let flags = AdmissionFlags { rate_limits: Some("off".to_owned()), requests_per_customer: Some(9), ..none() };
        assert_eq!(rates_of(flags, "rate_limits = \"partner-center\"\nrequests_per_customer = 8"), [Some(9), None]);
    }

    #[test]
    fn room_follows_the_store_where_nothing_is_said() {
        let AdmissionSettings { commands, reads, .. } = read(AdmissionFlags::default(), "").expect("settings");
        assert_eq!(commands, Capacity { at_work: 16, waiting: 64 });
        assert_eq!(reads, commands);
        let file = "max_commands = 2\nmax_reads = 3\nmax_waiting = 0\nmax_wait = 0.5";
        let AdmissionSettings { commands, reads, wait, .. } = read(AdmissionFlags::default(), file).expect("settings");
        assert_eq!(commands, Capacity { at_work: 2, waiting: 0 });
        assert_eq!((reads.at_work, wait.as_millis()), (3, 500));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (file, words) in [
            ("rate_limits = \"some\"", ["rate_limits is some", "off or partner-center"]),
            ("requests_per_customer = 0", ["requests_per_customer is 0", "from 1 to 1000000"]),
            ("requests_per_partner = 1000001", ["requests_per_partner is 1000001", "from 1 to 1000000"]),
            ("max_commands = 0", ["max_commands is 0", "from 1 to 1000000"]),
            ("max_reads = 0", ["max_reads is 0", "from 1 to 1000000"]),
            ("max_waiting = 1000001", ["max_waiting is 1000001", "from 0 to 1000000"]),
            ("max_wait = 61.0", ["max_wait is 61", "seconds from 0 to 60"]),
            ("max_wait = nan", ["max_wait is NaN", "seconds from 0 to 60"]),
        ] {
            let told = read(AdmissionFlags::default(), file).expect_err(file);
            assert!(words.iter().all(|word| told.contains(word)), "{file}: {told}");
        }
    }
}
