//! Putting a server together, running it, and taking it down in order.

use crate::{
    banner, catalog_watch, clock::SystemClock, config, entropy::SystemEntropy, exit::StartError, key, listen,
    store_url::StoreUrl, worker, worlds,
};
use app::{App, Clock, Ids, LiveApp};
use domain::world::World;
use http_floor::{Entropy, Floor, Identity, Readiness, token::Tokens};
use std::{net::SocketAddr, path::Path, sync::Arc};
use store::{OpenError, Store};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

/// What `MS-ServerId` says, in the form of the seeds.
const SERVER_ID: &str = "000001";

/// The file of a data folder.
const DATABASE: &str = "cartwright.db";

/// What a server is made of. Tests bring their own clock and entropy.
pub struct Parts {
    /// Where to listen ([`bind`]).
    pub listener: TcpListener,
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The world that an empty store is seeded with; with one, the built-in issuer is on.
    pub world: Option<World>,
    /// What an operator can set.
    pub settings: app::Settings,
    /// What `iss` starts with.
    pub issuer: String,
    /// What `aud` must be, if anything.
    pub audience: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids of carts.
    pub ids: Arc<dyn Ids>,
    /// Ids of exchanges.
    pub entropy: Arc<dyn Entropy>,
}

/// A server that is about to run.
pub struct Server {
    listener: TcpListener,
    floor: Floor,
    app: Arc<LiveApp>,
    store: Arc<dyn Store>,
}

/// A server that accepts connections.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its use cases, for tests that run the worker and take a new catalogue by hand.
    pub app: Arc<LiveApp>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    store: Arc<dyn Store>,
}

impl Server {
    /// Seeds the store, and gets everything ready to run.
    ///
    /// # Errors
    /// What stands in the way, with its exit code.
    pub async fn prepare(parts: Parts) -> Result<Self, StartError> {
        let Parts { listener, store, .. } = parts;
        if let Some(world) = &parts.world {
            let carts = world.make_carts(parts.clock.now()).map_err(|error| StartError::Failed(error.to_string()))?;
            store.install(world, &carts).await?;
        }
        let issues_tokens = parts.world.is_some();
        let key = if issues_tokens { key::of(&store).await? } else { key::none() };
        let reference = store.reference().await?;
        let app = App::new(Arc::clone(&store), reference, Arc::clone(&parts.clock), parts.ids, parts.settings);
        let app = Arc::new(LiveApp::new(app));
        let floor = Floor {
            app: app.now(),
            tokens: Arc::new(Tokens::new(parts.issuer, parts.audience, key)),
            issues_tokens,
            clock: parts.clock,
            entropy: parts.entropy,
            identity: Identity { server_id: SERVER_ID.into() },
            readiness: Readiness::default(),
        };
        Ok(Self { listener, floor, app, store })
    }

    /// Starts to accept connections and, unless a test does its rounds by hand, to provision and to watch for a new catalogue.
    ///
    /// # Errors
    /// When the address of the socket cannot be had.
    pub fn start(self, with_worker: bool) -> Result<Running, StartError> {
        let Self { listener, floor, app, store } = self;
        let address = listener.local_addr().map_err(|error| StartError::Failed(error.to_string()))?;
        let (stop, stopped) = watch::channel(false);
        let readiness = floor.readiness.clone();
        readiness.set(true);
        let service = http_floor::service(floor, Arc::clone(&app));
        let mut tasks = vec![tokio::spawn(listen::accept(listener, service, readiness, stopped.clone()))];
        if with_worker {
            tasks.push(catalog_watch::start(Arc::clone(&app), stopped.clone()));
            tasks.push(worker::start(Arc::clone(&app), stopped));
        }
        Ok(Running { address, app, stop, tasks, store })
    }
}

impl Running {
    /// Stops accepting, finishes what is under way, and closes the store.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task ended in a panic");
            }
        }
        self.store.close().await;
    }
}

/// `cartwright dev`: the demo world, on a folder of its own that ends with the server, or on the one that was named.
pub(crate) async fn dev(config: config::Dev) -> Result<(), StartError> {
    let failed = |error: std::io::Error| StartError::Store(OpenError::Unreachable(error.to_string()));
    let throw_away = match config.data_dir {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("cartwright-dev-").tempdir().map_err(failed)?),
    };
    let folder = config.data_dir.as_deref().or(throw_away.as_ref().map(|folder| folder.path()));
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let world = worlds::demo()?;
    let listener = bind(config.common.listen).await?;
    let store = StoreUrl::Sqlite(folder.join(DATABASE)).open(1).await?;
    let server = Server::prepare(parts(config.common, listener, store, Some(world.clone()))).await?;
    let tokens = Arc::clone(&server.floor.tokens);
    let end = EndSignals::listen()?;
    let running = server.start(true)?;
    banner::ready(running.address);
    tokio::spawn(banner::welcome(running.address, world, tokens));
    run_until(end, running).await
}

/// `cartwright serve`: from a durable store.
pub(crate) async fn serve(config: config::Serve) -> Result<(), StartError> {
    let world = if config.with_demo_world { Some(worlds::demo()?) } else { None };
    if world.is_none() {
        tracing::warn!("without --world there is no issuer that this server trusts: every request will be refused");
    }
    let end = EndSignals::listen()?;
    let listener = bind(config.common.listen).await?;
    let store = config.store.open(config.connections).await?;
    let running = Server::prepare(parts(config.common, listener, store, world)).await?.start(true)?;
    banner::ready(running.address);
    run_until(end, running).await
}

/// The signals that end the server. They are listened to before the ready line: whoever reads it may send one at once.
struct EndSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl EndSignals {
    fn listen() -> Result<Self, StartError> {
        let listen = |kind| signal(kind).map_err(|error| StartError::Failed(error.to_string()));
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }
}

fn parts(common: config::Common, listener: TcpListener, store: Arc<dyn Store>, world: Option<World>) -> Parts {
    Parts {
        listener,
        store,
        world,
        settings: common.settings,
        issuer: common.issuer,
        audience: common.audience,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemEntropy),
        entropy: Arc::new(SystemEntropy),
    }
}

async fn run_until(mut end: EndSignals, running: Running) -> Result<(), StartError> {
    tokio::select! {
        _ = end.terminate.recv() => {}
        _ = end.interrupt.recv() => {}
    }
    tracing::info!("draining");
    running.stop().await;
    Ok(())
}

/// Takes an address to listen on; port 0 picks a free one.
///
/// # Errors
/// When it is in use, or cannot be had.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => StartError::AddressInUse(address),
        _ => StartError::Configuration(format!("listen is {address}: {error}")),
    })
}
