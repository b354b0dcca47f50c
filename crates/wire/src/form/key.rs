//! Keys of forms, taken apart.

use super::refuse;
use domain::fault::Fault;

/// How many steps a key may have, names and indexes counted alike (digest 5.4). The deepest member of a cart takes 7.
pub const DEPTH: usize = 10;

const A_KEY: &str = "a key such as LineItems[0].Quantity or LineItems[0][Quantity]";

/// A step of a key.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// To a member: `.name` or `[name]`.
    Name(String),
    /// To an item: `[0]`, or whatever else begins with a digit.
    Index(String),
}

/// The steps of a key. Empty brackets count for nothing: `a[]` is `a`.
///
/// # Errors
/// 400/800002 when a bracket is not closed, a name is empty, or the key is too deep.
pub(super) fn steps(key: &str) -> Result<Vec<Step>, Fault> {
    let steps = split(key).ok_or_else(|| refuse(key, A_KEY))?;
    if steps.len() > DEPTH {
        return Err(refuse(key, format!("keys of at most {DEPTH} steps")));
    }
    Ok(steps)
}

fn split(key: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let (names, mut rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    push_names(names, &mut steps)?;
    while let Some(bracket) = rest.strip_prefix('[') {
        let (inside, behind) = bracket.split_once(']')?;
        match inside.as_bytes() {
            [] => {}
            [digit, ..] if digit.is_ascii_digit() && !inside.contains('[') => {
                steps.push(Step::Index(inside.to_owned()));
            }
            _ => push_names(inside, &mut steps)?,
        }
        rest = behind;
        if let Some(names) = behind.strip_prefix('.') {
            let (names, behind) = names.split_at(names.find('[').unwrap_or(names.len()));
            push_names(names, &mut steps)?;
            rest = behind;
        }
    }
    rest.is_empty().then_some(steps)
}

fn push_names(names: &str, steps: &mut Vec<Step>) -> Option<()> {
    for name in names.split('.') {
        if name.is_empty() || name.contains(['[', ']']) {
            return None;
        }
        steps.push(Step::Name(name.to_owned()));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};

    fn written(key: &str) -> Option<String> {
        let steps = steps(key).ok()?;
        let steps = steps.iter().map(|step| match step {
            Step::Name(name) => format!("/{name}"),
            Step::Index(index) => format!("#{index}"),
        });
        Some(steps.collect())
    }

    #[test]
    fn dots_and_brackets_mean_the_same() {
        for (key, expected) in [
            ("a", "/a"),
            ("a.b", "/a/b"),
            ("a[b]", "/a/b"),
            ("a[b.c]", "/a/b/c"),
            ("a[]", "/a"),
            ("a[][]", "/a"),
            ("a[0]", "/a#0"),
            ("a[0].b", "/a#0/b"),
            ("a[0][b]", "/a#0/b"),
            ("a[0].b[1].c.d[e]", "/a#0/b#1/c/d/e"),
            ("a[][0]", "/a#0"),
            ("a[007x]", "/a#007x"),
            ("a[0][1]", "/a#0#1"),
            ("a.0", "/a/0"),
            ("a b", "/a b"),
            ("a.b.c.d.e.f.g.h.i.j", "/a/b/c/d/e/f/g/h/i/j"),
        ] {
            assert_eq!(written(key).as_deref(), Some(expected), "{key}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for key in [
            "",
            ".",
            ".a",
            "a.",
            "a..b",
            "[a]",
            "[0]",
            "[",
            "]",
            "a[",
            "a[0",
            "a[0].",
            "a[b",
            "a]",
            "a]b",
            "a[0]b",
            "a[]b",
            "a[0]]",
            "a[b[c]]",
            "a[0[1]]",
            "a[.b]",
            "a[b.]",
            "a[0]..b",
            "a[0].[b]",
            "a.b.c.d.e.f.g.h.i.j.k",
        ] {
            assert_eq!(written(key), None, "{key}");
        }
    }
}
