//! What stands around a purchase: partners, customers, countries and addresses.

use super::{
    super::{
        ADDRESS_VALIDATION, AGREEMENT_TEMPLATE_COLLECTION, BILLING_PROFILE, COMPANY_PROFILE, COUNTRY_INFORMATION,
        CUSTOMER, CUSTOMER_COLLECTION, MPN_PROFILE, ORGANIZATION_PROFILE, RELATIONSHIP_COLLECTION,
    },
    check,
};
use crate::{address, agreement_template, collection::PageLinks, country, customer, profile, relationship};
use domain::{
    address::Address,
    agreement_template::{AgreementSelection, AgreementTemplate},
    country::CountryRules,
    customer::{Customer, CustomerEntry, NewCustomer},
    member::Place,
    partner::{MpnProfile, Partner},
    relationship::Relationship,
    reseller::Reseller,
};
use serde_json::{Value, json};

#[test]
fn every_member_around_a_partner_is_known() {
    let partner = json!({
        "id": "10000000-0000-4000-8000-000000000001", "name": "a", "country": "US", "currency": "USD", "mpn_id": "1000001",
        "profile": {
            "company_name": "a", "domain": "b", "email": "c", "language": "d", "culture": "e", "default_address": address(),
        },
    });
    let partner: Partner = serde_json::from_value(partner).expect("a partner");
    check(&ORGANIZATION_PROFILE, &profile::organization(&partner), 26);
    check(&MPN_PROFILE, &profile::mpn(&MpnProfile::from(&partner)), 10);
    let reseller = json!({
        "mpn_id": "5357564", "id": "40000000-0000-4000-8000-000000000001", "name": "a", "location": "US",
        "is_indirect_reseller": true,
    });
    let reseller: Reseller = serde_json::from_value(reseller).expect("a reseller");
    check(&RELATIONSHIP_COLLECTION, &relationship::collection(&[Relationship::with_reseller(&reseller)]), 12);
    let template = json!({
        "id": "998b88de-aa99-4388-a42c-1b3517d49490", "type": "MicrosoftCloudAgreement", "link": "a",
    });
    let template: AgreementTemplate = serde_json::from_value(template).expect("a template");
    let selection = AgreementSelection::DEFAULT;
    check(&AGREEMENT_TEMPLATE_COLLECTION, &agreement_template::collection(selection, vec![&template]), 11);
}

#[test]
fn every_member_of_a_country_and_an_address_is_known() {
    let country = json!({
        "iso2": "US", "currency": "USD", "default_culture": "a", "languages": ["b"], "cultures": ["c"], "calling_codes": ["1"],
        "phone_number": "d", "states": ["e"], "postal_code": "f", "vat_id": "g",
        "tax_id": { "optional": true, "format": "h", "sample": "i" },
    });
    let rules: CountryRules = serde_json::from_value(country).expect("a country");
    check(&COUNTRY_INFORMATION, &country::resource(&rules), 19);
    let address: Address = serde_json::from_value(address()).expect("an address");
    let checked = address.check(&Place::default(), &[]);
    check(&ADDRESS_VALIDATION, &address::validation(&address, &checked), 15);
}

fn address() -> Value {
    json!({
        "country": "a", "region": "b", "city": "c", "state": "d", "address_line1": "e", "address_line2": "f",
        "postal_code": "g", "first_name": "h", "middle_name": "i", "last_name": "j", "phone_number": "k",
    })
}

#[test]
fn every_member_of_a_customer_is_known() {
    let customer = json!({
        "id": "31000000-0000-4000-8000-000000000010", "partner": "10000000-0000-4000-8000-000000000001", "name": "a",
        "domain": "b", "market": "US", "currency": "USD", "registration_number": "c", "enable_gdap_by_default": true,
        "billing": {
            "first_name": "d", "last_name": "e", "email": "f", "culture": "g", "language": "h",
            "default_address": address(),
        },
    });
    let customer: Customer = serde_json::from_value(customer).expect("a customer");
    check(&CUSTOMER, &customer::resource(&customer), 66);
    check(&BILLING_PROFILE, &customer::billing(&customer), 27);
    check(&COMPANY_PROFILE, &customer::company(&customer), 24);
    let created = NewCustomer { customer, password: "i".to_owned() };
    check(&CUSTOMER, &customer::created(&created), 64);
    let id = created.customer.id;
    let entry = CustomerEntry { id, company_name: "a".to_owned(), domain: Some("b".to_owned()) };
    let beside = || Some(("c".to_owned(), "d".to_owned()));
    let links = PageLinks { itself: "e".to_owned(), next: beside(), previous: beside() };
    check(&CUSTOMER_COLLECTION, &customer::page(&[entry], links), 42);
}
