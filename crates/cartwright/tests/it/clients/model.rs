//! How each SDK writes back a cart that it has read: what its own classes make of the answer.

use serde_json::{Map, Value, json};

/// The members of the .NET SDK's line, all of which it spells out.
const DOTNET_LINE: [&str; 17] = [
    "Id",
    "CatalogItemId",
    "FriendlyName",
    "Quantity",
    "CurrencyCode",
    "BillingCycle",
    "TermDuration",
    "PromotionId",
    "Participants",
    "ProvisioningContext",
    "OrderGroup",
    "PurchaseSystem",
    "AddonItems",
    "RenewsTo",
    "Error",
    "CustomTermEndDate",
    "AttestationAccepted",
];

/// The Java SDK: `addOnItems` has a capital O, and instants lose what is below a millisecond.
pub(super) fn java(cart: &Value) -> Value {
    let mut cart = cart.clone();
    for line in lines(&mut cart, "lineItems") {
        if let Some(addons) = members(line).remove("addonItems") {
            members(line).insert("addOnItems".to_owned(), addons);
        }
    }
    for name in ["creationTimestamp", "lastModifiedTimestamp", "expirationTimestamp"] {
        let instant = cart[name].as_str().expect("an instant");
        let (seconds, fraction) = instant.split_once('.').expect("a fraction");
        cart[name] = json!(format!("{seconds}.{}Z", &fraction[..3]));
    }
    cart
}

/// The .NET SDK: capitals, every null, and an end in the year 1.
pub(super) fn dotnet(cart: &Value) -> Value {
    let mut cart = pascal(cart);
    cart["ExpirationTimestamp"] = json!("0001-01-01T00:00:00");
    cart["PartnerOnRecordAttestationAccepted"] = Value::Null;
    for line in lines(&mut cart, "LineItems") {
        spell_out(line);
        if line["AddonItems"].is_array() {
            lines(line, "AddonItems").for_each(spell_out);
        }
    }
    cart
}

/// The open SDK: capitals, also in enumerations, no nulls, but empty maps.
pub(super) fn open(cart: &Value) -> Value {
    let mut cart = pascal(cart);
    for line in lines(&mut cart, "LineItems") {
        line["BillingCycle"] = json!("Monthly");
        if line.get("AddonItems").is_some() {
            for addon in lines(line, "AddonItems") {
                addon["BillingCycle"] = json!("Monthly");
                addon["ProvisioningContext"] = json!({});
            }
        }
    }
    cart
}

/// Any resource as the open SDK writes it: as a cart, with the enumerations of subscriptions and orders.
pub(super) fn open_resource(resource: &Value) -> Value {
    let mut resource = pascal(resource);
    for name in ["BillingCycle", "BillingType", "ContractType", "Status"] {
        if let Some(text) = resource.get(name).and_then(Value::as_str) {
            resource[name] = json!(capital(text));
        }
    }
    resource
}

/// `one_time` as `OneTime`.
fn capital(name: &str) -> String {
    name.split('_').map(|word| format!("{}{}", word[..1].to_ascii_uppercase(), &word[1..])).collect()
}

fn members(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("an object")
}

fn lines<'a>(value: &'a mut Value, name: &str) -> impl Iterator<Item = &'a mut Value> {
    value[name].as_array_mut().expect("a list").iter_mut()
}

fn spell_out(line: &mut Value) {
    for name in DOTNET_LINE {
        members(line).entry(name).or_insert(Value::Null);
    }
}

/// Every member with a capital, as both .NET SDKs write any resource, but for those of provisioning contexts, whose names are data.
pub(super) fn pascal(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let inner = if name == "provisioningContext" { value.clone() } else { pascal(value) };
                (format!("{}{}", name[..1].to_ascii_uppercase(), &name[1..]), inner)
            })
            .collect(),
        Value::Array(items) => items.iter().map(pascal).collect(),
        other => other.clone(),
    }
}
