//! The offer matrix, given out (surroundings 2.14).

use crate::{
    answer::Refused,
    download::{self, File, Packing, Rows},
    extract::{Browsing, Keys},
    state::Floor,
};
use app::OfferMatrix;
use axum::{extract::State, response::Response};
use std::io;
use wire::table::Table;

/// Gets the offer matrix of a month: the rules under which licences are bought.
///
/// CSV, or a ZIP file around it, as price sheets are. It needs an App+User token.
#[utoipa::path(
    get,
    path = "/v1.0/sales/offermatrix/{keys}/$value",
    operation_id = "getOfferMatrix",
    tag = "Catalog",
    responses((status = 200, description = "The offer matrix, as a file.", body = inline(File), content_type = "application/octet-stream")),
)]
pub(crate) async fn give_out(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let user = request.scope.into_user()?;
    let month = Keys::of(&request.ids).month()?;
    download::of(floor.app.offer_matrix(&user, month)?, request.zipped)
}

impl Rows for OfferMatrix {
    const FILE: &'static str = "updatedoffice.csv";

    fn header() -> Vec<&'static str> {
        wire::offer_matrix::HEADER.to_vec()
    }

    fn write_next(&mut self, table: &mut Table<Packing>) -> io::Result<bool> {
        let Some(mut rules) = self.next_product() else { return Ok(false) };
        rules.try_for_each(|rule| wire::offer_matrix::row(table, &rule))?;
        Ok(true)
    }
}
