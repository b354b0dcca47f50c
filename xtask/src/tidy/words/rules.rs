//! The words that may not stand in certain places, each with the reason and with what to do instead.

/// Which part of the source a rule reads.
pub(crate) enum Needle {
    /// Words in code; comments and string literals do not count.
    Code(&'static [&'static str]),
    /// A member name of the wire in a string literal.
    WireName,
    /// A statement of SQL in a string literal.
    Sql,
}

/// Which files and lines a rule reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All but test code.
    Product,
    /// Test code as well.
    Everything,
    /// Only what lies in a `tests` folder.
    TestFolders,
}

/// One rule.
pub(crate) struct Ban {
    /// The paths it applies to begin with one of these.
    pub(crate) within: &'static [&'static str],
    /// The paths it does not apply to begin with one of these.
    pub(crate) except: &'static [&'static str],
    pub(crate) reach: Reach,
    pub(crate) needle: Needle,
    pub(crate) why: &'static str,
}

impl Ban {
    const fn new(within: &'static [&'static str], reach: Reach, needle: Needle, why: &'static str) -> Self {
        Self { within, except: &[], reach, needle, why }
    }

    /// A source of surprise that only the program may touch.
    const fn ambient(words: &'static [&'static str], why: &'static str) -> Self {
        Self {
            within: &["crates/"],
            except: &["crates/cartwright/"],
            reach: Reach::Product,
            needle: Needle::Code(words),
            why,
        }
    }
}

/// Member names of the wire that are looked for inside longer literals too.
pub(crate) const WIRE_NAMES: [&str; 7] =
    ["lineItems", "catalogItemId", "termDuration", "billingCycle", "friendlyName", "orderGroup", "addonItems"];

/// Every rule.
pub(crate) const BANS: [Ban; 12] = [
    Ban::new(
        &["crates/domain/"],
        Reach::Product,
        Needle::Code(&["async fn", ".await"]),
        "a rule is a pure function: load in app, decide here",
    ),
    Ban::new(
        &["crates/domain/", "crates/store/"],
        Reach::Product,
        Needle::WireName,
        "member names of the wire are known to wire only",
    ),
    Ban::new(
        &["crates/app/", "crates/http/", "crates/wire/"],
        Reach::Product,
        Needle::Sql,
        "SQL is known to store only",
    ),
    Ban::new(&["crates/app/"], Reach::Product, Needle::Code(&["axum"]), "use cases know no HTTP"),
    Ban::new(&["crates/http/"], Reach::Product, Needle::Code(&["rusqlite"]), "http reaches the store through app only"),
    Ban::new(
        &["crates/wire/"],
        Reach::Product,
        Needle::Code(&["tokio"]),
        "wire turns bytes into values and waits for nothing",
    ),
    Ban::ambient(
        &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"],
        "take `now` as a value; the only clock is cartwright::clock",
    ),
    Ban::ambient(
        &["Uuid::new_v4", "Uuid::now_v7", "rand::"],
        "take the id source as a value; the only entropy is cartwright::entropy",
    ),
    Ban::ambient(
        &["env::var", "env::vars", "env::var_os"],
        "take the setting as a value; the only environment is cartwright::config",
    ),
    Ban::ambient(
        &["TcpStream::connect", "TcpStream::connect_timeout"],
        "outgoing connections are made by the program only",
    ),
    Ban::new(
        &[""],
        Reach::Everything,
        Needle::Code(&["todo!", "unimplemented!", "#[ignore"]),
        "what is not done is not merged, and a test that does not run proves nothing",
    ),
    Ban::new(
        &[""],
        Reach::TestFolders,
        Needle::Code(&["thread::sleep", "time::sleep"]),
        "a test that sleeps is slow or flaky: wait for the event itself",
    ),
];
