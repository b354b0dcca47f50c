//! Changing a customer's billing profile, and ending the relationship with it (surroundings 2.5).

use super::{
    Customer, Relationship,
    profile::{BillingProfile, BillingProfileDraft, invalid},
};
use crate::{
    counter::{Counter, Use},
    country::CountryRules,
    entitlement::Entitlement,
    fault::{Fault, FaultKind},
    member::{AddressMember, Member, Parameter, Place, ProfileMember},
    order::{Order, OrderStatus},
    partner::Partner,
    subscription::{Subscription, SubscriptionStatus},
};

/// What a customer still has that keeps a relationship from its end.
#[derive(Clone, Copy, Debug)]
pub struct Holdings<'a> {
    /// Its orders.
    pub orders: &'a [Order],
    /// Its subscriptions.
    pub subscriptions: &'a [Subscription],
    /// Its entitlements.
    pub entitlements: &'a [Entitlement],
}

impl Customer {
    /// The customer with another billing profile, which must be whole.
    ///
    /// # Errors
    /// 400/2055 for an etag of another revision; 400/800002 with everything that is missing or wrong, another country among
    /// it, for the market of a customer never changes.
    pub fn with_billing(&self, draft: &BillingProfileDraft, countries: &[CountryRules]) -> Result<Self, Fault> {
        let etag = self.billing.revision.to_string();
        if let Some(seen) = draft.etag.as_deref().filter(|seen| !seen.is_empty() && *seen != etag) {
            let at = Place::from(Member::Attributes).member(Member::Etag);
            return Err(Fault::new(FaultKind::EtagMismatch).seen(at, seen, "the etag of the profile as it is"));
        }
        let read = draft.read(&Place::default(), countries)?;
        let country = read.profile.default_address.country.as_deref().unwrap_or_default();
        if !country.eq_ignore_ascii_case(&self.market) {
            let at = Place::from(Member::Profile(ProfileMember::DefaultAddress)).member(AddressMember::Country);
            return Err(invalid().seen(at, country, format!("{}, as the customer was made with", self.market)));
        }
        let billing = BillingProfile { revision: self.billing.revision, ..read.profile };
        let changed = Self { name: read.company_name, billing, ..self.clone() };
        if changed == *self {
            return Ok(changed);
        }
        let billing = BillingProfile { revision: self.billing.revision + 1, ..changed.billing };
        Ok(Self { billing, ..changed })
    }

    /// Whether a request that says which revision it is for means the one that is there (surroundings 2.5).
    ///
    /// # Errors
    /// 412/2055 where it does not.
    pub fn check_precondition(&self, if_match: Option<&str>) -> Result<(), Fault> {
        let revision = self.billing.revision.to_string();
        match if_match.map(|tag| tag.trim().trim_matches('"')).filter(|tag| !["", "*", revision.as_str()].contains(tag))
        {
            Some(seen) => {
                let accepted = format!("{revision}, the etag of the profile as it is");
                Err(Fault::new(FaultKind::PreconditionFailed).seen(Parameter::IfMatch, seen, accepted))
            }
            None => Ok(()),
        }
    }

    /// The customer without the relationship. Its orders stay where they are, and none is left halfway.
    ///
    /// # Errors
    /// 400/800002 while an order is pending or a subscription active: suspend or cancel each first.
    pub fn without_relationship(&self, holdings: Holdings<'_>) -> Result<Self, Fault> {
        check_idle(holdings, |status| status == SubscriptionStatus::Active, "suspended or cancelled")?;
        Ok(Self { relationship: Relationship::None, ..self.clone() })
    }

    /// The same, of a customer that is deleted, and the room that it leaves.
    ///
    /// # Errors
    /// 403/900127 outside a sandbox account; 400/800002 while an order is pending, or there is a subscription or an
    /// entitlement that is not cancelled.
    pub fn deleted(&self, partner: &Partner, holdings: Holdings<'_>) -> Result<(Self, Vec<Use>), Fault> {
        if partner.sandbox.is_none() {
            return Err(Fault::new(FaultKind::DeleteOutsideSandbox));
        }
        check_idle(holdings, |status| status != SubscriptionStatus::Deleted, "cancelled")?;
        if let Some(left) = holdings.entitlements.first() {
            return Err(still(format!("an entitlement of order {}", left.order_line.order), "every order cancelled"));
        }
        let room = Use { counter: Counter::sandbox_customers(partner.id), by: -1, most: None };
        Ok((Self { relationship: Relationship::None, ..self.clone() }, vec![room]))
    }
}

fn check_idle(holdings: Holdings<'_>, holds: impl Fn(SubscriptionStatus) -> bool, accepted: &str) -> Result<(), Fault> {
    if let Some(pending) = holdings.orders.iter().find(|order| order.status == OrderStatus::Pending) {
        return Err(still(format!("order {}, which is pending", pending.id), "no order that is still provisioned"));
    }
    match holdings.subscriptions.iter().find(|owned| holds(owned.status)) {
        Some(owned) => {
            let seen = format!("subscription {}, which is {}", owned.id, owned.status.name());
            Err(still(seen, &format!("every subscription {accepted}")))
        }
        None => Ok(()),
    }
}

fn still(seen: String, accepted: &str) -> Fault {
    Fault::new(FaultKind::CustomerStillInUse).seen(
        Member::Profile(ProfileMember::RelationshipToPartner),
        seen,
        accepted,
    )
}
