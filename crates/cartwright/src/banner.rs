//! What a person sees: the `ready` line that programs wait for, and a welcome with a command to copy.

use domain::{
    caller::{Caller, CallerKind},
    world::World,
};
use http_floor::token::Tokens;
use std::sync::Arc;

use crate::clock::SystemClock;
use app::Clock as _;

/// Says on stdout, once, that connections are accepted.
#[expect(clippy::print_stdout, reason = "the one line that programs wait for")]
pub(crate) fn ready(url: &str) {
    println!("ready {url}");
}

/// Says on stderr where the server is, gives a token, and a request that works as it stands.
#[expect(clippy::print_stderr, reason = "a welcome for a person")]
pub(crate) async fn welcome(url: String, world: World, tokens: Arc<Tokens>) {
    let Some(application) = world.applications.first() else {
        return;
    };
    let caller = Caller { partner: application.partner, user: application.user, kind: CallerKind::AppUser };
    let client_id = application.client_id.to_string();
    let Some(token) = tokens.issue(&caller, &client_id, SystemClock.now()).await else {
        return;
    };
    let Some(cart) = world.carts.first() else { return };
    eprintln!(
        "
Cartwright is serving the demo world at {url}

export TOKEN={token}

curl -s {url}/v1/customers/{customer}/carts/{cart} -H \"Authorization: Bearer $TOKEN\"

tenant {tenant}, client_id {client_id}, client_secret {secret}, refresh_token {refresh}
another token: cartwright token --url {url}
",
        customer = cart.customer,
        cart = cart.id,
        tenant = application.partner,
        secret = application.secret,
        refresh = application.refresh_token,
    );
}
