//! The status page's own colours: taken when they can be read, put right and reported when not.

use std::collections::BTreeMap;
use std::fmt;

use super::{Colour, SitePolicy};
use crate::source::{did_you_mean, one_line, one_of};

/// A colour that may be set: its name in `site.colors`, and how far it must stand out from the ground.
pub struct SettableColour {
    /// Its name.
    pub name: &'static str,
    /// The contrast that it must reach.
    pub ratio: f64,
}

/// Text must reach 4.5, drawings 3 (WCAG 2, AA).
pub const SETTABLE_COLOURS: [SettableColour; 6] = [
    SettableColour { name: "accent", ratio: 4.5 },
    SettableColour { name: "operational", ratio: 3.0 },
    SettableColour { name: "degraded_performance", ratio: 3.0 },
    SettableColour { name: "partial_outage", ratio: 3.0 },
    SettableColour { name: "major_outage", ratio: 3.0 },
    SettableColour { name: "under_maintenance", ratio: 3.0 },
];

/// What a name ends in that is meant for dark screens.
const DARK: &str = "-dark";

const BLACK: Colour = Colour([0, 0, 0]);
const WHITE: Colour = Colour([255, 255, 255]);

/// The grounds of the status page, `--paper` and `--card` of its style sheet, in the light.
pub const LIGHT_GROUNDS: [Colour; 2] = [Colour([0xf6, 0xf7, 0xf9]), WHITE];
/// The same in the dark.
pub const DARK_GROUNDS: [Colour; 2] = [Colour([0x11, 0x15, 0x1b]), Colour([0x19, 0x1f, 0x27])];

/// A colour as the page has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteColour {
    /// Its name in `site.colors`.
    pub name: &'static str,
    /// In the light.
    pub light: Colour,
    /// In the dark.
    pub dark: Colour,
}

/// What is wrong with a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourFaultKind {
    /// The page has none of this name.
    UnknownName,
    /// What is written is no colour.
    NotAColour,
    /// It does not stand out enough.
    HardToRead,
}

/// A colour that the page does not have as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColourFault {
    /// Its name in `site.colors`.
    pub name: String,
    /// What sort of fault it is.
    pub kind: ColourFaultKind,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What the page does instead, or the way out.
    pub help: String,
}

impl fmt::Display for ColourFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`site.colors`: {}; {}", self.message, self.help)
    }
}

impl SitePolicy {
    /// The page's own colours. One that could not be read is brought as near as can be to where it can, with a fault.
    #[must_use]
    pub fn own_colours(&self) -> (Vec<SiteColour>, Vec<ColourFault>) {
        let mut faults = Vec::new();
        let mut parsed = BTreeMap::new();
        for (name, text) in &self.colors {
            match named(name, text) {
                Ok(colour) => drop(parsed.insert(name.as_str(), colour)),
                Err(fault) => faults.push(fault),
            }
        }
        let own = SETTABLE_COLOURS.iter().filter_map(|settable| settable.own(&parsed, &mut faults)).collect();
        (own, faults)
    }
}

/// A colour of a name that there is.
fn named(name: &str, text: &str) -> Result<Colour, ColourFault> {
    let plain = name.strip_suffix(DARK).unwrap_or(name);
    let names = || SETTABLE_COLOURS.iter().map(|settable| settable.name);
    let owned = name.to_owned();
    if !names().any(|known| known == plain) {
        let near = did_you_mean(plain, names()).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| format!("there are {}, each also with `{DARK}`", one_of(names())));
        let message = format!("the status page has no colour `{}`", one_line(name));
        return Err(ColourFault { name: owned, kind: ColourFaultKind::UnknownName, message, help });
    }
    Colour::parse(text).ok_or_else(|| {
        let message = format!("`{name}` is `{}`, which is not a colour", one_line(text));
        let help = "write it as `#b3261e`".to_owned();
        ColourFault { name: owned, kind: ColourFaultKind::NotAColour, message, help }
    })
}

impl SettableColour {
    /// The colour for both grounds, from what is given for either.
    fn own(&self, parsed: &BTreeMap<&str, Colour>, faults: &mut Vec<ColourFault>) -> Option<SiteColour> {
        let dark_name = format!("{}{DARK}", self.name);
        let (light, dark) = (parsed.get(self.name).copied(), parsed.get(dark_name.as_str()).copied());
        let either = light.or(dark)?;
        let fitted = |colour: Colour, end: Colour, grounds: &[Colour]| colour.towards(end, grounds, self.ratio);
        let own_light = fitted(either, BLACK, &LIGHT_GROUNDS);
        let own_dark = fitted(dark.unwrap_or(either), WHITE, &DARK_GROUNDS);
        let mut look = |name: &str, given: Option<Colour>, used: Colour, grounds: &[Colour]| {
            let Some(given) = given.filter(|given| *given != used) else { return };
            let ratio = grounds.iter().map(|ground| given.contrast(*ground)).fold(f64::INFINITY, f64::min);
            let message = format!(
                "`{name}: {given}` cannot be read well: its contrast is {ratio:.2}, and {:.1} is needed",
                self.ratio
            );
            let help = format!("the status page uses {used}, the nearest that reaches it");
            faults.push(ColourFault { name: name.to_owned(), kind: ColourFaultKind::HardToRead, message, help });
        };
        look(self.name, light, own_light, &LIGHT_GROUNDS);
        look(&dark_name, dark, own_dark, &DARK_GROUNDS);
        Some(SiteColour { name: self.name, light: own_light, dark: own_dark })
    }
}

impl Colour {
    /// Black or white, whichever can be read better on this.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK }
    }
}

#[cfg(test)]
mod tests {
    use super::ColourFaultKind as Kind;
    use super::*;

    fn own(colours: &[(&str, &str)]) -> (Vec<SiteColour>, Vec<ColourFault>) {
        let colors = colours.iter().map(|(name, colour)| ((*name).to_owned(), (*colour).to_owned())).collect();
        SitePolicy { colors, ..SitePolicy::default() }.own_colours()
    }

    #[test]
    fn colours_that_can_be_read_are_taken_as_they_are() {
        let (own, faults) = own(&[("accent", "#b3261e"), ("accent-dark", "#ffb4ab")]);
        assert_eq!(faults, Vec::new());
        let [SiteColour { name: "accent", light, dark }] = own[..] else { panic!("{own:?}") };
        assert_eq!((light.to_string().as_str(), dark.to_string().as_str()), ("#b3261e", "#ffb4ab"));
    }

    #[test]
    fn colours_that_cannot_are_put_right_and_named_with_their_contrast() {
        let (colours, faults) = own(&[("accent", "#ffdd00")]);
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            matches!(&said[..], [one] if one.contains("contrast is 1.2") && one.contains("4.5 is needed")),
            "{said:?}"
        );
        // On a dark ground the same yellow is well.
        assert!(colours[0].light.to_string() != "#ffdd00" && colours[0].dark.to_string() == "#ffdd00");
        let (_, faults) = own(&[("acent", "#000000"), ("accent", "red"), ("background", "#ffffff")]);
        let kinds: Vec<Kind> = faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [Kind::NotAColour, Kind::UnknownName, Kind::UnknownName], "{faults:?}");
        assert!(faults[1].help.contains("did you mean `accent`?"), "{faults:?}");
    }
}
