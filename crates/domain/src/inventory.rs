//! Inventory checks: what a client asks of the inventory before it buys (surroundings 2.2). What the answer is, is decided
//! with the rules of a cart's line, in `cart::inventory`.

use crate::{
    catalog::{Catalog, Product, ProductKind, Sku},
    fault::{Fault, FaultKind},
    id::CustomerId,
    member::{Member, Place},
};

/// A question, as a client sends it.
#[derive(Clone, Debug, Default)]
pub struct InventoryDraft {
    /// What is asked about.
    pub target_items: Vec<TargetItemDraft>,
    /// What is known of the purchase: names in any case, with their values.
    pub context: Vec<(String, String)>,
}

/// A product, or one of its SKUs.
#[derive(Clone, Debug, Default)]
pub struct TargetItemDraft {
    /// The product.
    pub product_id: Option<String>,
    /// The SKU; every one of the product without it.
    pub sku_id: Option<String>,
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryQuestion {
    /// The customer that would buy.
    pub customer: Option<CustomerId>,
    /// The Azure subscription that it would buy for, as sent.
    pub azure_subscription: Option<String>,
    targets: Vec<(String, Option<String>)>,
}

/// What an inventory check must know of the purchase (surroundings 2.1: `inventoryVariables`). No SKU depends on a region,
/// so that none asks for its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InventoryVariable {
    /// The customer.
    CustomerId,
    /// The Azure subscription.
    AzureSubscriptionId,
}

/// What is said of a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryItem {
    /// The product.
    pub product_id: String,
    /// The SKU.
    pub sku_id: String,
    /// Why it cannot be bought; nothing where it can.
    pub restrictions: Vec<Restriction>,
}

/// Why a SKU cannot be bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restriction {
    /// Nobody can have it now: the fault of its line (10003).
    Stock(Fault),
    /// The customer can have no more of it: the fault of its line (10002).
    Quota(Fault),
    /// It cannot be bought for the Azure subscription, as sent: the fault of its line.
    AzureSubscription(String, Fault),
}

const AN_ITEM: &str = "at least one product, or SKU of a product";

impl Sku {
    /// Whether its inventory is checked: there is so much of it, for everybody or for a customer.
    #[must_use]
    pub fn is_inventory_checked(&self) -> bool {
        self.stock.is_some() || self.quota.is_some()
    }

    /// What a check of its inventory must know; `kind` is that of its product.
    #[must_use]
    pub fn inventory_variables(&self, kind: ProductKind) -> Vec<InventoryVariable> {
        let customer = self.is_inventory_checked().then_some(InventoryVariable::CustomerId);
        let azure =
            customer.filter(|_| kind == ProductKind::Reservation).map(|_| InventoryVariable::AzureSubscriptionId);
        customer.into_iter().chain(azure).collect()
    }
}

impl InventoryVariable {
    /// The name, as SKUs list it; contexts may say it in any case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomerId => "CustomerId",
            Self::AzureSubscriptionId => "AzureSubscriptionId",
        }
    }

    fn place(self) -> Place {
        Place::from(Member::InventoryContext).member(match self {
            Self::CustomerId => Member::InventoryCustomerId,
            Self::AzureSubscriptionId => Member::AzureSubscriptionId,
        })
    }
}

impl InventoryDraft {
    /// Reads the question.
    ///
    /// # Errors
    /// 400/800002 without an item, for an item without a product, and for a customer's id that is no GUID.
    pub fn read(&self) -> Result<InventoryQuestion, Fault> {
        let place = Place::from(Member::TargetItems);
        if self.target_items.is_empty() {
            return Err(invalid().missing(place, AN_ITEM));
        }
        let said =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let targets = self.target_items.iter().enumerate().map(|(index, item)| {
            let missing =
                || invalid().missing(place.index(index).member(Member::ProductId), "a product of the catalogue");
            Ok((said(&item.product_id).ok_or_else(missing)?, said(&item.sku_id)))
        });
        let customer = self.value_of(InventoryVariable::CustomerId).map(|text| {
            let at = InventoryVariable::CustomerId.place();
            CustomerId::parse(text).ok_or_else(|| invalid().seen(at, text, "the GUID of a customer"))
        });
        Ok(InventoryQuestion {
            targets: targets.collect::<Result<_, _>>()?,
            customer: customer.transpose()?,
            azure_subscription: self.value_of(InventoryVariable::AzureSubscriptionId).map(str::to_owned),
        })
    }

    /// The last value of that name that says something.
    fn value_of(&self, variable: InventoryVariable) -> Option<&str> {
        let named = self.context.iter().rev().filter(|(name, _)| name.eq_ignore_ascii_case(variable.as_str()));
        named.map(|(_, value)| value.trim()).find(|value| !value.is_empty())
    }
}

impl InventoryQuestion {
    /// The SKUs that are asked about, as far as they are sold in the market; the others are passed over.
    ///
    /// # Errors
    /// 400/800002 for what the check of one of them must know and the question does not say.
    pub fn targets<'a>(&self, market: &str, catalog: &'a Catalog) -> Result<Vec<(&'a Product, &'a Sku)>, Fault> {
        let mut found = Vec::new();
        for (product, sku) in &self.targets {
            let Some(product) = catalog.product(&product.to_ascii_uppercase()) else { continue };
            let asked = |known: &Sku| sku.as_ref().is_none_or(|sku| sku.eq_ignore_ascii_case(&known.id));
            let skus = product.skus.iter().filter(|sku| asked(sku) && sku.is_sold_in(market));
            found.extend(skus.map(|sku| (product, sku)));
        }
        found.iter().try_for_each(|target| self.check_variables(*target))?;
        Ok(found)
    }

    fn check_variables(&self, (product, sku): (&Product, &Sku)) -> Result<(), Fault> {
        let says = |variable: &InventoryVariable| match variable {
            InventoryVariable::CustomerId => self.customer.is_some(),
            InventoryVariable::AzureSubscriptionId => self.azure_subscription.is_some(),
        };
        let unsaid = sku.inventory_variables(product.kind).into_iter().find(|variable| !says(variable));
        let Some(unsaid) = unsaid else { return Ok(()) };
        let what = match unsaid {
            InventoryVariable::CustomerId => "the customer",
            InventoryVariable::AzureSubscriptionId => "the Azure subscription",
        };
        let accepted = format!("{what} that {}:{} would be bought for", product.id, sku.id);
        Err(invalid().missing(unsaid.place(), accepted))
    }
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::{InventoryDraft, InventoryVariable, TargetItemDraft};
    use crate::{
        catalog::{ProductKind, Sku},
        id::CustomerId,
    };

    const CUSTOMER: &str = "d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d";

    fn draft(context: &[(&str, &str)]) -> InventoryDraft {
        let item = TargetItemDraft { product_id: Some(" P ".to_owned()), sku_id: Some(" ".to_owned()) };
        let context = context.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        InventoryDraft { target_items: vec![item], context }
    }

    fn sku(stock: Option<i64>, quota: Option<i64>) -> Sku {
        Sku {
            id: "1".to_owned(),
            title: "A".to_owned(),
            description: None,
            minimum_quantity: 1,
            maximum_quantity: 1,
            pooled_seats: None,
            stock,
            quota,
            enforces_attestation: false,
            prerequisites: None,
            provisioning_variables: Vec::new(),
            commitments: Vec::new(),
            renews_to: None,
            availabilities: Vec::new(),
        }
    }

    #[test]
    fn a_check_asks_for_what_its_verdict_depends_on() {
        use InventoryVariable::{AzureSubscriptionId, CustomerId};
        for (sku, kind, expected) in [
            (sku(None, None), ProductKind::Reservation, vec![]),
            (sku(Some(0), None), ProductKind::Software, vec![CustomerId]),
            (sku(None, Some(2)), ProductKind::Software, vec![CustomerId]),
            (sku(Some(9), Some(2)), ProductKind::Reservation, vec![CustomerId, AzureSubscriptionId]),
        ] {
            assert_eq!(sku.inventory_variables(kind), expected, "{sku:?}");
        }
    }

    #[test]
    fn a_context_says_each_variable_in_any_case_and_blank_ones_not() {
        let question =
            draft(&[("CUSTOMERID", CUSTOMER), ("azureSubscriptionId", "a"), ("AzureSubscriptionId", " ")]).read();
        let question = question.expect("a question");
        assert_eq!(question.customer, CustomerId::parse(CUSTOMER));
        assert_eq!(question.azure_subscription.as_deref(), Some("a"));
        assert_eq!(question.targets, [("P".to_owned(), None)]);
        assert_eq!(draft(&[("customerId", "")]).read().expect("a question").customer, None);
    }

    #[test]
    fn what_is_no_question_is_refused() {
        assert!(draft(&[("customerId", "x")]).read().is_err());
        assert!(InventoryDraft::default().read().is_err());
        let nameless = InventoryDraft { target_items: vec![TargetItemDraft::default()], ..draft(&[]) };
        assert!(nameless.read().is_err());
    }
}
