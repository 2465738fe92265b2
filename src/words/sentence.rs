//! How sentences begin and end.
//!
//! Protects: an address or a server's name keeps its letters wherever it stands; a sentence that ends with somebody else's
//! words is closed before the next one begins. Leaves to others: the sentences.

/// With a capital at its beginning, unless it begins with an address or a server's name.
pub(super) fn capital(clause: &str) -> String {
    let word = clause.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ':', ';']);
    if word.contains(['@', '.', ':']) {
        return clause.to_owned();
    }
    let mut rest = clause.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// With a full stop at its end, where none or its like stands there. What has several lines is no sentence.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim_end();
    let last = text.trim_end_matches(['“', '”', '"', '’', '\'', ')', '›']);
    let is_ended = last.is_empty() || last.ends_with(['.', '!', '?', '…', ':']);
    if is_ended || text.contains('\n') { text.to_owned() } else { format!("{text}.") }
}

/// A name inside a sentence: a small first letter, except for abbreviations.
#[must_use]
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// At most so many characters.
pub(super) fn at_most(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_servers_name_keep_their_letters() {
        assert_eq!(capital("the token is over."), "The token is over.");
        assert_eq!(capital("žádný token."), "Žádný token.");
        for kept in ["sklad@firma.cz signed in.", "smtp.firma.cz, too, refused.", "127.0.0.1:25 is silent."] {
            assert_eq!(capital(kept), kept);
        }
        assert_eq!(capital("done."), "Done.");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn what_somebody_else_said_is_closed_once() {
        for (text, closed) in [
            ("not a mail server: <!DOCTYPE HTML>", "not a mail server: <!DOCTYPE HTML>."),
            ("refused: 553 5.7.1 rejected", "refused: 553 5.7.1 rejected."),
            ("refused: 553 rejected. ", "refused: 553 rejected."),
            ("it is over (yesterday).", "it is over (yesterday)."),
            ("he said “no.”", "he said “no.”"),
            ("he said “no”", "he said “no”."),
            ("mistakes:\nfile:1:1: what", "mistakes:\nfile:1:1: what"),
            ("", ""),
        ] {
            assert_eq!(ended(text), closed);
            assert_eq!(ended(closed), closed, "once");
        }
    }

    #[test]
    fn names_lose_their_capital_but_abbreviations_do_not() {
        assert_eq!(inside("Časový limit"), "časový limit");
        assert_eq!(inside("ID aplikace"), "ID aplikace");
    }

    #[test]
    fn what_is_long_is_cut_between_letters() {
        assert_eq!(at_most("žluťoučký", 4), "žluť…");
        assert_eq!(at_most("žluť", 4), "žluť");
    }
}
