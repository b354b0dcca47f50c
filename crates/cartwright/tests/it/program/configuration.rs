//! Where a setting comes from: defaults, then the file, then the environment, then the flags.
//!
//! Which address was taken shows in the ready line; every 127.x.y.z is the machine's own.

use super::{assert_fails, command, contents};
use crate::support::{Binary, run_to_end};
use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

const IN_FILE: &str = "127.0.1.1";
const IN_ENVIRONMENT: &str = "127.0.2.1";
const IN_FLAGS: &str = "127.0.3.1";
const IN_NAMED_FILE: &str = "127.0.4.1";

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a file");
}

fn folder_with(text: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), "cartwright.toml", text);
    folder
}

/// The address that a server started with that command listens on.
fn listens_on(mut command: Command) -> String {
    let server = Binary::launch({
        command.stderr(Stdio::null());
        command
    });
    server.address.ip().to_string()
}

#[test]
fn flags_come_before_the_environment_and_that_before_the_file() {
    let folder = folder_with(&format!("listen = \"{IN_FILE}:0\""));
    let with_environment = |arguments: &[&str]| {
        let mut command = command(folder.path(), arguments);
        command.env("CARTWRIGHT_LISTEN", format!("{IN_ENVIRONMENT}:0"));
        command
    };
    assert_eq!(listens_on(command(folder.path(), &["dev"])), IN_FILE);
    assert_eq!(listens_on(with_environment(&["dev"])), IN_ENVIRONMENT);
    let flag = format!("{IN_FLAGS}:0");
    assert_eq!(listens_on(with_environment(&["dev", "--listen", &flag])), IN_FLAGS);
    assert_eq!(listens_on(command(folder.path(), &["dev", "--listen", &flag])), IN_FLAGS);
}

#[test]
fn a_file_that_is_named_is_read_instead_of_the_usual_one() {
    let folder = folder_with(&format!("listen = \"{IN_FILE}:0\""));
    write(folder.path(), "other.toml", &format!("listen = \"{IN_NAMED_FILE}:0\""));
    let arguments = ["dev", "--config", "other.toml"];
    assert_eq!(listens_on(command(folder.path(), &arguments)), IN_NAMED_FILE);
    let mut by_environment = command(folder.path(), &["dev"]);
    by_environment.env("CARTWRIGHT_CONFIG", "other.toml");
    assert_eq!(listens_on(by_environment), IN_NAMED_FILE);
}

/// Whether that port is free on this machine is not for the test to say: in either case the program names it.
#[test]
fn without_a_setting_the_address_is_the_documented_one() {
    let taken = TcpListener::bind("127.0.0.1:7277");
    let folder = TempDir::new().expect("a folder");
    let (code, out, err) = run_to_end(command(folder.path(), &["dev"]));
    drop(taken);
    assert_eq!((code, out.as_str()), (Some(4), ""));
    assert!(err.contains("127.0.0.1:7277"), "{err}");
}

#[test]
fn every_setting_of_a_server_may_stand_in_the_file() {
    let folder = folder_with(&format!(
        "listen = \"{IN_FILE}:0\"\nstore = \"sqlite:here.db\"\nworld = \"demo\"\nprovisioning_delay = 1.5\n\
         max_line_items = 7\nissuer = \"https://issuer.invalid\"\naudience = \"x\"\ndata_dir = \"data\"\n\
         tenant = \"10000000-0000-4000-8000-000000000001\"\nurl = \"http://127.0.0.1:1\"\n"
    ));
    assert_eq!(listens_on(command(folder.path(), &["serve"])), IN_FILE);
    assert_eq!(listens_on(command(folder.path(), &["dev"])), IN_FILE);
    for name in ["here.db", "data"] {
        assert!(contents(folder.path()).contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn a_store_and_a_data_folder_may_come_from_the_environment() {
    let folder = TempDir::new().expect("a folder");
    let mut serve = command(folder.path(), &["serve"]);
    serve.env("CARTWRIGHT_STORE", "sqlite:there.db").env("CARTWRIGHT_WORLD", "demo");
    serve.env("CARTWRIGHT_LISTEN", format!("{IN_ENVIRONMENT}:0"));
    assert_eq!(listens_on(serve), IN_ENVIRONMENT);
    let mut dev = command(folder.path(), &["dev"]);
    dev.env("CARTWRIGHT_DATA_DIR", "kept").env("CARTWRIGHT_LISTEN", format!("{IN_ENVIRONMENT}:0"));
    assert_eq!(listens_on(dev), IN_ENVIRONMENT);
    for name in ["there.db", "kept"] {
        assert!(contents(folder.path()).contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn a_wrong_setting_is_named_wherever_it_stands() {
    for (text, words) in [
        ("lisen = \"127.0.0.1:0\"", &["cartwright.toml", "lisen"][..]),
        ("listen = 7277", &["cartwright.toml", "listen"]),
        ("listen = \"nowhere\"", &["listen", "nowhere"]),
        ("max_line_items = 0", &["max_line_items"]),
        ("provisioning_delay = -1", &["provisioning_delay"]),
        ("listen = ", &["cartwright.toml"]),
    ] {
        let folder = folder_with(text);
        assert_fails(command(folder.path(), &["dev"]), 3, words);
        assert_eq!(contents(folder.path()), ["cartwright.toml"], "{text}");
    }
    let folder = TempDir::new().expect("a folder");
    let mut by_environment = command(folder.path(), &["dev"]);
    by_environment.env("CARTWRIGHT_LISTEN", "nowhere");
    assert_fails(by_environment, 3, &["listen", "nowhere"]);
}

/// Flags are a matter of usage (2); the environment is configuration (3), in whatever way it is wrong.
#[test]
fn a_number_in_the_environment_that_is_none_is_a_matter_of_configuration() {
    for (name, words) in
        [("CARTWRIGHT_MAX_LINE_ITEMS", ["many", "max"]), ("CARTWRIGHT_PROVISIONING_DELAY", ["many", "provisioning"])]
    {
        let folder = TempDir::new().expect("a folder");
        let mut dev = command(folder.path(), &["dev", "--listen", "127.0.0.1:0"]);
        dev.env(name, "many");
        assert_fails(dev, 3, &words);
    }
}
