//! Hostile and ordinary texts.

use super::*;

fn nowhere(_: &str) -> Option<String> {
    None
}

fn html(text: &str) -> String {
    render(text, &Reading { prefix: "t", top: 3, resolve: &nowhere })
}

#[test]
fn scripts_never_survive() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "![x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"\u{1}javascript:alert(1)\">x</a>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<iframe src=https://evil.example></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=https://evil.example><input name=q></form>",
        "<style>*{display:none}</style>",
        "<p style=\"position:fixed;inset:0\">x</p>",
        "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
        "<base href=https://evil.example>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<details open ontoggle=alert(1)>x</details>",
        "<https://x.example/\" onmouseover=\"alert(1)>",
        "`<script>alert(1)</script>`",
        "[x]: javascript:alert(1)\n\n[x]",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    ];
    for text in hostile {
        let html = html(text);
        for bad in [
            "<script",
            "onerror=\"",
            "javascript:alert(1)\"",
            "<iframe",
            "<object",
            "<form",
            "<input",
            "<style",
            "position:",
        ] {
            assert!(!html.contains(bad), "{text} gave {html}");
        }
        let tags: Vec<&str> = html.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect();
        assert!(!tags.iter().any(|tag| tag.contains(" on") || tag.contains("script:")), "{text} gave {html}");
    }
}

#[test]
fn addresses_go_where_they_say() {
    assert!(html("[x](//evil.example/a)").contains("<p>x</p>"));
    assert!(html("[x](\\\\evil.example)").contains("<p>x</p>"));
    assert!(html("<a href=//evil.example>x</a>").contains("<a rel=\"noopener noreferrer nofollow\">x</a>"));
    // Whoever reads a page asks nobody else for anything: a picture that lies elsewhere is a link.
    for picture in ["![g](https://a.example/g.png)", "![g](http://a.example/g.png)"] {
        let html = html(picture);
        assert!(!html.contains("<img") && html.contains("a.example/g.png\"") && html.contains(">g</a>"), "{html}");
    }
    assert!(html("[![g](https://a.example/g.png)](https://b.example/)").matches("<a ").count() == 1);
    assert!(!html("<img src=https://a.example/g.png>").contains("a.example"));
    assert!(html("[x](gone.md)").contains("<p>x</p>"), "a relative link to nothing leaves its text");
    let link = html("[x](https://a.example/?a=1&b=2)");
    assert!(link.contains(r#"href="https://a.example/?a=1&amp;b=2""#) && link.contains("noopener"), "{link}");
}

#[test]
fn relative_addresses_are_resolved() {
    let resolve = |address: &str| (address == "attachments/a b.png").then(|| "attachments/a%20b.png".to_owned());
    let reading = Reading { prefix: "t", top: 3, resolve: &resolve };
    assert!(render("![g](<attachments/a b.png>)", &reading).contains(r#"src="attachments/a%20b.png""#));
    let resolve = |address: &str| (address == "incident:2026-03-14-x").then(|| "../x/index.html".to_owned());
    let reading = Reading { prefix: "t", top: 3, resolve: &resolve };
    let html = render("`2026-03-14-x` `2026-03-14-y` `rm -rf`", &reading);
    assert!(html.contains("<a href=\"../x/index.html\" rel=") && html.matches("<a ").count() == 1, "{html}");
}

#[test]
fn anchors_cannot_clash_with_those_of_the_page() {
    let text =
        "[down](#x)\n\n# main\n\n## x\n\n## y {#timeline}\n\n# main\n\n<p id=\"main\">hijack</p>\n\n[up](#main)\n";
    let html = html(text);
    assert!(html.contains(r#"<h3 id="md-t-main">"#) && html.contains(r#"<h3 id="md-t-main-2">"#), "{html}");
    assert!(html.contains(r#"<h4 id="md-t-timeline">"#) && html.contains(r##"href="#md-t-x""##), "{html}");
    assert!(html.contains("<p>hijack</p>") && !html.contains("id=\"main\""), "{html}");
    assert!(html.contains(r##"href="#md-t-main""##), "{html}");
}

#[test]
fn headings_move_below_the_page() {
    assert!(html("###### deep\n\n##### less").contains("<h4 id=\"md-t-deep\">deep</h4>"));
    let deep = render("# a\n\n## b", &Reading { prefix: "t", top: 6, resolve: &nowhere });
    assert!(deep.contains("<h6 id=\"md-t-a\">") && deep.contains("<h6 id=\"md-t-b\">"), "{deep}");
}

#[test]
fn tables_tasks_footnotes_strikethrough() {
    let table = html("| a | b |\n|---|--:|\n| 1 | 2 |");
    assert!(table.contains(r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>"#), "{table}");
    assert!(table.contains("text-align:right") || table.contains("text-align: right"), "{table}");
    assert!(html("- [x] done\n- [ ] open").contains(r#"<span class="task">☑</span> done"#));
    assert!(html("~~no~~").contains("<del>no</del>"));
    let note = html("A[^n] and B[^n].\n\n[^n]: Source.");
    assert!(
        note.contains(r##"<a href="#md-t-note-1""##) && note.contains(r#"<div class="footnote" id="md-t-note-1">"#),
        "{note}"
    );
    assert_eq!(note.matches("id=\"md-t-ref-1\"").count(), 1, "{note}");
    assert!(html("```sh\nls <x>\n```").contains("<pre tabindex=\"0\"><code>ls &lt;x&gt;"));
}

#[test]
fn unbalanced_html_cannot_close_the_page() {
    let html = html("</div></section></main></body></html><h1>mine</h1><!-- x");
    assert!(!html.contains("</section>") && !html.contains("</main>"), "{html}");
}

#[test]
fn bare_addresses_become_links() {
    let html = html("See https://a.example/x_(y), (https://b.example/z). xhttps://no.example `https://code.example`");
    assert!(html.contains(r#"<a href="https://a.example/x_(y)""#), "{html}");
    assert!(html.contains(r#"<a href="https://b.example/z""#), "{html}");
    assert_eq!(html.matches("<a ").count(), 2, "{html}");
}

#[test]
fn parts_share_references_and_footnotes() {
    let text = "Lead[^a].\n\n## One `x`\n\n[site] [^b]\n\n> ## quoted\n\n## Two\n\n### Sub\n\n[^a]: A\n[^b]: B\n\n[site]: https://a.example/\n";
    let parts = render_parts(text, &Reading { prefix: "p", top: 4, resolve: &nowhere });
    assert!(parts.lead.contains("note-1"));
    let titles: Vec<&str> = parts.sections.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["One x", "Two"]);
    assert!(parts.sections[0].1.contains("https://a.example/") && parts.sections[0].1.contains("note-2"), "{parts:?}");
    assert!(
        parts.sections[1].1.contains(r#"id="md-p-note-2""#) && parts.sections[1].1.contains("<h4 id=\"md-p-sub\">"),
        "{parts:?}"
    );
}

#[test]
fn plain_words() {
    assert_eq!(plain("One **login** in `thirty`,\nsee [here](x).\n\n- a\n"), "One login in thirty, see here. a");
    assert_eq!(
        render_line("Roll back with `x`", &Reading { prefix: "t", top: 3, resolve: &nowhere }),
        "Roll back with <code>x</code>"
    );
}

#[test]
fn a_huge_table_takes_no_time() {
    let row = "| x ".repeat(200) + "|\n";
    let text = row.clone() + &"|---".repeat(200) + "|\n" + &row.repeat(100);
    assert_eq!(html(&text).matches("<td").count(), 200 * 100);
}
