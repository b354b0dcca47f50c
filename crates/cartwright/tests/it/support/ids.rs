//! Ids of the demo world.

pub const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
pub const OTHER_PARTNER: &str = "10000000-0000-4000-8000-000000000002";
pub const PARTNER_WITHOUT_PRICES: &str = "10000000-0000-4000-8000-000000000007";

/// The user and the application of the default partner.
pub const USER: &str = "21000000-0000-4000-8000-000000000001";
pub const APPLICATION: &str = "20000000-0000-4000-8000-000000000001";

/// Owns nothing.
pub const CUSTOMER: &str = "94cd6638-11b6-4323-8c9f-6ae3088adc59";
/// Owns a legacy base subscription.
pub const LEGACY_CUSTOMER: &str = "18ac2950-8ea9-4dfc-92a4-ff4d4cd57796";
/// Has the printed cart.
pub const PRINTED_CUSTOMER: &str = "d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d";
pub const PRINTED_CART: &str = "b4c8fdea-cbe4-4d17-9576-13fcacbf9605";
/// The Azure subscription that the printed cart names.
pub const PRINTED_SUBSCRIPTION: &str = "1C461A25-F729-4FA5-AADB-280947DD05E8";
/// Owns Azure subscriptions of every sort, and an Azure plan.
pub const AZURE_CUSTOMER: &str = "31000000-0000-4000-8000-000000000010";
pub const AZURE_PLAN: &str = "A1000000-0000-4000-8000-000000000001";
/// In France, in euro.
pub const FRENCH_CUSTOMER: &str = "31000000-0000-4000-8000-000000000001";
/// Approved for education.
pub const EDUCATION_CUSTOMER: &str = "31000000-0000-4000-8000-000000000002";
/// The other partner's.
pub const OTHER_CUSTOMER: &str = "32000000-0000-4000-8000-000000000001";
/// Of the partner without price access.
pub const CUSTOMER_WITHOUT_PRICES: &str = "33000000-0000-4000-8000-000000000007";

/// Must attest when it names participants, and its customer.
pub const ATTESTING_PARTNER: &str = "10000000-0000-4000-8000-000000000008";
pub const ATTESTING_CUSTOMER: &str = "33000000-0000-4000-8000-000000000008";

/// Office 365 E5 without Audio Conferencing: P1M/monthly 36.48, P1Y/monthly, P1Y/annual.
pub const LICENCE: &str = "CFQ7TTC0LF8S:0001:CFQ7TTC0N81H";
/// Perpetual software: one_time, no term.
pub const SOFTWARE: &str = "DG7GMGF0DWM3:0002:DG7GMGF0DT1M";
/// A legacy base offer and its add-on.
pub const LEGACY_BASE: &str = "91FD106F-4B2C-4938-95AC-F54F74E9A239";
pub const LEGACY_ADDON: &str = "C94271D8-B431-4A25-A3C5-A57737A1C909";

/// New-commerce base: P1M/monthly, P1Y/monthly, P1Y/annual, and 15 % off by itself for 1 to 100 seats of P1M/monthly.
pub const PROMOTED: &str = "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30";
pub const PROMOTION: &str = "39NFJQT1PHSN:0008:39NFJQT1Q5J0";
/// New-commerce licence without a cap: P1M/monthly, P1Y/monthly, P1Y/annual, P3Y/triennial.
pub const PLAIN_LICENCE: &str = "CFQ7TTC0LH16:0001:CFQ7TTC0XXXX";
/// Exists and cannot be purchased; at most 300.
pub const NOT_PURCHASABLE: &str = "CFQ7TTC0OLD1:0001:CFQ7TTC0OLDA";
/// Marketplace SaaS, P1M/monthly, at most 100; and its free trial, P1M/none, at most 25.
pub const SAAS: &str = "DZH318Z0BXWC:0002:DZH318Z0BMRV";
pub const TRIAL: &str = "DZH318Z0C0WF:0001:DZH318Z0BP69";
/// For customers of the education segment only: P1M/monthly, P1Y/monthly, P1Y/annual.
pub const EDUCATION: &str = "CFQ7TTC0EDU1:0001:CFQ7TTC0EDUA";
/// Enforces an attestation: P1M/monthly, P1Y/monthly, P1Y/annual.
pub const ATTESTED: &str = "CFQ7TTC0HHS9:0001:CFQ7TTC0ATTE";
/// A reserved VM instance, sold in the US only.
pub const RESERVATION: &str = "DZH318Z0BQ36:004G:DZH318Z08C0S";
/// An Azure savings plan, sold in the US only.
pub const SAVINGS_PLAN: &str = "DZH318Z08M8S:0001:DZH318Z08SAV";
/// Legacy Azure by usage, sold in the US only.
pub const AZURE: &str = "MS-AZR-0145P";
/// A second add-on of the legacy base, and an offer that is no longer sold.
pub const SECOND_LEGACY_ADDON: &str = "43FCE491-76D1-4BCC-B709-8A288786DBAE";
pub const LEGACY_NOT_SOLD: &str = "031C9E47-4802-4248-838E-778FB1D2CC05";
/// The base subscription of the customer that owns one.
pub const BASE_SUBSCRIPTION: &str = "97555B61-7461-477A-A98C-9C76148783E4";
