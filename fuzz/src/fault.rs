//! What every refusal of an input has in common.

use domain::fault::{Fault, Status};
use quick_xml::{Reader, events::Event};
use wire::{fault, xml};

/// The longest description, in characters.
const DESCRIPTION: usize = 1_024;

/// Panics unless the fault is the client's doing, told in words, and can be written in both formats of answers.
pub(crate) fn is_told(fault: &Fault) {
    assert_eq!(fault.kind().status(), Status::BadRequest, "{fault:?}");
    let description = fault::describe(fault);
    let length = description.chars().count();
    assert!((1..=DESCRIPTION).contains(&length), "{length} characters: {description}");
    let json = serde_json::to_vec(&fault::resource(fault)).expect("a fault in JSON");
    let again: serde_json::Value = serde_json::from_slice(&json).expect("a document");
    assert_eq!(again.get("description").and_then(serde_json::Value::as_str), Some(description.as_str()));
    let xml = xml::write(xml::Root::ApiFault, &json).expect("a fault in XML");
    is_well_formed(str::from_utf8(&xml).expect("UTF-8"));
}

fn is_well_formed(xml: &str) {
    let forbidden = |character: char| character.is_ascii_control() && !"\t\n\r\u{7F}".contains(character);
    assert!(!xml.contains(forbidden) && !xml.contains(['\u{FFFE}', '\u{FFFF}']), "{xml:?}");
    let mut reader = Reader::from_str(xml);
    while reader.read_event().expect("well-formed XML") != Event::Eof {}
}
