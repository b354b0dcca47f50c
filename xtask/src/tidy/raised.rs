//! Checks that every fault that the contract calls raised is made somewhere in the product.
//!
//! It looks for the name of the variant. A variant that is only matched or compared with is not made; whether the code
//! that makes it can be reached is for the tests to show.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::repository::File;
use super::source;
use crate::generate::faults;

const CONTRACT: &str = "contract/faults.toml";

const ENUM: &str = "FaultKind::";

/// Compares the contract with the sources of the crates.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let Some(contract) = files.iter().find(|file| file.path == CONTRACT) else {
        return vec![Finding::new(CONTRACT, 1, "the file is missing", "every refusal has its entry there")];
    };
    let table = match faults::parse(&contract.text) {
        Ok(table) => table,
        Err(error) => return vec![Finding::new(CONTRACT, 1, format!("{error:#}"), "no fault can be looked up")],
    };
    let product = files.iter().filter(|file| is_product(file));
    let made: BTreeSet<String> = product.flat_map(|file| made_in(&file.text)).collect();
    let raised = table.iter().filter(|fault| fault.never.is_none());
    raised
        .filter(|fault| !made.contains(&fault.name))
        .map(|fault| {
            let what = format!("`{}` is raised nowhere", fault.name);
            let why = "raise it, or give it `never = \"…\"` with the reason if that was so from the start";
            Finding::new(CONTRACT, line_of(&contract.text, &fault.name), what, why)
        })
        .collect()
}

/// Source of a crate that a person wrote and that is not there for tests.
fn is_product(file: &File) -> bool {
    let source = file.path.starts_with("crates/") && file.path.contains("/src/");
    source && file.is_rust() && !file.is_generated() && !file.is_test() && !file.path.contains("/conformance/")
}

/// The variants that the source makes.
fn made_in(text: &str) -> BTreeSet<String> {
    let lines = source::lines(text);
    let product: Vec<&str> = lines.iter().filter(|line| !line.test).map(|line| line.code.trim()).collect();
    // In one piece, so that a pattern that goes over several lines is seen whole.
    let code = product.join(" ");
    let mut made = BTreeSet::new();
    for (at, _) in code.match_indices(ENUM) {
        let behind = &code[at + ENUM.len()..];
        let end = behind.find(|char: char| !char.is_alphanumeric()).unwrap_or(behind.len());
        let (name, after) = behind.split_at(end);
        if !is_only_looked_at(&code[..at], after) {
            made.insert(name.to_owned());
        }
    }
    made
}

/// Whether what stands around a variant makes it a pattern or one side of a comparison.
fn is_only_looked_at(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    ["|", "==", "!="].iter().any(|sign| before.ends_with(sign))
        || ["|", "=>", "==", "!="].iter().any(|sign| after.starts_with(sign))
}

fn line_of(contract: &str, name: &str) -> usize {
    let entry = format!("name = \"{name}\"");
    contract.lines().position(|line| line.trim() == entry).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::repository::File;

    fn entry(name: &str, code: u32, more: &str) -> String {
        format!(
            "[[fault]]\nname = \"{name}\"\nstatus = 400\ncode = {code}\ntext = \"T.\"\ncarried = [\"answer\"]\n\
             source = \"R1\"\n{more}\n"
        )
    }

    fn found(path: &str, source: &str) -> Vec<String> {
        let contract = entry("Alpha", 1, "") + &entry("Beta", 2, "never = \"No.\"");
        let files = [File::sample("contract/faults.toml", &contract), File::sample(path, source)];
        let findings = check(&files);
        findings.into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    const NOWHERE: [&str; 1] = ["2: `Alpha` is raised nowhere"];
    const CART: &str = "crates/domain/src/cart.rs";

    #[test]
    fn a_fault_that_is_made_is_raised() {
        assert!(found(CART, "fn a() {\n    Fault::new(FaultKind::Alpha)\n}\n").is_empty());
        assert!(found(CART, "fn a() {\n    refuse(\n        FaultKind::Alpha,\n        \"b\",\n    )\n}\n").is_empty());
    }

    #[test]
    fn a_fault_that_is_named_in_no_product_code_is_found() {
        assert_eq!(
            found(CART, "// FaultKind::Alpha\nfn a() { b(\"FaultKind::Alpha\", FaultKind::AlphaBeta) }\n"),
            NOWHERE
        );
        assert_eq!(found(CART, "#[cfg(test)]\nmod tests {\n    fn a() { b(FaultKind::Alpha) }\n}\n"), NOWHERE);
        assert_eq!(
            found("crates/domain/src/fault/table.rs", "// @generated\nconst A: B = FaultKind::Alpha;\n"),
            NOWHERE
        );
        assert_eq!(found("crates/domain/tests/cart.rs", "fn a() { b(FaultKind::Alpha) }\n"), NOWHERE);
        assert_eq!(found("crates/store/src/conformance/cart.rs", "fn a() { b(FaultKind::Alpha) }\n"), NOWHERE);
    }

    #[test]
    fn a_fault_that_is_only_looked_at_is_found() {
        assert_eq!(found(CART, "fn a() { match b { FaultKind::Alpha => c(), _ => d() } }\n"), NOWHERE);
        assert_eq!(found(CART, "fn a() { matches!(b, FaultKind::Alpha\n    | FaultKind::Gamma) }\n"), NOWHERE);
        assert_eq!(found(CART, "fn a() { b == FaultKind::Alpha }\n"), NOWHERE);
    }

    #[test]
    fn a_contract_that_is_missing_or_not_valid_is_found() {
        assert_eq!(check(&[])[0].what, "the file is missing");
        let broken = check(&[File::sample("contract/faults.toml", "[[fault]]\nname = 1\n")]);
        assert!(broken[0].what.contains("cannot be read"), "{broken:?}");
    }
}
