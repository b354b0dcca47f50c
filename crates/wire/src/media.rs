//! Media types: which one to answer with, and what a body says that it is (digest 5.2). The bytes themselves are not here.

use crate::{charset::Charset, quality::quality};
use domain::{
    fault::{Fault, FaultKind},
    member::Parameter,
};
use std::cmp::Reverse;

/// A format of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// A media type that answers are written in (digest 5.1), in the order of our own preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/json`
    ApplicationJson,
    /// `text/json`
    TextJson,
    /// `application/xml`
    ApplicationXml,
    /// `text/xml`
    TextXml,
}

impl Media {
    const ALL: [Self; 4] = [Self::ApplicationJson, Self::TextJson, Self::ApplicationXml, Self::TextXml];

    /// What is written under it.
    #[must_use]
    pub const fn format(self) -> Format {
        match self {
            Self::ApplicationJson | Self::TextJson => Format::Json,
            Self::ApplicationXml | Self::TextXml => Format::Xml,
        }
    }

    /// The value of the answer's `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::ApplicationJson => "application/json; charset=utf-8",
            Self::TextJson => "text/json; charset=utf-8",
            Self::ApplicationXml => "application/xml; charset=utf-8",
            Self::TextXml => "text/xml; charset=utf-8",
        }
    }

    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::ApplicationJson => ("application", "json"),
            Self::TextJson => ("text", "json"),
            Self::ApplicationXml => ("application", "xml"),
            Self::TextXml => ("text", "xml"),
        }
    }
}

/// The media type to answer with, by the `Accept` header; several of them are joined with commas, and none is the empty
/// text. The largest q-value wins, then the range that comes first; each type goes by the most specific range that fits it.
/// Where nothing fits, it is JSON: clients send odd headers (ruling 11).
#[must_use]
pub fn accepted(accept: &str) -> Media {
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::parse).collect();
    let wanted = Media::ALL.into_iter().filter_map(|media| {
        let fitting = ranges.iter().enumerate();
        let fitting = fitting.filter_map(|(index, range)| Some((range.specificity(media)?, Reverse(index), range)));
        let (_, Reverse(index), range) = fitting.max_by_key(|(specificity, index, _)| (*specificity, *index))?;
        (range.quality > 0).then_some((range.quality, index, media))
    });
    let best = wanted.min_by_key(|(quality, index, _)| (Reverse(*quality), *index));
    best.map_or(Media::ApplicationJson, |(_, _, media)| media)
}

/// A range of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u32,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let q = parts.filter_map(|part| part.split_once('='));
        let mut q = q.map(|(name, value)| (name.trim(), value.trim()));
        let q = q.rfind(|(name, _)| name.eq_ignore_ascii_case("q"));
        Some(Self { kind, subtype, quality: q.map_or(1_000, |(_, value)| quality(value)) })
    }

    /// How closely the range describes a media type; `None` when it does not.
    fn specificity(&self, media: Media) -> Option<u8> {
        let (kind, subtype) = media.parts();
        let same = |range: &str, name: &str| range.eq_ignore_ascii_case(name);
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (range, "*") if same(range, kind) => Some(1),
            (range, other) if same(range, kind) && same(other, subtype) => Some(2),
            _ => None,
        }
    }
}

/// What a request's body is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// A form, which no answer ever is.
    Form,
}

/// What a request says of its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentType {
    /// What it is written in.
    pub body: Body,
    /// How it is encoded.
    pub charset: Charset,
}

/// The media types of bodies (digest 5.1).
const BODIES: [(&str, Body); 5] = [
    ("application/json", Body::Json),
    ("text/json", Body::Json),
    ("application/xml", Body::Xml),
    ("text/xml", Body::Xml),
    ("application/x-www-form-urlencoded", Body::Form),
];

/// What the `Content-Type` header says; without one, which is the empty text, the body is taken for JSON (digest 5.2).
///
/// # Errors
/// 415/800002 for a media type or a charset that is not read.
pub fn content_type(header: &str) -> Result<ContentType, Fault> {
    let refuse = |seen: &str, accepted: String| {
        Fault::new(FaultKind::UnsupportedMediaType).seen(Parameter::ContentType, seen, accepted)
    };
    let mut parts = header.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    let known = BODIES.iter().find(|(name, _)| name.eq_ignore_ascii_case(essence));
    let body = match known {
        Some((_, body)) => *body,
        None if essence.is_empty() => Body::Json,
        None => return Err(refuse(essence, BODIES.map(|(name, _)| name).join(", "))),
    };
    let mut parameters = parts.filter_map(|part| part.split_once('='));
    let charset = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let charset = charset.map_or("", |(_, value)| value.trim().trim_matches('"'));
    let charset = match Charset::parse(charset) {
        Some(charset) => charset,
        None if charset.is_empty() => Charset::default(),
        None => return Err(refuse(header, "charset utf-8 or utf-16".to_owned())),
    };
    Ok(ContentType { body, charset })
}

#[cfg(test)]
mod tests {
    use super::{Body, Format, Media, accepted, content_type};
    use crate::charset::Charset;
    use domain::fault::Status;

    #[test]
    fn answers_are_written_in_what_is_wanted_most() {
        use Media::{ApplicationJson, ApplicationXml, TextJson, TextXml};
        for (accept, expected) in [
            ("", ApplicationJson),
            ("*/*", ApplicationJson),
            ("application/*", ApplicationJson),
            ("text/*", TextJson),
            ("text/html", ApplicationJson),
            ("image/png, text/plain;q=0.5", ApplicationJson),
            ("text/json", TextJson),
            ("application/xml", ApplicationXml),
            ("TEXT/XML", TextXml),
            ("application/json, text/plain, */*", ApplicationJson),
            ("application/json, application/xml", ApplicationJson),
            ("application/xml, application/json", ApplicationXml),
            ("text/xml,text/json", TextXml),
            ("application/json;q=0.5, application/xml", ApplicationXml),
            ("application/xml;q=0.9, application/json;q=0.8", ApplicationXml),
            ("application/xml;q=0.8, application/json;q=0.9", ApplicationJson),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ApplicationXml),
            ("application/xml;q=0.5, */*", ApplicationJson),
            ("*/*;q=0.1, text/xml;q=0.2", TextXml),
            ("application/json;q=0, */*", TextJson),
            ("application/json;q=0, application/*", ApplicationXml),
            ("application/json;q=0", ApplicationJson),
            ("*/*;q=0", ApplicationJson),
            ("application/json;q=0.000, text/json;q=0.0, text/xml;q=0.001", TextXml),
            ("application/xml;charset=utf-8;Q=0.9, text/json;q=0.4", ApplicationXml),
            ("application/xml ; q = 0.9 , text/json ; q = 0.95", TextJson),
            ("application/xml;q=high, application/json;q=0.9", ApplicationXml),
            ("application/xml;q=nan", ApplicationXml),
            ("application/xml;q=0.12345, text/xml;q=0.124", TextXml),
            (", ,;q=1,/,a/b/c,json,application/xml", ApplicationXml),
        ] {
            assert_eq!(accepted(accept), expected, "{accept}");
        }
    }

    #[test]
    fn a_media_type_says_its_format_and_charset() {
        assert_eq!(Media::TextJson.format(), Format::Json);
        assert_eq!(Media::TextXml.format(), Format::Xml);
        for media in Media::ALL {
            assert!(media.content_type().ends_with("; charset=utf-8"));
            assert_eq!(accepted(media.content_type()), media);
        }
    }

    #[test]
    fn bodies_are_what_their_header_says() {
        for (header, body, charset) in [
            ("", Body::Json, Charset::Utf8),
            ("application/json", Body::Json, Charset::Utf8),
            ("application/json; charset=utf-8", Body::Json, Charset::Utf8),
            ("Text/JSON;charset=\"UTF-16\"", Body::Json, Charset::Utf16),
            ("application/xml; version=1; Charset = utf-16 ", Body::Xml, Charset::Utf16),
            ("text/xml;charset=", Body::Xml, Charset::Utf8),
            (" application/x-www-form-urlencoded ", Body::Form, Charset::Utf8),
            ("; charset=utf-16", Body::Json, Charset::Utf16),
        ] {
            let read = content_type(header).expect(header);
            assert_eq!((read.body, read.charset), (body, charset), "{header}");
        }
    }

    #[test]
    fn other_bodies_are_refused() {
        for header in [
            "text/plain",
            "application/problem+json",
            "application/soap+xml",
            "multipart/form-data; boundary=x",
            "json",
            "application/json, application/xml",
            "application/json; charset=iso-8859-1",
            "text/xml; charset=utf-7",
            "application/x-www-form-urlencoded; charset=us-ascii",
        ] {
            let fault = content_type(header).expect_err(header);
            assert_eq!(fault.kind().status(), Status::UnsupportedMediaType, "{header}");
        }
    }
}
