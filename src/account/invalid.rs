//! Why a typed value is not valid.

use std::fmt;

/// Why a typed value is not valid. Each variant is one sentence for the person who typed it (see `crate::words`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A number outside its range, or not a number at all.
    #[error("must be a whole number from {min} to {max}")]
    Range {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// More characters than allowed.
    #[error("must not be longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// A control character (line break, tab, NUL …) inside a text of one line.
    #[error("must not contain control characters")]
    Control,
    /// Neither a host name nor an IP address.
    #[error("is not a host name or an IP address")]
    Host,
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    Address,
    /// An e-mail address whose domain has no dot.
    #[error("is an e-mail address whose domain has no dot")]
    AddressNoDot,
    /// Not a web address, or one that is neither https nor on this computer.
    #[error("must be an https:// address (http:// only on this computer)")]
    Url,
    /// Not a date as it is written in settings.
    #[error("must be a date like 2027-03-31 (year, month, day)")]
    Date,
    /// None of the words that are allowed here.
    #[error("must be one of: {}", .0.join(", "))]
    OneOf(&'static [&'static str]),
    /// A value of another type: a text where a number is wanted, and so on.
    #[error("must be {0}")]
    Type(Shape),
    /// Spaces inside a value that is one word.
    #[error("must not contain spaces")]
    Space,
}

/// The shape of a value in settings.toml and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// true or false.
    Switch,
    /// A list of texts.
    List,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotes",
            Self::Number => "a whole number",
            Self::Switch => "true or false",
            Self::List => "a list of texts",
        })
    }
}
