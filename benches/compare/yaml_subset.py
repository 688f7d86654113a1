"""Reads the YAML that corpus-gen writes, and no more: Python has no YAML reader of its own."""

import json
import re

PLAIN_END = re.compile(r"[,\]}]|: ")


class NotUnderstood(ValueError):
    """YAML outside of the subset."""


def load(text):
    """A whole document: a mapping or a list of mappings."""
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    while lines and not lines[-1].strip():
        lines.pop()
    value, rest = _block(lines, 0, 0)
    if rest != len(lines):
        raise NotUnderstood(f"line {rest + 1}: {lines[rest]!r}")
    return value


def front_matter(text):
    """The fields between the first two `---`, and what follows."""
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    return load(head), body


def _indent(line):
    return len(line) - len(line.lstrip(" "))


def _block(lines, at, indent):
    if lines[at].lstrip(" ").startswith("- "):
        return _list(lines, at, indent)
    return _mapping(lines, at, indent)


def _list(lines, at, indent):
    items = []
    while at < len(lines) and _indent(lines[at]) == indent and lines[at].lstrip(" ").startswith("- "):
        # The item's first line becomes a line of a mapping that is two deeper.
        lines[at] = " " * (indent + 2) + lines[at][indent + 2 :]
        item, at = _mapping(lines, at, indent + 2)
        items.append(item)
    return items, at


def _mapping(lines, at, indent):
    fields = {}
    while at < len(lines) and _indent(lines[at]) == indent and lines[at].strip():
        key, colon, rest = lines[at].strip().partition(":")
        if not colon:
            raise NotUnderstood(f"line {at + 1}: {lines[at]!r}")
        rest = rest.strip()
        at += 1
        if rest == "|":
            fields[key], at = _literal(lines, at, indent)
        elif rest:
            fields[key] = flow(rest)
        else:
            fields[key], at = _block(lines, at, _indent(lines[at]))
    return fields, at


def _literal(lines, at, indent):
    text = []
    inner = _indent(lines[at])
    while at < len(lines) and (not lines[at].strip() or _indent(lines[at]) > indent):
        text.append(lines[at][inner:])
        at += 1
    return "\n".join(text).rstrip("\n") + "\n", at


def flow(text):
    """A value on one line: scalar, `[…]` or `{…}`."""
    value, rest = _flow(text, 0, inside=False)
    if text[rest:].strip():
        raise NotUnderstood(text)
    return value


def _flow(text, at, inside):
    while text[at] == " ":
        at += 1
    if text[at] == "[":
        return _flow_items(text, at + 1, "]")
    if text[at] == "{":
        return _flow_items(text, at + 1, "}")
    if text[at] == '"':
        return json.JSONDecoder().raw_decode(text, at)
    if not inside:
        return _scalar(text[at:].strip()), len(text)
    # Inside brackets a plain scalar ends at the bracket, the comma, or the colon of a key.
    found = PLAIN_END.search(text, at)
    end = found.start() if found else len(text)
    return _scalar(text[at:end].strip()), end


def _flow_items(text, at, close):
    items, pairs = [], {}
    while True:
        while text[at] in ", ":
            at += 1
        if text[at] == close:
            return (items if close == "]" else pairs), at + 1
        value, at = _flow(text, at, inside=True)
        if close == "}":
            pairs[value], at = _flow(text, at + 1, inside=True)
        else:
            items.append(value)


def _scalar(text):
    return int(text) if re.fullmatch(r"[0-9]+", text) else text
