//! Putting a server together, running it, and taking it down in order.

use crate::{
    banner, catalog_watch, config,
    entropy::SystemEntropy,
    exit::StartError,
    files, issuers,
    issuers::OpenIdIssuer,
    key,
    listen::{self, ConnectionLimits, Tls},
    signals::Signals,
    store_url::{StoreBounds, StoreUrl},
    worker, worlds,
};
use app::{App, Clock, Ids, LiveApp};
use domain::world::World;
use http::uri::Scheme;
use http_floor::{Admission, AdmissionSettings, Entropy, Floor, Identity, Readiness, token::Tokens};
use std::{net::SocketAddr, path::Path, sync::Arc};
use store::{OpenError, Store};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

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
    /// The world that an empty store is seeded with; if it has applications, the built-in issuer is on.
    pub world: Option<World>,
    /// What an operator can set.
    pub settings: app::Settings,
    /// Who is let to work, and how many at once.
    pub admission: AdmissionSettings,
    /// What `iss` starts with.
    pub issuer: String,
    /// What `aud` must be, if anything.
    pub audience: Option<String>,
    /// Issuers elsewhere whose tokens are taken.
    pub issuers: Vec<OpenIdIssuer>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids of carts.
    pub ids: Arc<dyn Ids>,
    /// Ids of exchanges.
    pub entropy: Arc<dyn Entropy>,
    /// What connections are held to.
    pub connections: ConnectionLimits,
    /// TLS, where the server speaks it itself.
    pub tls: Option<Tls>,
}

/// A server that is about to run.
pub struct Server {
    listener: TcpListener,
    floor: Floor,
    app: Arc<LiveApp>,
    store: Arc<dyn Store>,
    connections: ConnectionLimits,
    tls: Option<Tls>,
}

/// A server that accepts connections.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// How its addresses begin.
    pub scheme: Scheme,
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
        let Parts { listener, store, connections, tls, .. } = parts;
        if let Some(world) = &parts.world {
            let carts = world.make_carts(parts.clock.now()).map_err(|error| StartError::Failed(error.to_string()))?;
            store.install(world, &carts).await?;
        }
        let key = key::of(&store).await?;
        let others = issuers::trust(parts.issuers, &parts.clock)?;
        let issues = parts.world.is_some_and(|world| !world.applications.is_empty());
        let tokens = Tokens::new(&parts.issuer, parts.audience, issues, key, others);
        let reference = store.reference().await?;
        let app = App::new(Arc::clone(&store), reference, Arc::clone(&parts.clock), parts.ids, parts.settings);
        let app = Arc::new(LiveApp::new(app));
        let floor = Floor {
            app: app.now(),
            tokens: Arc::new(tokens),
            admission: Arc::new(Admission::new(parts.admission, Arc::clone(&parts.clock))),
            clock: parts.clock,
            entropy: parts.entropy,
            identity: Identity {
                server_id: SERVER_ID.into(),
                scheme: if tls.is_some() { Scheme::HTTPS } else { Scheme::HTTP },
            },
            readiness: Readiness::default(),
            pace: connections.pace,
        };
        Ok(Self { listener, floor, app, store, connections, tls })
    }

    /// Starts to accept connections and, unless a test does its rounds by hand, to provision and to watch for a new catalogue.
    ///
    /// # Errors
    /// When the address of the socket cannot be had.
    pub fn start(self, with_worker: bool) -> Result<Running, StartError> {
        let Self { listener, floor, app, store, connections, tls } = self;
        let address = listener.local_addr().map_err(|error| StartError::Failed(error.to_string()))?;
        let (stop, stopped) = watch::channel(false);
        let (readiness, scheme) = (floor.readiness.clone(), floor.identity.scheme.clone());
        readiness.set(true);
        let service = http_floor::service(floor, Arc::clone(&app));
        let accept = listen::accept(listener, service, connections, tls, readiness, stopped.clone());
        let mut tasks = vec![tokio::spawn(accept)];
        if with_worker {
            tasks.push(catalog_watch::start(Arc::clone(&app), stopped.clone()));
            tasks.push(worker::start(Arc::clone(&app), stopped));
        }
        Ok(Running { address, scheme, app, stop, tasks, store })
    }
}

impl Running {
    /// Where it is, as clients write it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

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
    let face = Face::of(&config.common, 0)?;
    let signals = Signals::listen(face.tls.clone())?;
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
    let bounds = StoreBounds { connections: 1, free_space: config.common.free_space };
    let store = StoreUrl::Sqlite(folder.join(DATABASE)).open(bounds).await?;
    let server = Server::prepare(parts(config.common, face, listener, store, Some(world.clone()))).await?;
    let tokens = Arc::clone(&server.floor.tokens);
    let running = server.start(true)?;
    banner::ready(&running.url());
    tokio::spawn(banner::welcome(running.url(), world, tokens));
    run_until(signals, running).await
}

/// `cartwright serve`: from a durable store.
pub(crate) async fn serve(config: config::Serve) -> Result<(), StartError> {
    let world = config.world.map(|name| name.world()).transpose()?;
    if world.is_none() && config.common.issuers.is_empty() {
        tracing::warn!("without an issuer, or --world, nobody's tokens are trusted: every request will be refused");
    }
    let face = Face::of(&config.common, config.connections)?;
    let signals = Signals::listen(face.tls.clone())?;
    let listener = bind(config.common.listen).await?;
    let bounds = StoreBounds { connections: config.connections, free_space: config.common.free_space };
    let store = config.store.open(bounds).await?;
    #[cfg(feature = "sabotage")]
    let store = crate::sabotage::broken(store)?;
    let running = Server::prepare(parts(config.common, face, listener, store, world)).await?.start(true)?;
    banner::ready(&running.url());
    run_until(signals, running).await
}

/// How the server meets its clients.
struct Face {
    connections: ConnectionLimits,
    tls: Option<Tls>,
}

impl Face {
    /// `to_store` is how many connections to its store a server may open.
    fn of(common: &config::Common, to_store: usize) -> Result<Self, StartError> {
        let connections = common.connections.within(files::beside(to_store))?;
        let tls = common.tls.as_ref().map(|files| Tls::of(files.clone())).transpose()?;
        Ok(Self { connections, tls })
    }
}

fn parts(
    common: config::Common,
    face: Face,
    listener: TcpListener,
    store: Arc<dyn Store>,
    world: Option<World>,
) -> Parts {
    Parts {
        listener,
        store,
        world,
        settings: common.settings,
        admission: common.admission,
        issuer: common.issuer,
        audience: common.audience,
        issuers: common.issuers,
        clock: clock(),
        ids: Arc::new(SystemEntropy),
        entropy: Arc::new(SystemEntropy),
        connections: face.connections,
        tls: face.tls,
    }
}

#[cfg(not(feature = "sabotage"))]
fn clock() -> Arc<dyn Clock> {
    Arc::new(crate::clock::SystemClock)
}

#[cfg(feature = "sabotage")]
use crate::sabotage::clock;

async fn run_until(signals: Signals, running: Running) -> Result<(), StartError> {
    signals.end().await;
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
