//! More reads at once than there is room for. Only a database can make a read wait.

use super::{create, told_to_wait};
use crate::support::{ADMITS_ALL, CUSTOMER, Request, TestServer, TestStore, send};
use futures::future::select_all;
use http_floor::{AdmissionSettings, Capacity};

fn orders() -> Request {
    Request::get(format!("/v1/customers/{CUSTOMER}/orders"))
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_have_room_of_their_own() {
    for store in TestStore::of_each_kind().await.into_iter().skip(1) {
        let reads = Capacity { at_work: 1, waiting: 1 };
        let server = TestServer::admitting(store, AdmissionSettings { reads, ..ADMITS_ALL }).await;
        let database = server.database();
        database.execute("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
        let exchange = |_| tokio::spawn(send(server.address(), orders().token(server.token())));
        let (refused, _, inside) = select_all((0..3).map(exchange)).await;
        told_to_wait(&refused.expect("an answer"));
        told_to_wait(&server.send(orders()).await);
        told_to_wait(&server.get("/v1/profiles/mpn").await);
        let address = Request::post("/v1/validations/address").json(&serde_json::json!({ "country": "US" }));
        told_to_wait(&server.send(address).await);
        server.send(create(CUSTOMER)).await.expect(201);
        assert_eq!(send(server.address(), Request::get("/readyz")).await.status, 200);
        database.let_writes_go();
        for exchange in inside {
            exchange.await.expect("an answer").expect(200);
        }
        server.send(orders()).await.expect(200);
    }
}
