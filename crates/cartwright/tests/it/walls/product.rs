//! Every route, every sort of caller: what is foreign and what is not there are refused alike, nothing changes, and no text of
//! another tenant comes back, in no answer, no header and no line of the log (promise P7).
//!
//! The real program, at its most talkative, on a world in which every text of a tenant is a canary. There are 71 requests; the 44 of
//! a customer are made by 8 sorts of callers for customers that are foreign and that are not there, with ids of either: 4,400
//! exchanges that must fail, and some 280 more around them. Then whoever may reads everything of his own.

mod aviary;

use super::routes::{Named, ROUTES, Route, every_request, request};
use super::{SIBLING, UNKNOWN, UNKNOWN_ORDER};
use crate::support::{
    Answer, CUSTOMER, CUSTOMER_WITHOUT_PRICES, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, PARTNER_WITHOUT_PRICES, Request,
};
use aviary::Aviary;
use std::collections::BTreeSet;

/// Somebody who asks for what is not his.
struct Caller {
    name: &'static str,
    token: Option<String>,
    /// The customers that are not his, and one that is nobody's; or any, where the caller himself is refused.
    customers: Vec<&'static str>,
    refusal: (u16, u32),
}

async fn callers(aviary: &Aviary) -> Vec<Caller> {
    let anybody = || vec![CUSTOMER, SIBLING, OTHER_CUSTOMER, UNKNOWN];
    let caller = |name, token, customers, refusal| Caller { name, token, customers, refusal };
    let demanding = vec![CUSTOMER_WITHOUT_PRICES, CUSTOMER, UNKNOWN];
    vec![
        caller("our user", Some(aviary.user(PARTNER).await), vec![OTHER_CUSTOMER, UNKNOWN], (403, 20_002)),
        caller(
            "our application",
            Some(aviary.application(PARTNER).await),
            vec![OTHER_CUSTOMER, UNKNOWN],
            (403, 20_002),
        ),
        caller("their user", Some(aviary.user(OTHER_PARTNER).await), vec![CUSTOMER, SIBLING, UNKNOWN], (403, 20_002)),
        caller(
            "their application",
            Some(aviary.application(OTHER_PARTNER).await),
            vec![CUSTOMER, SIBLING, UNKNOWN],
            (403, 20_002),
        ),
        caller(
            "an application whose partner demands a user",
            Some(aviary.application(PARTNER_WITHOUT_PRICES).await),
            demanding,
            (403, 900_329),
        ),
        caller("a tenant that is not known", Some(aviary.unknown_tenant().await), anybody(), (401, 400)),
        caller("a user of yesterday", Some(aviary.expired().await), anybody(), (401, 400)),
        caller("nobody", None, anybody(), (401, 800_001)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_caller_meets_the_same_wall_on_every_route() {
    let aviary = Aviary::start().await;
    let before = aviary.database().everything();
    let mut exchanges = 0;
    for caller in callers(&aviary).await {
        for route in ROUTES {
            let mut refusals = BTreeSet::new();
            for customer in &caller.customers {
                for (cart, order) in aviary.ids(route) {
                    let answer = aviary.refused(request(route, customer, &cart, &order), &caller.token).await;
                    let told = format!("{} on {route:?}: {} {}", caller.name, answer.status, answer.text);
                    assert_eq!(answer.status.as_u16(), caller.refusal.0, "{told}");
                    answer.expect_fault(caller.refusal.0, caller.refusal.1);
                    refusals.insert(constant(&answer, &[]));
                    exchanges += 1;
                }
            }
            assert_eq!(refusals.len(), 1, "{} learns something on {route:?}: {refusals:?}", caller.name);
        }
        for other in every_request(UNKNOWN, UNKNOWN_ORDER).into_iter().skip(ROUTES.len()) {
            if caller.refusal.0 == 401 {
                let answer = aviary.refused(other, &caller.token).await;
                assert_eq!(answer.status.as_u16(), 401, "{}: {}", caller.name, answer.text);
                exchanges += 1;
            }
        }
    }
    exchanges += siblings(&aviary).await;
    assert!(aviary.database().everything() == before, "something changed");
    exchanges += own(&aviary).await;
    assert!(exchanges > 4_600, "{exchanges}");
    let log = aviary.end();
    let exchanges_told = log.lines().filter(|line| line.contains("\"message\":\"exchange\"")).count();
    assert!(exchanges_told >= exchanges, "the log has {exchanges_told} of {exchanges} exchanges");
    assert!(!log.to_lowercase().contains("canary"), "a canary sings in the log");
}

/// What lies with a sibling, or with a foreign customer, is not there under an own one, and neither is what there is not.
async fn siblings(aviary: &Aviary) -> usize {
    let token = Some(aviary.user(PARTNER).await);
    let mut exchanges = 0;
    for route in ROUTES {
        let (status, code) = match route.names() {
            Named::Nothing => continue,
            Named::Cart => (404, 800_008),
            Named::Subscription => (404, 20_003),
            Named::Order => (404, 20_000),
        };
        let mut refusals = BTreeSet::new();
        for (cart, order) in aviary.ids(route).into_iter().skip(1) {
            let answer = aviary.refused(request(route, CUSTOMER, &cart, &order), &token).await;
            answer.expect_fault(status, code);
            refusals.insert(constant(&answer, &[&cart, &order]));
            exchanges += 1;
        }
        assert_eq!(refusals.len(), 1, "{route:?} tells ids apart: {refusals:?}");
    }
    exchanges
}

/// Whoever may sees his own, and no feather of anybody else's.
async fn own(aviary: &Aviary) -> usize {
    let mut exchanges = 0;
    for (partner, customer, own, house) in [
        (PARTNER, CUSTOMER, "ours", ["ours", "sibling", "house-ours"]),
        (PARTNER, SIBLING, "sibling", ["ours", "sibling", "house-ours"]),
        (OTHER_PARTNER, OTHER_CUSTOMER, "theirs", ["theirs", "house-theirs", "house-theirs"]),
    ] {
        let token = Some(aviary.user(partner).await);
        let mut seen = BTreeSet::new();
        for route in ROUTES.into_iter().filter(|route| route.method() == "GET") {
            let (cart, order) = aviary.own_ids(route, customer);
            let answer = aviary.send(request(route, customer, &cart, &order), &token).await;
            assert!(answer.status.is_success() || is_told_otherwise(route), "{route:?}: {}", answer.text);
            let heard = aviary.canaries(&answer);
            assert!(
                heard.iter().all(|tag| *tag == own || tag.starts_with("house-") && house.contains(tag)),
                "{route:?}: {heard:?}"
            );
            assert!(!aviary.has_eggs_of_others(&answer, customer), "{route:?}: {}", answer.text);
            seen.extend(heard);
            exchanges += 1;
        }
        assert!(seen.contains(own), "nothing of {own} was ever seen");
        for other in every_request(UNKNOWN, UNKNOWN_ORDER).into_iter().skip(ROUTES.len()) {
            if other.method == "GET" {
                let answer = aviary.send(other, &token).await;
                let heard = aviary.canaries(&answer);
                assert!(heard.iter().all(|tag| house.contains(tag)), "{heard:?} in {}", answer.text);
                exchanges += 1;
            }
        }
    }
    exchanges
}

/// Routes that find nothing where nothing was bought or asked for.
fn is_told_otherwise(route: Route) -> bool {
    matches!(
        route,
        Route::ValidationStatus
            | Route::SubscriptionProvisioningStatus
            | Route::SubscriptionActivationLinks
            | Route::RegistrationStatus
            | Route::LineActivationLinks
            | Route::AddOns
            | Route::ReadAvailability
            | Route::ReadProduct
            | Route::ReadSku
            | Route::ListSkus
            | Route::ListAvailabilities
    )
}

/// Everything of an answer that could tell something: but for the ids of the request, and for what differs each time.
fn constant(answer: &Answer, ids: &[&str]) -> String {
    let text = ids.iter().fold(answer.text.clone(), |text, id| text.replace(id, "…"));
    let of_each_time = ["date", "ms-cv", "ms-requestid", "www-authenticate"];
    let lasting = answer.headers.iter().filter(|(name, _)| !of_each_time.contains(&name.as_str()));
    let headers: BTreeSet<_> = lasting.map(|(name, value)| format!("{name}: {value:?}")).collect();
    format!("{} {headers:?} {text}", answer.status)
}

impl Aviary {
    /// Sends what must be refused, and hears no canary in what comes back.
    async fn refused(&self, request: Request, token: &Option<String>) -> Answer {
        let answer = self.send(request, token).await;
        assert_eq!(self.canaries(&answer), BTreeSet::new(), "{}", answer.text);
        answer
    }
}
