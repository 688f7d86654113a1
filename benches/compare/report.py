"""The result as tables in Markdown, and their place in the document."""

import os
import pathlib

NAMES = {"flarebook": "Flarebook", "plain": "Plain Rust program", "hugo": "Hugo", "zola": "Zola", "eleventy": "Eleventy"}
BEGIN, END = "<!-- result: written by benches/compare/compare.py -->", "<!-- end of the result -->"


def document(result):
    """All of it, as it stands in the document."""
    corpus = result["corpus"]
    parts = [
        f"{corpus['incidents']:,} incidents ({corpus['published']:,} published), {corpus['entries']:,} timeline entries, "
        f"{corpus['followups']:,} follow-ups; {result['runs']} runs, interleaved, in each cell best / median; {result['machine']}.",
        "**A whole build into an empty folder**",
        table(result, "full"),
        "**Again after an edit to one incident, from a cold start**",
        table(result, "again"),
        "**The page of an incident** (mean of the same pages, whole build)",
        richness(result),
    ]
    parts += [poorer(result)] if poorer(result) else []
    parts += [f"{NAMES[name]} was left out: {why}." for name, why in result["left_out"].items()]
    return "\n\n".join(parts) + "\n"


def table(result, phase):
    """One row for each program."""
    rows = [["", "CPU s", "× Flarebook", "wall s", "peak MB", "files written", "MB written"]]
    ours = result["programs"]["flarebook"][phase]
    for name, program in result["programs"].items():
        runs = program[phase]
        if not runs:
            continue
        rows.append(
            [
                title(name, program), both(runs, "cpu", 2), f"{median(runs, 'cpu') / median(ours, 'cpu'):.1f}", both(runs, "wall", 2),
                f"{max(run['memory'] for run in runs) / 1e6:,.0f}", f"{runs[-1]['files']:,}", f"{runs[-1]['bytes'] / 1e6:,.1f}",
            ]
        )  # fmt: skip
    return markdown(rows)


def richness(result):
    """How much each page holds."""
    rows = [["", "bytes", "elements", "letters of text"]]
    for name, program in result["programs"].items():
        if page := program.get("page"):
            rows.append([title(name, program), *(f"{page[key]:,}" for key in ("bytes", "elements", "letters"))])
    return markdown(rows)


def poorer(result):
    """A warning, should Flarebook's page have outgrown the others', or the other way round."""
    ours = result["programs"]["flarebook"]["page"]
    others = {name: program["page"] for name, program in result["programs"].items() if name != "plain"}
    close = lambda page: all(0.9 * ours[key] <= page[key] <= 1.1 * ours[key] for key in ("elements", "bytes"))  # noqa: E731
    names = [NAMES[name] for name, page in others.items() if not close(page)]
    return f"Not equally rich: the pages of {', '.join(names)} differ from Flarebook's by more than a tenth." if names else ""


def title(name, program):
    """As the first column has it."""
    return f"{NAMES[name]} {program['version']}".strip()


def both(runs, key, digits):
    """Best and median."""
    return f"{min(run[key] for run in runs):.{digits}f} / {median(runs, key):.{digits}f}"


def median(runs, key):
    """The middle; of an even number the lower of the two in the middle."""
    values = sorted(run[key] for run in runs)
    return values[(len(values) - 1) // 2]


def markdown(rows):
    """A table with aligned columns: the first to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    line = lambda row: "| " + " | ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))) + " |"  # noqa: E731
    rule = "|" + "|".join("-" * (width + 2) if at == 0 else "-" * (width + 1) + ":" for at, width in enumerate(widths)) + "|"
    return "\n".join([line(rows[0]), rule, *map(line, rows[1:])])


def put(path, result, kept):
    """Replaces what stands between the two marks of a document; `kept` is the file with every run of it, if there is one."""
    path = pathlib.Path(path)
    before, _, rest = path.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{path} lacks the lines `{BEGIN}` and `{END}`")
    every = f"\n[Every run]({os.path.relpath(kept, path.parent)}).\n" if kept else ""
    path.write_text(f"{before}{BEGIN}\n\n{document(result)}{every}\n{END}{after}")
