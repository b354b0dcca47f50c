//! Text out (XML rules 25 to 27).

use super::character;

/// Writes text between tags: three characters escaped, line breaks made one. What XML 1.0 cannot hold, and what only a
/// refusal can be saying back, becomes U+FFFD, so that every answer is well-formed.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push('\n');
            }
            other if character::is_allowed(other) => out.push(other),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_is_escaped_and_its_line_breaks_are_one() {
        for (text, written) in [
            ("a & b < c > \"d\" 'e'", "a &amp; b &lt; c &gt; \"d\" 'e'"),
            ("]]>", "]]&gt;"),
            ("a\r\nb\rc\nd\r\r\n\te", "a\nb\nc\nd\n\n\te"),
            ("a\u{0}b\u{1F}c\u{FFFE}d\u{85}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{85}"),
            ("東京 🚀", "東京 🚀"),
        ] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(out, written);
        }
    }
}
