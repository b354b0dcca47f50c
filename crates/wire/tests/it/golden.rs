//! XML out, byte for byte what the real serializer wrote.

use crate::samples::{file, json, names, xml};
use wire::xml::{Root, write};

fn root(name: &str) -> Root {
    match name {
        "api-fault" | "api-fault-data" => Root::ApiFault,
        "cart-checkout-result" | "cart-checkout-result-no-errors" => Root::CartCheckoutResult,
        "order" => Root::Order,
        "order-collection" | "order-collection-empty" => Root::OrderCollection,
        "provisioning-status-collection" => Root::ProvisioningStatusCollection,
        "activation-link-collection" => Root::ActivationLinkCollection,
        cart if cart.starts_with("cart-") => Root::Cart,
        other => panic!("{other} has no root"),
    }
}

#[test]
fn every_document_is_written_as_dotnet_writes_it() {
    let names = names("xml", ".json");
    assert_eq!(names.len(), 14, "{names:?}");
    for name in names {
        let json = file(&format!("xml/{name}.json"));
        let expected = String::from_utf8(file(&format!("xml/{name}.xml"))).expect("UTF-8");
        let written = String::from_utf8(write(root(&name), &json).expect("JSON")).expect("UTF-8");
        if written != expected {
            let same = written.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
            let around = |text: &str| {
                let from = text.floor_char_boundary(same.saturating_sub(80));
                text[from..text.floor_char_boundary(same + 80)].to_owned()
            };
            panic!("{name} at byte {same}:\n{}\n{}", around(&written), around(&expected));
        }
    }
}

#[test]
fn what_is_written_of_a_cart_reads_as_the_same_cart() {
    for name in names("xml", ".json").iter().filter(|name| root(name) == Root::Cart) {
        let draft = json(file(&format!("xml/{name}.json"))).expect("a draft");
        assert!(!draft.line_items.is_empty(), "{name}");
        assert_eq!(xml(file(&format!("xml/{name}.xml"))).expect("a draft"), draft, "{name}");
    }
}

#[test]
fn nothing_is_written_of_what_is_no_json() {
    assert!(write(Root::Cart, b"{").is_err());
}
