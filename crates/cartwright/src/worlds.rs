//! The worlds that ship with the program, as data.

use crate::exit::StartError;
use domain::world::World;
use serde::de::DeserializeOwned;

const DEMO: &str = include_str!("../../../worlds/demo.json");

/// What holds in the countries and regions of the real one, in every world that ships.
const COUNTRIES: &str = include_str!("../../../worlds/countries.json");

/// The demo world.
///
/// # Errors
/// When a file that was built in is no world, or no list of countries.
pub fn demo() -> Result<World, StartError> {
    let world: World = read("worlds/demo.json", DEMO)?;
    Ok(World { countries: read("worlds/countries.json", COUNTRIES)?, ..world })
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, StartError> {
    serde_json::from_str(text).map_err(|error| StartError::Failed(format!("{name}: {error}")))
}
