//! The offer matrix as it is given out (surroundings 2.14), row by row.

use crate::table::Table;
use domain::{
    catalog::{Product, Sku},
    offer_matrix::PurchaseRule,
};
use std::io::{self, Write};

/// The header of the matrix.
pub const HEADER: [&str; 14] = [
    "ProductTitle",
    "ProductId",
    "SkuId",
    "SkuTitle",
    "ProvisioningId",
    "ProvisioningString",
    "MinLicenses",
    "MaxLicenses",
    "AssetOwnershipLimit",
    "AssetOwnershipLimitType",
    "ProductSkuPreRequisites",
    "ProductSkuConversion",
    "Description",
    "AllowedCountries",
];

/// Writes a row. The catalogue knows neither what is provisioned nor a limit of subscriptions: they are blank.
///
/// # Errors
/// When there is nowhere to write to.
pub fn row<W: Write>(table: &mut Table<W>, rule: &PurchaseRule<'_>) -> io::Result<()> {
    let PurchaseRule { product, sku, markets } = rule;
    let countries: Vec<&str> = markets.iter().map(|market| market.as_str()).collect();
    table.row(&[
        &product.title,
        &product.id,
        &sku.id,
        &sku.title,
        "",
        "",
        &sku.minimum_quantity.to_string(),
        &sku.maximum_quantity.to_string(),
        "",
        "",
        &prerequisites(sku),
        &conversion(sku),
        description(product, sku),
        &countries.join(";"),
    ])
}

/// The bases of an add-on, any one of them.
fn prerequisites(sku: &Sku) -> String {
    let bases = sku.prerequisites.iter().flat_map(|needed| &needed.skus);
    bases.map(|base| pair(base)).collect::<Vec<_>>().join(",")
}

/// What a trial turns into.
fn conversion(sku: &Sku) -> String {
    sku.renews_to.as_ref().map(|renewal| pair(&renewal.sku)).unwrap_or_default()
}

/// A SKU in the words of the matrix, where a slash stands between it and its product.
fn pair(sku: &str) -> String {
    sku.replacen(':', "/", 1)
}

fn description<'a>(product: &'a Product, sku: &'a Sku) -> &'a str {
    sku.description.as_deref().or(product.description.as_deref()).unwrap_or_default()
}
