//! Which tables are served, and what is said of those that are not.

use super::{TEXT_LIMIT, parse};

/// An entry with a code of its own; `more` is further members.
fn coded(name: &str, code: u32, more: &str) -> String {
    format!("[[fault]]\nname = {name:?}\nstatus = 400\ncode = {code}\ntext = \"T.\"\nsource = \"R1\"\n{more}\n")
}

/// An entry that differs from others in what the first four members say.
fn entry(name: &str, status: u16, text: &str, source: &str) -> String {
    let code = name.bytes().map(u32::from).sum::<u32>();
    format!(
        "[[fault]]\nname = {name:?}\nstatus = {status}\ncode = {code}\ntext = {text:?}\nsource = {source:?}\n\
         carried = [\"answer\"]\n"
    )
}

fn refusal(table: &str) -> String {
    format!("{:#}", parse(table).expect_err("the table must be refused"))
}

#[test]
fn a_valid_table_keeps_its_order() {
    let table = entry("Zeta", 400, "Z.", "R1") + &entry("Alpha", 503, "A.", "R2");
    let names: Vec<String> = parse(&table).expect("valid").into_iter().map(|fault| fault.name).collect();
    assert_eq!(names, ["Zeta", "Alpha"]);
}

#[test]
fn a_name_is_pascal_case_and_unique() {
    assert!(refusal(&entry("notPascal", 400, "T.", "R1")).contains("PascalCase"));
    assert!(refusal(&entry("Not_Pascal", 400, "T.", "R1")).contains("PascalCase"));
    assert!(refusal(&entry("SHOUTED", 400, "T.", "R1")).contains("PascalCase"));
    let twice = entry("Same", 400, "T.", "R1") + &entry("Same", 404, "U.", "R2");
    assert!(refusal(&twice).contains("twice"));
}

#[test]
fn a_status_without_a_variant_is_refused_with_those_that_have_one() {
    let refusal = refusal(&entry("Teapot", 418, "T.", "R1"));
    assert!(refusal.contains("status 418 is not one of 400, 401"), "{refusal}");
}

#[test]
fn text_and_source_are_present_and_bounded() {
    assert!(refusal(&entry("Empty", 400, " ", "R1")).contains("`text`"));
    assert!(refusal(&entry("Lines", 400, "a\nb", "R1")).contains("`text`"));
    assert!(refusal(&entry("Unsourced", 400, "T.", "")).contains("`source`"));
    assert!(refusal(&entry("Long", 400, &"é".repeat(TEXT_LIMIT + 1), "R1")).contains("1025 characters"));
    assert!(parse(&entry("Fits", 400, &"é".repeat(TEXT_LIMIT), "R1")).is_ok());
}

#[test]
fn an_unknown_member_is_refused() {
    let table = entry("Extra", 400, "T.", "R1") + "colour = 1\n";
    assert!(refusal(&table).contains("cannot be read"));
}

#[test]
fn an_envelope_is_named_and_known() {
    assert!(refusal(&coded("Bare", 1, "")).contains("cannot be read"));
    assert!(refusal(&coded("Bare", 1, "carried = []")).contains("`carried`"));
    assert!(refusal(&coded("Bare", 1, "carried = [\"order\", \"order\"]")).contains("twice"));
    let refusal = refusal(&coded("Bare", 1, "carried = [\"cart\"]"));
    assert!(refusal.contains("`cart`, which is not one of line, order, answer"), "{refusal}");
    let table = coded("Both", 1, "carried = [\"order\", \"answer\"]");
    let faults = parse(&table).expect("valid");
    assert_eq!(faults[0].envelope_variants().expect("known"), ["Order", "Answer"]);
}

#[test]
fn a_reason_is_one_line() {
    let never = |reason: &str| coded("Quiet", 1, &format!("carried = [\"line\"]\nnever = {reason:?}"));
    assert!(refusal(&never("")).contains("`never`"));
    assert!(refusal(&never("a\nb")).contains("`never`"));
    let faults = parse(&never("No public source says what it means.")).expect("valid");
    assert_eq!(faults[0].never.as_deref(), Some("No public source says what it means."));
}

#[test]
fn a_code_is_shared_only_where_it_is_said() {
    let answer = "carried = [\"answer\"]";
    let owner = coded("Owner", 1, answer);
    let second = |more: &str| owner.clone() + &coded("Second", 1, more);
    let refused = refusal(&second(answer));
    assert!(refused.contains("code 1 belongs to `Owner`; if it is meant, say `same_code_as"), "{refused}");
    assert!(parse(&second(&format!("{answer}\nsame_code_as = \"Owner\""))).is_ok());
    let wrong = second(&format!("{answer}\nsame_code_as = \"Other\""));
    assert!(refusal(&wrong).contains("names `Other`, to which code 1 does not belong"));
    let wrong_code = owner.clone() + &coded("Second", 2, &format!("{answer}\nsame_code_as = \"Owner\""));
    assert!(refusal(&wrong_code).contains("does not belong"));
}

#[test]
fn a_line_code_has_one_entry() {
    let line = "carried = [\"line\"]";
    let table = coded("Owner", 1, line) + &coded("Second", 1, &format!("{line}\nsame_code_as = \"Owner\""));
    assert!(refusal(&table).contains("a line code has one entry"));
}

#[test]
fn a_code_is_raised_or_it_is_not() {
    let (raised, never) = ("carried = [\"order\"]", "carried = [\"order\"]\nnever = \"No.\"");
    let shares = |more: &str| coded("Second", 1, &format!("{more}\nsame_code_as = \"Owner\""));
    assert!(refusal(&(coded("Owner", 1, raised) + &shares(never))).contains("raised or it is not"));
    assert!(refusal(&(coded("Owner", 1, never) + &shares(raised))).contains("raised or it is not"));
    assert!(refusal(&(coded("Owner", 1, never) + &coded("Second", 1, raised))).contains("belongs to `Owner`"));
}
