//! Looking for products in the catalogue of a store, for whoever has no server at hand.

use domain::catalog::Product;
use store::{Store, StoreError};

/// Products that are looked at in one go.
const PAGE: usize = 200;

/// The products that a text finds, in the order of the catalogue: the first `most` of them. What of each is found,
/// [`Product::finds`] says.
///
/// # Errors
/// When the store does not answer.
pub async fn search_catalog(store: &dyn Store, text: &str, most: usize) -> Result<Vec<Product>, StoreError> {
    let mut found = Vec::new();
    let mut after = 0;
    loop {
        let page = store.products(after, PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(found) };
        after = *last;
        for (_, product) in page {
            if product.finds(text).next().is_some() {
                found.push(product);
                if found.len() == most {
                    return Ok(found);
                }
            }
        }
    }
}
