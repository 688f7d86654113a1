"""The record as facts: what somebody who keeps incidents in a general site generator would write into the page's head.

Flarebook folds status, roles and milestones out of the timeline while it builds. The others get them ready made, as facts; lengths of
time, widths and labels are for their templates.
"""

import dataclasses
import pathlib

import around
import yaml_subset

#: The sections of the board of follow-ups: id, title, meaning, what stands there when it is empty.
SECTIONS = [
    ("overdue", "Overdue", "Past their date, and neither settled nor waived.", "Nothing is overdue."),
    ("open", "Open", "Still to do, nearest date first.", "Nothing is open."),
    ("waived", "Waived", "Not done: somebody gave leave to wait, for a time.", "Nothing is waived."),
    ("settled", "Settled", "Done, decided against, or living on elsewhere.", "Nothing is settled yet."),
]
SHOWN = 500
ROWS = 100
ACTIVE = around.ACTIVE


@dataclasses.dataclass
class Record:
    """All that is published: restricted incidents are left out, as Flarebook leaves them out."""

    #: Newest first.
    incidents: list
    people: dict
    components: dict


def read(folder, now):
    """The record in a folder that corpus-gen wrote."""
    folder = pathlib.Path(folder)
    people = yaml_subset.load((folder / "people.yaml").read_text())
    components = yaml_subset.load((folder / "components.yaml").read_text())
    incidents = [incident(path, now) for path in sorted((folder / "incidents").glob("*/*"))]
    shown = [each for each in incidents if each["visibility"] != "restricted"]
    shown.sort(key=lambda each: (each["started_at"], each["id"]), reverse=True)
    known = {each["id"] for each in shown}
    for each in shown:
        if each.get("duplicate_of") not in known:
            each.pop("duplicate_of", None)
    around.put(shown, components, people)
    return Record(shown, people, components)


def incident(folder, now):
    """One incident."""
    fields = yaml_subset.load((folder / "incident.yaml").read_text())
    timeline = yaml_subset.load((folder / "timeline.yaml").read_text())
    followups = folder / "followups.yaml"
    fields["id"] = folder.name
    fields["year"] = folder.parent.name
    fields["timeline"] = timeline
    fields["followups"] = yaml_subset.load(followups.read_text()) if followups.exists() else []
    impact = fields.pop("impact")
    fields["impact_summary"] = impact.pop("summary")
    fields |= impact
    fields |= {"detected_at": fields["detected"]["at"], "detected_by": fields.pop("detected")["by"]}
    fields |= folded(timeline, fields)
    corrections(timeline)
    fields["links"] = [{"label": name.capitalize(), "url": url} for name, url in fields["links"].items()]
    fields["shelf"] = shelf(fields)
    for followup in fields["followups"]:
        followup["group"] = group(followup, now)
    fields["followups"].sort(key=lambda each: (each["group"] == "settled", each["due"], each["id"]))
    review(folder, fields)
    return fields


def folded(timeline, fields):
    """Where the incident stands now, and when it got there."""
    state = {"components": {id: None for id in sorted(fields["components"])}, "roles": []}
    for entry in timeline:
        state["severity"] = entry.get("severity", state.get("severity"))
        if status := entry.get("status"):
            state.setdefault("declared_at", entry["at"])
            state["status"] = status
            if status in ("mitigated", "resolved"):
                state.setdefault(f"{status}_at", entry["at"])
        for role, person in entry.get("roles", {}).items():
            state.setdefault("acknowledged_at", entry["at"])
            for held in state["roles"]:
                if held["role"] == role and "to" not in held:
                    held["to"] = entry["at"]
            state["roles"].append({"role": role, "person": person, "from": entry["at"]})
        for component, how in entry.get("components", {}).items():
            if how != "operational":
                state["components"][component] = how
    state["roles"].sort(key=lambda held: held["role"] != "lead")
    worst = [{"id": id, **({"worst": how} if how else {})} for id, how in state["components"].items()]
    return state | {"components": worst}


def corrections(timeline):
    """A correction is told at both ends."""
    by_id = {entry["id"]: entry for entry in timeline}
    for entry in timeline:
        if wrong := by_id.get(entry.get("corrects")):
            wrong.setdefault("corrected_by", []).append(entry["id"])


def shelf(fields):
    """In which list it stands."""
    if fields["kind"] in ("drill", "maintenance") or fields["status"] == "cancelled":
        return "apart"
    return "open" if fields["status"] in ACTIVE else "record"


def group(followup, now):
    """In which section of the board it stands."""
    if followup["state"] in ("done", "wont_do", "moved"):
        return "settled"
    return "overdue" if followup["due"] < now[:10] else "open"


def review(folder, fields):
    """The review's head as fields, its text as the page's body."""
    path = folder / "pir.md"
    fields["body"] = ""
    if path.exists():
        fields["pir"], fields["body"] = yaml_subset.front_matter(path.read_text())


def board(record):
    """The board of follow-ups, by section and owner; ready made for everybody."""
    groups = {section[0]: [] for section in SECTIONS}
    for each in record.incidents:
        for followup in each["followups"]:
            row = {**followup, "incident": each["id"], "incident_title": each["title"], "year": each["year"]}
            groups[followup["group"]].append(row)
    sections = []
    for id, title, meaning, empty in SECTIONS:
        items = groups[id]
        count = len(items)
        if id != "settled":
            items.sort(key=lambda item: item["due"])
        owners = {}
        for item in items[:SHOWN]:
            owners.setdefault(item["owner"], []).append(item)
        sections.append(
            {
                "id": id, "title": title, "meaning": meaning, "empty": empty, "count": count,
                "left_out": max(0, count - SHOWN), "folded": id == "settled",
                "owners": [{"owner": owner, "items": owners[owner]} for owner in sorted(owners)],
            }
        )  # fmt: skip
    total = sum(section["count"] for section in sections)
    return {"total": total, "settled": sections[3]["count"], "overdue": sections[0]["count"], "sections": sections}


def overview(record):
    """The counts that list pages show, and which incidents stand on the first page."""
    years = {}
    for each in record.incidents:
        year = years.setdefault(each["year"], {"year": each["year"], "record": 0, "total": 0})
        year["total"] += 1
        year["record"] += each["shelf"] == "record"

    def of(shelf):
        return [f"{each['year']}/{each['id']}" for each in record.incidents if each["shelf"] == shelf]
    return {
        "years": list(years.values()), "count": len(of("record")), "since": min(years, default=""),
        "open": of("open"), "rows": of("record")[:ROWS], "apart": of("apart")[: ROWS // 10],
    }  # fmt: skip
