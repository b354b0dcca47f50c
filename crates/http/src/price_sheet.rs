//! Price sheets, given out (surroundings 2.14). Importing them is a command of the program.

use crate::{
    answer::Refused,
    download::{self, File, Packing, Rows},
    extract::{Browsing, Keys},
    state::Floor,
};
use app::PriceSheet;
use axum::{extract::State, response::Response};
use domain::price_sheet::SheetWish;
use std::io;
use wire::table::Table;

/// Gets a price sheet.
///
/// CSV with every field quoted; in a ZIP file for a client whose `Accept-Encoding` lists `deflate`, without a `Content-Encoding`.
/// It needs an App+User token.
#[utoipa::path(
    get,
    path = "/v1.0/sales/pricesheets/{keys}/$value",
    operation_id = "getPriceSheet",
    tag = "Catalog",
    params(
        ("timeline" = Option<String>, Query, description = "The time that it is of: `current` without it, `history` or `future`.",
            example = "current"),
        ("month" = Option<String>, Query, description = "The month with `history`, as YYYYMM. Only this month is kept."),
    ),
    responses((status = 200, description = "The price sheet, as a file.", body = inline(File), content_type = "application/octet-stream")),
)]
pub(crate) async fn give_out(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let readers = request.scope.into_user()?.price_reader()?;
    let keys = Keys::of(&request.ids);
    let wish = SheetWish {
        market: keys.market()?,
        view: keys.view()?,
        timeline: request.query.timeline()?,
        month: request.query.month()?,
    };
    download::of(floor.app.price_sheet(&readers, &wish)?, request.zipped)
}

impl Rows for PriceSheet {
    const FILE: &'static str = "sheets.csv";

    fn header() -> Vec<&'static str> {
        wire::price_sheet::header().to_vec()
    }

    fn write_next(&mut self, table: &mut Table<Packing>) -> io::Result<bool> {
        let starts = self.starts();
        let Some(mut listed) = self.next_product() else { return Ok(false) };
        listed.try_for_each(|price| wire::price_sheet::row(table, &price, starts))?;
        Ok(true)
    }
}
