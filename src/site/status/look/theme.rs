//! The site's own colours in its style sheet.

use crate::policy::{Colour, ColourFault, SiteColour, SitePolicy};

/// The names in the style sheet of the colours in `site.colors`.
const PROPERTIES: [(&str, &str); 6] = [
    ("accent", "--accent"),
    ("operational", "--operational"),
    ("degraded_performance", "--degraded"),
    ("partial_outage", "--partial"),
    ("major_outage", "--major"),
    ("under_maintenance", "--maintenance"),
];

/// Own colours.
#[derive(Clone, Debug, Default)]
pub(super) struct Theme(Vec<SiteColour>);

impl Theme {
    /// Those of the policy, and what could not be taken as it is.
    pub fn new(site: &SitePolicy) -> (Self, Vec<ColourFault>) {
        let (own, faults) = site.own_colours();
        (Self(own), faults)
    }

    /// The rules that replace the built-in colours.
    pub fn css(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let (light, dark) = (self.block(|own| own.light), self.block(|own| own.dark));
        format!("\n:root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
    }

    fn block(&self, colour: impl Fn(&SiteColour) -> Colour) -> String {
        let property = |own: &SiteColour| PROPERTIES.iter().find(|(name, _)| *name == own.name);
        let one = |own| {
            let ((_, property), colour) = (property(own)?, colour(own));
            Some(format!("{property}:{colour};{property}-ink:{};", colour.ink()))
        };
        self.0.iter().filter_map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{DARK_GROUNDS, LIGHT_GROUNDS, SETTABLE_COLOURS};

    fn theme(colours: &[(&str, &str)]) -> (String, Vec<String>) {
        let colours = colours.iter().map(|(name, colour)| ((*name).to_owned(), (*colour).to_owned())).collect();
        let (theme, faults) = Theme::new(&SitePolicy { colors: colours, ..SitePolicy::default() });
        (theme.css(), faults.iter().map(ToString::to_string).collect())
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
            for (settable, (name, property)) in SETTABLE_COLOURS.iter().zip(PROPERTIES) {
                assert_eq!(settable.name, name);
                let colour = value(property);
                for ground in grounds {
                    let ratio = colour.contrast(ground);
                    assert!(ratio >= settable.ratio, "{property} {colour} on {ground}: {ratio:.2}");
                }
                let ink = value(&format!("{property}-ink"));
                assert!(ink.contrast(colour) >= 4.5, "{ink} on {property} {colour}: {:.2}", ink.contrast(colour));
            }
            for name in ["--ink", "--ink-2"] {
                assert!(grounds.iter().all(|ground| value(name).contrast(*ground) >= 4.5), "{name}");
            }
        }
    }
}
