//! What of a product a text finds.

use super::{Product, Sku};

impl Product {
    /// The SKUs that a text finds, in any case: all of them where it stands in the product's title or id; otherwise those whose
    /// title or id, such as `0001` or `CFQ7TTC0LF8S:0001`, it stands in.
    pub fn finds<'a>(&'a self, text: &str) -> impl Iterator<Item = &'a Sku> {
        let text = text.trim().to_lowercase();
        let stands_in = move |name: &str| name.to_lowercase().contains(&text);
        let whole = stands_in(&self.title) || stands_in(&self.id);
        let id = move |sku: &Sku| format!("{}:{}", self.id, sku.id);
        self.skus.iter().filter(move |sku| whole || stands_in(&sku.title) || stands_in(&id(sku)))
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Product, ProductKind, Sku};

    fn sku(id: &str, title: &str) -> Sku {
        Sku {
            id: id.to_owned(),
            title: title.to_owned(),
            description: None,
            minimum_quantity: 1,
            maximum_quantity: 9,
            pooled_seats: None,
            stock: None,
            quota: None,
            enforces_attestation: false,
            prerequisites: None,
            provisioning_variables: Vec::new(),
            commitments: Vec::new(),
            renews_to: None,
            availabilities: Vec::new(),
        }
    }

    #[test]
    fn titles_and_ids_are_found_in_any_case() {
        let product = Product {
            id: "CFQ7TTC0B0RD".to_owned(),
            title: "Contoso Suite".to_owned(),
            description: None,
            publisher: None,
            kind: ProductKind::OnlineServicesNce,
            sub_kind: None,
            skus: vec![sku("0001", "Basic"), sku("0002", "Trial")],
        };
        for (text, found) in [
            ("SUITE", &["0001", "0002"][..]),
            (" cfq7ttc0b0rd ", &["0001", "0002"]),
            ("trial", &["0002"]),
            ("0001", &["0001"]),
            ("c0b0rd:0002", &["0002"]),
            ("fabrikam", &[]),
        ] {
            let ids: Vec<_> = product.finds(text).map(|sku| sku.id.as_str()).collect();
            assert_eq!(ids, found, "{text}");
        }
    }
}
