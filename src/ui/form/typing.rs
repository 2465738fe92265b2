//! Typing into a field of a number: only what can become one.
//!
//! Protects: a letter or a digit too many never gets into the field, and the arrows never lead out of the range. Leaves to
//! others: what a pasted text means ([`crate::settings::understand`]).

use super::Form;
use crate::account::Shape;
use crate::settings::Key;

impl Form {
    pub(super) fn type_in(&mut self, key: &'static str, text: &str) {
        self.forget_said(key);
        let number = Key::find(key).filter(|key| key.shape == Shape::Number);
        match number.and_then(Key::range) {
            Some((_, max)) => self.draft.type_in(key, &digits(text, max)),
            None => self.draft.type_in(key, text),
        }
    }

    /// One more or one less, inside the range; from something that is no number, the stored one.
    pub(super) fn step(&mut self, key: &'static str, by: i64) {
        let Some((known, (min, max))) = Key::find(key).and_then(|known| Some((known, known.range()?))) else { return };
        let now = self.text(key).parse::<i64>().or_else(|_| known.get(self.draft.base()).to_string().parse());
        let Ok(now) = now else { return };
        self.forget_said(key);
        self.draft.type_in(key, &now.saturating_add(by).clamp(min, max).to_string());
    }
}

/// The digits of a text, at most as many as the largest value has, without leading zeros.
fn digits(text: &str, max: i64) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = digits.trim_start_matches('0');
    let plain = if plain.is_empty() && !digits.is_empty() { "0" } else { plain };
    plain.chars().take(max.to_string().len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_that_can_be_the_number_get_in() {
        for (text, max, wanted) in [
            ("587", 65535, "587"),
            ("58a7", 65535, "587"),
            ("658765", 65535, "65876"),
            ("0", 480, "0"),
            ("05", 480, "5"),
            ("000", 480, "0"),
            ("-5", 300, "5"),
            ("", 300, ""),
            ("٥", 300, ""),
        ] {
            assert_eq!(digits(text, max), wanted, "{text}");
        }
    }

    #[test]
    fn steps_stay_inside_the_range() {
        let mut form = Form::default();
        form.step("smtp.timeout", 1);
        assert_eq!(form.text("smtp.timeout"), "21");
        form.step("smtp.timeout", -100);
        assert_eq!(form.text("smtp.timeout"), "1");
        form.step("smtp.timeout", 10_000);
        assert_eq!(form.text("smtp.timeout"), "300");
        form.type_in("pop.check_interval", "");
        form.step("pop.check_interval", -1);
        assert_eq!(form.text("pop.check_interval"), "14");
    }
}
