//! The catalogue and what else is read as one snapshot: every row of it can be read.

use super::{columns::same_text, findings::Findings, holdings};
use crate::{
    Inspector, StoreError,
    inspect::{Cell, Columns},
    reference_kind as kind,
};
use domain::{
    agreement_template::AgreementTemplate,
    catalog::{LegacyOffer, OfferCategory, Product},
    country::CountryRules,
    promotion::Promotion,
    reseller::Reseller,
};

/// Rows that are read at once.
const PAGE: i64 = 500;

const PRODUCTS: &str = "SELECT id, import, format, body FROM products
                        WHERE (id, import) > ($1, $2) ORDER BY id, import LIMIT $3";

const OTHERS: &str = "SELECT id, kind, format, body FROM reference
                      WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT $3";

pub(super) async fn check(inspector: &Inspector, findings: &mut Findings) -> Result<(), StoreError> {
    check_products(inspector, findings).await?;
    let mut after = vec![Cell::from(""), Cell::from("")];
    loop {
        let rows = inspector.rows(OTHERS, after.into_iter().chain([PAGE.into()]).collect()).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.iter().take(2).rev().cloned().collect();
        holdings::rows("reference", rows, other, findings);
    }
}

async fn check_products(inspector: &Inspector, findings: &mut Findings) -> Result<(), StoreError> {
    let mut after = vec![Cell::from(""), Cell::from(0)];
    loop {
        let rows = inspector.rows(PRODUCTS, after.into_iter().chain([PAGE.into()]).collect()).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.iter().take(2).cloned().collect();
        for (id, product) in holdings::rows("products", rows, product, findings) {
            same_text(&format!("products {id}"), "id", &id, &product.id.to_ascii_uppercase(), findings);
        }
    }
}

fn product(columns: &mut Columns) -> Result<(String, Product), StoreError> {
    let id = columns.text()?;
    columns.number()?;
    Ok((id, holdings::value(columns)?))
}

fn other(columns: &mut Columns) -> Result<(), StoreError> {
    columns.text()?;
    match columns.text()?.as_str() {
        kind::LEGACY_OFFER => holdings::value::<LegacyOffer>(columns).map(drop),
        kind::OFFER_CATEGORY => holdings::value::<OfferCategory>(columns).map(drop),
        kind::PROMOTION => holdings::value::<Promotion>(columns).map(drop),
        kind::RESELLER => holdings::value::<Reseller>(columns).map(drop),
        kind::COUNTRY => holdings::value::<CountryRules>(columns).map(drop),
        kind::AGREEMENT_TEMPLATE => holdings::value::<AgreementTemplate>(columns).map(drop),
        unknown => Err(StoreError::Damaged(format!("the kind is {unknown}, which nothing reads"))),
    }
}
