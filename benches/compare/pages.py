"""What was written: files, bytes, and how rich the pages are."""

import html.parser
import pathlib
import re

#: Pages of incidents that are looked at.
SAMPLE = 100
#: Not the page of a year or a month.
ID = re.compile(r"\d{4}-\d\d-\d\d-")


class Page(html.parser.HTMLParser):
    """Elements and letters of text."""

    def __init__(self, text):
        super().__init__()
        self.elements = self.letters = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """One element."""
        self.elements += 1

    def handle_data(self, data):
        """Text, spaces counted once."""
        self.letters += len(" ".join(data.split()))


def written(folder, since_ns=0):
    """Files and bytes of a folder, or of what was written in it since."""
    files = [path.stat() for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    files = [stat for stat in files if stat.st_mtime_ns >= since_ns]
    return {"files": len(files), "bytes": sum(stat.st_size for stat in files)}


def incidents(folder):
    """The page of each incident, by its id."""
    pages = sorted(pathlib.Path(folder).glob("incidents/**/*.html"))
    named = ((path.parent.name if path.stem == "index" else path.stem, path) for path in pages)
    return {name: path for name, path in named if ID.match(name)}


def richness(folder, ids):
    """Bytes, elements and letters of an incident's page: the mean of a sample, the same incidents for everybody."""
    pages = incidents(folder)
    texts = [pages[id].read_text() for id in ids]
    read = [Page(text) for text in texts]
    mean = lambda numbers: round(sum(numbers) / len(texts))  # noqa: E731
    return {
        "bytes": mean(len(text.encode()) for text in texts),
        "elements": mean(page.elements for page in read),
        "letters": mean(page.letters for page in read),
    }


def sample(ids):
    """Some of the ids, evenly spread."""
    ids = sorted(ids)
    step = max(1, len(ids) // SAMPLE)
    return ids[::step][:SAMPLE]
