//! Importing a price sheet: read and keep its rows, let the domain decide product by product, stage what comes of it, and switch
//! (decision 0009). At no time is more in memory than some rows, or some products. Giving one out is the business of `given_out`.

mod given_out;

pub use given_out::PriceSheet;

use domain::{
    Timestamp,
    price_sheet::{MOST_ROWS, RowError, Scope, SheetFault, SheetRow},
};
use store::{CatalogImport, CatalogVersion, NamedProduct, Store, StoreError};
use thiserror::Error;

/// Faults that are told at once. A sheet that has so many is not worth reading on.
const MOST_FAULTS: usize = 20;

/// Rows that are kept in one go.
const ROWS: usize = 1_000;

/// Products that are decided on and staged in one go, in one commit: few enough that no request waits long behind it.
const PRODUCTS: usize = 64;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many rows were read.
    Rows(u64),
    /// So many products were staged.
    Products(u64),
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The rows of the sheet.
    pub rows: u64,
    /// Those of them that are in effect, and so count.
    pub in_effect: u64,
    /// The products that they name.
    pub products: u64,
    /// Those of them that were not in the catalogue before.
    pub new_products: u64,
    /// The catalogue that they made.
    pub version: CatalogVersion,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The sheet says what is not accepted.
    #[error("{} faults in the sheet", .0.len())]
    Refused(Vec<SheetFault>),
    /// The sheet cannot be read to its end.
    #[error("{0}")]
    Lost(String),
    /// None of the rows is in effect.
    #[error("none of {0} rows is in effect")]
    NothingInEffect(u64),
    /// Another import has begun meanwhile.
    #[error("another import of the catalogue has begun since")]
    Displaced,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports a sheet: all of it or nothing.
///
/// # Errors
/// Why nothing was imported.
pub async fn import_price_sheet(
    store: &dyn Store,
    sheet: impl Iterator<Item = Result<SheetRow, RowError>>,
    scope: &Scope,
    now: Timestamp,
    progress: impl Fn(Step),
) -> Result<Imported, ImportError> {
    let mut import = store.begin_import().await?;
    let mut imported = Imported::default();
    read(&mut *import, sheet, (scope, now), &progress, &mut imported).await?;
    if imported.in_effect == 0 {
        return Err(ImportError::NothingInEffect(imported.rows));
    }
    decide(&mut *import, scope, &progress, &mut imported).await?;
    imported.version = import.switch().await?.ok_or(ImportError::Displaced)?;
    Ok(imported)
}

/// Keeps the rows that count.
async fn read(
    import: &mut dyn CatalogImport,
    sheet: impl Iterator<Item = Result<SheetRow, RowError>>,
    (scope, now): (&Scope, Timestamp),
    progress: &impl Fn(Step),
    imported: &mut Imported,
) -> Result<(), ImportError> {
    let mut faults = Faults::default();
    let mut rows = Vec::with_capacity(ROWS);
    for row in sheet {
        imported.rows += 1;
        progress(Step::Rows(imported.rows));
        match row
            .and_then(|row| Ok(scope.admit(&row, now).map_err(|fault| RowError::Faults(vec![fault]))?.then_some(row)))
        {
            Ok(Some(row)) => rows.push(row),
            Ok(None) => {}
            Err(RowError::Faults(found)) => faults.add(found)?,
            Err(RowError::Lost(why)) if faults.0.is_empty() => return Err(ImportError::Lost(why)),
            Err(RowError::Lost(_)) => break,
        }
        if rows.len() == ROWS {
            imported.in_effect += kept(import, &mut rows).await?;
        }
    }
    imported.in_effect += kept(import, &mut rows).await?;
    faults.done()
}

async fn kept(import: &mut dyn CatalogImport, rows: &mut Vec<SheetRow>) -> Result<u64, StoreError> {
    let kept = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    import.keep(std::mem::replace(rows, Vec::with_capacity(ROWS))).await?;
    Ok(kept)
}

/// Stages what becomes of each product.
async fn decide(
    import: &mut dyn CatalogImport,
    scope: &Scope,
    progress: &impl Fn(Step),
    imported: &mut Imported,
) -> Result<(), ImportError> {
    let mut faults = Faults::default();
    let mut after = String::new();
    loop {
        let named = import.named(&after, PRODUCTS, MOST_ROWS + 1).await?;
        let Some(last) = named.last() else { return faults.done() };
        after.clone_from(&last.id);
        let mut products = Vec::with_capacity(named.len());
        for NamedProduct { rows, there, .. } in named {
            imported.products += 1;
            imported.new_products += u64::from(there.is_none());
            match scope.apply(there, &rows) {
                Ok(product) => products.extend(product),
                Err(fault) => faults.add(vec![fault])?,
            }
        }
        if faults.0.is_empty() {
            import.stage(products).await?;
        }
        progress(Step::Products(imported.products));
    }
}

/// The faults so far.
#[derive(Default)]
struct Faults(Vec<SheetFault>);

impl Faults {
    fn add(&mut self, found: Vec<SheetFault>) -> Result<(), ImportError> {
        self.0.extend(found);
        self.0.truncate(MOST_FAULTS);
        if self.0.len() < MOST_FAULTS { Ok(()) } else { Err(ImportError::Refused(std::mem::take(&mut self.0))) }
    }

    fn done(self) -> Result<(), ImportError> {
        if self.0.is_empty() { Ok(()) } else { Err(ImportError::Refused(self.0)) }
    }
}
