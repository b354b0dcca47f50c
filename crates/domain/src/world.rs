//! Worlds: everything that a store can be seeded with, as one data file.

use crate::{
    agreement_template::AgreementTemplate,
    caller::{Caller, CallerKind},
    cart::{self, Buyer, Cart, CartDraft, Known, Limits, LineDraft},
    catalog::{Catalog, LegacyOffer, OfferCategory, Product},
    catalog_item::CatalogItem,
    counter::{Counter, Usage, Use},
    country::CountryRules,
    customer::Customer,
    fault::Fault,
    id::{CartId, CustomerId},
    partner::{Application, Partner},
    promotion::Promotion,
    reseller::Reseller,
    subscription::{Subscription, SubscriptionStatus},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A world.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// Partners.
    pub partners: Vec<Partner>,
    /// The applications they sign in with.
    pub applications: Vec<Application>,
    /// Partner IDs that lines may name.
    pub resellers: Vec<Reseller>,
    /// Customers.
    pub customers: Vec<Customer>,
    /// Modern products.
    pub products: Vec<Product>,
    /// Legacy offers.
    pub legacy_offers: Vec<LegacyOffer>,
    /// The categories that legacy offers are listed under.
    #[serde(default)]
    pub offer_categories: Vec<OfferCategory>,
    /// Promotions.
    pub promotions: Vec<Promotion>,
    /// What customers own.
    pub subscriptions: Vec<OwnedSubscription>,
    /// Carts that are there from the start, made at the instant of seeding.
    pub carts: Vec<SeededCart>,
    /// The agreements that customers can be asked to accept.
    #[serde(default)]
    pub agreement_templates: Vec<AgreementTemplate>,
    /// The rules of countries and regions.
    #[serde(default)]
    pub countries: Vec<CountryRules>,
}

/// A subscription and its owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnedSubscription {
    /// The owner.
    pub customer: CustomerId,
    /// The subscription.
    pub subscription: Subscription,
}

/// A cart with a fixed id.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededCart {
    /// The id.
    pub id: CartId,
    /// The customer it buys for.
    pub customer: CustomerId,
    /// Its lines, as a client would send them.
    pub line_items: Vec<LineDraft>,
}

impl World {
    /// The catalogue of the world.
    #[must_use]
    pub fn catalog(&self) -> Catalog {
        let catalog = Catalog::new(self.products.clone(), self.legacy_offers.clone(), self.promotions.clone());
        catalog.with_offer_categories(self.offer_categories.clone())
    }

    /// What the world's subscriptions use up: the seats of modern SKUs and the room of sandbox accounts, as long as they are
    /// active; that their products were bought, whatever became of them.
    #[must_use]
    pub fn uses(&self) -> Vec<Use> {
        let bought = self.subscriptions.iter().filter_map(purchase);
        let active = self.subscriptions.iter().filter(|owned| owned.subscription.status == SubscriptionStatus::Active);
        let of_customers = active.flat_map(|owned| seats(owned).into_iter().chain(self.sandbox_room(owned)));
        bought.chain(of_customers).chain(self.sandbox_customers()).collect()
    }

    fn sandbox_customers(&self) -> impl Iterator<Item = Use> {
        let sandboxes = || self.partners.iter().filter(|partner| partner.sandbox.is_some());
        let of_sandbox = |customer: &&Customer| sandboxes().any(|partner| partner.id == customer.partner);
        let counter = |customer: &Customer| Counter::sandbox_customers(customer.partner);
        self.customers
            .iter()
            .filter(of_sandbox)
            .map(counter)
            .map(|counter| Use { counter, by: 1, most: None })
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn sandbox_room(&self, OwnedSubscription { customer, .. }: &OwnedSubscription) -> Option<Use> {
        let of_customer = self.customers.iter().find(|known| known.id == *customer)?.partner;
        let partner = self.partners.iter().find(|partner| partner.id == of_customer)?;
        partner.sandbox.as_ref().map(|_| Use { counter: Counter::sandbox_subscriptions(*customer), by: 1, most: None })
    }

    /// The domains that the partners of the world have, in lower case, and whose each is. Customers bring theirs along.
    pub fn domains(&self) -> impl Iterator<Item = (String, Uuid)> {
        let of_partners = self.partners.iter().map(|partner| (partner.profile.domain.as_ref(), partner.id.0));
        of_partners.filter_map(|(domain, tenant)| Some((domain?.to_lowercase(), tenant)))
    }

    fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        usage.add_all(&self.uses());
        usage
    }

    /// Makes the world's carts, under the same rules as any client's.
    ///
    /// # Errors
    /// The first cart that names an unknown customer, whose partner is unknown, or that breaks a structural rule.
    pub fn make_carts(&self, now: Timestamp) -> Result<Vec<Cart>, WorldError> {
        let catalog = self.catalog();
        self.carts.iter().map(|seeded| self.make_cart(seeded, &catalog, now)).collect()
    }

    fn make_cart(&self, seeded: &SeededCart, catalog: &Catalog, now: Timestamp) -> Result<Cart, WorldError> {
        let customer = self.customers.iter().find(|customer| customer.id == seeded.customer);
        let customer = customer.ok_or(WorldError::UnknownCustomer(seeded.customer))?;
        let partner = self.partners.iter().find(|partner| partner.id == customer.partner);
        let partner = partner.ok_or(WorldError::UnknownPartner(seeded.customer))?;
        let application = self.applications.iter().find(|application| application.partner == customer.partner);
        let user = application.ok_or(WorldError::NoApplication(seeded.customer))?.user;
        let owned = self.subscriptions.iter().filter(|owned| owned.customer == customer.id);
        let subscriptions = owned.map(|owned| owned.subscription.clone()).collect();
        let caller = Caller { partner: customer.partner, user, kind: CallerKind::AppUser };
        let draft = CartDraft { line_items: seeded.line_items.clone(), ..CartDraft::default() };
        let known = Known { subscriptions, used: self.usage() };
        let buyer = Buyer::new(partner, customer, catalog, now).knowing(&known);
        cart::create(seeded.id, draft, buyer, Limits::default(), &caller)
            .map_err(|fault| WorldError::Refused(seeded.id, fault))
    }
}

fn purchase(OwnedSubscription { customer, subscription }: &OwnedSubscription) -> Option<Use> {
    let CatalogItem::Modern { product, .. } = subscription.offer_id.shape()? else { return None };
    Some(Use { counter: Counter::purchases(*customer, &product), by: 1, most: None })
}

fn seats(OwnedSubscription { customer, subscription }: &OwnedSubscription) -> Option<Use> {
    let CatalogItem::Modern { product, sku, .. } = subscription.offer_id.shape()? else { return None };
    Some(Use { counter: Counter::seats(*customer, &product, &sku), by: subscription.quantity.into(), most: None })
}

/// Why a world cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldError {
    /// A cart buys for a customer that is not in the world.
    UnknownCustomer(CustomerId),
    /// The customer's partner is not in the world.
    UnknownPartner(CustomerId),
    /// The customer's partner has no application to sign with.
    NoApplication(CustomerId),
    /// A cart breaks a structural rule.
    Refused(CartId, Fault),
}

impl std::fmt::Display for WorldError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownCustomer(id) => write!(out, "a cart buys for customer {id}, which is not in the world"),
            Self::UnknownPartner(id) => write!(out, "the partner of customer {id} is not in the world"),
            Self::NoApplication(id) => write!(out, "the partner of customer {id} has no application"),
            Self::Refused(id, fault) => write!(out, "cart {id}: {}", fault.text()),
        }
    }
}

impl std::error::Error for WorldError {}
