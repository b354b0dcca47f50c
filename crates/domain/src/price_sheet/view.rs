//! Which price sheets there are: their views and the times that they are of (surroundings 2.14).

use crate::catalog::ProductKind;

/// A view: the sort of products that a sheet lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetView {
    /// Meters of Azure. The catalogue has none.
    AzureConsumption,
    /// Azure reservations.
    AzureReservations,
    /// Licences of new commerce: the view that can be imported.
    UpdatedLicenseBased,
    /// Software of the marketplace.
    Marketplace,
    /// Perpetual software and software subscriptions.
    Software,
    /// Licences with extended service terms. The catalogue has none.
    LicenseBasedEst,
    /// Licences at the end of their sale. The catalogue has none.
    LicenseBasedEos,
}

/// The time that a sheet is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timeline {
    /// This moment.
    #[default]
    Current,
    /// A month, which is named.
    History,
    /// The next change of prices.
    Future,
}

impl SheetView {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::AzureConsumption,
        Self::AzureReservations,
        Self::UpdatedLicenseBased,
        Self::Marketplace,
        Self::Software,
        Self::LicenseBasedEst,
        Self::LicenseBasedEos,
    ];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AzureConsumption => "azure_consumption",
            Self::AzureReservations => "azure_reservations",
            Self::UpdatedLicenseBased => "updatedlicensebased",
            Self::Marketplace => "marketplace",
            Self::Software => "software",
            Self::LicenseBasedEst => "licensebasedest",
            Self::LicenseBasedEos => "licensebasedeos",
        }
    }

    /// The kind of products that it lists; `None` where the catalogue has no such prices.
    #[must_use]
    pub fn kind(self) -> Option<ProductKind> {
        match self {
            Self::AzureReservations => Some(ProductKind::Reservation),
            Self::UpdatedLicenseBased => Some(ProductKind::OnlineServicesNce),
            Self::Marketplace => Some(ProductKind::Saas),
            Self::Software => Some(ProductKind::Software),
            Self::AzureConsumption | Self::LicenseBasedEst | Self::LicenseBasedEos => None,
        }
    }

    /// Whether it is given out for other times than this moment.
    #[must_use]
    pub fn has_timeline(self) -> bool {
        self != Self::Marketplace
    }
}

impl Timeline {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Current, Self::History, Self::Future];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::History => "history",
            Self::Future => "future",
        }
    }
}
