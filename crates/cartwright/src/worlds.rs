//! The worlds that ship with the program, as data.

use crate::exit::StartError;
use domain::{country::CountryRules, world::World};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

const DEMO: &str = include_str!("../../../worlds/demo.json");

/// What holds in the countries and regions of the real one, in every world that ships.
const COUNTRIES: &str = include_str!("../../../worlds/countries.json");

/// Which world an empty store is seeded with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WorldName {
    /// The one that ships.
    Demo,
    /// An operator's own.
    File(PathBuf),
}

impl WorldName {
    /// What is taken for one.
    pub(crate) const ACCEPTED: &str = "demo, or the path of a file that ends in .json";

    /// Reads a name.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "demo" => Some(Self::Demo),
            file if file.ends_with(".json") => Some(Self::File(PathBuf::from(file))),
            _ => None,
        }
    }

    /// The world of that name.
    pub(crate) fn world(&self) -> Result<World, StartError> {
        match self {
            Self::Demo => demo(),
            Self::File(path) => of_file(path),
        }
    }
}

fn of_file(path: &Path) -> Result<World, StartError> {
    let wrong = |error: &dyn std::fmt::Display| StartError::Configuration(format!("world {}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let world: World = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    let countries = if world.countries.is_empty() { countries()? } else { world.countries.clone() };
    Ok(World { countries, ..world })
}

/// The demo world.
///
/// # Errors
/// When a file that was built in is no world, or no list of countries.
pub fn demo() -> Result<World, StartError> {
    let world: World = read("worlds/demo.json", DEMO)?;
    Ok(World { countries: countries()?, ..world })
}

fn countries() -> Result<Vec<CountryRules>, StartError> {
    read("worlds/countries.json", COUNTRIES)
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, StartError> {
    serde_json::from_str(text).map_err(|error| StartError::Failed(format!("{name}: {error}")))
}
