//! Who may act for whom. A [`CustomerScope`] can only be had here, and every use case on a customer asks for one (P7).

use crate::{App, Failure, Refusal};
use domain::{
    caller::{Caller, CallerKind},
    customer::Customer,
    fault::{Fault, FaultKind},
    id::CustomerId,
    partner::{Application, Partner},
};
use store::{Version, Versioned};
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
        let partner = partner.ok_or_else(|| Fault::new(FaultKind::AccessDenied))?;
        if partner.demands_user_token && caller.kind == CallerKind::AppOnly {
            return Err(Fault::new(FaultKind::UserTokenRequired).into());
        }
        Ok(PartnerScope { caller, partner })
    }

    /// Lets a caller act for a customer.
    ///
    /// # Errors
    /// 403/20002 for a foreign customer and for an unknown one alike (ruling 14).
    pub async fn authorize(&self, within: PartnerScope, customer: CustomerId) -> Result<CustomerScope, Refusal> {
        let customer = self.related(&within, customer).await?;
        Ok(CustomerScope { within, customer })
    }

    async fn related(&self, within: &PartnerScope, customer: CustomerId) -> Result<Versioned<Customer>, Refusal> {
        let customer = self.store.customer(customer).await?;
        let related = customer.filter(|customer| customer.value.is_related_to(within.partner.id));
        related.ok_or_else(|| Fault::new(FaultKind::CustomerNotRelated).into())
    }

    /// An application of the built-in issuer.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn application(&self, client_id: Uuid) -> Result<Option<Application>, Failure> {
        Ok(self.store.application(client_id).await?)
    }
}
