//! Simple filters of lists: one field, one operator, one value (surroundings 4.3). Which fields a list has is for the list
//! to say.

/// What the items of a list are held against. `F` is the fields that the list can be searched by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter<F> {
    /// The field that is looked at.
    pub field: F,
    /// How it is compared.
    pub operator: FilterOperator,
    /// What it is compared with.
    pub value: String,
}

/// How a field is compared with a value. `and` and `or`, which join two filters, are none of them: the service itself takes
/// one filter only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterOperator {
    /// It is the value.
    Equals,
    /// It is not.
    NotEquals,
    /// It comes after the value in the alphabet.
    GreaterThan,
    /// It comes after the value, or is the value.
    GreaterThanOrEquals,
    /// It comes before the value.
    LessThan,
    /// It comes before the value, or is the value.
    LessThanOrEquals,
    /// It holds the value.
    Substring,
    /// It begins with the value.
    StartsWith,
    /// It does not.
    NotStartsWith,
}

impl FilterOperator {
    /// Each of them.
    pub const ALL: [Self; 9] = [
        Self::Equals,
        Self::NotEquals,
        Self::GreaterThan,
        Self::GreaterThanOrEquals,
        Self::LessThan,
        Self::LessThanOrEquals,
        Self::Substring,
        Self::StartsWith,
        Self::NotStartsWith,
    ];
}

impl<F> Filter<F> {
    /// Whether a text of the field is let through; case makes no difference.
    #[must_use]
    pub fn admits(&self, text: &str) -> bool {
        let (text, value) = (text.to_lowercase(), self.value.to_lowercase());
        match self.operator {
            FilterOperator::Equals => text == value,
            FilterOperator::NotEquals => text != value,
            FilterOperator::GreaterThan => text > value,
            FilterOperator::GreaterThanOrEquals => text >= value,
            FilterOperator::LessThan => text < value,
            FilterOperator::LessThanOrEquals => text <= value,
            FilterOperator::Substring => text.contains(&value),
            FilterOperator::StartsWith => text.starts_with(&value),
            FilterOperator::NotStartsWith => !text.starts_with(&value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, FilterOperator};

    #[test]
    fn texts_are_compared_without_case() {
        for (operator, value, admitted) in [
            (FilterOperator::Equals, "fabrikam", true),
            (FilterOperator::Equals, "fabri", false),
            (FilterOperator::NotEquals, "FABRIKAM", false),
            (FilterOperator::GreaterThan, "contoso", true),
            (FilterOperator::GreaterThan, "Fabrikam", false),
            (FilterOperator::GreaterThanOrEquals, "Fabrikam", true),
            (FilterOperator::LessThan, "northwind", true),
            (FilterOperator::LessThan, "fabrikam", false),
            (FilterOperator::LessThanOrEquals, "fabrikam", true),
            (FilterOperator::Substring, "BRIK", true),
            (FilterOperator::Substring, "brick", false),
            (FilterOperator::StartsWith, "fab", true),
            (FilterOperator::StartsWith, "brik", false),
            (FilterOperator::NotStartsWith, "fab", false),
            (FilterOperator::NotStartsWith, "brik", true),
        ] {
            let filter = Filter { field: (), operator, value: value.to_owned() };
            assert_eq!(filter.admits("Fabrikam"), admitted, "{operator:?} {value}");
        }
    }
}
