//! Splits Rust source into code, text in string literals, and comments, line by line.
//!
//! It is no parser: it knows just enough of the language that a word in a comment or a brace in a string literal
//! misleads no check.

/// One line of a source file, without its comments.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// The code; a string literal is left as its two quotes, a character literal as its two apostrophes.
    pub(crate) code: String,
    /// What stands in string literals on this line.
    pub(crate) text: String,
    /// Whether the line belongs to an item under `#[cfg(test)]`.
    pub(crate) test: bool,
}

/// One string literal, which may go over several lines.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// The index of the line on which its text begins.
    pub(crate) line: usize,
    /// Its text, with the line breaks of the source.
    pub(crate) text: String,
}

/// Where a function starts and ends, as indices into the lines.
pub(crate) type Extent = (usize, usize);

#[derive(Clone, Copy)]
enum State {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

/// The lines of a Rust source file.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let chars: Vec<char> = source.chars().collect();
    let mut lines = vec![Line::default()];
    let mut state = State::Code;
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '\n' {
            lines.push(Line::default());
            if matches!(state, State::LineComment) {
                state = State::Code;
            }
            at += 1;
        } else if let Some(line) = lines.last_mut() {
            let taken;
            (state, taken) = step(state, &chars[at..], line);
            at += taken;
        }
    }
    mark_tests(&mut lines);
    lines
}

/// Consumes at least one character of `rest`, never a line break.
fn step(state: State, rest: &[char], line: &mut Line) -> (State, usize) {
    match state {
        State::Code => step_in_code(rest, line),
        State::LineComment => (State::LineComment, 1),
        State::BlockComment(depth) => match rest {
            ['*', '/', ..] if depth == 1 => (State::Code, 2),
            ['*', '/', ..] => (State::BlockComment(depth - 1), 2),
            ['/', '*', ..] => (State::BlockComment(depth + 1), 2),
            _ => (state, 1),
        },
        State::Text => match rest {
            ['\\', '\n', ..] => (state, 1),
            ['\\', escaped, ..] => {
                line.text.extend(['\\', *escaped]);
                (state, 2)
            }
            ['"', ..] => (close_text(line), 1),
            _ => (keep_text(state, rest, line), 1),
        },
        State::RawText(hashes) => match rest {
            ['"', behind @ ..] if count_hashes(behind) >= hashes => (close_text(line), 1 + hashes),
            _ => (keep_text(state, rest, line), 1),
        },
    }
}

fn step_in_code(rest: &[char], line: &mut Line) -> (State, usize) {
    match rest {
        ['/', '/', ..] => (State::LineComment, 2),
        ['/', '*', ..] => (State::BlockComment(1), 2),
        ['"', ..] => (open_text(State::Text, line), 1),
        // An identifier cannot touch a quote or a hash in this edition, so this `r` opens a raw literal.
        ['r', behind @ ..] if behind.get(count_hashes(behind)) == Some(&'"') => {
            let hashes = count_hashes(behind);
            (open_text(State::RawText(hashes), line), hashes + 2)
        }
        ['\'', '\\', _, behind @ ..] => {
            line.code.push_str("''");
            let closing = behind.iter().position(|char| *char == '\'');
            (State::Code, 3 + closing.map_or(0, |position| position + 1))
        }
        ['\'', _, '\'', ..] => {
            line.code.push_str("''");
            (State::Code, 3)
        }
        _ => {
            line.code.extend(rest.first());
            (State::Code, 1)
        }
    }
}

fn count_hashes(chars: &[char]) -> usize {
    chars.iter().take_while(|char| **char == '#').count()
}

fn open_text(state: State, line: &mut Line) -> State {
    line.code.push('"');
    state
}

fn keep_text(state: State, rest: &[char], line: &mut Line) -> State {
    line.text.extend(rest.first());
    state
}

fn close_text(line: &mut Line) -> State {
    line.code.push('"');
    // Keeps two literals of one line apart.
    line.text.push('\n');
    State::Code
}

/// The string literals of a file, in their order; those that are empty are left out.
pub(crate) fn literals(lines: &[Line]) -> Vec<Literal> {
    let mut literals = Vec::new();
    let mut open: Option<Literal> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(literal) = &mut open {
            literal.text.push('\n');
        }
        for piece in line.text.split_inclusive('\n') {
            let mut literal = open.take().unwrap_or_else(|| Literal { line: index, text: String::new() });
            literal.text.push_str(piece.trim_end_matches('\n'));
            if piece.ends_with('\n') {
                literals.push(literal);
            } else {
                open = Some(literal);
            }
        }
    }
    literals.retain(|literal| !literal.text.is_empty());
    literals
}

fn mark_tests(lines: &mut [Line]) {
    let marked: Vec<Extent> = (0..lines.len())
        .filter_map(|start| match lines[start].code.trim() {
            "#![cfg(test)]" => Some((0, lines.len() - 1)),
            code if code.starts_with("#[cfg(test)]") => Some((start, item_end(lines, start)?.0)),
            _ => None,
        })
        .collect();
    for (start, end) in marked {
        lines[start..=end].iter_mut().for_each(|line| line.test = true);
    }
}

/// Every function that has a body, nested ones and methods included.
pub(crate) fn functions(lines: &[Line]) -> Vec<Extent> {
    let starts = (0..lines.len()).filter(|start| opens_function(&lines[*start].code));
    starts
        .filter_map(|start| match item_end(lines, start)? {
            (end, true) => Some((start, end)),
            _ => None,
        })
        .collect()
}

fn opens_function(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let modifier = |word: &str| {
        matches!(word, "const" | "async" | "unsafe" | "extern" | "\"\"") || word == "pub" || word.starts_with("pub(")
    };
    words.find(|word| !modifier(word)) == Some("fn")
}

/// The last line of the item that starts at `start`, and whether the item has a body.
fn item_end(lines: &[Line], start: usize) -> Option<(usize, bool)> {
    let mut nested = 0_usize;
    let mut braces = 0_usize;
    for (number, line) in lines.iter().enumerate().skip(start) {
        for char in line.code.chars() {
            match char {
                '(' | '[' => nested += 1,
                ')' | ']' => nested = nested.saturating_sub(1),
                '{' => braces += 1,
                '}' if braces == 1 => return Some((number, true)),
                '}' => braces = braces.saturating_sub(1),
                ';' if nested == 0 && braces == 0 => return Some((number, false)),
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
