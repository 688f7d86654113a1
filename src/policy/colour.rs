//! Colours and how well they can be told apart, as WCAG 2 computes it.

use std::fmt;

/// A colour of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// From `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// How far this and another are apart, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest colour on the way to `end` that stands out from all of `grounds` by `ratio`; itself when it does.
    #[must_use]
    pub fn towards(self, end: Self, grounds: &[Self], ratio: f64) -> Self {
        let passes = |colour: &Self| grounds.iter().all(|ground| colour.contrast(*ground) >= ratio);
        (0..=u8::MAX).map(|step| self.mixed(end, step)).find(passes).unwrap_or(end)
    }

    fn mixed(self, end: Self, step: u8) -> Self {
        let (far, near) = (u16::from(step), u16::from(u8::MAX - step));
        let mix = |from: u8, to: u8| u8::try_from((u16::from(from) * near + u16::from(to) * far) / 255).unwrap_or(to);
        let [red, green, blue] = self.0;
        Self([mix(red, end.0[0]), mix(green, end.0[1]), mix(blue, end.0[2])])
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_standard() {
        let colour = |text| Colour::parse(text).unwrap();
        let (black, white) = (colour("#000000"), colour("#ffffff"));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        assert!((colour("#767676").contrast(white) - 4.54).abs() < 0.01);
        let nearest = colour("#ffcc00").towards(black, &[white], 4.5);
        assert!(nearest.contrast(white) >= 4.5 && nearest.contrast(white) < 4.7, "{nearest}");
        assert_eq!(colour("#123456").towards(black, &[white], 4.5).to_string(), "#123456");
        for bad in ["", "red", "#fff", "#12345g", "#1234567", "#ääb"] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }
}
