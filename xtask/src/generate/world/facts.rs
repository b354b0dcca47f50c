//! What is unusual about a partner, a customer or an item of the demo world, in a few words: the members that the rest
//! leaves out.

use serde_json::Value;

/// What a partner is.
pub(super) fn of_partner(partner: &Value) -> String {
    let kind = partner["kind"].as_str().unwrap_or("indirect_provider");
    let credit = match &partner["credit_line"] {
        Value::Null => None,
        Value::String(name) => Some(format!("credit line {}", words(name))),
        amount => amount["amount"].as_str().map(|amount| format!("credit line {amount}")),
    };
    let program = partner["program_status"].as_str().map(|status| format!("program {}", words(status)));
    let sandbox = partner["sandbox"].is_object().then(|| "integration sandbox".to_owned());
    let attests = (partner["must_attest"] == Value::Bool(true)).then(|| "must attest to participants".to_owned());
    let codes = partner["validation_codes"].as_array().into_iter().flatten();
    let codes =
        codes.filter_map(|code| Some(format!("`{}` for {}", code["validation_id"].as_str()?, code["max_creates"])));
    let codes = Some(codes.collect::<Vec<_>>().join(" and ")).filter(|codes| !codes.is_empty());
    let codes = codes.map(|codes| format!("validation codes {codes} customers"));
    listed([Some(words(kind)), sandbox, credit, program, attests, codes])
}

/// What a customer is.
pub(super) fn of_customer(customer: &Value) -> String {
    let said = |name: &str, called: &str| customer[name].as_str().map(|value| format!("{called} {}", words(value)));
    let qualifications =
        customer["qualifications"].as_array().into_iter().flatten().filter_map(|held| {
            Some(format!("{} {}", held["qualification"].as_str()?, held["vetting_status"].as_str()?))
        });
    let facts = [
        said("agreement", "customer agreement"),
        said("validation_status", "account"),
        said("purchase_review", "purchase review"),
        said("indirect_reseller", "customer of reseller"),
    ];
    listed(qualifications.map(Some).chain(facts))
}

/// Whose indirect reseller it is.
pub(super) fn providers(reseller: &Value) -> String {
    if reseller["is_indirect_reseller"] != Value::Bool(true) {
        return "nobody".to_owned();
    }
    let named = reseller["providers"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let named: Vec<String> = named.map(|tenant| format!("`{tenant}`")).collect();
    if named.is_empty() { "anybody".to_owned() } else { named.join(", ") }
}

/// What an item is, behind its title.
pub(super) fn of_availability(sku: &Value, availability: &Value) -> String {
    let withdrawn = (availability["purchasable"] == Value::Bool(false)).then(|| "not purchasable".to_owned());
    let segment = availability["segment"].as_str().map(|segment| format!("{segment} only"));
    let attestation = (sku["enforces_attestation"] == Value::Bool(true)).then(|| "enforces attestation".to_owned());
    match listed([withdrawn, segment, attestation]).as_str() {
        "" => String::new(),
        facts => format!(" ({facts})"),
    }
}

/// When a promotion is open.
pub(super) fn of_dates(promotion: &Value) -> String {
    let day = |name: &str| promotion[name].as_str().map(|instant| instant.split('T').next().unwrap_or_default());
    listed([day("start").map(|day| format!("from {day}")), day("end").map(|day| format!("to {day}"))])
}

/// How much of an item there is, and what it needs beside it.
pub(super) fn of_supply(sku: &Value) -> String {
    let counted = |name: &str, meaning: &str| sku[name].as_i64().map(|most| format!("{most} {meaning}"));
    let needed = sku["prerequisites"]["skus"].as_array().map(|skus| {
        let skus: Vec<_> = skus.iter().filter_map(Value::as_str).map(|sku| format!("`{sku}`")).collect();
        let percent = sku["prerequisites"]["minimum_percent"].as_i64().unwrap_or_default();
        format!("needs {}, at least {percent} % of its seats and at most all", skus.join(" or "))
    });
    listed([
        counted("pooled_seats", "seats for a customer"),
        counted("stock", "in stock"),
        counted("quota", "for a customer"),
        needed,
    ])
}

/// The markets that an item is sold in, each once.
pub(super) fn markets(availability: &Value) -> String {
    let plans = availability["plans"].as_array().into_iter().flatten();
    let prices = plans.flat_map(|plan| plan["prices"].as_array().into_iter().flatten());
    let markets: std::collections::BTreeSet<_> = prices.filter_map(|price| price["market"].as_str()).collect();
    markets.into_iter().collect::<Vec<_>>().join(", ")
}

fn listed(facts: impl IntoIterator<Item = Option<String>>) -> String {
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}
