#!/usr/bin/env python3
"""Write docs/record.md: every structure of the model, every field with its type and its meaning.

The types come from ``tawatur.model``, the meanings from record_fields.toml; the two must agree.
"""

from __future__ import annotations

import tomllib
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tawatur import model

HERE = Path(__file__).parent
PAGE = HERE / "record.md"
MEANINGS = HERE / "record_fields.toml"

OPENING = """\
# The record

<!-- Written by docs/generate_record.py from src/tawatur/model.py and record_fields.toml: change those. -->

A record is one article with all that was read out of it: what `tawatur read --format json` prints and what
`tawatur.read_article` returns. `tawatur schema` prints the same as a JSON Schema.

One law holds for every range: offsets are half-open and count Unicode code points, and
`article.text[start:end]` **is** the evidence. JavaScript counts UTF-16 units; there, take the span's `text`.

All structures are closed: there is no field beside those below. What is not known is null or an empty list.
In Python a list is a tuple, and `from`, `to` and `class` are called `since`, `until` and `weapon_class`.
"""


def structures(kind: type[msgspec.Struct], seen: dict[str, type[msgspec.Struct]]) -> None:
    """Collect the structure and those inside it, each where it first appears."""
    if kind.__name__ in seen:
        return
    seen[kind.__name__] = kind
    for field in msgspec.structs.fields(kind):
        for inner in named(field.type):
            structures(inner, seen)


def named(kind: object) -> Iterator[type[msgspec.Struct]]:
    """The structures that a type speaks of."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for inner in typing.get_args(kind):
        yield from named(inner)


def closed_lists() -> dict[tuple[str, ...], str]:
    """The model's named lists of values: values → name."""
    return {
        typing.get_args(value): name
        for name, value in vars(model).items()
        if typing.get_origin(value) is typing.Literal
    }


def wording(kind: object, lists: dict[tuple[str, ...], str]) -> str:
    """A type in words: ``list of [Span](#span)``, ``string or null``."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return f"list of {wording(inner[0], lists)}"
    if origin in (types.UnionType, typing.Union):
        return " or ".join(wording(i, lists) for i in inner)
    if origin is typing.Literal:
        return f"[{lists[inner]}](#{lists[inner].lower()})"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return {str: "string", int: "integer", float: "number", bool: "true or false", type(None): "null"}[kind]


def structure(kind: type[msgspec.Struct], meanings: dict[str, str], lists: dict[tuple[str, ...], str]) -> str:
    """The section of one structure."""
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    if set(fields) != set(meanings):
        differ = sorted(set(fields) ^ set(meanings))
        raise SystemExit(f"{MEANINGS.name}: [{kind.__name__}] and the model differ in {differ}")
    rows = [f"| `{name}` | {wording(f.type, lists)} | {meanings[name]} |" for name, f in fields.items()]
    return "\n".join([f"## {kind.__name__}", "", "| field | type | meaning |", "|---|---|---|", *rows, ""])


def values(name: str, entries: tuple[str, ...], meanings: dict[str, str]) -> str:
    """The section of one closed list."""
    if set(meanings) - set(entries) or (meanings and set(entries) - set(meanings)):
        raise SystemExit(f"{MEANINGS.name}: [values.{name}] and the model differ")
    if not meanings:
        return f"### {name}\n\n{' · '.join(f'`{e}`' for e in entries)}\n"
    rows = [f"| `{e}` | {meanings[e]} |" for e in entries]
    return "\n".join([f"### {name}", "", "| value | meaning |", "|---|---|", *rows, ""])


def page() -> str:
    """The whole page as it should stand."""
    meanings = tomllib.loads(MEANINGS.read_text(encoding="utf-8"))
    of_values, lists = meanings.pop("values"), closed_lists()
    found: dict[str, type[msgspec.Struct]] = {}
    structures(model.Record, found)
    if set(meanings) - set(found) or set(of_values) - set(lists.values()):
        raise SystemExit(f"{MEANINGS.name} speaks of a structure or list that the model does not have")
    sections = [structure(kind, meanings.get(name, {}), lists) for name, kind in found.items()]
    closed = [values(name, entries, of_values.get(name, {})) for entries, name in lists.items()]
    return "\n".join([OPENING, *sections, "## The closed lists", "", *closed])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
