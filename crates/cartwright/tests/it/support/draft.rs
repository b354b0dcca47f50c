//! Request bodies, said in as few words as a case needs.

use serde_json::{Value, json};

/// A line of that item; without a term when there is none to say.
pub fn line(item: &str, quantity: i64, billing_cycle: &str, term: Option<&str>) -> Value {
    let line = json!({ "catalogItemId": item, "quantity": quantity, "billingCycle": billing_cycle });
    match term {
        Some(term) => with(line, json!({ "termDuration": term })),
        None => line,
    }
}

/// A cart of those lines.
pub fn cart_of(lines: impl IntoIterator<Item = Value>) -> Value {
    json!({ "lineItems": lines.into_iter().collect::<Vec<_>>() })
}

/// The object with further members, which replace those of the same name. A null removes one.
pub fn with(mut object: Value, members: Value) -> Value {
    let (Value::Object(into), Value::Object(members)) = (&mut object, members) else {
        panic!("members go into an object");
    };
    for (name, member) in members {
        match member {
            Value::Null => into.remove(&name),
            member => into.insert(name, member),
        };
    }
    object
}
