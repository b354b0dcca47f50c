//! A disk that is really full (P12).

use super::{CLIENTS, Outcome};
use crate::{
    shop::Crowd,
    stage::{self, Setting},
};
use anyhow::{Context as _, Result, ensure};
use std::{path::Path, process::Command};

/// Megabytes of the disk at first, and once somebody has made room.
const SMALL: u32 = 6;
const ROOMY: u32 = 512;

/// Answers after which the disk must be full.
const ANSWERS: u64 = 4_000;

pub(crate) async fn run(setting: &Setting, times: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for time in 0..times {
        outcome.add(fill(setting, setting.seed + time).await?);
    }
    Ok(outcome)
}

async fn fill(setting: &Setting, seed: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let disk = Disk::mount()?;
    let mut stage = setting.stage_in(stage::folder()?, disk.0.path()).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, seed);
    // Either no more is answered, or what is answered says that there is no room.
    let filled = crowd.answered_or_ended(ANSWERS, &mut stage).await?;
    outcome.must(filled, || "the disk took everything".to_owned());
    disk.resize(ROOMY)?;
    stage.kill_and_restart(0)?;
    crowd.shop.move_to(stage.addresses());
    crowd.answered(50).await?;
    outcome.close(&stage, crowd).await?;
    outcome.count("disks filled", 1);
    Ok(outcome)
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
