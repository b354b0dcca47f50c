//! Customers: list, make, read, change, let go (surroundings 2.5).

use crate::{
    App, CustomerScope, Failure, PartnerScope, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    counter::Counter,
    customer::{
        self, BillingProfileDraft, Customer, CustomerDraft, CustomerEntry, CustomerPage, Founded, Founding, Holdings,
        NewCustomer,
    },
    entitlement::Entitlement,
    fault::{Fault, FaultKind},
    id::{CustomerId, MpnId},
    order::Order,
    receipt::Answer,
    subscription::Subscription,
};
use store::{Changes, Put};

impl App {
    /// A page of the partner's customers, and whether there are more in the direction that was looked in.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_customers(
        &self,
        scope: &PartnerScope,
        page: &CustomerPage,
    ) -> Result<(Vec<CustomerEntry>, bool), Refusal> {
        let one_more = CustomerPage { most: page.most.saturating_add(1), ..page.clone() };
        let mut entries = self.store.customers(scope.partner().id, &one_more).await?;
        let more = entries.len() > page.most;
        if more && page.seek.is_backwards() {
            entries.remove(0);
        } else if more {
            entries.pop();
        }
        Ok((entries, more))
    }

    /// The Partner IDs of the resellers whose tenant begins so: what the list can be narrowed to.
    #[must_use]
    pub fn resellers_with_tenant(&self, prefix: &str) -> Vec<MpnId> {
        let prefix = prefix.to_ascii_lowercase();
        let begins = |tenant: String| tenant.starts_with(&prefix);
        let resellers = self.reference.resellers.iter();
        let found = resellers.filter(|reseller| reseller.id.is_some_and(|id| begins(id.to_string())));
        found.map(|reseller| reseller.mpn_id.clone()).collect()
    }

    /// Makes a customer.
    ///
    /// # Errors
    /// What [`found`](customer::found) refuses; 409/800002 for a domain that is taken; 409/800064 when others were faster
    /// five times.
    pub async fn create_customer(
        &self,
        scope: &PartnerScope,
        name: Option<RequestName>,
        draft: CustomerDraft,
    ) -> Result<NewCustomer, Refusal> {
        let (id, password) = (self.ids.customer(), self.ids.password());
        match self.carry_out(scope, name, &Create { id, password, draft }).await? {
            Answer::CustomerCreated(created) => Ok(*created),
            other => Err(unexpected(&other)),
        }
    }

    /// Replaces a customer's billing profile.
    ///
    /// # Errors
    /// What [`with_billing`](Customer::with_billing) refuses; 412/2055 for an `If-Match` of another revision; 409/800064 as
    /// above.
    pub async fn update_billing_profile(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        draft: BillingProfileDraft,
        if_match: Option<String>,
    ) -> Result<Customer, Refusal> {
        self.change_customer(scope, name, &UpdateBilling { draft, if_match }).await
    }

    /// Ends the relationship with a customer.
    ///
    /// # Errors
    /// What [`without_relationship`](Customer::without_relationship) refuses; 409/800064 as above.
    pub async fn end_relationship(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
    ) -> Result<Customer, Refusal> {
        self.change_customer(scope, name, &LetGo::EndRelationship).await
    }

    /// Deletes a customer of a sandbox account.
    ///
    /// # Errors
    /// What [`deleted`](Customer::deleted) refuses; 409/800064 as above.
    pub async fn delete_customer(&self, scope: &CustomerScope, name: Option<RequestName>) -> Result<(), Refusal> {
        self.change_customer(scope, name, &LetGo::Delete).await.map(|_| ())
    }

    async fn change_customer<C: Command<Scope = CustomerScope>>(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        command: &C,
    ) -> Result<Customer, Refusal> {
        match self.carry_out(scope, name, command).await? {
            Answer::CustomerUpdated(customer) => Ok(*customer),
            other => Err(unexpected(&other)),
        }
    }
}

struct Create {
    id: CustomerId,
    password: String,
    draft: CustomerDraft,
}

#[async_trait]
impl Command for Create {
    type Scope = PartnerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft)
    }

    async fn decide(&self, app: &App, scope: &PartnerScope, _now: Timestamp) -> Result<Decision, Refusal> {
        let counter = Counter::sandbox_customers(scope.partner().id);
        let used = app.store.usage(std::slice::from_ref(&counter)).await?;
        let with = Founding {
            partner: scope.partner(),
            countries: &app.reference.countries,
            resellers: &app.reference.resellers,
            customers: used.of(&counter),
        };
        let Founded { customer, uses } = customer::found(self.id, &self.draft, with)?;
        if let Some(domain) = &customer.domain
            && app.store.domain_is_taken(domain).await?
        {
            return Err(customer::domain_taken(domain).into());
        }
        let created = NewCustomer { customer: customer.clone(), password: self.password.clone() };
        let changes = Changes { customer: Some(Put::new(customer)), uses, ..Changes::of(self.id) };
        Ok(Decision { changes: Some(changes), answer: Answer::CustomerCreated(Box::new(created)) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::CustomerProcessedByAnotherRequest)
    }
}

struct UpdateBilling {
    draft: BillingProfileDraft,
    if_match: Option<String>,
}

#[async_trait]
impl Command for UpdateBilling {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&(&self.draft, &self.if_match))
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, _now: Timestamp) -> Result<Decision, Refusal> {
        let customer = scope.customer();
        customer.check_precondition(self.if_match.as_deref())?;
        let changed = customer.with_billing(&self.draft, &app.reference.countries)?;
        let changes = (changed != *customer).then(|| Changes {
            customer: Some(Put::replacing(changed.clone(), scope.customer_version())),
            ..Changes::of(customer.id)
        });
        Ok(Decision { changes, answer: Answer::CustomerUpdated(Box::new(changed)) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::CustomerProcessedByAnotherRequest)
    }
}

/// The ends of a relationship.
enum LetGo {
    EndRelationship,
    Delete,
}

#[async_trait]
impl Command for LetGo {
    type Scope = CustomerScope;

    /// The method tells the two apart.
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, _now: Timestamp) -> Result<Decision, Refusal> {
        let customer = scope.customer();
        // Before anything is read: what is written meanwhile makes the commit fail.
        let seen = app.store.writes(customer.id).await?;
        let kept = app.holdings(customer.id).await?;
        let (changed, uses) = match self {
            Self::EndRelationship => (customer.without_relationship(kept.holdings())?, Vec::new()),
            Self::Delete => customer.deleted(scope.partner(), kept.holdings())?,
        };
        let changes = Changes {
            writes_seen: Some(seen),
            customer: Some(Put::replacing(changed.clone(), scope.customer_version())),
            uses,
            ..Changes::of(customer.id)
        };
        Ok(Decision { changes: Some(changes), answer: Answer::CustomerUpdated(Box::new(changed)) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::CustomerProcessedByAnotherRequest)
    }
}

/// What a customer has.
struct Kept {
    orders: Vec<Order>,
    subscriptions: Vec<Subscription>,
    entitlements: Vec<Entitlement>,
}

impl Kept {
    fn holdings(&self) -> Holdings<'_> {
        let Self { orders, subscriptions, entitlements } = self;
        Holdings { orders, subscriptions, entitlements }
    }
}

impl App {
    async fn holdings(&self, customer: CustomerId) -> Result<Kept, Refusal> {
        let subscriptions = self.store.all_subscriptions(customer).await?;
        Ok(Kept {
            orders: self.store.orders(customer).await?,
            subscriptions: subscriptions.into_iter().map(|found| found.value).collect(),
            entitlements: self.store.entitlements(customer).await?,
        })
    }
}
