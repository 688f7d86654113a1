#!/usr/bin/env python3
"""The comparison at a small size, without the network: `FLAREBOOK=… CORPUS_GEN=… python3 benches/compare/test_compare.py`.

The conversion is held against Flarebook's own pages; generators that are not installed are left out, as the script itself does it.
"""

import contextlib
import html
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import unittest

import compare
import convert
import measure
import pages
import record
import report
import yaml_subset

TARGET = compare.ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
FLAREBOOK = os.environ.get("FLAREBOOK", str(TARGET / "debug/flarebook"))
CORPUS_GEN = os.environ.get("CORPUS_GEN", str(TARGET / "debug/corpus-gen"))
INCIDENTS = 60


class Yaml(unittest.TestCase):
    """The subset."""

    def test_what_corpus_gen_writes(self):
        text = 'a: 1\nb: {c: [x, "y: z"], at: 2026-01-01T00:00:00Z}\nd:\n  e: f g\n'
        self.assertEqual(yaml_subset.load(text), {"a": 1, "b": {"c": ["x", "y: z"], "at": "2026-01-01T00:00:00Z"}, "d": {"e": "f g"}})

    def test_lists_and_literals(self):
        text = "- id: a\n  text: |\n    one\n\n    - two\n- id: b\n  list: [p q, \"r\"]\n"
        self.assertEqual(yaml_subset.load(text), [{"id": "a", "text": "one\n\n- two\n"}, {"id": "b", "list": ["p q", "r"]}])

    def test_anything_else_is_refused(self):
        for text in ("a", "a: 1\n  b: 2", "a: [1] 2"):
            with self.assertRaises(yaml_subset.NotUnderstood, msg=text):
                yaml_subset.load(text)


class Measure(unittest.TestCase):
    """A process is measured from outside."""

    def test_cpu_and_memory_are_the_childs(self):
        busy = measure.run([sys.executable, "-c", "x = bytearray(50_000_000); sum(range(2_000_000))"], ".")
        idle = measure.run([sys.executable, "-c", "import time; time.sleep(0.1)"], ".")
        self.assertGreater(busy["memory"], 50e6)
        self.assertLess(idle["memory"], 40e6)
        self.assertGreater(idle["wall"], 0.1)

    def test_a_failure_is_told(self):
        with self.assertRaisesRegex(RuntimeError, "out of order"):
            measure.run([sys.executable, "-c", "raise SystemExit('out of order')"], ".")


class Conversion(unittest.TestCase):
    """One record, built by Flarebook and converted for the others."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.temporary.name)
        cls.corpus, cls.site = cls.work / "record", cls.work / "site"
        subprocess.run([CORPUS_GEN, str(cls.corpus), "--incidents", str(INCIDENTS)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["git", "init", "--quiet", str(cls.corpus)], check=True)
        build = [FLAREBOOK, "build", "--quiet", "--repo", str(cls.corpus), "--now", compare.NOW, "--out", str(cls.site)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.record = record.read(cls.corpus, compare.NOW)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_the_same_incidents_are_published(self):
        self.assertEqual(set(pages.incidents(self.site)), {each["id"] for each in self.record.incidents})
        self.assertLess(len(self.record.incidents), INCIDENTS)

    def test_the_facts_stand_on_flarebooks_own_pages(self):
        for each in self.record.incidents:
            page = pages.incidents(self.site)[each["id"]].read_text()
            for entry in each["timeline"]:
                self.assertIn(f'id="entry-{entry["id"]}"', page)
            for milestone in ("started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at", "ended_at"):
                if at := each.get(milestone):
                    self.assertIn(f'datetime="{at}"', page, f"{each['id']}: {milestone}")
            self.assertIn(f'class="badge {each["status"]}"', page)
            self.assertEqual(page.count('<article class="followup '), len(each["followups"]))
            self.assertEqual("review-summary" in page, bool(each["body"]))
            self.assertEqual('class="situation"' in page, each["shelf"] == "open")

    def test_what_stands_around_an_incident_is_what_flarebook_says(self):
        components = convert.components(self.record)
        open_ones = 0
        for each in self.record.incidents:
            page = html.unescape(pages.incidents(self.site)[each["id"]].read_text())
            similar = re.findall(r'incidents/([^"]+)\.html">[^<]*</a><span class="under">shares ([^<]*)<', page)
            self.assertEqual(similar, [(other["id"], other["shared"]) for other in each["similar"]], each["id"])
            blast = re.findall(r'components/([^"]+)\.html">[^<]*</a> <span class="quiet">through ([^;]*); ask <a href="../teams/([^"]+)\.html', page)
            self.assertEqual(blast, [(one["id"], one["through"], components[one["id"]]["owner"]) for one in each["blast"]], each["id"])
            self.assertEqual(re.findall(r'name="kind" value="([^"]+)"', page)[1:], each["filter_kinds"], each["id"])
            authors = [self.record.people[handle]["name"] for handle in each["filter_authors"]]
            self.assertEqual(re.findall(r'name="by" .*?> (.*?)</label>', page)[1:], authors, each["id"])
            numbers = [int(number) for number in re.findall(r'<li class="entry kind-\w+ by-(\d)', page)]
            self.assertEqual(numbers, [entry["author"] for entry in each["timeline"]], each["id"])
            if situation := each.get("situation"):
                open_ones += 1
                told = re.findall(r'<li><a class="clock" href="#entry-([^"]+)">[^<]*</a> <span><b>[^<]*</b> \(([^)]*)\): ([^<]*)</span>', page)
                self.assertEqual(told, [(entry["id"], entry["by"], entry["text"]) for entry in situation["told"]], each["id"])
                self.assertEqual(re.findall(r"<li>Follow-up: ([^<]*)</li>", page), situation["todo"], each["id"])
                self.assertEqual("is not accepted yet" in page, bool(situation["handover"]), each["id"])
                self.assertEqual("none promised" in page, not situation["next_update"], each["id"])
        self.assertGreater(open_ones, 0)
        self.assertGreater(sum(len(each["similar"]) for each in self.record.incidents), INCIDENTS)

    def test_nothing_is_overlooked(self):
        counts = [FLAREBOOK, "check", "--format", "json", "--repo", str(self.corpus), "--now", compare.NOW]
        summary = json.loads(subprocess.run(counts, check=True, capture_output=True).stdout)["summary"]
        read = [record.incident(path, compare.NOW) for path in self.corpus.glob("incidents/*/*")]
        for name, key in (("entries", "timeline"), ("followups", "followups")):
            self.assertEqual(sum(len(each[key]) for each in read), summary[name])
        self.assertEqual(len(read), summary["incidents"])
        board = record.board(self.record)
        self.assertEqual(board["total"], sum(len(each["followups"]) for each in self.record.incidents))
        self.assertEqual(sum(len(owner["items"]) for section in board["sections"] for owner in section["owners"]), board["total"])

    def test_every_form_holds_the_same_facts(self):
        for generator in ("hugo", "zola", "eleventy"):
            folder = self.work / generator
            convert.convert(self.record, generator, folder, compare.NOW, compare.ROOT / "templates")
            written = sorted(folder.glob("content/incidents/*/*-*.md"))
            self.assertEqual({path.stem for path in written}, {each["id"] for each in self.record.incidents})
        for generator, table in (("hugo", "params"), ("zola", "extra")):
            for each in self.record.incidents:
                head, body = self.page(generator, each).split("+++\n", 2)[1:]
                parsed = json.loads(json.dumps(tomllib.loads(head), default=time))
                self.assertEqual(parsed[table], json.loads(json.dumps(convert.fields(each, "id"))))
                self.assertEqual(body, convert.body(each))

    def page(self, generator, each):
        """A converted page."""
        return convert.content(self.work / generator, each).read_text()


class Script(unittest.TestCase):
    """The whole script, with nothing installed."""

    def test_it_compares_what_is_there_and_says_what_is_not(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "doc.md").write_text(f"before\n{report.BEGIN}\nstale\n{report.END}\nafter\n")
            arguments = ["--incidents", "20", "--runs", "2", "--flarebook", FLAREBOOK, "--corpus-gen", CORPUS_GEN, "--no-install"]
            arguments += ["--plain", str(folder / "none"), "--tools", str(folder), "--json", str(folder / "r.json"), "--write", str(folder / "doc.md")]
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
                compare.main(arguments)
            result = json.loads((folder / "r.json").read_text())
            document = (folder / "doc.md").read_text()
        self.assertEqual(set(result["left_out"]), {"plain", "hugo", "zola", "eleventy"})
        self.assertIn("hugo is left out: not installed", said.getvalue())
        self.assertEqual([len(result["programs"]["flarebook"][phase]) for phase in ("full", "again")], [2, 2])
        self.assertGreater(result["programs"]["flarebook"]["page"]["elements"], 300)
        self.assertTrue(document.startswith("before\n") and document.endswith("after\n") and "stale" not in document)
        self.assertIn("| Flarebook", document)

    def test_pages_that_are_not_as_rich_are_named(self):
        program = lambda elements, size: {"page": {"elements": elements, "bytes": size}}  # noqa: E731
        programs = {"flarebook": program(700, 32_000), "plain": program(150, 6_000), "hugo": program(690, 33_000)}
        self.assertEqual(report.poorer({"programs": programs}), "")
        programs |= {"zola": program(600, 32_000), "eleventy": program(700, 36_000)}
        self.assertIn("the pages of Zola, Eleventy differ", report.poorer({"programs": programs}))

    def test_the_tables(self):
        rows = [["", "a"], ["long name", "1"]]
        self.assertEqual(report.markdown(rows), "|           | a |\n|-----------|--:|\n| long name | 1 |")
        self.assertEqual([report.median([{"x": value} for value in values], "x") for values in ([3, 1, 2], [4, 1], [5])], [2, 1, 5])


def time(value):
    """A time of TOML as it was written."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    outcome = unittest.main(exit=False, verbosity=2).result
    failed = len(outcome.failures) + len(outcome.errors)
    # The closing lines that `cargo xtask test` counts by.
    print(f"# pass {outcome.testsRun - failed - len(outcome.skipped)}\n# fail {failed}\n# skipped {len(outcome.skipped)}")
    sys.exit(bool(failed))
