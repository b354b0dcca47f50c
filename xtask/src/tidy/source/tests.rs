//! What the splitter must not be misled by.

use super::{Literal, functions, lines, literals};

fn code(source: &str) -> Vec<String> {
    lines(source).into_iter().map(|line| line.code).collect()
}

fn text(source: &str) -> Vec<String> {
    lines(source).into_iter().map(|line| line.text.trim_end().to_owned()).collect()
}

#[test]
fn comments_are_neither_code_nor_text() {
    assert_eq!(code("a(); // b \"c\"\n/* d /* e */ f\n*/ g();"), ["a(); ", "", " g();"]);
    assert_eq!(text("// \"c\"\n/* \"d\" */ \"e\""), ["", "e"]);
}

#[test]
fn literals_are_text_and_not_code() {
    assert_eq!(code(r#"f("a // b", "c\"d");"#), [r#"f("", "");"#]);
    assert_eq!(text(r#"f("a // b", "c\"d");"#), ["a // b\nc\\\"d"]);
    assert_eq!(code("r#\"a\" // b\"# + br\"c\""), ["\"\" + b\"\""]);
    assert_eq!(text("r#\"a\"b\nc\"#"), ["a\"b", "c"]);
    assert_eq!(text("\"a \\\n  b\""), ["a", "  b"]);
}

#[test]
fn a_lifetime_is_not_a_character() {
    assert_eq!(code("fn a<'a>(b: &'a str) { '\"' }"), ["fn a<'a>(b: &'a str) { '' }"]);
    assert_eq!(code(r"['\'', '\u{1F}', '{']"), ["['', '', '']"]);
}

#[test]
fn test_modules_are_marked_to_their_end() {
    let source = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\" }\n}\nfn c() {}\n";
    let marks: Vec<bool> = lines(source).iter().map(|line| line.test).collect();
    assert_eq!(marks, [false, true, true, true, true, false, false]);
    assert!(lines("#![cfg(test)]\nfn a() {}").iter().all(|line| line.test));
}

#[test]
fn functions_are_found_with_their_bodies() {
    let source = "trait A {\n    fn declared(b: [u8; 2]);\n    pub(crate) async fn c(\n        d: u8,\n    ) {\n        \
                  e('}');\n    }\n}\n";
    assert_eq!(functions(&lines(source)), [(2, 6)]);
}

#[test]
fn a_literal_is_whole_and_knows_where_it_begins() {
    let source = "f(\"a\", \"\", \"b\\\"c\");\nlet d = \"e\n   f\n\n\"; // \"g\"\nh(\n    r#\"\n\"i\"\"#)";
    let literal = |line, text: &str| Literal { line, text: text.to_owned() };
    assert_eq!(
        literals(&lines(source)),
        [literal(0, "a"), literal(0, "b\\\"c"), literal(1, "e\n   f\n\n"), literal(7, "\"i\"")]
    );
}
