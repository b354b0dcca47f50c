//! A disk that is really full, and one that is nearly so (P12).

use super::{CLIENTS, Outcome, rounds};
use crate::{
    shop::Crowd,
    stage::{self, Setting, Stage},
};
use anyhow::{Context as _, Result, ensure};
use futures::future::{BoxFuture, FutureExt as _};
use std::{
    fs::File,
    io::{ErrorKind, Write as _},
    path::Path,
    process::Command,
};

/// Mebibytes of the disk at first, and once somebody has made room.
const SMALL: u32 = 12;
const ROOMY: u32 = 512;

/// Mebibytes that the server leaves free, where it leaves any.
const LEFT: u32 = 6;

/// Answers after which there must be no room any more.
const ANSWERS: u64 = 8_000;

/// Answers in between.
const FURTHER: u64 = 50;

pub(crate) async fn run(setting: &Setting, times: u64) -> Result<Outcome> {
    let trials = (0..times).flat_map(|time| {
        let seed = setting.seed + time;
        [fill(setting.clone(), seed).boxed(), run_short(setting.clone(), seed).boxed()]
    });
    rounds::<BoxFuture<'static, _>>(trials).await
}

/// A server that may fill its disk ends when it has, and finds everything again when there is room.
async fn fill(setting: Setting, seed: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let disk = Disk::mount()?;
    let mut stage = setting.stage_in(disk.0.path(), 0).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, seed);
    // Either no more is answered, or what is answered says that there is no room.
    let filled = crowd.answered_or_ended(ANSWERS, &mut stage).await?;
    outcome.must(filled, || "the disk took everything".to_owned());
    disk.resize(ROOMY)?;
    stage.kill_and_restart(0)?;
    crowd.shop.move_to(stage.addresses());
    crowd.answered(FURTHER).await?;
    outcome.close(&stage, crowd).await?;
    outcome.count("disks filled", 1);
    Ok(outcome)
}

/// A server that leaves some of its disk free refuses what it has no room for, whoever took it, and goes on when there is room.
async fn run_short(setting: Setting, seed: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let disk = Disk::mount()?;
    let mut stage = setting.stage_in(disk.0.path(), LEFT).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, seed);
    let short = crowd.answered_or_ended(ANSWERS, &mut stage).await?;
    outcome.must(short, || "the disk took everything".to_owned());
    disk.fill()?;
    crowd.answered(FURTHER).await?;
    outcome.must(!stage.has_ended(0)?, || "a server ended that leaves some of its disk free".to_owned());
    disk.resize(ROOMY)?;
    writes_again(&mut crowd, &mut outcome, &stage).await?;
    outcome.close(&stage, crowd).await?;
    outcome.count("disks that ran short", 1);
    Ok(outcome)
}

async fn writes_again(crowd: &mut Crowd, outcome: &mut Outcome, stage: &Stage) -> Result<()> {
    let before = stage.rows("carts")?;
    crowd.answered(FURTHER * 4).await?;
    let after = stage.rows("carts")?;
    outcome.must(after > before, || format!("there is room again, and there are {after} carts after {before}"));
    Ok(())
}

/// A disk in memory.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount() -> Result<Self> {
        let folder = stage::folder()?;
        let size = format!("size={SMALL}m");
        mount(&["-t", "tmpfs", "-o", &size, "none"], folder.path())?;
        Ok(Self(folder))
    }

    /// Takes all that is left of it.
    fn fill(&self) -> Result<()> {
        let mut file = File::create(self.0.path().join("somebody-elses"))?;
        loop {
            match file.write_all(&[0; 4_096]) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn resize(&self, megabytes: u32) -> Result<()> {
        mount(&["-o", &format!("remount,size={megabytes}m")], self.0.path())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").args(["--lazy".as_ref(), self.0.path().as_os_str()]).status().ok();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> Result<()> {
    let status = Command::new("mount").args(arguments).arg(folder).status().context("mount")?;
    ensure!(status.success(), "mount {arguments:?}: {status}");
    Ok(())
}
