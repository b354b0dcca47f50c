//! A way to a database that counts what goes over it, and can be cut in the middle of a commit.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering::SeqCst},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// The message that ends a transaction, and what is answered when it did.
const COMMIT: &[u8] = b"COMMIT\0";

/// What begins a transaction that writes.
const BEGIN: &[u8] = b"BEGIN READ WRITE\0";

/// Where the next commit is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The database never hears of it.
    Before,
    /// The database carries it out, and nobody hears of that.
    After,
}

/// A way to a database.
#[derive(Debug)]
pub struct Proxy {
    url: String,
    watched: Arc<Watched>,
}

#[derive(Debug, Default)]
struct Watched {
    trips: AtomicUsize,
    transactions: AtomicUsize,
    cut: Mutex<Option<Cut>>,
}

/// What went over the way so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How often something was sent after an answer: each is a wait for the network.
    pub trips: usize,
    /// Transactions that wrote.
    pub transactions: usize,
}

impl Proxy {
    /// Opens a way to the database of a URL with a host and a port.
    ///
    /// # Panics
    /// When there is no free port, or the URL names no host and port.
    pub async fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (before, rest) = url.split_once('@').expect("a user");
        let (place, after) = rest.split_once('/').expect("a database");
        let url = format!("{before}@{}/{after}", listener.local_addr().expect("an address"));
        let watched = Arc::<Watched>::default();
        tokio::spawn(accept(listener, place.to_owned(), Arc::clone(&watched)));
        Self { url, watched }
    }

    /// The URL of the database over this way.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// What went over it so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let Watched { trips, transactions, .. } = &*self.watched;
        Tally { trips: trips.load(SeqCst), transactions: transactions.load(SeqCst) }
    }

    /// Cuts the connection that the next commit goes over.
    pub fn cut(&self, cut: Cut) {
        *self.watched.cut.lock().unwrap_or_else(PoisonError::into_inner) = Some(cut);
    }

    /// Whether a connection is still to be cut.
    #[must_use]
    pub fn is_to_be_cut(&self) -> bool {
        self.watched.cut.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl Watched {
    /// Looks at what was sent; says where the connection is to be cut.
    fn look_at(&self, sent: &[u8]) -> Option<Cut> {
        self.trips.fetch_add(1, SeqCst);
        self.transactions.fetch_add(count(sent, BEGIN), SeqCst);
        let commits = count(sent, COMMIT) > 0 && count(sent, BEGIN) > 0;
        self.cut.lock().unwrap_or_else(PoisonError::into_inner).take_if(|_| commits)
    }
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|part| *part == wanted).count()
}

async fn accept(listener: TcpListener, database: String, watched: Arc<Watched>) {
    while let Ok((client, _)) = listener.accept().await {
        let (database, watched) = (database.clone(), Arc::clone(&watched));
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(database).await {
                carry(client, server, &watched).await;
            }
        });
    }
}

/// Carries bytes both ways until one side ends, or the way is cut. What is sent without waiting for an answer is one trip: it
/// is here in one piece, or in pieces without an answer between them.
async fn carry(mut client: TcpStream, mut server: TcpStream, watched: &Watched) {
    let (mut sent, mut answer) = (vec![0; 1 << 20], vec![0; 1 << 20]);
    let (mut flight, mut cut) = (Vec::new(), None);
    loop {
        tokio::select! {
            biased;
            read = client.read(&mut sent) => {
                let Ok(length @ 1..) = read else { return };
                flight.extend_from_slice(&sent[..length]);
                if cut.is_none() && flight.len() == length {
                    cut = watched.look_at(&flight);
                }
                if cut == Some(Cut::Before) || server.write_all(&sent[..length]).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut answer) => {
                let Ok(length @ 1..) = read else { return };
                flight.clear();
                match cut {
                    None if client.write_all(&answer[..length]).await.is_ok() => {}
                    Some(_) if count(&answer[..length], COMMIT) == 0 => {}
                    _ => return,
                }
            }
        }
    }
}
