//! More commands at once than there is room for.

use super::{create, room_for, told_to_wait};
use crate::support::{
    Answer, CUSTOMER, Database, OTHER_CUSTOMER, PARTNER, Request, TestServer, TestStore, carts, send,
};
use futures::future::{join_all, select_all};
use http_floor::{AdmissionSettings, Capacity};
use std::{sync::Arc, time::Duration};
use tokio::{task::JoinHandle, time::Instant};

const NAME: &str = "0f8e1c5a-0000-4000-8000-000000000001";

/// A server that is full: one command is at work, and waits for the database; one waits for its turn.
pub struct Full {
    pub server: TestServer,
    pub database: Database,
    /// What was made before, under [`NAME`].
    pub made: Answer,
    pub founded: Answer,
    inside: Vec<JoinHandle<Answer>>,
}

impl Full {
    pub async fn start(store: Arc<TestStore>) -> Self {
        let server = TestServer::admitting(store, room_for(1, 1)).await;
        let made = server.send(create(CUSTOMER).request_id(NAME)).await;
        let founded = server.send(super::founding("again.onmicrosoft.com").request_id(NAME)).await;
        let database = server.database();
        database.hold_writes();
        let inside = inside(&server, 3).await;
        Self { server, database, made, founded, inside }
    }

    /// Lets the disk go on, and returns what those were answered who had been let in.
    pub async fn end(self) -> (TestServer, Vec<Answer>) {
        self.database.let_writes_go();
        let mut answers = Vec::new();
        for exchange in self.inside {
            answers.push(exchange.await.expect("an answer"));
        }
        (self.server, answers)
    }
}

/// One request more than there is room for: those that were let in. Which one is refused is a matter of chance.
async fn inside(server: &TestServer, requests: usize) -> Vec<JoinHandle<Answer>> {
    let exchange = |_| tokio::spawn(send(server.address(), create(CUSTOMER).token(server.token())));
    let (refused, _, inside) = select_all((0..requests).map(exchange)).await;
    told_to_wait(&refused.expect("an answer"));
    inside
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_are_let_in_and_finished_and_the_rest_is_refused_and_leaves_nothing() {
    for store in TestStore::of_each_kind().await {
        let full = Full::start(store).await;
        let before = full.database.everything();
        for _ in 0..20 {
            let answer = full.server.send(create(CUSTOMER).header("Accept", "text/xml")).await;
            assert_eq!(told_to_wait(&answer), 1);
            assert!(answer.text.contains("The server has more to do than it can."), "{}", answer.text);
            let named = full.server.send(create(CUSTOMER).request_id("refused")).await;
            told_to_wait(&named);
        }
        assert_eq!(full.database.everything(), before);
        let (server, answers) = full.end().await;
        for answer in &answers {
            answer.expect(201);
        }
        assert_eq!((answers.len(), server.rows("carts") - before["carts"].len()), (2, 2));
        assert_eq!(server.rows("receipts"), before["receipts"].len());
        server.send(create(CUSTOMER).request_id("refused")).await.expect(201);
    }
}

/// Whoever tries again at once is answered all the same, and does not keep the server busy.
#[tokio::test(flavor = "multi_thread")]
async fn many_refusals_take_turns() {
    let store = TestStore::of_each_kind().await.remove(0);
    let full = Full::start(store).await;
    let (address, token) = (full.server.address(), full.server.token());
    let begun = Instant::now();
    let refused = (0..300).map(|_| send(address, create(CUSTOMER).token(token)));
    for answer in join_all(refused).await {
        told_to_wait(&answer);
    }
    assert!(begun.elapsed() >= Duration::from_millis(500), "{:?}", begun.elapsed());
    full.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_told_again_although_there_is_no_room() {
    for store in TestStore::of_each_kind().await {
        let full = Full::start(store).await;
        for _ in 0..20 {
            let again = full.server.send(create(CUSTOMER).request_id(NAME)).await;
            assert_eq!(again.expect(201), full.made.json());
            let again = full.server.send(super::founding("again.onmicrosoft.com").request_id(NAME)).await;
            assert_eq!(again.expect(201), full.founded.json());
        }
        // Nothing is done for it, so nothing is done for another command under its name either.
        let other = Request::post(carts(CUSTOMER)).json(&serde_json::json!({ "lineItems": [] })).request_id(NAME);
        full.server.send(other).await.expect_fault(400, 800_002);
        full.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_told_what_they_are_and_reads_go_on() {
    for store in TestStore::of_each_kind().await {
        let full = Full::start(store).await;
        let Full { server, made, .. } = &full;
        assert_eq!(server.send_bare(create(CUSTOMER)).await.status, 401);
        server.send(create(OTHER_CUSTOMER)).await.expect_fault(403, 20002);
        server.send(create("x")).await.expect_fault(400, 800_002);
        server.send(create(CUSTOMER).request_id("no name")).await.expect_fault(400, 800_002);
        let id = made.json()["id"].as_str().expect("an id").to_owned();
        assert_eq!(server.get(format!("{}/{id}", carts(CUSTOMER))).await.expect(200)["id"], id);
        server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
        for path in ["/livez", "/readyz", "/_docs/openapi.json"] {
            assert_eq!(send(server.address(), Request::get(path)).await.status, 200, "{path}");
        }
        server.app_user_token(PARTNER).await;
        full.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_ever() {
    for store in TestStore::of_each_kind().await {
        let wait = Duration::from_millis(10);
        let commands = Capacity { at_work: 1, waiting: 8 };
        let server = TestServer::admitting(store, AdmissionSettings { commands, wait, ..room_for(1, 8) }).await;
        let database = server.database();
        let before = server.rows("carts");
        database.hold_writes();
        // The one at work waits for the database; each of the others is sent away when it has waited long enough.
        let mut rest: Vec<_> =
            (0..5).map(|_| tokio::spawn(send(server.address(), create(CUSTOMER).token(server.token())))).collect();
        for _ in 0..4 {
            let (refused, _, others) = select_all(rest).await;
            told_to_wait(&refused.expect("an answer"));
            rest = others;
        }
        database.let_writes_go();
        rest.pop().expect("the one at work").await.expect("an answer").expect(201);
        assert_eq!(server.rows("carts") - before, 1);
    }
}
