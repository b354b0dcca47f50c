//! The query parameters that operations of the catalogue share, as OpenAPI describes them. What reads them is
//! [`Query`](crate::query::Query).
#![expect(
    dead_code,
    reason = "these are described, and never made: names of parameters have no case, which serde cannot read"
)]

use utoipa::IntoParams;

/// Which market's catalogue is read.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfMarket {
    /// The market: a country or region of two letters.
    #[param(example = "US")]
    country: String,
}

/// Which list of products is read.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfView {
    /// The view: which products are listed.
    #[param(rename = "targetView", example = "OnlineServices")]
    target_view: String,
}

/// What the catalogue is narrowed to.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ForSegment {
    /// Only what is for this segment.
    #[param(rename = "targetSegment", example = "commercial")]
    target_segment: Option<String>,
}

/// Which promotions are read.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfSegment {
    /// The segment that they are for.
    #[param(example = "commercial")]
    segment: String,
}

/// Which of the legacy offers are read.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfOffers {
    /// Only those of this category.
    #[param(example = "Enterprise_Key")]
    offer_category_id: Option<String>,
    /// How many to pass over.
    offset: Option<u32>,
    /// The most to answer with; 0 for all.
    size: Option<u32>,
}
