//! What holds for every draft that could be read, whatever it came in.

use crate::{body, fault};
use domain::{
    billing_cycle::BillingCycle,
    caller::{Caller, CallerKind},
    cart::{self, Buyer, Cart, CartDraft, Known, Limits, LineDraft},
    catalog::Catalog,
    counter::Usage,
    fault::Fault,
    id::CartId,
    money::Amount,
    time::Timestamp,
    world::World,
};
use std::sync::LazyLock;
use uuid::Uuid;
use wire::xml;

const DEMO: &str = include_str!("../../worlds/demo.json");

static SHOP: LazyLock<Shop> = LazyLock::new(Shop::open);

/// Where drafts are turned into carts: the demo world, its first customer, and one instant.
struct Shop {
    world: World,
    catalog: Catalog,
    known: Known,
    caller: Caller,
    now: Timestamp,
}

impl Shop {
    fn open() -> Self {
        let world: World = serde_json::from_str(DEMO).expect("the demo world");
        let owned = world.subscriptions.iter().map(|owned| owned.subscription.clone());
        let application = world.applications.first().expect("an application");
        let caller = Caller { partner: application.partner, user: application.user, kind: CallerKind::AppUser };
        let now = Timestamp::parse("2026-03-01T09:00:00.1234567Z").expect("an instant");
        let known = Known { subscriptions: owned.collect(), used: Usage::default() };
        Self { catalog: world.catalog(), known, caller, now, world }
    }

    fn buyer(&self) -> Buyer<'_> {
        let customer = self.world.customers.first().expect("a customer");
        let mut partners = self.world.partners.iter();
        let partner = partners.find(|partner| partner.id == customer.partner).expect("its partner");
        Buyer::new(partner, customer, &self.catalog, self.now).knowing(&self.known)
    }

    fn create(&self, draft: CartDraft) -> Result<Cart, Fault> {
        cart::create(CartId(Uuid::nil()), draft, self.buyer(), Limits::default(), &self.caller)
    }

    fn update(&self, cart: &Cart, draft: CartDraft) -> Result<Cart, Fault> {
        cart::update(cart, draft, self.buyer(), Limits::default(), &self.caller)
    }
}

/// A draft is refused, and told why, or becomes a cart. The cart is kept as it is. What a client is shown of it, in
/// JSON or in XML, can be sent again and says the same: another cart made of it is the same cart, and the cart itself
/// replaced by it does not change.
pub(crate) fn keeps_its_meaning(draft: CartDraft) {
    let cart = match SHOP.create(draft) {
        Ok(cart) => cart,
        Err(refused) => return fault::is_told(&refused),
    };
    let kept = serde_json::to_string(&cart).expect("a row");
    assert_eq!(serde_json::from_str::<Cart>(&kept).expect("a cart"), cart, "as it is kept");

    let json = shown(&cart);
    let from_json = body::draft("application/json", &json).expect("what was shown in JSON");
    let again = SHOP.create(from_json.clone()).expect("a cart that was accepted once");
    assert_eq!(text(&shown(&again)), text(&json), "made of what was shown");
    let replaced = SHOP.update(&cart, from_json.clone()).expect("a cart that was accepted once");
    assert_eq!(text(&shown(&replaced)), text(&json), "replaced by what was shown");

    let xml = xml::write(xml::Root::Cart, &json).expect("a cart in XML");
    let from_xml = body::draft("application/xml", &xml).expect("what was shown in XML");
    // Compared as carts: a double has one text of 17 digits in XML, and a shorter one in JSON.
    let [from_xml, from_json] = [from_xml, from_json].map(|draft| SHOP.create(with_defaults(draft)));
    let [from_xml, from_json] = [from_xml, from_json].map(|cart| shown(&cart.expect("a cart that was accepted once")));
    assert_eq!(text(&from_xml), text(&from_json), "shown in XML: {}", text(&xml));
}

fn shown(cart: &Cart) -> Vec<u8> {
    serde_json::to_vec(&wire::cart::resource(cart)).expect("a cart in JSON")
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("UTF-8")
}

/// In .NET's classes these are always there: in XML, no number is 0 and no billing cycle is the unknown one.
fn with_defaults(draft: CartDraft) -> CartDraft {
    let lines = draft.line_items.into_iter();
    CartDraft { line_items: lines.map(with_line_defaults).collect(), ..draft }
}

fn with_line_defaults(mut line: LineDraft) -> LineDraft {
    if let Some(commitment) = &mut line.purchase_commitment {
        commitment.amount.get_or_insert(Amount::ZERO);
    }
    if let Some(next) = &mut line.next_term {
        if let Some(product) = &mut next.product {
            product.billing_cycle.get_or_insert(BillingCycle::Unknown);
        }
        if next.product.is_some() || next.custom_term_end_date.is_some() {
            next.quantity.get_or_insert(0);
        }
    }
    line
}
