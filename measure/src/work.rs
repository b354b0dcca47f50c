//! What clients ask for.

use crate::{client::Request, stock::Stock};

/// The customer whose carts are filled.
const CUSTOMER: &str = "94cd6638-11b6-4323-8c9f-6ae3088adc59";

/// Another one, whose orders are listed: those of the demo world, and no more.
const SIBLING: &str = "3a15e1df-b095-41d4-9029-27a5974c2458";

const CART: &str = r#"{"lineItems":[{"catalogItemId":"CFQ7TTC0LFLX:0001:CFQ7TTC0LB30","quantity":5,
    "billingCycle":"monthly","termDuration":"P1Y"}]}"#;

/// What all clients of a load ask for.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Create,
    /// Reads carts, each again and again.
    Read(Stock),
    /// Checks each cart out once, until all are.
    CheckOut(Stock),
    /// Checks out what was checked out: the first result is told again.
    Replay(Stock),
    List,
    /// Of ten requests six read a cart, two make one, one replays a checkout and one lists orders.
    Mixed(Stock),
}

impl Work {
    /// The next request; `None` when nothing is left to be done.
    pub(crate) fn next(&self, turn: usize) -> Option<Request> {
        match self {
            Self::Create => Some(create()),
            Self::Read(stock) => stock.again().map(read),
            Self::CheckOut(stock) => stock.once().map(check_out),
            Self::Replay(stock) => stock.again().map(check_out),
            Self::List => Some(Request::get(format!("/v1/customers/{SIBLING}/orders"))),
            Self::Mixed(stock) => match turn % 10 {
                0 | 5 => Some(create()),
                3 => stock.again().map(check_out),
                7 => Self::List.next(turn),
                _ => stock.again().map(read),
            },
        }
    }
}

pub(crate) fn create() -> Request {
    Request::post(format!("/v1/customers/{CUSTOMER}/carts"), CART)
}

pub(crate) fn read(cart: &str) -> Request {
    Request::get(format!("/v1/customers/{CUSTOMER}/carts/{cart}"))
}

fn check_out(cart: &str) -> Request {
    Request::post(format!("/v1/customers/{CUSTOMER}/carts/{cart}/checkout"), "")
}

#[cfg(test)]
mod tests {
    use super::{Stock, Work};
    use http::Method;

    #[test]
    fn a_cart_is_checked_out_once_and_read_again_and_again() {
        let stock = || Stock::of(vec!["a".to_owned(), "b".to_owned()]);
        let paths =
            |work: &Work| -> Vec<_> { (0..5).filter_map(|turn| work.next(turn)).map(|request| request.path).collect() };
        let checked_out = paths(&Work::CheckOut(stock()));
        assert!(checked_out[0].ends_with("/carts/a/checkout") && checked_out[1].ends_with("/carts/b/checkout"));
        assert_eq!(checked_out.len(), 2);
        assert_eq!(paths(&Work::Read(stock())).len(), 5);
        assert!(paths(&Work::Read(Stock::of(Vec::new()))).is_empty());
    }

    #[test]
    fn most_of_a_mixture_is_read() {
        let mixed = Work::Mixed(Stock::of(vec!["a".to_owned()]));
        let requests: Vec<_> = (0..10).filter_map(|turn| mixed.next(turn)).collect();
        assert_eq!(requests.iter().filter(|request| request.method == Method::GET).count(), 7);
    }
}
