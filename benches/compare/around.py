"""What a page says of the rest of the record, ready made: incidents like it, what depends on its components, what is open beside it.

Flarebook works these out while it builds, and by the same rules; test_compare.py holds the two against each other.
"""

import re

# While the response goes on.
ACTIVE = ("investigating", "identified", "monitoring")

#: As in src/site/assemble: similar.rs, filter.rs, graph.rs and briefing.rs.
SHOWN, LATEST, SHORTEST, COMMON, ENOUGH = 5, 40, 4, 5, 50
WEIGHTS = {"factor": 6, "component": 4, "tag": 3, "word": 1}
SHORT, AUTHORS = 6, 8
KINDS = ("note", "detected", "impact", "finding", "action", "decision", "update", "sitrep", "handover")


def put(incidents, components, people):
    """Puts it into the incidents, which stand newest first."""
    having, count = index(incidents)
    by_id = {each["id"]: each for each in incidents}
    still = [each for each in incidents if each["shelf"] == "open"]
    duplicates = {}
    for each in incidents:
        duplicates.setdefault(each.get("duplicate_of"), []).append(each)
    for each in incidents:
        authors_and_kinds(each)
        each["blast"] = blast(own(each), components)
        each["similar"] = [line(by_id[id]) | {"shared": shared} for id, shared in similar(each, having, count)]
        each["duplicates"] = [line(other) for other in duplicates.get(each["id"], [])]
        if each["shelf"] == "open":
            each["situation"] = situation(each, still, components, people)


def own(each):
    """The ids of its components."""
    return [component["id"] for component in each["components"]]


def authors_and_kinds(each):
    """What the timeline can be narrowed to; a short one is read whole."""
    timeline = each["timeline"]
    authors = sorted({entry["by"] for entry in timeline})[:AUTHORS]
    for entry in timeline:
        entry["author"] = authors.index(entry["by"]) + 1 if entry["by"] in authors else 0
    has = {entry.get("kind", "note") for entry in timeline}
    kinds = [kind for kind in KINDS if kind in has]
    long = len(timeline) >= SHORT
    each["filter_kinds"] = kinds if long and len(kinds) > 1 else []
    each["filter_authors"] = authors if long and len(authors) > 1 else []


def blast(ids, components):
    """What depends on these components and is not among them, near things first."""
    seen, ring, found = set(ids), sorted(ids), []
    while ring:
        following = []
        for through in ring:
            for id in sorted(id for id, its in components.items() if through in its.get("depends_on", [])):
                if id not in seen:
                    seen.add(id)
                    following.append(id)
                    found.append({"id": id, "through": through})
        ring = following
    return found


def traits(each):
    """What incidents may share, in the order in which it is named."""
    words = (word.lower() for word in re.split(r"[\W_]+", each["title"]) if len(word) >= SHORTEST)
    named = {"factor": each.get("contributing_factors", []), "component": own(each), "tag": each.get("tags", []), "word": words}
    return [(sort, word) for sort, those in named.items() for word in sorted(set(those))]


def index(incidents):
    """Who has what, newest first; and how many they are."""
    having = {}
    originals = sorted((each for each in incidents if "duplicate_of" not in each), key=lambda each: each["id"], reverse=True)
    for at, each in enumerate(originals):
        for trait in traits(each):
            having.setdefault(trait, []).append((at, each["id"]))
    return having, len(originals)


def similar(each, having, count):
    """The incidents most like one, and what they share in words."""
    found = {}
    for trait in traits(each):
        those = having.get(trait, [])
        if not those or count > ENOUGH and len(those) > count // COMMON:
            continue
        # What few share says more than what many do.
        rare = max(1, count // len(those)).bit_length() - 1
        for at, id in those[:LATEST]:
            found.setdefault((at, id), []).append((WEIGHTS[trait[0]] * (2 + rare), trait))
    # One word of a title alone is chance.
    telling = [(at, id, shared) for (at, id), shared in found.items() if len(shared) > 1 or shared[0][1][0] != "word"]
    telling.sort(key=lambda one: (-sum(score for score, _ in one[2]), one[0]))
    return [(id, in_words(shared)) for _, id, shared in telling if id != each["id"]][:SHOWN]


def in_words(shared):
    """`login and cache`, what many share first; for titles alone, their words."""
    shared = [trait for _, trait in sorted(shared, key=lambda one: one[0])]
    named = [word for sort, word in shared if sort != "word"] or [f"“{word}”" for _, word in shared]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def line(other):
    """Another incident, as a page names it."""
    return {"id": other["id"], "year": other["year"], "title": other["title"], "day": other["id"][:10]}


def situation(each, still, components, people):
    """An open incident for those who join now."""
    told, next_update = [], ""
    for entry in each["timeline"]:
        settles = entry.get("kind") == "update" or entry.get("status", ACTIVE[0]) not in ACTIVE
        next_update = entry.get("next_update") or ("" if settles else next_update)
        if entry.get("kind") in ("action", "finding", "decision") and "corrected_by" not in entry:
            said = {"by": people[entry["by"]]["name"], "text": plain(entry["text"])}
            told.append({key: entry[key] for key in ("id", "at", "kind")} | said)
    accepted = {entry.get("acknowledges") for entry in each["timeline"]}
    handovers = [entry for entry in each["timeline"] if entry.get("kind") == "handover" and "acknowledges" not in entry]
    waiting = [entry for entry in handovers if entry["id"] not in accepted]
    todo = [followup for followup in each["followups"] if followup["group"] != "settled"]
    # Those that share a component come first.
    others = sorted((other for other in still if other is not each), key=lambda other: set(own(other)).isdisjoint(own(each)))
    return {
        "next_update": next_update, "told": told[-SHOWN:], "handover": waiting[-1]["at"] if waiting else "",
        "todo": [followup["title"] for followup in todo[:SHOWN]],
        "also_open": [line(other) for other in others[:SHOWN]],
        "runbooks": sorted({runbook for id in own(each) for runbook in components[id].get("runbooks", [])}),
    }  # fmt: skip


def plain(text):
    """Markdown as a text of one line; corpus-gen writes no more of it than code and lists."""
    return " ".join(re.sub(r"^- ", "", text.replace("`", ""), flags=re.M).split())
