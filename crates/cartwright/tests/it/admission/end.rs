//! The server is told to end while commands wait for their turn: they were let in, so they are carried out.

use super::{create, told_to_wait};
use crate::support::{Binary, CUSTOMER, TestStore, send, token};
use futures::future::select_all;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_let_in_is_served_before_the_end() {
    for store in TestStore::of_each_kind().await {
        let room = ["--max-commands", "1", "--max-waiting", "2", "--max-wait", "60"];
        let server = Binary::serve(&store, &room);
        let token = token(server.address).await;
        let database = store.database();
        let before = database.rows("carts");
        database.hold_writes();
        let exchange = |_| tokio::spawn(send(server.address, create(CUSTOMER).token(&token)));
        let (refused, _, inside) = select_all((0..4).map(exchange)).await;
        told_to_wait(&refused.expect("an answer"));
        server.signal("TERM");
        database.let_writes_go();
        for exchange in inside {
            exchange.await.expect("an answer").expect(201);
        }
        assert_eq!(server.wait().code(), Some(0));
        assert_eq!(database.rows("carts") - before, 3);
    }
}
