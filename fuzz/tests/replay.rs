//! The corpora, replayed: each input as it is, and so many variations of it, the same ones on every run.

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::{fs, panic, path::PathBuf};

/// Variations of each input.
const VARIATIONS: u32 = 50;

/// What the grammars of the inputs are made of, and what breaks them.
const PIECES: [&str; 24] = [
    "", "\0", "\n", " ", "\"", "\\u0000", "{", "}", "[0]", ",", ":", "null", "-1", "1e400", "<", "/>", "&", "]]>", "=",
    "%", "%2e", "//", "é", "\u{FEFF}",
];

#[derive(Clone, Debug)]
enum Edit {
    Insert(Index, &'static str),
    Overwrite(Index, u8),
    Remove(Index, usize),
    /// Takes a piece of the input to another place.
    Copy(Index, Index, usize),
    /// Goes on as the other input does.
    Splice(Index, Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = || any::<Index>();
    prop_oneof![
        (at(), prop::sample::select(PIECES.to_vec())).prop_map(|(place, piece)| Edit::Insert(place, piece)),
        (at(), any::<u8>()).prop_map(|(place, byte)| Edit::Overwrite(place, byte)),
        (at(), 1..32_usize).prop_map(|(place, length)| Edit::Remove(place, length)),
        (at(), at(), 1..64_usize).prop_map(|(from, to, length)| Edit::Copy(from, to, length)),
        (at(), at()).prop_map(|(place, other)| Edit::Splice(place, other)),
    ]
}

fn edited(input: &[u8], edits: &[Edit], others: &[Input]) -> Vec<u8> {
    let mut input = input.to_vec();
    for edit in edits {
        let place = |index: &Index| index.index(input.len() + 1);
        match edit {
            Edit::Insert(at, piece) => drop(input.splice(place(at)..place(at), piece.bytes())),
            Edit::Overwrite(at, byte) => {
                let at = place(at);
                input.splice(at..input.len().min(at + 1), [*byte]);
            }
            Edit::Remove(at, length) => {
                let at = place(at);
                input.drain(at..input.len().min(at + length));
            }
            Edit::Copy(from, to, length) => {
                let (from, to) = (place(from), place(to));
                let piece = input[from..input.len().min(from + length)].to_vec();
                input.splice(to..to, piece);
            }
            Edit::Splice(at, other) => {
                let other = &others[other.index(others.len())].bytes;
                let at = place(at);
                input.truncate(at);
                input.extend(other.iter().skip(at));
            }
        }
    }
    input
}

struct Input {
    name: String,
    bytes: Vec<u8>,
}

/// The corpus of a target, in the order of its names.
fn corpus(target: &str) -> Vec<Input> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let files = fs::read_dir(folder).expect(target).map(|entry| entry.expect("an entry").path());
    let input = |path: PathBuf| Input { name: path.display().to_string(), bytes: fs::read(path).expect("a file") };
    let mut inputs: Vec<_> = files.map(input).collect();
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!inputs.is_empty(), "the corpus of {target} is empty");
    inputs
}

fn replay(name: &str, target: fn(&[u8])) {
    let inputs = corpus(name);
    let broken = inputs.iter().filter(|input| panic::catch_unwind(|| target(&input.bytes)).is_err());
    let broken: Vec<_> = broken.map(|input| &input.name).collect();
    assert!(broken.is_empty(), "broken by {broken:?}");
    for (place, input) in inputs.iter().enumerate() {
        let variations = prop::collection::vec(edit(), 1..4).prop_map(|edits| {
            let bytes = edited(&input.bytes, &edits, &inputs);
            String::from_utf8(bytes).map_err(|error| error.into_bytes())
        });
        let outcome = runner(place).run(&variations, |variation| {
            match &variation {
                Ok(text) => target(text.as_bytes()),
                Err(bytes) => target(bytes),
            }
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("a variation of {}: {error}", input.name));
    }
}

/// The same variations for the same place, other ones for another.
fn runner(place: usize) -> TestRunner {
    let mut seed = [0; 32];
    seed[..size_of::<usize>()].copy_from_slice(&place.to_le_bytes());
    let config = Config { cases: VARIATIONS, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

#[test]
fn json() {
    replay("json", fuzz::json);
}

#[test]
fn xml() {
    replay("xml", fuzz::xml);
}

#[test]
fn form() {
    replay("form", fuzz::form);
}

#[test]
fn path() {
    replay("path", fuzz::path);
}

#[test]
fn query() {
    replay("query", fuzz::query);
}
