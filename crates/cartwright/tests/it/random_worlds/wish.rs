//! Wishes: carts that somebody might send, most of them with sense, some without.

use domain::{billing_cycle::BillingCycle, cart::CartDraft, world::World};
use proptest::{prelude::*, sample::Index};
use serde_json::{Map, Value, json};

/// Who asks, what for, and what is put in its place with a second request, where the first led to nothing whole.
#[derive(Clone, Debug)]
pub struct Wish {
    customer: Index,
    lines: Vec<LineWish>,
    again: Vec<LineWish>,
}

#[derive(Clone, Debug)]
struct LineWish {
    item: Index,
    plan: Index,
    quantity: i32,
    /// Members beyond the usual, of the list below.
    more: Vec<Index>,
    addons: Vec<(Index, i32)>,
}

/// Members that a line may have.
fn members() -> [Value; 14] {
    let azure =
        |n: u8| json!([["SubscriptionId", format!("A2000000-0000-4000-8000-00000000000{n}")], ["Scope", "shared"]]);
    [
        json!({ "participants": [{ "role": "transaction_reseller", "mpn_id": "5357564" }] }),
        json!({ "participants": [{ "role": "transaction_reseller", "mpn_id": "9999999" }] }),
        json!({ "attestation_accepted": true }),
        json!({ "promotion_id": "39NFIRST0001:0001:39NFIRST0002" }),
        json!({ "promotion_id": "none" }),
        json!({ "currency_code": "USD" }),
        json!({ "currency_code": "JPY" }),
        json!({ "custom_term_end_date": "2026-03-31T00:00:00Z" }),
        json!({ "renews_to": { "term_duration": "P1M" } }),
        json!({ "provisioning_context": azure(5) }),
        json!({ "provisioning_context": azure(3) }),
        json!({ "provisioning_context": [["ParentSubscriptionId", "97555B61-7461-477A-A98C-9C76148783E4"]] }),
        json!({ "purchase_commitment": { "amount": "0.05", "currency": "USD", "grain": "hourly" } }),
        json!({ "term_duration": "P2M" }),
    ]
}

pub fn wish() -> impl Strategy<Value = Wish> {
    let lines = || proptest::collection::vec(line(), 1..5);
    (any::<Index>(), lines(), lines()).prop_map(|(customer, lines, again)| Wish { customer, lines, again })
}

fn line() -> impl Strategy<Value = LineWish> {
    let quantity =
        prop_oneof![6 => 1..12_i32, 2 => 12..400_i32, 1 => Just(10_000_000), 1 => Just(i32::MAX), 1 => -1..2_i32];
    let more = prop_oneof![3 => Just(Vec::new()), 1 => proptest::collection::vec(any::<Index>(), 1..4)];
    let addons = prop_oneof![3 => Just(Vec::new()), 1 => proptest::collection::vec((any::<Index>(), 1..9_i32), 1..3)];
    (any::<Index>(), any::<Index>(), quantity, more, addons).prop_map(|(item, plan, quantity, more, addons)| LineWish {
        item,
        plan,
        quantity,
        more,
        addons,
    })
}

impl Wish {
    pub fn customer(&self, world: &World) -> usize {
        self.customer.index(world.customers.len())
    }

    pub fn draft(&self, world: &World) -> CartDraft {
        draft(&self.lines, world)
    }

    pub fn second_draft(&self, world: &World) -> CartDraft {
        draft(&self.again, world)
    }
}

fn draft(lines: &[LineWish], world: &World) -> CartDraft {
    let offers = offers(world);
    let lines: Vec<_> = lines.iter().map(|line| line.draft(&offers)).collect();
    let draft = json!({ "line_items": lines, "partner_on_record_attestation_accepted": lines.len() % 2 == 0 });
    serde_json::from_value(draft).expect("a draft")
}

/// An item, with the plans that it is sold with.
type Offer = (String, Vec<(BillingCycle, Option<String>)>);

fn offers(world: &World) -> Vec<Offer> {
    let mut offers = vec![("hello".to_owned(), vec![(BillingCycle::Monthly, None)])];
    for product in &world.products {
        for sku in &product.skus {
            for availability in &sku.availabilities {
                let id = format!("{}:{}:{}", product.id, sku.id, availability.id);
                let term = |term: &domain::term::Term| term.as_str().to_owned();
                let plans = availability.plans.iter().map(|plan| (plan.billing_cycle, plan.term.as_ref().map(term)));
                offers.push((id, plans.collect()));
            }
        }
    }
    let legacy = world.legacy_offers.iter();
    offers.extend(
        legacy.map(|offer| (offer.id.clone(), offer.billing_cycles.iter().map(|cycle| (*cycle, None)).collect())),
    );
    offers
}

impl LineWish {
    fn draft(&self, offers: &[Offer]) -> Value {
        let (item, plans) = self.item.get(offers);
        let (cycle, term) = self.plan.get(plans);
        let mut line = Map::new();
        line.insert("catalog_item_id".to_owned(), json!(item));
        line.insert("quantity".to_owned(), json!(self.quantity));
        line.insert("billing_cycle".to_owned(), json!(cycle));
        line.insert("term_duration".to_owned(), json!(term));
        for member in &self.more {
            let Value::Object(member) = member.get(&members()).clone() else { continue };
            line.extend(member);
        }
        let addons = self.addons.iter().map(|(offer, quantity)| {
            let (item, _) = offer.get(offers);
            json!({ "catalog_item_id": item, "quantity": quantity, "billing_cycle": cycle })
        });
        let addons: Vec<_> = addons.collect();
        if !item.contains(':') && !addons.is_empty() {
            line.insert("addon_items".to_owned(), json!(addons));
        }
        Value::Object(line)
    }
}
