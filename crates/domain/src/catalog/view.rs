//! The views of the catalogue: which products `targetView` shows (surroundings 2.1).

use super::{Product, ProductKind, SubKind};

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Everything of Azure.
    Azure,
    /// Azure reservations.
    AzureReservations,
    /// Those of virtual machines.
    AzureReservationsVm,
    /// Those of SQL databases.
    AzureReservationsSql,
    /// Those of Cosmos DB.
    AzureReservationsCosmosDb,
    /// What Azure is bought with beside reservations: plans and savings plans.
    MicrosoftAzure,
    /// Licences, and the marketplace's software as a service.
    OnlineServices,
    /// Software of every sort.
    Software,
    /// SUSE Linux.
    SoftwareSuseLinux,
    /// Software without a term.
    SoftwarePerpetual,
    /// Software with one.
    SoftwareSubscriptions,
    /// Offers to single customers; the catalogue has none.
    SpecializedOffers,
    /// The marketplace's software as a service.
    MarketplaceSaas,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Azure,
        Self::AzureReservations,
        Self::AzureReservationsVm,
        Self::AzureReservationsSql,
        Self::AzureReservationsCosmosDb,
        Self::MicrosoftAzure,
        Self::OnlineServices,
        Self::Software,
        Self::SoftwareSuseLinux,
        Self::SoftwarePerpetual,
        Self::SoftwareSubscriptions,
        Self::SpecializedOffers,
        Self::MarketplaceSaas,
    ];

    /// Whether it has the product.
    #[must_use]
    pub fn shows(self, product: &Product) -> bool {
        use ProductKind::{AzurePlan, OnlineServicesNce, Reservation, Saas, SavingsPlan, Software};
        let sub_kind = |kind, sub_kind| product.kind == kind && product.sub_kind == Some(sub_kind);
        match self {
            Self::Azure => matches!(product.kind, AzurePlan | Reservation | SavingsPlan),
            Self::AzureReservations => product.kind == Reservation,
            Self::AzureReservationsVm => sub_kind(Reservation, SubKind::VirtualMachines),
            Self::AzureReservationsSql => sub_kind(Reservation, SubKind::SqlDatabases),
            Self::AzureReservationsCosmosDb => sub_kind(Reservation, SubKind::CosmosDb),
            Self::MicrosoftAzure => matches!(product.kind, AzurePlan | SavingsPlan),
            Self::OnlineServices => matches!(product.kind, OnlineServicesNce | Saas),
            Self::Software => product.kind == Software,
            Self::SoftwareSuseLinux => sub_kind(Software, SubKind::SuseLinux),
            Self::SoftwarePerpetual => product.kind == Software && has_plan(product, false),
            Self::SoftwareSubscriptions => product.kind == Software && has_plan(product, true),
            Self::SpecializedOffers => false,
            Self::MarketplaceSaas => product.kind == Saas,
        }
    }
}

/// Whether any plan of the product has a term, or has none.
fn has_plan(product: &Product, with_term: bool) -> bool {
    let availabilities = product.skus.iter().flat_map(|sku| &sku.availabilities);
    availabilities.flat_map(|availability| &availability.plans).any(|plan| plan.term.is_some() == with_term)
}
