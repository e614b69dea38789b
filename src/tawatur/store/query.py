"""The query language: words, "exact phrases", field:value, and - before what must not be there.

::

    query  =  item+                       all items must hold
    item   =  ["-"] ( word | phrase | field ":" ( word | phrase ) )
    phrase =  '"' words '"'               also « » and “ ”

Columns in errors count code points of the query from 1. docs/store.md describes the language for users.
"""

from __future__ import annotations

import difflib
import re
from typing import Literal, get_args

from msgspec import Struct

from tawatur import model
from tawatur.errors import QueryError

Field = Literal[
    "said-by", "about", "addressee", "channel", "act", "event", "actor", "target", "place", "outlet",
    "claimant", "status", "named", "day", "before", "after",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)
FACETS: tuple[Field, ...] = ("outlet", "day", "said-by", "act", "event", "status", "place")
"""Fields whose values are counted where nobody says which."""
CODES: dict[Field, tuple[str, ...]] = {
    "channel": get_args(model.Channel),
    "act": get_args(model.Act),
    "event": get_args(model.EventType),
    "status": get_args(model.EventStatus),
}
"""Fields whose values are codes of the model; all others but the days take words."""
DAYS: tuple[Field, ...] = ("day", "before", "after")

STATEMENT: tuple[Field, ...] = ("said-by", "about", "addressee", "channel", "act")
EVENT: tuple[Field, ...] = ("event", "actor", "target", "place", "claimant", "status")
"""Fields of which one statement, or one event, must meet all that a query asks."""

_PAIRS = {'"': '"', "«": "»", "“": "”", "”": "“"}
_ITEM = re.compile(r"\S")
_WORD = re.compile(r'[^\s"«»“”]+')
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]*):")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
MOST = 1_000  # code points, and a tenth of it items: a query is written by a person


class Item(Struct, frozen=True):
    """One condition: ``text`` as written without marks, ``column`` where it begins, from 1."""

    text: str
    column: int
    field: Field | None = None
    phrase: bool = False
    excluded: bool = False


class Query(Struct, frozen=True):
    """A query that was read."""

    items: tuple[Item, ...]

    @property
    def wanted(self) -> tuple[Item, ...]:
        """The words and phrases that must be there: what hits are ranked by."""
        return tuple(item for item in self.items if item.field is None and not item.excluded)


def parse(text: str) -> Query:
    """The query in these words. QueryError points at the word that cannot be read."""
    if len(text) > MOST:
        raise QueryError(f"longer than {MOST} characters; look for fewer words", MOST + 1)
    items: list[Item] = []
    at = 0
    while found := _ITEM.search(text, at):
        item, at = _item(text, found.start())
        items.append(item)
    if not any(not item.excluded for item in items):
        raise QueryError("nothing to look for; write a word, a phrase or field:value without -", 1)
    if len(items) > MOST // 10:
        raise QueryError(f"more than {MOST // 10} conditions; look for fewer", items[MOST // 10].column)
    return Query(tuple(items))


def narrowed(text: str, field: Field, value: str) -> str:
    """The query with one more condition: what a facet's value leads to. Empty text asks for nothing else."""
    if field in CODES or field in DAYS:
        condition = f"{field}:{value}"
    else:
        opening = next((mark for mark in _PAIRS if _PAIRS[mark] not in value), "")
        words = value if opening else re.sub(r'["«»“”]', " ", value)
        opening = opening or '"'
        condition = f"{field}:{opening}{words}{_PAIRS[opening]}"
    return f"{text.strip()} {condition}".strip()


def is_day(text: str) -> bool:
    """Whether it is a day, a month or a year: 2020-05-16, 2020-05, 2020."""
    return _DAY.fullmatch(text) is not None


def facet(name: str) -> Field:
    """The field of that name, if its values can be counted. QueryError if not."""
    found = _field(name, 0)
    if found in ("before", "after", "named"):
        instead = "said-by, about, actor, target or place" if found == "named" else "day"
        raise QueryError(f"{found} has no values to count; count {instead}", 1)
    return found


def _item(text: str, at: int) -> tuple[Item, int]:
    start = at
    excluded = text[at] == "-" and len(text) > at + 1 and not text[at + 1].isspace()
    at += excluded
    asked: Field | None = None
    named = _FIELD.match(text, at)
    if named and not text.startswith("//", named.end()):  # an address is a word
        asked = _field(named[1], at)
        at = named.end()
    value_at = at
    if at < len(text) and text[at] in _PAIRS:
        value, at = _phrase(text, at)
        phrase = True
    else:
        match = _WORD.match(text, at)
        if match is None:
            what = f"{named[1]}: has no value; write it without a space: {named[1]}:VALUE" if named else (
                f"{text[at:at + 1]} closes no phrase; write both marks"
            )  # fmt: skip
            raise QueryError(what, start + 1)
        value, at, phrase = match[0], match.end(), False
    if asked:
        value = _checked(asked, value, value_at)
    elif not any(char.isalnum() for char in value):
        raise QueryError(f"{value!r} holds no word", value_at + 1)
    return Item(value, start + 1, asked, phrase, excluded), at


def _phrase(text: str, at: int) -> tuple[str, int]:
    end = text.find(_PAIRS[text[at]], at + 1)
    if end < 0:
        raise QueryError(f"the phrase that begins with {text[at]} is not closed", at + 1)
    words = text[at + 1 : end].strip()
    if not words:
        raise QueryError("the phrase is empty", at + 1)
    return words, end + 1


def _field(name: str, at: int) -> Field:
    for known in FIELDS:
        if name.lower() == known:
            return known
    raise QueryError(f"no field {name!r}{_near(name.lower(), FIELDS)}", at + 1)


def _checked(field: Field, value: str, at: int) -> str:
    if field in DAYS:
        if not is_day(value):
            raise QueryError(f"{value!r} is no day; write {field}:2020-05-16, 2020-05 or 2020", at + 1)
        return value
    if field in CODES:
        for code in CODES[field]:
            if value.lower() == code.lower():
                return code
        raise QueryError(f"no {field} {value!r}{_near(value, CODES[field])}", at + 1)
    if not any(char.isalnum() for char in value):
        raise QueryError(f"{value!r} holds no word", at + 1)
    return value


def _near(name: str, names: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6) or difflib.get_close_matches(
        name.upper(), names, n=1, cutoff=0.6
    )
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"
