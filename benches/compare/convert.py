"""The record in the form that each generator reads. None of this is measured."""

import json
import pathlib
import re
import shutil

import record as facts

SITES = pathlib.Path(__file__).with_name("sites")
TITLE = "A synthetic record"
#: What the page's body or the generator's own keys hold.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
APART = ("title", "body", "year", "id")


def convert(record, generator, folder, now, assets):
    """Writes one generator's site into `folder`; `assets` has Flarebook's stylesheet, icon and scripts."""
    shutil.copytree(SITES / generator, folder)
    {"hugo": hugo, "zola": zola, "eleventy": eleventy}[generator](record, pathlib.Path(folder), now, assets)


def hugo(record, folder, now, assets):
    """Sections by year below `content/incidents`, TOML heads (whose times need no parsing in the templates), data files."""
    data(record, folder / "data", now)
    static(folder / "static/assets", assets)
    for year in facts.overview(record)["years"]:
        write(folder / f"content/incidents/{year['year']}/_index.md", f'+++\ntitle = "Incidents of {year["year"]}"\n+++\n')
    for each in record.incidents:
        head = {"title": each["title"], "date": each["started_at"]}
        text = f"+++\n{toml_table(head, times=True)}[params]\n{toml_tables('params', fields(each, 'id'), times=True)}+++\n{body(each)}"
        write(content(folder, each), text)


def zola(record, folder, now, assets):
    """Sections by year below `content/incidents`, TOML heads, data files that the templates load."""
    data(record, folder / "data", now)
    static(folder / "static/assets", assets)
    for year in facts.overview(record)["years"]:
        head = f'title = "Incidents of {year["year"]}"\ntemplate = "year.html"\npage_template = "incident.html"\nsort_by = "date"\ninsert_anchor_links = "right"\n'
        write(folder / f"content/incidents/{year['year']}/_index.md", f"+++\n{head}+++\n")
    for each in record.incidents:
        # The name of a file that begins with a date loses it, unless the slug is given.
        head = {"title": each["title"], "date": each["started_at"], "slug": each["id"]}
        text = f"+++\n{toml_table(head)}[extra]\n{toml_tables('extra', fields(each, 'id'))}+++\n{body(each)}"
        write(content(folder, each), text)


def eleventy(record, folder, now, assets):
    """Markdown by year below `content/incidents`, YAML heads, global data."""
    data(record, folder / "_data", now)
    static(folder / "static/assets", assets)
    for each in record.incidents:
        permalink = f"/incidents/{each['year']}/{each['id']}/"
        head = {"title": each["title"], "date": each["started_at"], "permalink": permalink, "incident": fields(each, "id", "year")}
        write(content(folder, each), yaml_head(head, body(each)))


def body(each):
    """The review; its headings stand below the page's own."""
    return re.sub(r"^## ", "### ", each["body"], flags=re.M)


def content(folder, each):
    """Where an incident's page is written."""
    return folder / f"content/incidents/{each['year']}/{each['id']}.md"


def fields(each, *also):
    """All the facts but those that stand elsewhere."""
    return {key: value for key, value in each.items() if key not in APART or key in also}


def data(record, folder, now):
    """What all pages share, and the lists that are ready made."""
    labels = json.loads((SITES / "shared/labels.json").read_text())
    site = {"title": TITLE, "now": now}
    files = {
        "labels": labels, "book": site, "people": people(record), "components": components(record),
        "overview": facts.overview(record), "board": facts.board(record),
    }  # fmt: skip
    for name, value in files.items():
        write(folder / f"{name}.json", json.dumps(value, ensure_ascii=False))


def people(record):
    """Handle to name and place in the handbook; teams are reached the same way."""
    found = {}
    for handle, person in record.people.items():
        found[handle] = {**person, "href": f"/handbook/#person-{handle}", "is_team": False}
        found.setdefault(person["team"], {"name": person["team"], "href": f"/handbook/#team-{person['team']}", "is_team": True, "members": []})
        found[person["team"]]["members"].append(handle)
    return found


def components(record):
    """The catalogue, with both directions of `depends_on`."""
    catalogue = {}
    for id, fields in record.components.items():
        needed_by = [other for other, its in record.components.items() if id in its.get("depends_on", [])]
        catalogue[id] = {"depends_on": [], **fields, "needed_by": needed_by}
    return catalogue


def static(folder, assets):
    """Flarebook's own stylesheet, icon and scripts: the same bytes for everybody."""
    folder.mkdir(parents=True)
    for name in ("style.css", "flarebook.svg", "search.js", "copy.js"):
        shutil.copy(pathlib.Path(assets) / name, folder / name)


def write(path, text):
    """One file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


# -- YAML and TOML ----------------------------------------------------------------------------------------------------------------------


def yaml_head(head, body):
    """A page with a YAML head."""
    return "---\n" + yaml_mapping(head, 0) + "---\n" + body


def yaml_mapping(mapping, indent):
    """Block style, as people write it; texts in quotes."""
    lines = []
    for key, value in mapping.items():
        lines.append(" " * indent + key + ":" + yaml_value(value, indent + 2))
    return "".join(lines)


def yaml_value(value, indent):
    if isinstance(value, dict) and value:
        return "\n" + yaml_mapping(value, indent)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = (yaml_mapping(item, indent + 2) for item in value)
        return "\n" + "".join(" " * indent + "- " + item[indent + 2 :] for item in items)
    return " " + scalar(value) + "\n"


def scalar(value):
    """JSON, which YAML and TOML both read: a plain word stays plain in neither."""
    return json.dumps(value, ensure_ascii=False)


def toml_table(table, times=False):
    """Keys and values of one table; what is nested goes on one line. Times as such, or as texts."""
    return "".join(f"{key} = {toml_value(key, value, times)}\n" for key, value in table.items())


def toml_value(key, value, times):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_key(name)} = {toml_value(name, each, times)}" for name, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(key, each, times) for each in value) + "]"
    if key == "date" or times and isinstance(value, str) and TIME.fullmatch(value):
        return value
    return scalar(value)


def toml_key(key):
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else scalar(key)


def toml_tables(name, table, times=False):
    """The plain keys first, then the lists of tables."""
    lists = {key: value for key, value in table.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    text = toml_table({key: value for key, value in table.items() if key not in lists}, times)
    for key, items in lists.items():
        text += "".join(f"[[{name}.{key}]]\n{toml_table(item, times)}" for item in items)
    return text
