//! A server in the test's own process: the whole program but for its command line, on a socket and a file of its own.

use super::{Answer, Database, PARTNER, Request, TestClock, TestStore, send};
use cartwright::{ConnectionLimits, OpenIdIssuer, Parts, Running, Server, SystemEntropy, Tls};
use domain::world::World;
use http_floor::{AdmissionSettings, Capacity, RateLimits};
use serde_json::Value;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use store::Store;

pub struct TestServer {
    pub clock: Arc<TestClock>,
    running: Running,
    store: Arc<TestStore>,
    token: String,
}

/// What a test's server lets in where the test says nothing: whatever comes, as long as nobody would send more at once.
pub const ADMITS_ALL: AdmissionSettings = AdmissionSettings {
    rates: RateLimits::OFF,
    commands: Capacity { at_work: 128, waiting: 1_024 },
    reads: Capacity { at_work: 128, waiting: 1_024 },
    wait: Duration::from_secs(60),
};

impl TestServer {
    /// A server with the demo world, that provisions when [`TestServer::provision`] is called.
    pub async fn start() -> Self {
        Self::with_world(cartwright::demo().expect("the demo world")).await
    }

    /// A server with a world of its own.
    pub async fn with_world(world: World) -> Self {
        Self::open(TestStore::fresh().await, Arc::default(), world).await
    }

    /// A server with the demo world that takes the tokens of issuers elsewhere too.
    pub async fn trusting(issuers: Vec<OpenIdIssuer>) -> Self {
        let world = cartwright::demo().expect("the demo world");
        Self::open_trusting(TestStore::fresh().await, Arc::default(), world, issuers).await
    }

    /// A server on a store that may have data already.
    pub async fn on(store: Arc<TestStore>, clock: Arc<TestClock>) -> Self {
        Self::open(store, clock, cartwright::demo().expect("the demo world")).await
    }

    /// A server with the demo world that lets in what the settings say.
    pub async fn admitting(store: Arc<TestStore>, admission: AdmissionSettings) -> Self {
        let world = cartwright::demo().expect("the demo world");
        let clock: Arc<TestClock> = Arc::default();
        let running = run(&store, Arc::clone(&clock), world, Manners { admission, ..Manners::default() }).await;
        Self::of(running, clock, store).await
    }

    /// Another server on the same store, with the same clock.
    pub async fn beside(&self) -> Self {
        Self::on(Arc::clone(&self.store), Arc::clone(&self.clock)).await
    }

    /// Another server on the same store, which holds its connections to these limits. Nothing has connected to it yet.
    pub async fn beside_with(&self, connections: ConnectionLimits, tls: Option<Tls>) -> Self {
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        let world = cartwright::demo().expect("the demo world");
        let running = run(&store, Arc::clone(&clock), world, Manners { connections, tls, ..Manners::default() }).await;
        Self { clock, running, store, token: self.token.clone() }
    }

    async fn open(store: Arc<TestStore>, clock: Arc<TestClock>, world: World) -> Self {
        Self::open_trusting(store, clock, world, Vec::new()).await
    }

    async fn open_trusting(
        store: Arc<TestStore>,
        clock: Arc<TestClock>,
        world: World,
        issuers: Vec<OpenIdIssuer>,
    ) -> Self {
        let running = run(&store, Arc::clone(&clock), world, Manners { issuers, ..Manners::default() }).await;
        Self::of(running, clock, store).await
    }

    async fn of(running: Running, clock: Arc<TestClock>, store: Arc<TestStore>) -> Self {
        let mut server = Self { clock, running, store, token: String::new() };
        server.token = server.app_user_token(PARTNER).await;
        server
    }

    /// Stops the server in order and starts another one on the same store.
    pub async fn restart(self) -> Self {
        let Self { clock, running, store, token } = self;
        running.stop().await;
        let world = cartwright::demo().expect("the demo world");
        let running = run(&store, Arc::clone(&clock), world, Manners::default()).await;
        Self { clock, running, store, token }
    }

    /// Stops the server in order: what is under way is answered first.
    pub async fn stop(self) {
        self.running.stop().await;
    }

    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// What it keeps, past the server.
    pub fn database(&self) -> Database {
        self.store.database()
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> usize {
        self.database().rows(table)
    }

    /// Its store, opened as another process would.
    pub async fn store(&self) -> Arc<dyn Store> {
        self.store.open().await
    }

    /// The default partner's App+User token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// One round of the worker, as if the provisioning delay were over. Returns how many orders it provisioned.
    pub async fn provision(&self) -> usize {
        self.clock.advance(Duration::from_secs(1));
        self.provision_now().await
    }

    /// One round of the worker at the instant it is.
    pub async fn provision_now(&self) -> usize {
        self.running.app.now().provision_due().await.expect("a round")
    }

    /// One look for a new catalogue. Returns whether there was one.
    pub async fn refresh_catalog(&self) -> bool {
        self.running.app.refresh().await.expect("a look")
    }

    /// One round of housekeeping for carts. Returns how many it dropped.
    pub async fn forget_expired_carts(&self) -> usize {
        self.running.app.now().forget_expired_carts().await.expect("a round")
    }

    /// Gets a new token. One lives for a day, so a test that moves the clock further needs it.
    pub async fn renew_token(&mut self) {
        self.token = self.app_user_token(PARTNER).await;
    }

    /// Sends a request as the default partner.
    pub async fn send(&self, request: Request) -> Answer {
        self.send_bare(request.token(&self.token)).await
    }

    /// Sends a request as it is.
    pub async fn send_bare(&self, request: Request) -> Answer {
        let answer = send(self.address(), request).await;
        answer.check_frame();
        answer
    }

    pub async fn get(&self, path: impl Into<String>) -> Answer {
        self.send(Request::get(path)).await
    }

    pub async fn post(&self, path: impl Into<String>, body: &Value) -> Answer {
        self.send(Request::post(path).json(body)).await
    }

    pub async fn put(&self, path: impl Into<String>, body: &Value) -> Answer {
        self.send(Request::put(path).json(body)).await
    }

    /// Creates a cart for a customer and returns it.
    #[track_caller]
    pub fn create_cart(&self, customer: &str, body: &Value) -> impl Future<Output = Value> {
        let request = Request::post(carts(customer)).json(body);
        async move { self.send(request).await.expect(201) }
    }

    pub async fn check_out(&self, customer: &str, cart: &Value) -> Answer {
        let id = cart["id"].as_str().expect("a cart id");
        self.send(Request::post(format!("{}/{id}/checkout", carts(customer)))).await
    }

    pub async fn app_user_token(&self, tenant: &str) -> String {
        let refresh = format!("&refresh_token=dev-refresh-{}", &tenant[tenant.len() - 3..]);
        self.issue(tenant, &format!("grant_type=refresh_token{refresh}")).await
    }

    pub async fn app_only_token(&self, tenant: &str) -> String {
        self.issue(tenant, "grant_type=client_credentials").await
    }

    async fn issue(&self, tenant: &str, grant: &str) -> String {
        let client = format!("20000000-0000-4000-8000-{}", &tenant[tenant.len() - 12..]);
        let form = format!("{grant}&client_id={client}&client_secret=dev-secret");
        let request = Request::post(format!("/{tenant}/oauth2/v2.0/token"));
        let answer = self.send_bare(request.bytes("application/x-www-form-urlencoded", form)).await;
        answer.expect(200)["access_token"].as_str().expect("a token").to_owned()
    }
}

/// The carts of a customer.
pub fn carts(customer: &str) -> String {
    format!("/v1/customers/{customer}/carts")
}

/// How a server meets its clients.
struct Manners {
    issuers: Vec<OpenIdIssuer>,
    admission: AdmissionSettings,
    connections: ConnectionLimits,
    tls: Option<Tls>,
}

impl Default for Manners {
    fn default() -> Self {
        Self { issuers: Vec::new(), admission: ADMITS_ALL, connections: ConnectionLimits::default(), tls: None }
    }
}

async fn run(store: &TestStore, clock: Arc<TestClock>, world: World, manners: Manners) -> Running {
    let Manners { issuers, admission, connections, tls } = manners;
    let parts = Parts {
        listener: cartwright::bind(([127, 0, 0, 1], 0).into()).await.expect("a socket"),
        store: store.open().await,
        world: Some(world),
        settings: app::Settings {
            limits: domain::cart::Limits::default(),
            provisioning_delay: Duration::from_millis(200),
        },
        admission,
        issuer: "https://cartwright.invalid".to_owned(),
        audience: None,
        issuers,
        clock,
        ids: Arc::new(SystemEntropy),
        entropy: Arc::new(SystemEntropy),
        connections,
        tls,
    };
    Server::prepare(parts).await.expect("a server").start(false).expect("a socket")
}
