//! Changing a subscription: what a PATCH asks for, and what comes of it (surroundings 2.10).
//!
//! Clients send the whole resource back with something changed, so that only what differs is asked for. Of new commerce two
//! members count where they are missing, too: without `autoRenewEnabled` it does not renew itself, and instructions for the
//! next term that are not sent again are dropped.

mod charge;
mod quantity;
mod renewal;
mod reseller;
mod status;
mod worth;

use super::{Subscription, SubscriptionStatus};
use crate::{
    billing_cycle::BillingCycle,
    cart::{self, Buyer, NextTermDraft},
    counter::Use,
    fault::{Fault, FaultKind},
    line::ScheduledNextTermInstructions,
    member::{Member, Parameter, Place},
    money::Currency,
    order::Order,
    reseller::Reseller,
};
use serde::{Deserialize, Serialize};

/// What a client says a subscription shall be. What it does not say, or says as it is, stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SubscriptionPatch {
    /// The partner's name for it; an empty one stands for the catalogue's.
    pub friendly_name: Option<String>,
    /// Licences or instances, all together.
    pub quantity: Option<i32>,
    /// The status.
    pub status: Option<SubscriptionStatus>,
    /// Whether another term follows by itself.
    pub auto_renew: Option<bool>,
    /// How often it is charged.
    pub billing_cycle: Option<BillingCycle>,
    /// The Partner ID of the reseller; an empty one stands for none.
    pub partner_id: Option<String>,
    /// What happens at the end of the term.
    pub next_term: Option<NextTermDraft>,
    /// Whether the change of the billing cycle that is to come was sent back.
    pub keeps_next_charge: bool,
    /// The attestation that some items ask for when licences are added.
    pub attestation_accepted: Option<bool>,
    /// The partner's attestation, due from some partners when they name a reseller.
    pub partner_on_record_attestation_accepted: Option<bool>,
    /// The version that the client has seen, of a legacy subscription; 0 for an etag that is none of this subscription's.
    pub version: Option<u64>,
}

/// Who changes a subscription, and what of the world the decision is taken on.
#[derive(Clone, Copy, Debug)]
pub struct Updating<'a> {
    /// Who, with the subscriptions and counters that [`counters`](cart::counters) names.
    pub buyer: Buyer<'a>,
    /// The Partner IDs that may be named.
    pub resellers: &'a [Reseller],
    /// The version of the subscription.
    pub version: u64,
    /// The order that it fulfils; `None` where there is none.
    pub order: Option<&'a Order>,
}

impl Updating<'_> {
    /// The currency that it is charged in.
    fn currency(&self) -> Currency {
        self.order.map_or(self.buyer.customer.currency, |order| order.currency)
    }
}

/// A subscription that was changed, and what that uses up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updated {
    /// The subscription afterwards.
    pub subscription: Subscription,
    /// The counters that move, back for what is given back.
    pub uses: Vec<Use>,
}

/// Changes a subscription as a patch says.
///
/// # Errors
/// The first of these: 2055 for an etag of another version, 2011 for one that is deleted, 800091 for an edit of one that stays
/// suspended, 27009 for an edit of an add-on whose base is not active, then what is wrong with a member: its name (800002),
/// quantity (2002, 800027, 800090, and the limits of a purchase), renewal (800093, 800002, 900244 to 900246), billing cycle
/// (2054, 900269, 900270), reseller (800098, 800015, 800016, 900123, 900206), status (800040, 900117, 900213).
pub fn update(subscription: &Subscription, patch: &SubscriptionPatch, with: Updating<'_>) -> Result<Updated, Fault> {
    check_version(subscription, patch, with)?;
    let next_term = cart::next_term(patch.next_term.clone(), &Member::ScheduledNextTermInstructions.into())?;
    let next_term = next_term.as_ref();
    let mut changed = subscription.clone();
    changed.settle_charge(with.buyer.now);
    let edit = first_edit(&changed, patch, next_term);
    check_open(&changed, patch, edit, with)?;
    let mut uses = Vec::new();
    if patch.status == Some(SubscriptionStatus::Active) {
        status::resume(&mut changed, with)?;
    }
    if changed.status == SubscriptionStatus::Active {
        rename(&mut changed, patch, with)?;
        uses.extend(quantity::change(&mut changed, patch, with)?);
        renewal::change(&mut changed, patch, next_term, with)?;
        charge::change(&mut changed, patch, with)?;
        reseller::change(&mut changed, patch, with)?;
    }
    match patch.status {
        Some(SubscriptionStatus::Suspended) => status::suspend(&mut changed),
        Some(SubscriptionStatus::Deleted) => uses.extend(status::delete(&mut changed, with)?),
        Some(SubscriptionStatus::Active) | None => {}
    }
    Ok(Updated { subscription: changed, uses })
}

/// Legacy subscriptions have an etag, which clients send back (surroundings 2.10).
fn check_version(subscription: &Subscription, patch: &SubscriptionPatch, with: Updating<'_>) -> Result<(), Fault> {
    match patch.version.filter(|seen| subscription.offer_id.is_legacy() && *seen != with.version) {
        Some(_) => {
            let accepted = "the etag of the subscription as it is: get it again, and repeat the change";
            Err(Fault::new(FaultKind::EtagMismatch).seen(
                Place::from(Member::Attributes).member(Member::Etag),
                "another one",
                accepted,
            ))
        }
        None => Ok(()),
    }
}

/// Whether it can be changed at all.
fn check_open(
    subscription: &Subscription,
    patch: &SubscriptionPatch,
    edit: Option<Member>,
    with: Updating<'_>,
) -> Result<(), Fault> {
    let resumes = patch.status == Some(SubscriptionStatus::Active);
    match subscription.status {
        SubscriptionStatus::Deleted => Err(Fault::new(FaultKind::SubscriptionDeleted).seen(
            Parameter::Subscription,
            subscription.id,
            "one that is not deleted",
        )),
        SubscriptionStatus::Suspended if !resumes => edit.map_or(Ok(()), |edit| {
            let accepted = "what it is: a suspended subscription is resumed first, with the status active";
            Err(Fault::new(FaultKind::SubscriptionSuspended).seen(edit, "a change", accepted))
        }),
        status if edit.is_some() || status == SubscriptionStatus::Suspended => check_base(subscription, with),
        SubscriptionStatus::Active | SubscriptionStatus::Suspended => Ok(()),
    }
}

/// An add-on is nothing without its base.
fn check_base(subscription: &Subscription, with: Updating<'_>) -> Result<(), Fault> {
    match base(subscription, with).filter(|base| base.status != SubscriptionStatus::Active) {
        Some(base) => {
            let fault = Fault::new(FaultKind::ParentSubscriptionNotActive);
            Err(fault.seen(Member::ParentSubscriptionId, base.id, "a base that is active: resume it first"))
        }
        None => Ok(()),
    }
}

fn base<'a>(subscription: &Subscription, with: Updating<'a>) -> Option<&'a Subscription> {
    let parent = subscription.parent?;
    with.buyer.subscriptions.iter().find(|owned| owned.id == parent)
}

/// The first member, its status aside, that the patch would change.
fn first_edit(
    subscription: &Subscription,
    patch: &SubscriptionPatch,
    next_term: Option<&ScheduledNextTermInstructions>,
) -> Option<Member> {
    let named =
        patch.friendly_name.as_ref().is_some_and(|name| !name.is_empty() && *name != subscription.friendly_name);
    let charged = patch.billing_cycle.is_some_and(|cycle| charge::differs(subscription, cycle));
    let reseller = patch.partner_id.as_ref().is_some_and(|asked| reseller::differs(subscription, asked));
    let scheduled = next_term.is_some() && next_term != subscription.scheduled_next_term_instructions.as_ref();
    [
        (Member::FriendlyName, named),
        (Member::Quantity, patch.quantity.is_some_and(|asked| asked != subscription.quantity)),
        (Member::AutoRenewEnabled, patch.auto_renew == Some(true) && !subscription.auto_renew),
        (Member::ScheduledNextTermInstructions, scheduled),
        (Member::BillingCycle, charged),
        (Member::PartnerId, reseller),
    ]
    .into_iter()
    .find_map(|(member, edited)| edited.then_some(member))
}

fn rename(subscription: &mut Subscription, patch: &SubscriptionPatch, with: Updating<'_>) -> Result<(), Fault> {
    let Some(asked) = &patch.friendly_name else { return Ok(()) };
    let given = cart::friendly_name(Some(asked.clone()), &Place::default())?;
    let title = || with.buyer.catalog.listing(&subscription.offer_id).title;
    if let Some(name) = given.or_else(title) {
        subscription.friendly_name = name;
    }
    Ok(())
}
