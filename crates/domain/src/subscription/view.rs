//! A subscription as answers show it: what it is, at an instant, with what the catalogue says of it (surroundings 2.10).

use super::{RefundOption, RefundableBatch, Subscription, SubscriptionStatus};
use crate::{
    azure::AzureItem,
    catalog::{Catalog, ProductKind},
    catalog_item::{CatalogItem, CatalogItemId},
    id::CustomerId,
    line::{ProductTerm, ScheduledNextTermInstructions},
    time::Timestamp,
};
use uuid::Uuid;

/// A subscription, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionView {
    /// Who has it.
    pub customer: CustomerId,
    /// The market that its links name.
    pub market: String,
    /// What it is.
    pub subscription: Subscription,
    /// How often it was written, from 1.
    pub version: u64,
    /// The instant that it is shown of: windows that were closed by then are not shown.
    pub at: Timestamp,
    /// What the catalogue says of it.
    pub listing: Listing,
    /// The change of its billing cycle that is still to come.
    pub next_charge: Option<ScheduledNextTermInstructions>,
}

/// What the catalogue says of what was bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The title; `None` where the item is no longer listed.
    pub title: Option<String>,
    /// What sort of modern product it is of; `None` for legacy offers.
    pub kind: Option<ProductKind>,
    /// What of Azure it is.
    pub azure: Option<AzureItem>,
    /// Whether there are legacy add-ons to it that are still sold.
    pub has_purchasable_add_ons: bool,
    /// The SKU as a GUID: a legacy offer's own id, else one derived from product and SKU, for clients read nothing else.
    pub sku_id: Uuid,
}

impl SubscriptionView {
    /// Whether it is of a legacy offer.
    #[must_use]
    pub fn is_legacy(&self) -> bool {
        self.subscription.offer_id.is_legacy()
    }

    /// What a cancellation gives back, in windows that are still open.
    #[must_use]
    pub fn open_refunds(&self) -> Vec<&RefundOption> {
        let open = |refund: &&RefundOption| self.at < refund.expires_at;
        self.subscription.refund_options.iter().filter(open).filter(|_| !self.is_gone()).collect()
    }

    /// The licences that can still be given back.
    #[must_use]
    pub fn open_batches(&self) -> Vec<&RefundableBatch> {
        self.subscription.open_batches(self.at).filter(|_| !self.is_gone()).collect()
    }

    /// Whether it can still be cancelled for its term: legacy subscriptions are suspended instead, which gives nothing back.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        !self.is_gone() && (self.is_legacy() || self.subscription.is_cancellable_at(self.at))
    }

    /// Whether nothing can be done with it any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.subscription.status == SubscriptionStatus::Deleted
    }
}

impl Subscription {
    /// The change of its billing cycle that is still to come, as an instruction: the same product, charged otherwise.
    #[must_use]
    pub fn next_charge_instructions(&self, now: Timestamp) -> Option<ScheduledNextTermInstructions> {
        let coming = self.coming_charge(now)?;
        let CatalogItem::Modern { product, sku, availability } = self.offer_id.shape()? else { return None };
        let product = ProductTerm {
            product_id: Some(product),
            sku_id: Some(sku),
            availability_id: Some(availability),
            billing_cycle: Some(coming.billing_cycle),
            term: self.term.clone(),
            promotion_id: None,
        };
        Some(ScheduledNextTermInstructions {
            product: Some(product),
            quantity: Some(self.quantity),
            custom_term_end_date: None,
        })
    }

    /// The licences that can be given back at an instant, batch by batch.
    pub fn open_batches(&self, now: Timestamp) -> impl Iterator<Item = &RefundableBatch> {
        self.refundable_quantity.iter().filter(move |batch| now < batch.allowed_until)
    }

    /// Whether its cancellation window is open.
    #[must_use]
    pub fn is_cancellable_at(&self, now: Timestamp) -> bool {
        self.cancellation_allowed_until.is_some_and(|until| now < until)
    }
}

impl Catalog {
    /// What the catalogue says of an item that was bought, whether or not it is still sold.
    #[must_use]
    pub fn listing(&self, item: &CatalogItemId) -> Listing {
        let derived = |name: &str| Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes());
        let listing = Listing {
            title: None,
            kind: None,
            azure: self.azure(item),
            has_purchasable_add_ons: false,
            sku_id: derived(item.as_str()),
        };
        match item.shape() {
            Some(CatalogItem::Legacy { offer }) => Listing {
                title: self.offer(&offer).map(|found| found.title.clone()),
                has_purchasable_add_ons: self.add_ons_of(&offer).next().is_some(),
                sku_id: Uuid::try_parse(&offer).unwrap_or_else(|_| derived(&offer)),
                ..listing
            },
            Some(CatalogItem::Modern { product, sku, .. }) => {
                let id = format!("{product}:{sku}");
                let found = self.sku(&id);
                Listing {
                    title: found.map(|(_, sku)| sku.title.clone()),
                    kind: found.map(|(product, _)| product.kind),
                    sku_id: derived(&id),
                    ..listing
                }
            }
            None => listing,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{catalog::Catalog, catalog_item::CatalogItemId};

    #[test]
    fn an_item_that_is_not_listed_has_its_sku_all_the_same() {
        let listing = |item| Catalog::default().listing(&CatalogItemId::new(item));
        let legacy = listing("91FD106F-4B2C-4938-95AC-F54F74E9A239");
        assert_eq!(legacy.sku_id.to_string(), "91fd106f-4b2c-4938-95ac-f54f74e9a239");
        assert_eq!((legacy.title, legacy.has_purchasable_add_ons), (None, false));
        let (one, other) = (listing("A:1:X"), listing("a:1:Y"));
        assert_eq!(one.sku_id, other.sku_id, "an availability says nothing of the SKU");
        assert_ne!(one.sku_id, listing("A:2:X").sku_id);
    }
}
