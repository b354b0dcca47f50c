//! What XML 1.0 lets stand where: characters and names.

/// Whether a document may hold it at all. Surrogates cannot come up here (XML rule 27).
pub(super) fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// White space of the grammar.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// Whether it is a name, with at most one colon that has a name on both sides.
pub(super) fn is_name(text: &str) -> bool {
    let (prefix, local) = split(text);
    prefix.is_none_or(is_plain_name) && is_plain_name(local)
}

/// The prefix and the local part of a name.
pub(super) fn split(name: &str) -> (Option<&str>, &str) {
    match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    }
}

fn is_plain_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(character: char) -> bool {
    starts_name(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_those_of_the_grammar() {
        for name in ["Cart", "c:Cart", "_a-b.c1", "größe", "東京"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", ":", "a:", ":a", "a:b:c", "1a", "-a", ".a", "a b", "a/b", "a\"", "a<", "a:1"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
