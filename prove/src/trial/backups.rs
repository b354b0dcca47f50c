//! Backups that are taken under load: each holds together, with everything that was acknowledged before it began (P14).

use super::{CLIENTS, Outcome};
use crate::{
    shop::Crowd,
    stage::{Setting, Stage},
};
use anyhow::{Context as _, Result};

const ANSWERS: u64 = 60;

pub(crate) async fn run(setting: &Setting, times: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stage = setting.stage(1).await?;
    let seeded = stage.rows("carts")?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    let folder = crate::stage::folder()?;
    for time in 0..times {
        crowd.answered(ANSWERS).await?;
        let before = crowd.shop.journal.carts_acknowledged();
        let file = folder.path().join(format!("{time}.db"));
        let path = file.to_str().context("a path")?;
        let (well, said) = setting.program.run(&["store", "backup", path, "--store", &stage.url])?;
        outcome.must(well, || format!("no backup: {said}"));
        let after = crowd.shop.journal.carts_begun();
        let url = format!("sqlite:{path}");
        let (well, said) = setting.program.run(&["store", "verify", "--store", &url])?;
        outcome.must(well, || format!("a backup does not hold together: {said}"));
        let carts = Stage::rows_of(&setting.program, &url, "carts")?.saturating_sub(seeded);
        outcome.must((before..=after).contains(&carts), || format!("{carts} carts in a backup of {before} to {after}"));
        outcome.count("backups under load", 1);
    }
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
