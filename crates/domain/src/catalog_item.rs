//! Catalogue item ids: what a line asks for, in three shapes (digest section 0).

use serde::{Deserialize, Serialize};

/// A catalogue item id as the client wrote it, with its shape already known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CatalogItem {
    /// Product, SKU and availability, in upper case.
    Modern {
        /// The product, such as `CFQ7TTC0LF8S`.
        product: String,
        /// The SKU within the product, such as `0001`.
        sku: String,
        /// The availability of the SKU, such as `CFQ7TTC0N81H`.
        availability: String,
    },
    /// A legacy offer: a GUID, or `MS-AZR-…`, in upper case.
    Legacy {
        /// The offer id.
        offer: String,
    },
}

/// The text of a catalogue item id: echoed as sent, compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CatalogItemId(String);

impl CatalogItemId {
    /// Keeps the text as it is. Whether it names anything is a line check, not a parse error (ruling 34).
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The shape of the id; `None` where it has none of the known ones.
    #[must_use]
    pub fn shape(&self) -> Option<CatalogItem> {
        let upper = self.0.trim().to_ascii_uppercase();
        match upper.split(':').collect::<Vec<_>>()[..] {
            [product, sku, availability] => {
                let modern = [product, sku, availability].iter().all(|part| is_alphanumeric(part));
                modern.then(|| CatalogItem::Modern {
                    product: product.to_owned(),
                    sku: sku.to_owned(),
                    availability: availability.to_owned(),
                })
            }
            [offer] if is_legacy(offer) => Some(CatalogItem::Legacy { offer: upper }),
            _ => None,
        }
    }

    /// Whether this text names a legacy offer. Decides the commerce system, and with it the order group.
    #[must_use]
    pub fn is_legacy(&self) -> bool {
        matches!(self.shape(), Some(CatalogItem::Legacy { .. }))
    }
}

fn is_alphanumeric(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_legacy(offer: &str) -> bool {
    (offer.len() == 36 && uuid::Uuid::try_parse(offer).is_ok()) || offer.starts_with("MS-AZR-")
}

#[cfg(test)]
mod tests {
    use super::{CatalogItem, CatalogItemId};

    fn shape(text: &str) -> Option<CatalogItem> {
        CatalogItemId::new(text).shape()
    }

    #[test]
    fn the_three_shapes_of_the_seeds() {
        assert!(matches!(shape("DZH318Z0BQ36:004G:DZH318Z08C0S"), Some(CatalogItem::Modern { .. })));
        assert!(matches!(shape("91fd106f-4b2c-4938-95ac-f54f74e9a239"), Some(CatalogItem::Legacy { .. })));
        assert!(matches!(shape("MS-AZR-0145P"), Some(CatalogItem::Legacy { .. })));
    }

    #[test]
    fn other_texts_have_no_shape() {
        for text in ["", "A:B", "A:B:C:D", "A::C", "A:B:C D", "hello", "{91fd106f-4b2c-4938-95ac-f54f74e9a239}"] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
