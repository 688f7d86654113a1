//! The site's own colours: taken when they can be read, put right and reported when not.

use std::collections::BTreeMap;

use super::contrast::Colour;
use crate::source::{did_you_mean, one_of};

/// A colour that may be set: its name in `site.colors` and in the style sheet, and how far it must stand out from the ground.
struct Settable {
    name: &'static str,
    property: &'static str,
    ratio: f64,
}

/// Text must reach 4.5, drawings 3 (WCAG 2, AA).
const SETTABLE: [Settable; 6] = [
    Settable { name: "accent", property: "--accent", ratio: 4.5 },
    Settable { name: "operational", property: "--operational", ratio: 3.0 },
    Settable { name: "degraded_performance", property: "--degraded", ratio: 3.0 },
    Settable { name: "partial_outage", property: "--partial", ratio: 3.0 },
    Settable { name: "major_outage", property: "--major", ratio: 3.0 },
    Settable { name: "under_maintenance", property: "--maintenance", ratio: 3.0 },
];

/// What a name ends in that is meant for dark screens.
const DARK: &str = "-dark";

const BLACK: Colour = Colour([0, 0, 0]);
const WHITE: Colour = Colour([255, 255, 255]);

/// The grounds of the style sheet, `--paper` and `--card`: in the light, in the dark.
const LIGHT_GROUNDS: [Colour; 2] = [Colour([0xf6, 0xf7, 0xf9]), WHITE];
const DARK_GROUNDS: [Colour; 2] = [Colour([0x11, 0x15, 0x1b]), Colour([0x19, 0x1f, 0x27])];

/// Own colours: property, colour in the light, colour in the dark.
#[derive(Clone, Debug, Default)]
pub(super) struct Theme(Vec<(&'static str, Colour, Colour)>);

impl Theme {
    /// Those of the policy. A colour that could not be read is brought as near as can be to where it can, with a warning.
    pub fn new(colours: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut warnings = Vec::new();
        let mut parsed = BTreeMap::new();
        for (name, text) in colours {
            let plain = name.strip_suffix(DARK).unwrap_or(name);
            let names = || SETTABLE.iter().map(|settable| settable.name);
            if !names().any(|known| known == plain) {
                let near = did_you_mean(plain, names()).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| format!("there are {}, each also with `{DARK}`", one_of(names())));
                warnings.push(format!("`site.colors`: the status page has no colour `{name}`; {help}"));
            } else if let Some(colour) = Colour::parse(text) {
                parsed.insert(name.as_str(), colour);
            } else {
                warnings
                    .push(format!("`site.colors`: `{name}` is `{text}`, which is not a colour; write it as `#b3261e`"));
            }
        }
        let set = SETTABLE.iter().filter_map(|settable| settable.own(&parsed, &mut warnings)).collect();
        (Self(set), warnings)
    }

    /// The rules that replace the built-in colours.
    pub fn css(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let block = |colour: &dyn Fn(&(&'static str, Colour, Colour)) -> Colour| {
            let one = |own: &(&'static str, Colour, Colour)| {
                format!("{}:{};{}-ink:{};", own.0, colour(own), own.0, ink_on(colour(own)))
            };
            self.0.iter().map(one).collect::<String>()
        };
        let (light, dark) = (block(&|own| own.1), block(&|own| own.2));
        format!("\n:root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
    }
}

impl Settable {
    /// The colour for both grounds, from what is given for either.
    fn own(
        &self,
        parsed: &BTreeMap<&str, Colour>,
        warnings: &mut Vec<String>,
    ) -> Option<(&'static str, Colour, Colour)> {
        let dark_name = format!("{}{DARK}", self.name);
        let (light, dark) = (parsed.get(self.name).copied(), parsed.get(dark_name.as_str()).copied());
        let either = light.or(dark)?;
        let fitted = |colour: Colour, end: Colour, grounds: &[Colour]| colour.towards(end, grounds, self.ratio);
        let own_light = fitted(either, BLACK, &LIGHT_GROUNDS);
        let own_dark = fitted(dark.unwrap_or(either), WHITE, &DARK_GROUNDS);
        let mut look = |name: &str, given: Option<Colour>, used: Colour, grounds: &[Colour]| {
            let Some(given) = given.filter(|given| *given != used) else { return };
            let ratio = grounds.iter().map(|ground| given.contrast(*ground)).fold(f64::INFINITY, f64::min);
            warnings.push(format!(
                "`site.colors`: `{name}: {given}` cannot be read well: its contrast is {ratio:.2}, and {:.1} is needed; \
                 the status page uses {used}, the nearest that reaches it",
                self.ratio
            ));
        };
        look(self.name, light, own_light, &LIGHT_GROUNDS);
        look(&dark_name, dark, own_dark, &DARK_GROUNDS);
        Some((self.property, own_light, own_dark))
    }
}

/// Black or white, whichever can be read better.
fn ink_on(ground: Colour) -> Colour {
    if ground.contrast(WHITE) >= ground.contrast(BLACK) { WHITE } else { BLACK }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(colours: &[(&str, &str)]) -> (String, Vec<String>) {
        let colours = colours.iter().map(|(name, colour)| ((*name).to_owned(), (*colour).to_owned())).collect();
        let (theme, warnings) = Theme::new(&colours);
        (theme.css(), warnings)
    }

    #[test]
    fn colours_that_can_be_read_are_taken_as_they_are() {
        assert_eq!(theme(&[]), (String::new(), Vec::new()));
        let (css, warnings) = theme(&[("accent", "#b3261e"), ("accent-dark", "#ffb4ab")]);
        assert_eq!(warnings, Vec::<String>::new());
        assert!(css.contains(":root{--accent:#b3261e;--accent-ink:#ffffff;}"), "{css}");
        assert!(css.contains("{:root{--accent:#ffb4ab;--accent-ink:#000000;}}"), "{css}");
    }

    #[test]
    fn colours_that_cannot_are_put_right_and_named_with_their_contrast() {
        let (css, warnings) = theme(&[("accent", "#ffdd00")]);
        assert!(
            matches!(&warnings[..], [one] if one.contains("contrast is 1.2") && one.contains("4.5 is needed")),
            "{warnings:?}"
        );
        assert!(!css.contains("--accent:#ffdd00;--accent-ink:#000000;}\n@media"), "{css}");
        // On a dark ground the same yellow is well.
        assert!(css.contains("{:root{--accent:#ffdd00;"), "{css}");
        let (_, warnings) = theme(&[("acent", "#000000"), ("accent", "red"), ("background", "#ffffff")]);
        assert_eq!(warnings.len(), 3, "{warnings:?}");
        assert!(warnings[1].contains("did you mean `accent`?"), "{warnings:?}");
    }

    #[test]
    fn the_grounds_are_those_of_the_style_sheet() {
        let sheet = include_str!("../../../../templates/public/status.css");
        for [paper, card] in [LIGHT_GROUNDS, DARK_GROUNDS] {
            assert!(sheet.contains(&format!("--paper: {paper}; --card: {card};")), "{paper} {card}");
        }
    }

    #[test]
    fn the_built_in_colours_can_be_read() {
        let sheet = include_str!("../../../../templates/public/status.css");
        for (grounds, part) in [(LIGHT_GROUNDS, 0), (DARK_GROUNDS, 1)] {
            let block = sheet.split(":root {").nth(part + 1).unwrap().split('}').next().unwrap();
            let value = |name: &str| {
                let rest = block.split(&format!("{name}: ")).nth(1).unwrap_or_else(|| panic!("no {name}"));
                Colour::parse(rest.split(';').next().unwrap()).unwrap_or_else(|| panic!("{name} is no colour"))
            };
            for settable in &SETTABLE {
                let colour = value(settable.property);
                for ground in grounds {
                    let ratio = colour.contrast(ground);
                    assert!(ratio >= settable.ratio, "{} {colour} on {ground}: {ratio:.2}", settable.property);
                }
                let ink = value(&format!("{}-ink", settable.property));
                assert!(
                    ink.contrast(colour) >= 4.5,
                    "{ink} on {} {colour}: {:.2}",
                    settable.property,
                    ink.contrast(colour)
                );
            }
            for name in ["--ink", "--ink-2"] {
                assert!(grounds.iter().all(|ground| value(name).contrast(*ground) >= 4.5), "{name}");
            }
        }
    }
}
