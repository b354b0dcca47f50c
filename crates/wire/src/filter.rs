//! Filters of lists, a JSON object in a query parameter (surroundings 4.3).
//!
//! `{"Field":"Name","Value":"cont","Operator":"starts_with"}`: member names in any case, operators in any spelling, other
//! members (such as `fieldType`) ignored. Two filters in one are refused, as the service itself takes one only.

use crate::{enumeration, json, read::Reader};
use domain::{
    fault::{Fault, FaultKind},
    filter::{Filter, FilterOperator},
    member::{Member, Parameter, Place},
};

const A_FILTER: &str = r#"one filter in JSON, such as {"Field":"Name","Value":"cont","Operator":"starts_with"}"#;

/// Reads a filter for a list that can be searched by `fields`, each with its name.
///
/// # Errors
/// 400/800002 for what is no simple filter, for another field, and for an operator that there is not.
pub fn read<F: Copy>(text: &str, fields: &[(&str, F)]) -> Result<Filter<F>, Fault> {
    let place = Place::from(Parameter::Filter);
    let node = json::tree(text.as_bytes()).map_err(|_| invalid().seen(place.clone(), text, A_FILTER))?;
    let filter = Reader::of_object(&node, place)?;
    let operators = || format!("one of {}", FilterOperator::ALL.map(enumeration::filter_operator_name).join(", "));
    let operator = needed(&filter, Parameter::Operator.into(), operators, enumeration::filter_operator)?;
    let names = || format!("one of {}", fields.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    let known = |text: &str| fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, field)| *field);
    let field = needed(&filter, Parameter::Field.into(), names, known)?;
    let value = needed(&filter, Member::Value, || "a text".to_owned(), |text| Some(text.to_owned()))?;
    Ok(Filter { field, operator, value })
}

/// A member that must be there and mean something.
fn needed<T>(
    filter: &Reader<'_>,
    member: Member,
    accepted: impl Fn() -> String,
    find: impl Fn(&str) -> Option<T>,
) -> Result<T, Fault> {
    let place = Place::from(Parameter::Filter).member(member);
    let Some(text) = filter.text(member)? else { return Err(invalid().missing(place, accepted())) };
    find(text.trim()).ok_or_else(|| invalid().seen(place, &text, accepted()))
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::fault::describe;
    use domain::filter::{Filter, FilterOperator};

    const FIELDS: [(&str, u8); 2] = [("CompanyName", 1), ("Domain", 2)];

    #[test]
    fn the_filters_of_the_sdks_are_read() {
        for (text, operator) in [
            (r#"{"Field":"CompanyName","Value":"cont","Operator":"starts_with"}"#, FilterOperator::StartsWith),
            (
                r#"{"operator":"StartsWith","fieldType":"String","field":"CompanyName","value":"cont"}"#,
                FilterOperator::StartsWith,
            ),
            (r#"{"FIELD":"COMPANYNAME","VALUE":"cont","OPERATOR":"notstartswith"}"#, FilterOperator::NotStartsWith),
            (r#"{"Field":"CompanyName","Value":"cont","Operator":"LESS_THAN"}"#, FilterOperator::LessThan),
        ] {
            assert_eq!(read(text, &FIELDS), Ok(Filter { field: 1, operator, value: "cont".to_owned() }), "{text}");
        }
    }

    #[test]
    fn a_bad_filter_is_told() {
        for (text, told) in [
            ("cont", "filter: seen is cont; accepted is one filter in JSON"),
            ("[]", "filter: seen is a list of 0; accepted is an object"),
            ("{}", "filter.operator is missing; accepted is one of equals, "),
            (
                r#"{"LeftFilter":{},"Operator":"and","RightFilter":{}}"#,
                "filter.operator: seen is and; accepted is one of",
            ),
            (r#"{"Operator":"like","Field":"Domain","Value":"x"}"#, "filter.operator: seen is like; accepted"),
            (
                r#"{"Operator":"equals","Value":"x"}"#,
                "filter.field is missing; accepted is one of CompanyName, Domain.",
            ),
            (r#"{"Operator":"equals","Field":"Name","Value":"x"}"#, "filter.field: seen is Name; accepted"),
            (r#"{"Operator":"equals","Field":"Domain"}"#, "filter.value is missing"),
            (r#"{"Operator":"equals","Field":"Domain","Value":[]}"#, "filter.value: seen is a list of 0"),
        ] {
            let description = describe(&read(text, &FIELDS).expect_err(text));
            assert!(description.contains(told), "{text}: {description}");
        }
    }
}
