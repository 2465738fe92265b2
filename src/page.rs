//! The page that the browser shows at the end of a sign-in.
//!
//! Protects: nothing that a server or a person wrote becomes markup; no script, nothing loaded from elsewhere.

use std::sync::Arc;

use crate::engine::{Landing, PageMaker};
use crate::i18n::Lang;
use crate::tr;
use crate::words::explain;

/// Makes the pages in a language.
#[must_use]
pub fn in_language(lang: Lang) -> PageMaker {
    Arc::new(move |landing| page(landing, lang))
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f4f8;color:#1d2129;\
font:16px/1.5 system-ui,sans-serif}\
main{max-width:30rem;margin:1.5rem;padding:2rem;background:#fff;border:1px solid #dfe2ea;border-radius:12px}\
h1{font-size:1.35rem;margin:0 0 .75rem}p{margin:.5rem 0;overflow-wrap:anywhere}\
.mark{display:inline-grid;place-items:center;width:2.5rem;height:2.5rem;border-radius:50%;margin-bottom:1rem;\
font-weight:700}.good{background:#dff3ea;color:#0b6b48}.bad{background:#fdE8e8;color:#a61b1b}\
@media(prefers-color-scheme:dark){body{background:#0f1116;color:#e8eaf0}main{background:#171a21;border-color:#2b303b}\
.good{background:#123a2b;color:#6fe0b0}.bad{background:#4a1a1a;color:#ff9d9d}}";

/// A style and a sign.
const GOOD: (&str, &str) = ("good", "✓");
const BAD: (&str, &str) = ("bad", "!");
const UNKNOWN: (&str, &str) = ("good", "…");

fn page(landing: &Landing, lang: Lang) -> String {
    let (mark, title, paragraphs) = match landing {
        Landing::Done(who) => {
            let who = who.as_ref().map(|who| tr!(lang, "page-done-who", who = who.clone()));
            (GOOD, tr!(lang, "page-done-title"), [Some(tr!(lang, "page-done")), who].into_iter().flatten().collect())
        }
        Landing::Failed(error) => {
            let words = explain(error, lang);
            (BAD, tr!(lang, "page-failed-title"), vec![words.what, words.cure, tr!(lang, "page-failed-next")])
        }
        Landing::Cancelled => (BAD, tr!(lang, "page-cancelled-title"), vec![tr!(lang, "page-cancelled")]),
        Landing::Unfinished => (UNKNOWN, tr!(lang, "page-unfinished-title"), vec![tr!(lang, "page-unfinished")]),
        Landing::Stale => (BAD, tr!(lang, "page-stale-title"), vec![tr!(lang, "page-stale")]),
    };
    let language = lang.setting();
    let (class, mark) = mark;
    let paragraphs: String = paragraphs.iter().map(|text| format!("<p>{}</p>", escape(text))).collect();
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width\"><title>{title} – Mailkey</title><style>{STYLE}</style>\
        </head><body><main><div class=\"mark {class}\" aria-hidden=\"true\">{mark}</div><h1>{title}</h1>{paragraphs}\
        </main></body></html>",
        title = escape(&title),
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::oauth::{OAuthError, Refusal};

    #[test]
    fn what_the_provider_wrote_is_text_and_not_markup() {
        let refusal = Refusal::new("odd", Some("<script>alert('x')</script>"), None);
        let landing = Landing::Failed(Error::OAuth(OAuthError::Refused(refusal)));
        for lang in Lang::ALL {
            let html = page(&landing, lang);
            assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
        }
    }

    #[test]
    fn each_landing_has_its_own_words_in_each_language() {
        let pages: std::collections::BTreeSet<String> = Lang::ALL
            .into_iter()
            .flat_map(|lang| {
                let plain = [Landing::Done(None), Landing::Cancelled, Landing::Unfinished, Landing::Stale];
                let all = plain.into_iter().chain([Landing::Done(Some("a@b.cz".into()))]);
                all.map(move |landing| page(&landing, lang))
            })
            .collect();
        assert_eq!(pages.len(), 10);
    }
}
