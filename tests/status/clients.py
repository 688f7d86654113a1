"""Python's clients against the built public site; `clients.py CHECK` runs one check, `clients.py` lists them.

FULL and EMPTY are the addresses of the two pages, HOSTILE is the name that is hard to write down.
"""

import datetime
import html
import importlib
import json
import os
import sys
import tempfile
import urllib.request

FULL, EMPTY, HOSTILE = (os.environ.get(name, "") for name in ("FULL", "EMPTY", "HOSTILE"))
UTC = datetime.timezone.utc


def exporter(address):
    """What statuspage-prometheus-exporter makes of a page: its services come from the file it is configured with."""
    folder = tempfile.mkdtemp()
    services = os.path.join(folder, "services.json")
    with open(services, "w", encoding="utf-8") as file:
        json.dump({"acme": {"url": f"{address}/api/v2/summary.json", "name": "Acme"}}, file)
    os.environ["SERVICES_JSON_PATH"] = services
    os.chdir(folder)  # It keeps a cache where it is started.
    checker = importlib.import_module("statuspage_prometheus_exporter.service_checker")
    return checker.check_service_status("acme", checker.SERVICES["acme"])


def exporter_reads_the_page():
    result = exporter(FULL)
    assert result["success"], result
    assert result["raw_status"] == "major" and result["status"] == 0, result
    (incident,) = result["incident_metadata"]
    assert incident["name"] == f"Errors in {HOSTILE}", incident
    assert incident["affected_components"] == [HOSTILE, "Sign-in"], incident
    assert incident["shortlink"].startswith("https://status.acme.example/incidents/"), incident
    names = [one["name"] for one in result["maintenance_metadata"]]
    assert names == ["Index rebuild", "New disks"], names
    states = {one["name"]: one["status"] for one in result["component_metadata"]}
    assert states["Sign-in"] == "major_outage" and states["Shop"] == "operational", states


def exporter_reads_an_empty_page():
    result = exporter(EMPTY)
    assert result["success"] and result["status"] == 1 and result["raw_status"] == "none", result
    assert result["incident_metadata"] == [] and result["component_metadata"] == [], result


def statuscheck(address):
    """What statuscheck makes of a page.

    It knows pages only as https://ID.statuspage.io, so the address is put in where it makes it: in this process, and nothing else of it.
    """
    bases = importlib.import_module("statuscheck.services.bases._statuspageio")

    class Service(bases.BaseStatusPageAPI):
        name = "Acme"

        def _get_base_url(self):
            return f"{address}/api/v2/"

    return Service().get_summary()


def statuscheck_reads_the_page():
    summary = statuscheck(FULL)
    assert summary.status.code == "major" and not summary.status.is_ok, summary.status
    assert summary.status.description == "Partial System Outage", summary.status
    told = [(one.name, one.status) for one in summary.incidents]
    assert told == [(f"Errors in {HOSTILE}", "identified"), ("Index rebuild", "in_progress"), ("New disks", "scheduled")], told
    states = {one.name: one.status for one in summary.components}
    assert states["Sign-in"] == "Major outage" and states["Web"] == "Under maintenance", states


def statuscheck_reads_an_empty_page():
    summary = statuscheck(EMPTY)
    assert summary.status.is_ok and summary.incidents == [] and summary.components == [], summary


def parsed(address, path):
    import feedparser

    feed = feedparser.parse(f"{address}/{path}")
    assert not feed.bozo, feed.bozo_exception
    assert feed.status == 200, feed.status
    return feed


def newest(feed):
    """What both kinds of feed have to say of the open incident."""
    entry = next(one for one in feed.entries if one.link.startswith("https://status.acme.example/incidents/") and HOSTILE[:3] in one.title)
    # RSS does not say whether a title is text or HTML; this reader takes one that looks like HTML for it.
    assert html.unescape(entry.title) == f"Errors in {HOSTILE}", entry.title
    assert entry.published_parsed[:5] == (2026, 3, 14, 9, 15), entry.published_parsed
    return entry


def feedparser_reads_atom():
    feed = parsed(FULL, "history.atom")
    assert feed.version == "atom10" and feed.feed.title == "Acme - Incident History", feed.feed
    assert feed.feed.id == "tag:status.acme.example,2005:/history", feed.feed.id
    entry = newest(feed)
    assert entry.updated_parsed[:5] == (2026, 3, 14, 9, 30), entry.updated_parsed
    assert entry.id.startswith("tag:status.acme.example,2005:Incident/"), entry.id
    content = entry.content[0].value
    assert "<strong>Identified</strong> - Nobody can sign in.</p>" in content, content
    assert "Signing in is <strong>slow</strong> &amp; shaky." in content, content
    assert len(feed.entries) == 4 and len({one.id for one in feed.entries}) == 4, feed.entries
    planned = [one for one in feed.entries if "THIS IS A SCHEDULED EVENT" in one.content[0].value]
    assert sorted(one.title for one in planned) == ["Index rebuild", "New disks"], planned


def feedparser_reads_rss():
    feed = parsed(FULL, "history.rss")
    assert feed.version == "rss20" and feed.feed.link == "https://status.acme.example/", feed.feed
    entry = newest(feed)
    assert entry.id == entry.link, entry.id
    assert "<strong>Investigating</strong>" in entry.summary, entry.summary
    assert len(feed.entries) == 4, feed.entries


def feedparser_reads_the_feed_of_a_component():
    with urllib.request.urlopen(f"{FULL}/api/v2/components.json") as answer:
        components = json.load(answer)["components"]
    shop = next(one["id"] for one in components if one["name"] == "Shop")
    for name in ("history.atom", "history.rss"):
        feed = parsed(FULL, f"components/{shop}/{name}")
        assert feed.feed.title == "Acme - Shop - Incident History", feed.feed.title
        assert [one.title for one in feed.entries] == ["New disks", "Incident affecting Shop"], feed.entries


def feedparser_reads_empty_feeds():
    for name in ("history.atom", "history.rss"):
        assert parsed(EMPTY, name).entries == [], name


def calendar(address):
    import icalendar

    with urllib.request.urlopen(f"{address}/maintenance.ics") as answer:
        text = answer.read()
    assert b"\n" not in text.replace(b"\r\n", b""), "every line ends with CR and LF"
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), "no line is longer than 75 bytes"
    whole = icalendar.Calendar.from_ical(text)
    assert whole.errors == [], whole.errors
    return whole


def icalendar_reads_the_calendar():
    events = calendar(FULL).walk("VEVENT")
    assert all(event.errors == [] for event in events), events
    assert sorted(str(event["SUMMARY"]) for event in events) == ["Index rebuild", "New disks"], events
    disks = next(event for event in events if event["SUMMARY"] == "New disks")
    assert disks.decoded("DTSTART") == datetime.datetime(2026, 3, 20, 22, tzinfo=UTC), disks
    assert disks.decoded("DTEND") == datetime.datetime(2026, 3, 21, 1, tzinfo=UTC), disks
    assert disks["STATUS"] == "CONFIRMED" and disks["SEQUENCE"] == 1, disks
    assert disks["URL"].startswith("https://status.acme.example/maintenance/"), disks
    assert disks["DESCRIPTION"] == "Scheduled: The shop may be slow.", disks
    assert len({str(event["UID"]) for event in events}) == 2, events


def icalendar_reads_an_empty_calendar():
    whole = calendar(EMPTY)
    assert whole.walk("VEVENT") == [] and whole.subcomponents, "a calendar holds something"


CHECKS = {
    name: value
    for name, value in list(globals().items())
    if callable(value) and name.split("_")[0] in ("exporter", "statuscheck", "feedparser", "icalendar") and "_reads_" in name
}

if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("\n".join(CHECKS))
    else:
        CHECKS[sys.argv[1]]()
