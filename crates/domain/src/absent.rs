//! Members that a body leaves out because they say what is usual: bodies that were stored before a member was there stay
//! readable, and are written again as they were.

/// Whether the member says what is usual.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
