//! The second line of defence: an allow-list over the finished HTML.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use super::events::ANCHORS;
use super::links;

/// Built once: it is asked for every text of every page.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(allowed);

/// The same without anything that a page would load, or that its policy against foreign styles would refuse.
static NO_PICTURES: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut allowed = allowed();
    allowed.rm_tags(["img"]).rm_tag_attributes("td", ["style"]).rm_tag_attributes("th", ["style"]);
    allowed
});

fn allowed() -> Builder<'static> {
    let mut allowed = Builder::default();
    allowed
        .rm_tags(["map", "area", "header", "footer", "nav", "aside", "article", "hgroup"])
        .rm_tag_attributes("table", ["align", "char", "charoff", "summary"])
        .add_generic_attributes(["id"])
        .add_tag_attributes("td", ["style"])
        .add_tag_attributes("th", ["style"])
        .filter_style_properties(HashSet::from(["text-align"]))
        .add_allowed_classes("span", ["task"])
        .add_allowed_classes("div", ["footnote"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(filter);
    allowed
}

/// HTML reduced to what is allowed. Wide things are wrapped so that they scroll, by keyboard too.
pub(super) fn clean(html: &str) -> String {
    scrolling(ALLOWED.clean(html).to_string(), "Table")
}

/// HTML reduced to what is allowed where nothing is loaded from elsewhere.
pub(super) fn without_pictures(html: &str, table: &str) -> String {
    scrolling(NO_PICTURES.clean(html).to_string(), &ammonia::clean_text(table))
}

/// With wide things wrapped.
fn scrolling(html: String, table: &str) -> String {
    if !html.contains("<table") && !html.contains("<pre") {
        return html;
    }
    // The cleaner escapes `<` in text and leaves no attribute on these, so each of these strings is the tag itself.
    html.replace("<pre>", r#"<pre tabindex="0">"#)
        .replace("<table>", &format!(r#"<div class="scroll" tabindex="0" role="group" aria-label="{table}"><table>"#))
        .replace("</table>", "</table></div>")
}

/// Attributes that need more than a name: raw HTML comes this way too.
fn filter<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let kept = match (element, attribute) {
        (_, "id") => value.starts_with(ANCHORS),
        ("img", "src") => links::is_safe_image(value),
        (_, "href" | "src" | "cite") => links::is_safe(value),
        (_, "title" | "lang" | "dir") => true,
        (_, _) => true,
    };
    kept.then_some(Cow::Borrowed(value))
}
