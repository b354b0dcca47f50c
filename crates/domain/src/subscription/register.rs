//! Registering a subscription to Azure, so that reservations can be bought with it (surroundings 2.10).

use super::Subscription;
use crate::{
    azure::{AzureFacts, AzureItem},
    catalog::Catalog,
    fault::{Fault, FaultKind},
    member::Parameter,
};

impl Subscription {
    /// The subscription, registered and enabled for reservations. `None` where it is both already.
    ///
    /// # Errors
    /// 400/800042 for what is no subscription to Azure.
    pub fn registered(&self, catalog: &Catalog) -> Result<Option<Self>, Fault> {
        if catalog.azure(&self.offer_id) != Some(AzureItem::Subscription) {
            let fault = Fault::new(FaultKind::NotSupported);
            return Err(fault.seen(Parameter::Subscription, self.id, "a subscription to Azure"));
        }
        let facts = self.azure.clone().unwrap_or_default();
        if facts.registered && facts.enabled_for_reservations {
            return Ok(None);
        }
        let azure = AzureFacts { registered: true, enabled_for_reservations: true, ..facts };
        Ok(Some(Self { azure: Some(azure), ..self.clone() }))
    }
}
