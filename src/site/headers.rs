//! `_headers`: what a server is asked to say with the files, in the form that Netlify, Cloudflare Pages and others read. Servers that do not
//! know it serve a file nobody asks for. What matters most is in the pages themselves (their Content-Security-Policy); here is what a page
//! cannot say of itself: who may put it into a frame, and how long a copy of it is good.

use super::status::PublicFile;

/// Its name, at the root of a site.
pub(super) const FILE: &str = "_headers";

/// Of everything that a browser could offer to a page, nothing is used.
const NOTHING: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
                       midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// Pages that nobody may frame, in patterns that leave `embed.html` out: a second rule for it could not take a header back.
const NOT_FRAMED: [&str; 8] =
    ["/", "/index.html", "/404.html", "/history/*", "/incidents/*", "/maintenance/*", "/components/*", "/assets/*"];

/// What programs of others read from their own pages.
const FOR_ALL: [&str; 6] = ["/api/*", "/badges/*", "/embed.js", "/embed.json", "/assets/now.json", "/feed.json"];

/// Those of the internal site: nobody frames it, no search engine lists it, and nobody learns from a link where it was followed from.
pub(super) fn internal() -> String {
    let mut rules = Rules::default();
    rules.add(
        "/*",
        &[
            ("Content-Security-Policy", "frame-ancestors 'none'"),
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", NOTHING),
        ],
    );
    rules.0
}

/// Those of the public site.
pub(super) fn public(files: &[PublicFile]) -> String {
    let mut rules = Rules::default();
    rules.add(
        "/*",
        &[("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Permissions-Policy", NOTHING)],
    );
    for pattern in NOT_FRAMED {
        rules.add(pattern, &[("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Frame-Options", "DENY")]);
    }
    for pattern in FOR_ALL {
        rules.add(pattern, &[("Access-Control-Allow-Origin", "*")]);
    }
    // Pages name these with a version that changes with their content; documents are named without.
    let versioned = files.iter().map(|file| file.path.as_str()).filter(|path| path.starts_with("assets/"));
    for path in versioned.filter(|path| !path.ends_with(".json")) {
        rules.add(&format!("/{path}"), &[("Cache-Control", "public, max-age=31536000, immutable")]);
    }
    rules.0
}

/// The file as it grows.
#[derive(Default)]
struct Rules(String);

impl Rules {
    fn add(&mut self, pattern: &str, headers: &[(&str, &str)]) {
        self.0 += &format!("{pattern}\n");
        for (name, value) in headers {
            self.0 += &format!("  {name}: {value}\n");
        }
    }
}
