//! The worlds that ship with the program, as data.

use crate::exit::StartError;
use domain::world::World;

const DEMO: &str = include_str!("../../../worlds/demo.json");

/// The demo world.
///
/// # Errors
/// When the file that was built in is no world.
pub fn demo() -> Result<World, StartError> {
    serde_json::from_str(DEMO).map_err(|error| StartError::Failed(format!("worlds/demo.json: {error}")))
}
