//! What clients call themselves, where it decides what they can read.

/// Parts of the names of clients that read a bare boolean where the documentation has an object (surroundings section 5,
/// no. 6).
const READ_BOOLEANS: [&str; 3] = ["java sdk", "open .net sdk", "powershell"];

/// Whether a client reads a bare boolean as the answer of a validation, by its header `MS-PartnerCenter-Client`.
#[must_use]
pub fn reads_booleans(client: &str) -> bool {
    let client = client.to_ascii_lowercase();
    READ_BOOLEANS.iter().any(|name| client.contains(name))
}

#[cfg(test)]
mod tests {
    use super::reads_booleans;

    #[test]
    fn clients_are_told_apart_by_their_names() {
        for name in ["Partner Center Java SDK", "Partner Center Open .NET SDK", "partner center powershell"] {
            assert!(reads_booleans(name), "{name}");
        }
        for name in ["Partner Center .NET SDK", "", "curl"] {
            assert!(!reads_booleans(name), "{name}");
        }
    }
}
