//! Who may act for whom. A [`CustomerScope`] can only be had here, and every use case on a customer asks for one (P7).

use crate::{App, Failure, Refusal, RequestName};
use domain::{
    Timestamp,
    caller::{Caller, CallerKind},
    cart::Cart,
    customer::Customer,
    fault::{Fault, FaultKind},
    id::{CartId, CustomerId},
    partner::{Application, Partner},
    receipt::{Receipt, ReceiptKey},
};
use std::sync::Arc;
use store::{Ahead, Version, Versioned, Wanted};
use uuid::Uuid;

/// A caller whose partner is known here and lets it in.
#[derive(Clone, Debug)]
pub struct PartnerScope {
    caller: Caller,
    partner: Partner,
}

/// A caller, its partner, and a customer that the partner has a relationship with.
#[derive(Clone, Debug)]
pub struct CustomerScope {
    within: PartnerScope,
    customer: Versioned<Customer>,
    /// What was read together with the customer; nothing once it was looked up again.
    ahead: Option<Arc<Seen>>,
}

/// What a request says of what it will look at, before anything is looked at.
#[derive(Clone, Debug, Default)]
pub struct Foreseen {
    /// The name that the client gave it.
    pub name: Option<RequestName>,
    /// The cart that it is about.
    pub cart: Option<CartId>,
}

/// What was looked at ahead, and what was found.
#[derive(Debug)]
struct Seen {
    wanted: Wanted,
    receipt: Option<Receipt>,
    cart: Option<Versioned<Cart>>,
}

/// A user of a partner, by an App+User token: what some operations ask for.
#[derive(Clone, Debug)]
pub struct UserScope(PartnerScope);

/// That a user's partner may see prices.
#[derive(Clone, Debug)]
pub struct PriceScope(());

impl PartnerScope {
    /// The user who acts (surroundings 2.14).
    ///
    /// # Errors
    /// 403/900329 where the application acts for itself.
    pub fn into_user(self) -> Result<UserScope, Refusal> {
        match self.caller.kind {
            CallerKind::AppUser => Ok(UserScope(self)),
            CallerKind::AppOnly => Err(Fault::new(FaultKind::UserTokenRequired).into()),
        }
    }

    /// Who acts.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// For which partner.
    #[must_use]
    pub fn partner(&self) -> &Partner {
        &self.partner
    }
}

impl UserScope {
    /// Lets the user see prices (ruling 13).
    ///
    /// # Errors
    /// 403/800043 where the partner may not see any.
    pub fn price_reader(&self) -> Result<PriceScope, Refusal> {
        if self.0.partner.sees_prices {
            return Ok(PriceScope(()));
        }
        Err(Fault::new(FaultKind::PricingAccessForbidden).into())
    }
}

impl CustomerScope {
    /// The partner's own scope, in which the customer was let in.
    #[must_use]
    pub fn within(&self) -> &PartnerScope {
        &self.within
    }

    /// Who acts.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.within.caller
    }

    /// For which partner.
    #[must_use]
    pub fn partner(&self) -> &Partner {
        &self.within.partner
    }

    /// For which customer.
    #[must_use]
    pub fn customer(&self) -> &Customer {
        &self.customer.value
    }

    /// The kept answer under that key, if it was looked at ahead.
    pub(crate) fn receipt_ahead(&self, key: &ReceiptKey) -> Option<Option<Receipt>> {
        let seen = self.ahead.as_ref().filter(|seen| seen.wanted.receipt.as_ref() == Some(key))?;
        Some(seen.receipt.clone())
    }

    /// That cart, if it was looked at ahead.
    pub(crate) fn cart_ahead(&self, id: CartId) -> Option<Option<Versioned<Cart>>> {
        let seen = self.ahead.as_ref().filter(|seen| seen.wanted.cart == Some(id))?;
        Some(seen.cart.clone())
    }

    /// Whether the command that was foreseen by its name has been answered: carrying it out again does no work.
    #[must_use]
    pub fn is_answered(&self, now: Timestamp) -> bool {
        let receipt = self.ahead.as_ref().and_then(|seen| seen.receipt.as_ref());
        receipt.is_some_and(|receipt| receipt.is_kept_at(now))
    }

    /// The version of the customer that was let in.
    #[must_use]
    pub fn customer_version(&self) -> Version {
        self.customer.version
    }
}

impl App {
    /// Lets a caller in.
    ///
    /// # Errors
    /// 401/400 when the token's partner is not known here; 403/900329 when it demands a user's token and this one is
    /// app-only.
    pub async fn admit(&self, caller: Caller) -> Result<PartnerScope, Refusal> {
        let partner = self.store.partner(caller.partner).await?;
        Ok(admitted(caller, partner)?)
    }

    /// Lets a caller in and act for a customer, looking at the same time at what the request will need.
    ///
    /// # Errors
    /// Those of [`App::admit`], then those of [`App::authorize`].
    pub async fn let_in(
        &self,
        caller: Caller,
        customer: CustomerId,
        foreseen: Foreseen,
    ) -> Result<CustomerScope, Refusal> {
        let receipt = foreseen.name.map(|name| name.key(customer.into(), caller.partner));
        let wanted = Wanted { partner: caller.partner, customer, receipt, cart: foreseen.cart };
        let Ahead { partner, customer, receipt, cart } = self.store.look_ahead(&wanted).await?;
        let within = admitted(caller, partner)?;
        let customer = related(&within, customer)?;
        Ok(CustomerScope { within, customer, ahead: Some(Arc::new(Seen { wanted, receipt, cart })) })
    }

    /// Lets a caller act for a customer.
    ///
    /// # Errors
    /// 403/20002 for a foreign customer and for an unknown one alike (ruling 14).
    pub async fn authorize(&self, within: PartnerScope, customer: CustomerId) -> Result<CustomerScope, Refusal> {
        let customer = related(&within, self.store.customer(customer).await?)?;
        Ok(CustomerScope { within, customer, ahead: None })
    }

    /// Whether a command of a partner's own has been answered, as [`CustomerScope::is_answered`] says it of a customer's.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn is_answered(&self, within: &PartnerScope, name: &RequestName) -> Result<bool, Failure> {
        let partner = within.partner.id;
        let receipt = self.store.receipt(&name.clone().key(partner.into(), partner)).await?;
        Ok(receipt.is_some_and(|receipt| receipt.is_kept_at(self.clock.now())))
    }

    /// An application of the built-in issuer.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn application(&self, client_id: Uuid) -> Result<Option<Application>, Failure> {
        Ok(self.store.application(client_id).await?)
    }
}

fn admitted(caller: Caller, partner: Option<Partner>) -> Result<PartnerScope, Fault> {
    let partner = partner.ok_or_else(|| Fault::new(FaultKind::AccessDenied))?;
    if partner.demands_user_token && caller.kind == CallerKind::AppOnly {
        return Err(Fault::new(FaultKind::UserTokenRequired));
    }
    Ok(PartnerScope { caller, partner })
}

fn related(within: &PartnerScope, customer: Option<Versioned<Customer>>) -> Result<Versioned<Customer>, Fault> {
    let related = customer.filter(|customer| customer.value.is_related_to(within.partner.id));
    related.ok_or_else(|| Fault::new(FaultKind::CustomerNotRelated))
}
