//! Configuration: defaults, then the file, then the environment and the flags, which clap reads together.

mod admission;
mod connections;

pub(crate) use connections::Connections;

use crate::{
    cli::{
        CommonFlags, CopyFlags, DevFlags, ImportFlags, PlaceFlags, SearchFlags, ServeFlags, TokenFlags, TransferFlags,
    },
    exit::StartError,
    issuers::{OpenIdIssuer, Table},
    listen::TlsFiles,
    store_url::StoreUrl,
    worlds::WorldName,
};
use admission::{FEW_FOR_EACH, MANY_FOR_EACH, Usual};
use domain::{cart::Limits, country_code::CountryCode, id::PartnerId, money::Currency};
use http_floor::{AdmissionSettings, RateLimits};
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use store::{PostgresOptions, SqliteOptions};

const FILE: &str = "cartwright.toml";
const LISTEN: &str = "127.0.0.1:7277";
const URL: &str = "http://127.0.0.1:7277";
const ISSUER: &str = "https://cartwright.invalid";
const MARKET: &str = "US";
const TENANT: &str = "10000000-0000-4000-8000-000000000001";
const PROVISIONING_DELAY: f64 = 0.2;

/// The longest delay that is taken, in seconds: a day.
const LONGEST_DELAY: f64 = 86_400.0;
const DELAYS: &str = "seconds from 0 to 86400";

/// The most lines that a cart can be given: longer lists are not read at all.
const MOST_LINES: usize = 1_000;
const LINES: &str = "a number from 1 to 1000";

/// The most connections that one server may be given: PostgreSQL itself takes a hundred, if it was told nothing.
const MOST_CONNECTIONS: usize = 1_000;
const CONNECTIONS: &str = "a number from 1 to 1000";

/// Bytes of a mebibyte, and the most of those that may be kept free: more than disks have.
const MEBIBYTE: u64 = 1024 * 1024;
const MOST_FREE_SPACE: u64 = 1_000_000_000;
const FREE_SPACE: &str = "mebibytes from 0 to 1000000000";

const A_CURRENCY: &str = "a currency of ISO 4217, such as USD";

/// The configuration file: the names of the flags, with underscores.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    listen: Option<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    max_connections: Option<usize>,
    max_connections_per_address: Option<usize>,
    write_timeout: Option<f64>,
    data_dir: Option<PathBuf>,
    store: Option<String>,
    store_connections: Option<usize>,
    min_free_space: Option<u64>,
    world: Option<String>,
    provisioning_delay: Option<f64>,
    max_line_items: Option<usize>,
    issuer: Option<String>,
    audience: Option<String>,
    #[serde(default)]
    issuers: Vec<Table>,
    rate_limits: Option<String>,
    requests_per_customer: Option<u32>,
    requests_per_partner: Option<u32>,
    max_commands: Option<usize>,
    max_reads: Option<usize>,
    max_waiting: Option<usize>,
    max_wait: Option<f64>,
    tenant: Option<String>,
    url: Option<String>,
    market: Option<String>,
    currency: Option<String>,
}

/// What every server needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    pub(crate) listen: SocketAddr,
    pub(crate) connections: Connections,
    pub(crate) tls: Option<TlsFiles>,
    pub(crate) settings: app::Settings,
    pub(crate) issuer: String,
    pub(crate) audience: Option<String>,
    /// Issuers elsewhere.
    pub(crate) issuers: Vec<OpenIdIssuer>,
    pub(crate) admission: AdmissionSettings,
    /// Bytes of the store's disk that stay free.
    pub(crate) free_space: u64,
}

/// `cartwright dev`
#[derive(Debug)]
pub(crate) struct Dev {
    pub(crate) common: Common,
    pub(crate) data_dir: Option<PathBuf>,
}

/// `cartwright serve`
#[derive(Debug)]
pub(crate) struct Serve {
    pub(crate) common: Common,
    pub(crate) store: StoreUrl,
    /// The most connections to a database.
    pub(crate) connections: usize,
    pub(crate) world: Option<WorldName>,
}

/// `cartwright token`
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) tenant: PartnerId,
    pub(crate) app_only: bool,
    pub(crate) url: String,
}

/// `cartwright catalog import`
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) file: PathBuf,
    pub(crate) market: CountryCode,
    pub(crate) currency: Currency,
    pub(crate) store: StoreUrl,
}

/// `cartwright catalog search`
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) text: String,
    pub(crate) market: CountryCode,
    pub(crate) store: StoreUrl,
}

/// `cartwright store`: what each of its commands needs to know.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) store: StoreUrl,
}

/// `cartwright store backup` and `cartwright store restore`
#[derive(Debug)]
pub(crate) struct Copy {
    pub(crate) file: PathBuf,
    pub(crate) store: StoreUrl,
}

/// `cartwright store copy`
#[derive(Debug)]
pub(crate) struct Transfer {
    pub(crate) from: StoreUrl,
    pub(crate) to: StoreUrl,
}

impl Config {
    /// Reads the file that was named, or the usual one where it exists.
    pub(crate) fn read(named: Option<&Path>) -> Result<Self, StartError> {
        let path = named.unwrap_or(Path::new(FILE));
        match std::fs::read_to_string(path) {
            Ok(text) => {
                toml::from_str(&text).map_err(|error| StartError::Configuration(format!("{}: {error}", path.display())))
            }
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(StartError::Configuration(format!("{}: {error}", path.display()))),
        }
    }
}

impl Dev {
    pub(crate) fn from(flags: DevFlags, file: Config) -> Result<Self, StartError> {
        let data_dir = flags.data_dir.or_else(|| file.data_dir.clone());
        let usual =
            Usual { rates: RateLimits::OFF, at_work: StoreUrl::AT_WORK_ON_A_FILE, waiting_for_each: MANY_FOR_EACH };
        Ok(Self { common: Common::from(flags.common, file, usual)?, data_dir })
    }
}

impl Serve {
    pub(crate) fn from(flags: ServeFlags, file: Config) -> Result<Self, StartError> {
        let store = store(flags.store, &file)?;
        let connections = flags.store_connections.or(file.store_connections);
        let connections = connections.unwrap_or(PostgresOptions::CONNECTIONS);
        if !(1..=MOST_CONNECTIONS).contains(&connections) {
            return Err(wrong("store_connections", &connections, CONNECTIONS));
        }
        let world = flags.world.or_else(|| file.world.clone());
        let world = world.map(|name| WorldName::parse(&name).ok_or_else(|| wrong("world", &name, WorldName::ACCEPTED)));
        let usual = Usual {
            rates: RateLimits::PARTNER_CENTER,
            at_work: store.at_work(connections),
            waiting_for_each: FEW_FOR_EACH,
        };
        Ok(Self { common: Common::from(flags.common, file, usual)?, store, connections, world: world.transpose()? })
    }
}

impl Token {
    pub(crate) fn from(flags: TokenFlags, file: Config) -> Result<Self, StartError> {
        let tenant = flags.tenant.or(file.tenant).unwrap_or_else(|| TENANT.to_owned());
        Ok(Self {
            tenant: PartnerId::parse(&tenant).ok_or_else(|| wrong("tenant", &tenant, "a GUID"))?,
            app_only: flags.app_only,
            url: flags.url.or(file.url).unwrap_or_else(|| URL.to_owned()),
        })
    }
}

impl Common {
    fn from(flags: CommonFlags, file: Config, usual: Usual) -> Result<Self, StartError> {
        let admission = admission::settings(flags.admission, &file, usual)?;
        let connections = Connections::from(&flags.connections, &file)?;
        let tls = connections::tls(&flags.connections, &file)?;
        let listen = flags.listen.or(file.listen).unwrap_or_else(|| LISTEN.to_owned());
        let delay = flags.provisioning_delay.or(file.provisioning_delay);
        let delay = delay.unwrap_or(PROVISIONING_DELAY);
        if !(0.0..=LONGEST_DELAY).contains(&delay) {
            return Err(wrong("provisioning_delay", &delay, DELAYS));
        }
        let lines = flags.max_line_items.or(file.max_line_items);
        let lines = lines.unwrap_or(Limits::default().lines);
        if !(1..=MOST_LINES).contains(&lines) {
            return Err(wrong("max_line_items", &lines, LINES));
        }
        let free_space = free_space(flags.min_free_space.or(file.min_free_space))?;
        Ok(Self {
            listen: listen
                .parse()
                .map_err(|_| wrong("listen", &listen, "an address and a port, such as 127.0.0.1:7277"))?,
            connections,
            tls,
            settings: app::Settings { limits: Limits { lines }, provisioning_delay: Duration::from_secs_f64(delay) },
            issuer: flags.issuer.or(file.issuer).unwrap_or_else(|| ISSUER.to_owned()),
            audience: flags.audience.or(file.audience),
            issuers: OpenIdIssuer::read_all(Table::named(flags.oidc_issuer, flags.oidc_audience)?, file.issuers)?,
            admission,
            free_space,
        })
    }
}

/// What stays free, in bytes.
fn free_space(mebibytes: Option<u64>) -> Result<u64, StartError> {
    match mebibytes {
        None => Ok(SqliteOptions::FREE_SPACE),
        Some(mebibytes) if mebibytes <= MOST_FREE_SPACE => Ok(mebibytes * MEBIBYTE),
        Some(mebibytes) => Err(wrong("min_free_space", &mebibytes, FREE_SPACE)),
    }
}

impl Import {
    pub(crate) fn from(flags: ImportFlags, file: Config) -> Result<Self, StartError> {
        let store = store(flags.store, &file)?;
        let currency = flags.currency.or(file.currency);
        let currency = currency.ok_or_else(|| missing("currency", A_CURRENCY))?;
        let market = flags.market.or(file.market).ok_or_else(|| missing("market", CountryCode::ACCEPTED))?;
        Ok(Self {
            file: flags.file,
            market: country(&market)?,
            currency: Currency::parse(&currency).ok_or_else(|| wrong("currency", &currency, A_CURRENCY))?,
            store,
        })
    }
}

impl Search {
    pub(crate) fn from(flags: SearchFlags, file: Config) -> Result<Self, StartError> {
        let store = store(flags.store, &file)?;
        let market = flags.market.or(file.market).unwrap_or_else(|| MARKET.to_owned());
        Ok(Self { text: flags.text, market: country(&market)?, store })
    }
}

impl Place {
    pub(crate) fn from(flags: PlaceFlags, file: &Config) -> Result<Self, StartError> {
        Ok(Self { store: store(flags.store, file)? })
    }
}

impl Copy {
    pub(crate) fn from(flags: CopyFlags, file: &Config) -> Result<Self, StartError> {
        Ok(Self { file: flags.file, store: store(flags.store, file)? })
    }
}

impl Transfer {
    pub(crate) fn from(flags: &TransferFlags) -> Result<Self, StartError> {
        let read = |name, url: &str| StoreUrl::parse(url).ok_or_else(|| no_store(name, url));
        Ok(Self { from: read("FROM", &flags.from)?, to: read("TO", &flags.to)? })
    }
}

fn store(flag: Option<String>, file: &Config) -> Result<StoreUrl, StartError> {
    let url = flag.or_else(|| file.store.clone()).ok_or_else(|| missing("store", StoreUrl::ACCEPTED))?;
    StoreUrl::parse(&url).ok_or_else(|| no_store("store", &url))
}

/// What may hold a password is not shown, however little of a URL it is.
fn no_store(name: &str, seen: &str) -> StartError {
    let secret = seen.contains('@') || seen.contains("password=");
    let seen = if secret { seen.split(':').next().unwrap_or_default().to_owned() + ":…" } else { seen.to_owned() };
    wrong(name, &seen, StoreUrl::ACCEPTED)
}

fn country(code: &str) -> Result<CountryCode, StartError> {
    CountryCode::parse(code).ok_or_else(|| wrong("market", code, CountryCode::ACCEPTED))
}

fn missing(name: &str, accepted: &str) -> StartError {
    StartError::Configuration(format!("{name} is missing: give {accepted}"))
}

fn wrong(name: &str, seen: &(impl std::fmt::Display + ?Sized), accepted: &str) -> StartError {
    StartError::Configuration(format!("{name} is {seen}; accepted is {accepted}"))
}

#[cfg(test)]
mod tests {
    use super::{Common, Config, Usual};
    use crate::cli::{AdmissionFlags, CommonFlags, ConnectionFlags};
    use http_floor::RateLimits;

    const USUAL: Usual = Usual { rates: RateLimits::OFF, at_work: 1, waiting_for_each: 1 };

    fn flags(listen: Option<&str>) -> CommonFlags {
        CommonFlags {
            listen: listen.map(str::to_owned),
            connections: ConnectionFlags::default(),
            provisioning_delay: None,
            max_line_items: None,
            min_free_space: None,
            issuer: None,
            audience: None,
            oidc_issuer: None,
            oidc_audience: None,
            admission: AdmissionFlags::default(),
        }
    }

    #[test]
    fn flags_come_before_the_file_and_the_file_before_the_defaults() {
        let file = || toml::from_str::<Config>("listen = \"127.0.0.1:1\"\nmax_line_items = 7").expect("a file");
        let both = Common::from(flags(Some("127.0.0.1:2")), file(), USUAL).expect("a configuration");
        assert_eq!((both.listen.port(), both.settings.limits.lines), (2, 7));
        let neither = Common::from(flags(None), Config::default(), USUAL).expect("a configuration");
        assert_eq!((neither.listen.port(), neither.settings.limits.lines), (7277, 100));
        assert_eq!(neither.free_space, 32 * 1024 * 1024);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(toml::from_str::<Config>("lisen = \"x\"").is_err());
        let refused = Common::from(flags(Some("nowhere")), Config::default(), USUAL).expect_err("no address");
        assert!(refused.to_string().contains("listen is nowhere"), "{refused}");
        let file = toml::from_str("min_free_space = 1000000001").expect("a file");
        let refused = Common::from(flags(None), file, USUAL).expect_err("more than disks have");
        assert!(refused.to_string().contains("mebibytes from 0 to 1000000000"), "{refused}");
    }
}
