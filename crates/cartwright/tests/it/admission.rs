//! Who asks for too much, and who asks when there is too much to do, is told at once when to come back; what was let in is
//! finished (promise P10, ruling 20).

mod bodies;
mod crowd;
mod end;
mod minute;
mod reads;

use crate::support::{ADMITS_ALL, Answer, LICENCE, Request, cart_of, carts, line};
use http_floor::{AdmissionSettings, Capacity};

/// Another customer of the default partner.
const SIBLING: &str = "3a15e1df-b095-41d4-9029-27a5974c2458";

/// So many commands at work and waiting, as patient as a test can be.
fn room_for(at_work: usize, waiting: usize) -> AdmissionSettings {
    AdmissionSettings { commands: Capacity { at_work, waiting }, ..ADMITS_ALL }
}

fn create(customer: &str) -> Request {
    Request::post(carts(customer)).json(&cart_of([line(LICENCE, 7, "monthly", None)]))
}

/// A request for a customer that nobody has yet.
fn founding(domain: &str) -> Request {
    Request::post("/v1/customers").json(&crate::customers::draft(domain))
}

/// The seconds that a 429 says. It is in JSON and has the documented members, whatever was asked for.
#[track_caller]
fn told_to_wait(answer: &Answer) -> u64 {
    let seconds: u64 = answer.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    let body = answer.expect(429);
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(2), "{body}");
    assert_eq!(body["statusCode"], 429, "{body}");
    let message = body["message"].as_str().expect("a message");
    assert!(message.ends_with(&format!(" Try again in {seconds} seconds.")), "{message}");
    assert!(seconds >= 1, "{message}");
    seconds
}
