//! Splits SQL into words and signs. It is no parser: it knows just enough that a comment or a text misleads no check.

/// A word or a sign of SQL.
#[derive(Debug)]
pub(super) struct Token {
    /// In lower case. A name is one word with what qualifies it, such as `carts.owner`; so is a value's place, such as `$1`.
    pub(super) text: String,
    /// On which line it stands, counted from 0.
    pub(super) line: usize,
}

/// The words and signs of some SQL. Quotes around names are left out, texts are kept whole.
pub(super) fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (sql, 0);
    while let Some(first) = rest.chars().next() {
        let (taken, behind) = rest.split_at(length(first, rest));
        if !is_skipped(taken) {
            tokens.push(Token { text: taken.to_lowercase(), line });
        }
        line += taken.matches('\n').count();
        rest = behind;
    }
    tokens
}

/// How much of `rest` belongs together, in bytes.
fn length(first: char, rest: &str) -> usize {
    match first {
        '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
        '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
        _ if in_word(first) => rest.find(|char| !in_word(char)).unwrap_or(rest.len()),
        _ => first.len_utf8(),
    }
}

fn in_word(char: char) -> bool {
    char.is_alphanumeric() || "_.$?".contains(char)
}

/// White space, comments, and the quotes of names, which Rust may escape.
fn is_skipped(taken: &str) -> bool {
    taken.starts_with(char::is_whitespace) || taken.starts_with("--") || ["\"", "\\"].contains(&taken)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn words_and_signs_know_their_lines() {
        let found: Vec<(String, usize)> = tokens("SELECT a.Id -- b, c\nFROM \\\"d\\\"\n WHERE e='f g\n' AND h=$1")
            .into_iter()
            .map(|it| (it.text, it.line))
            .collect();
        let found: Vec<(&str, usize)> = found.iter().map(|(text, line)| (text.as_str(), *line)).collect();
        let expected = [
            ("select", 0),
            ("a.id", 0),
            ("from", 1),
            ("d", 1),
            ("where", 2),
            ("e", 2),
            ("=", 2),
            ("'f g\n'", 2),
            ("and", 3),
            ("h", 3),
            ("=", 3),
            ("$1", 3),
        ];
        assert_eq!(found, expected);
    }
}
