//! Price sheets of the real shape: a small generator that says the same every time, without holding the sheet. The benchmark of
//! the catalogue uses it too.

use std::io::{Read, Result};

/// The header, as the service writes it (surroundings 2.14).
pub const HEADER: &str = "\"ProductTitle\",\"ProductId\",\"SkuId\",\"SkuTitle\",\"Publisher\",\"SkuDescription\",\
    \"UnitOfMeasure\",\"TermDuration\",\"BillingPlan\",\"Market\",\"Currency\",\"UnitPrice\",\"PricingTierRangeMin\",\
    \"PricingTierRangeMax\",\"EffectiveStartDate\",\"EffectiveEndDate\",\"Tags\",\"ERP Price\"\r\n";

/// The plans of every SKU, each with how many months its term has.
const PLANS: [(&str, &str, u64); 6] = [
    ("P1M", "Monthly", 1),
    ("P1Y", "Monthly", 12),
    ("P1Y", "Annual", 12),
    ("P3Y", "Monthly", 36),
    ("P3Y", "Annual", 36),
    ("P3Y", "Triennial", 36),
];

/// The SKUs of every product.
const SKUS: u64 = 2;

/// The rows of every product.
pub const ROWS_OF_A_PRODUCT: u64 = SKUS * PLANS.len() as u64;

/// The id of the n-th product.
pub fn product_id(n: u64) -> String {
    format!("CFQ7T{n:07}")
}

/// What a licence of the n-th product costs for a month, in cents.
pub fn monthly_cents(n: u64, raise: u64) -> u64 {
    100 + n % 9_000 + raise
}

/// A row, without the header: the n-th, with every monthly price raised by so many cents.
fn row(n: u64, raise: u64) -> String {
    let (product, plan) = (n / ROWS_OF_A_PRODUCT, PLANS[usize::try_from(n).expect("a number") % PLANS.len()]);
    let sku = n / PLANS.len() as u64 % SKUS + 1;
    let (term, billing_plan, months) = plan;
    let cents = monthly_cents(product, raise) * months;
    let id = product_id(product);
    format!(
        "\"Contoso Suite {product}\",\"{id}\",\"{sku:04}\",\"Contoso Suite {product} Plan {sku}\",\"Microsoft Corporation\",\
         \"Mail, calendar and documents for everybody who works with suite {product}, on every device\",\"1 License\",\"{term}\",\
         \"{billing_plan}\",\"US\",\"USD\",\"{}.{:02}\",\"1\",\"2147483647\",\"1/1/2026 12:00:00 AM\",\
         \"12/31/9999 11:59:59 PM\",\"\",\"{}.{:02}\"\r\n",
        cents / 100,
        cents % 100,
        cents / 80,
        cents % 100
    )
}

/// A sheet of that many rows.
pub fn generated(rows: u64, raise: u64) -> impl Read {
    let lines = (0..rows).map(move |n| row(n, raise));
    Lines { lines: std::iter::once(HEADER.to_owned()).chain(lines), line: Vec::new(), at: 0 }
}

/// Lines as bytes, one line in memory at a time.
struct Lines<I> {
    lines: I,
    line: Vec<u8>,
    at: usize,
}

impl<I: Iterator<Item = String>> Read for Lines<I> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.at == self.line.len() {
            (self.line, self.at) = (self.lines.next().unwrap_or_default().into_bytes(), 0);
        }
        let read = (&self.line[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}
