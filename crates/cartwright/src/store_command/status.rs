//! `cartwright store status`: what a store is and what stands in it. Nothing is changed, not even its schema.

use super::print;
use crate::{exit::StartError, store_url::StoreUrl};
use store::{Durability, OpenError};

const HEADER: [&str; 2] = ["WHAT", "VALUE"];

/// Prints it; then fails where no server would open the store.
pub(crate) async fn run(url: &StoreUrl) -> Result<(), StartError> {
    let store = url.inspect()?;
    let schema = store.schema().await?;
    let durability = store.durability().await?;
    let mut lines = vec![
        line("store", url),
        line("schema found", schema.found.map_or("none".to_owned(), |found| found.to_string())),
        line("schema known", schema.known),
        line("durable", told(&durability)),
    ];
    if let Some(version) = store.catalog_version().await? {
        lines.push(line("catalogue", version.0));
    }
    let tables = store.tables().await?;
    lines.extend(tables.into_iter().map(|(table, rows)| line(&format!("rows in {table}"), rows)));
    print(&HEADER, &lines)?;
    schema.check()?;
    match durability {
        Durability::NotDurable(why) => Err(OpenError::NotDurable(why).into()),
        Durability::Durable(_) | Durability::OnceOpened(_) => Ok(()),
    }
}

fn line(what: &str, value: impl ToString) -> [String; 2] {
    [what.to_owned(), value.to_string()]
}

fn told(durability: &Durability) -> String {
    match durability {
        Durability::Durable(settings) => format!("yes: {settings}"),
        Durability::NotDurable(why) => format!("no: {why}"),
        Durability::OnceOpened(setting) => format!("once a server opens it: {setting}"),
    }
}
