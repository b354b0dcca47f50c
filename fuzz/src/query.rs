//! Query parameters.

use crate::fault;
use domain::{billing_cycle::BillingCycle, fault::Fault};
use form_urlencoded::Serializer;
use http_floor::query::Query;

/// Every text is a query, and each parameter has a value or is refused with a reason. The case of names says nothing,
/// nor does that of values that are accepted; nor do parameters that nobody knows. The last value counts.
///
/// # Panics
/// When one of them does not hold.
pub fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = Asked::of(&text);
    read.is_told();
    assert_eq!(Asked::of(&format!("&unknown=1&{text}&unknown")), read, "among others");
    assert_eq!(Asked::of(&rewritten(&text, str::to_ascii_uppercase, str::to_owned)), read, "names in upper case");
    assert_eq!(Asked::of(&rewritten(&text, str::to_ascii_lowercase, str::to_owned)), read, "names in lower case");
    let shouted = Asked::of(&rewritten(&text, str::to_owned, str::to_ascii_uppercase));
    assert_eq!(shouted.accepted(), read.accepted(), "values in upper case");
    let last = Asked::of(&format!("{text}&include_price=false&includePrice=true&billingType=4&billingtype=+"));
    assert_eq!(last.include_price, Ok(true));
    assert_eq!(last.billing_type, Ok(Some(BillingCycle::OneTime)));
    assert_eq!(last.include_system_purchases, read.include_system_purchases);
}

/// Everything that can be asked of a query.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    include_price: Result<bool, Fault>,
    include_system_purchases: Result<bool, Fault>,
    billing_type: Result<Option<BillingCycle>, Fault>,
}

impl Asked {
    fn of(text: &str) -> Self {
        let query = Query::of(Some(text));
        Self {
            include_price: query.include_price(),
            include_system_purchases: query.include_system_purchases(),
            billing_type: query.billing_type(),
        }
    }

    fn is_told(&self) {
        let refused = [self.include_price.as_ref().err(), self.include_system_purchases.as_ref().err()];
        refused.into_iter().chain([self.billing_type.as_ref().err()]).flatten().for_each(fault::is_told);
    }

    fn accepted(&self) -> (Option<bool>, Option<bool>, Option<Option<BillingCycle>>) {
        let Self { include_price, include_system_purchases, billing_type } = self.clone();
        (include_price.ok(), include_system_purchases.ok(), billing_type.ok())
    }
}

fn rewritten(text: &str, name: impl Fn(&str) -> String, value: impl Fn(&str) -> String) -> String {
    let pairs = form_urlencoded::parse(text.as_bytes()).map(|(n, v)| (name(&n), value(&v)));
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}
