//! What the columns are called.

use domain::price_sheet::Column;

/// The name of a column, as the header has it.
#[must_use]
pub const fn name(column: Column) -> &'static str {
    match column {
        Column::ProductTitle => "ProductTitle",
        Column::ProductId => "ProductId",
        Column::SkuId => "SkuId",
        Column::SkuTitle => "SkuTitle",
        Column::Publisher => "Publisher",
        Column::SkuDescription => "SkuDescription",
        Column::UnitOfMeasure => "UnitOfMeasure",
        Column::TermDuration => "TermDuration",
        Column::BillingPlan => "BillingPlan",
        Column::Market => "Market",
        Column::Currency => "Currency",
        Column::UnitPrice => "UnitPrice",
        Column::PricingTierRangeMin => "PricingTierRangeMin",
        Column::PricingTierRangeMax => "PricingTierRangeMax",
        Column::EffectiveStartDate => "EffectiveStartDate",
        Column::EffectiveEndDate => "EffectiveEndDate",
        Column::Tags => "Tags",
        Column::ErpPrice => "ERP Price",
        Column::Segment => "Segment",
    }
}
