//! The two languages: the same keys and arguments, proper Czech typography, and every failure in words.

mod causes;
mod codes;
mod errors;
mod files;
