//! The two languages. Every sentence that a person reads comes from `i18n/{en,cs}/mailkey.ftl`.
//!
//! Protects: a key or an argument that does not exist is a compile error ([`tr!`](crate::tr)); both languages are always
//! loaded, so switching is only another value of [`Lang`] and loses nothing. Leaves to others: which sentence is said.

use std::sync::LazyLock;

use fluent_bundle::FluentArgs;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;

use crate::account::Language;

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// A language that Mailkey speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Czech.
    Cs,
    /// English.
    En,
}

static CZECH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader("cs"));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader("en"));

fn loader(language: &str) -> FluentLanguageLoader {
    let named = |name: &str| name.parse::<LanguageIdentifier>().unwrap_or_default();
    let loader = FluentLanguageLoader::new("mailkey", named("en"));
    // The files are inside the program; a test loads both, so this cannot fail in a person's hands.
    if let Err(error) = loader.load_languages(&Files, &[named(language)]) {
        tracing::error!(%error, "the texts could not be loaded");
    }
    loader.set_use_isolating(false);
    loader
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Cs, Self::En];

    /// The language that a setting stands for.
    #[must_use]
    pub fn of(setting: Language) -> Self {
        match setting {
            Language::Czech => Self::Cs,
            Language::English => Self::En,
            Language::System => Self::of_system(),
        }
    }

    /// The system's language, or English when it is neither of the two.
    #[must_use]
    pub fn of_system() -> Self {
        let czech = sys_locale::get_locales().next().is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale == "cs" || locale.starts_with("cs-") || locale.starts_with("cs_")
        });
        if czech { Self::Cs } else { Self::En }
    }

    /// The setting that stands for this language.
    #[must_use]
    pub fn setting(self) -> Language {
        match self {
            Self::Cs => Language::Czech,
            Self::En => Language::English,
        }
    }

    /// Its texts, for [`tr!`](crate::tr).
    #[must_use]
    pub fn texts(self) -> &'static FluentLanguageLoader {
        match self {
            Self::Cs => &CZECH,
            Self::En => &ENGLISH,
        }
    }
}

impl Lang {
    /// The text of a key that is known only at run time; `None` where there is none. Tests hold that the tables which
    /// name keys name only such as exist.
    pub(crate) fn text(self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let texts = self.texts();
        texts.has(key).then(|| texts.get_args_fluent(key, Some(args)))
    }
}

/// `tr!(lang, "key", argument = value)`: the sentence in that language; key and arguments are checked at compile time.
#[macro_export]
macro_rules! tr {
    ($lang:expr, $key:tt $(, $argument:ident = $value:expr)* $(,)?) => {
        i18n_embed_fl::fl!($lang.texts(), $key $(, $argument = $value)*)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_says_its_own_words() {
        assert_eq!(crate::tr!(Lang::Cs, "token-acquired"), "Načteno");
        assert_eq!(crate::tr!(Lang::En, "token-acquired"), "Acquired");
    }
}
