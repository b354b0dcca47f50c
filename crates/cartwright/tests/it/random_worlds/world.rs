//! Worlds: the demo world with other limits and other facts.

use crate::support::TestClock;
use app::Clock as _;
use domain::{
    catalog::{Prerequisites, Sku},
    customer::{AgreementStatus, Customer, PurchaseReview, ValidationStatus},
    partner::{CreditLine, Partner, PartnerKind, ProgramStatus, Sandbox},
    world::World,
};
use proptest::{prelude::*, sample::Index};

/// What is changed, where, and to what; a small number of any of them.
pub type Change = (u8, Index, i64);

pub fn change() -> impl Strategy<Value = Change> {
    (0..18_u8, any::<Index>(), 0..30_i64)
}

pub fn changed(demo: &World, changes: &[Change]) -> World {
    let mut world = demo.clone();
    for (what, index, number) in changes {
        match what {
            0..=6 => {
                let skus: Vec<_> = world.products.iter_mut().flat_map(|product| &mut product.skus).collect();
                let place = index.index(skus.len());
                change_sku(skus.into_iter().nth(place).expect("a SKU"), *what, *number);
            }
            7..=11 => {
                let place = index.index(world.partners.len());
                change_partner(&mut world.partners[place], *what, *number);
            }
            12..=14 => {
                let place = index.index(world.customers.len());
                change_customer(&mut world.customers[place], *what, *number);
            }
            15 => {
                let place = index.index(world.promotions.len());
                world.promotions[place].maximum_seats = i32::try_from(*number).expect("a small number");
            }
            16 => {
                let place = index.index(world.promotions.len());
                world.promotions[place].end = Some(TestClock::default().now().plus_days(number - 15));
            }
            _ => {
                let place = index.index(world.subscriptions.len());
                world.subscriptions[place].subscription.quantity = i32::try_from(*number).expect("a small number");
            }
        }
    }
    world
}

fn change_sku(sku: &mut Sku, what: u8, number: i64) {
    let small = i32::try_from(number).expect("a small number");
    match what {
        0 => sku.pooled_seats = Some(number),
        1 => sku.stock = Some(number),
        2 => sku.quota = Some(number),
        3 => sku.enforces_attestation = number % 2 == 0,
        4 => sku.provisioning_variables.clear(),
        5 => {
            sku.prerequisites =
                Some(Prerequisites { skus: vec!["CFQ7TTC0LH16:0001".to_owned()], minimum_percent: small })
        }
        _ => sku.availabilities.iter_mut().for_each(|availability| availability.purchasable = number % 3 != 0),
    }
}

fn change_partner(partner: &mut Partner, what: u8, number: i64) {
    match what {
        7 => partner.credit_line = CreditLine::Amount((number * 100).into()),
        8 => partner.credit_line = if number % 2 == 0 { CreditLine::NotDefined } else { CreditLine::Unlimited },
        9 => partner.kind = if number % 2 == 0 { PartnerKind::DirectBill } else { PartnerKind::IndirectProvider },
        10 => {
            let licenses = i32::try_from(number).expect("a small number");
            partner.sandbox =
                Some(Sandbox { customers: None, subscriptions: number / 4, licenses, reserved_instances: number / 8 });
        }
        _ => partner.program_status = if number % 4 == 0 { ProgramStatus::NotActive } else { ProgramStatus::Active },
    }
}

fn change_customer(customer: &mut Customer, what: u8, number: i64) {
    match what {
        12 => {
            let agreed = number % 3 != 0;
            customer.agreement = if agreed { AgreementStatus::Accepted } else { AgreementStatus::NotAccepted };
        }
        13 => {
            let allowed = number % 3 != 0;
            customer.validation_status =
                if allowed { ValidationStatus::Allowed } else { ValidationStatus::UnderReview };
        }
        _ => {
            let passed = number % 3 != 0;
            customer.purchase_review = if passed { PurchaseReview::Passed } else { PurchaseReview::Rejected };
        }
    }
}
