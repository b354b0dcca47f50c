//! The q-values of headers that say what a client accepts.

/// A q-value in thousandths; one that cannot be read counts as 1.
pub(crate) fn quality(text: &str) -> u32 {
    const ONE: u32 = 1_000;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole != "0" || !digits(fraction) {
        return ONE;
    }
    format!("{fraction:0<3.3}").parse().unwrap_or(ONE)
}
