//! Doubles as .NET writes them (XML rule 23): 15 digits if they say it all, else 17.

/// The text of a double: fixed or, where .NET's general format takes it, with an exponent.
pub(super) fn text(number: f64) -> String {
    let short = general(number, 15);
    match short.parse::<f64>() {
        Ok(again) if again == number => short,
        _ => general(number, 17),
    }
}

/// The general format at a number of significant digits, without trailing zeros.
fn general(number: f64, digits: usize) -> String {
    let scientific = format!("{:.*e}", digits - 1, number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let significant: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = significant.trim_end_matches('0');
    let sign = if number < 0.0 { "-" } else { "" };
    match (significant, usize::try_from(exponent)) {
        ("", _) => "0".to_owned(),
        (_, Ok(whole)) if whole < digits => format!("{sign}{}", pointed(significant, whole + 1)),
        (_, Err(_)) if exponent >= -4 => {
            let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
            format!("{sign}0.{zeros}{significant}")
        }
        _ => {
            let mantissa = pointed(significant, 1);
            let exponent_sign = if exponent < 0 { '-' } else { '+' };
            format!("{sign}{mantissa}E{exponent_sign}{:02}", exponent.unsigned_abs())
        }
    }
}

/// Digits with a point behind so many of them, zeros filled up in front of it.
fn pointed(digits: &str, before: usize) -> String {
    match digits.split_at_checked(before) {
        Some((whole, "")) => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => format!("{digits:0<before$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn doubles_are_written_like_dotnet() {
        for (number, written) in [
            (0.0, "0"),
            (-0.0, "0"),
            (438.0, "438"),
            (36.48, "36.48"),
            (-36.48, "-36.48"),
            (1_641.600_000_000_000_1, "1641.6000000000001"),
            (0.1 + 0.2, "0.30000000000000004"),
            (0.05, "0.05"),
            (0.0001, "0.0001"),
            (0.000_099, "9.9E-05"),
            (0.000_01, "1E-05"),
            (1.5e-7, "1.5E-07"),
            (100.0, "100"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1E+15"),
            (1.25e15, "1.25E+15"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (12_345_678_901_234_568.0, "12345678901234568"),
            (123_456_789_012_345_680.0, "1.2345678901234568E+17"),
            (1e100, "1E+100"),
            (f64::MAX, "1.7976931348623157E+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014E-308"),
        ] {
            assert_eq!(text(number), written);
            assert_eq!(text(number).parse::<f64>(), Ok(number));
        }
    }
}
