"""Articles made from real ones, as many as are wanted, each with a record that is true to its own text.

A made article holds some paragraphs of two real ones in another order. Some of its words are others of the
same length, and its numerals other numerals, but none that a record names: no name, cue, time or count. The
records of both are moved along: every span is again ``text[start:end]``, and what stood in paragraphs that
were left out is gone. The same articles make the same ones.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from tawatur import model

SEED = 6
KEPT = 0.5  # share of the paragraphs of both
REWORDED = 0.08  # share of the words that may be others
_WORD = re.compile(r"\w+")
_RANGE = re.compile(r"(\d+)-(\d+)")
_PARTS = ("entities", "times", "quantities", "statements", "events")
_REWORDED_IN = ("content", "verbatim")  # spans in which a word may be another one

Found = dict[str, Any]


class Paragraph(Struct, frozen=True):
    """A line of an article, and the words in it that may be others."""

    start: int
    end: int
    free: tuple[tuple[int, int], ...]


class Original(Struct, frozen=True):
    """An article taken apart once: its record as plain values, and their ids."""

    record: model.Record
    found: Found
    ids: frozenset[str]
    paragraphs: tuple[Paragraph, ...]


def rewordings(records: Sequence[model.Record], count: int) -> Iterator[model.Record]:
    """So many records of made articles, all of different text."""
    dice = random.Random(SEED)  # noqa: S311 - the same articles on every run
    originals = [original(record) for record in records]
    words = _by_length(records)
    seen: set[int] = set()
    while len(seen) < count:
        made = _mixed(*dice.sample(originals, 2), words, len(seen), dice)
        mark = hash(made.article.text)
        if mark not in seen and made.article.text:
            seen.add(mark)
            yield made


def original(record: model.Record) -> Original:
    """Take a record apart."""
    found = msgspec.to_builtins(record)
    bound = set(_bound([found[part] for part in _PARTS], ""))
    paragraphs, at = [], 0
    for line in record.article.text.split("\n"):
        words = [(at + m.start(), at + m.end()) for m in _WORD.finditer(line)]
        if words:
            free = tuple(word for word in words if bound.isdisjoint(range(*word)))
            paragraphs.append(Paragraph(at, at + len(line), free))
        at += len(line) + 1
    ids = frozenset(one["id"] for part in _PARTS for one in found[part])
    return Original(record, found, ids, tuple(paragraphs))


def _bound(value: object, name: str) -> Iterator[int]:
    """The characters that must stay as they are."""
    if isinstance(value, dict):
        if "start" in value and name not in _REWORDED_IN:
            yield from range(value["start"], value["end"])
        for key, inner in value.items():
            yield from _bound(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _bound(inner, name)


def _by_length(records: Sequence[model.Record]) -> dict[int, list[str]]:
    """All words of the articles, as often as they stand there: so made articles have words as news has."""
    words: dict[int, list[str]] = defaultdict(list)
    for record in records:
        for word in _WORD.findall(record.article.text):
            words[len(word)].append(word)
    return words


def _mixed(
    one: Original, other: Original, words: dict[int, list[str]], number: int, dice: random.Random
) -> model.Record:
    """Paragraphs of two articles as one, under the outlet of the first and a day of its own."""
    given = [(source, line) for source in (one, other) for line in source.paragraphs]
    chosen = dice.sample(given, max(1, round(len(given) * KEPT)))
    lines: list[str] = []
    moved: dict[int, list[tuple[Paragraph, int]]] = {id(one): [], id(other): []}
    at = 0
    for source, line in chosen:
        lines.append(_reworded(source.record.article.text, line, words, dice))
        moved[id(source)].append((line, at - line.start))
        at += line.end - line.start + 1
    text = "\n".join(lines)
    parts: dict[str, list[Found]] = {part: [] for part in _PARTS}
    for source, suffix in ((one, ""), (other, "b")):
        for part, items in _Moved(source, moved[id(source)], text, suffix).parts().items():
            parts[part] += items
    day = f"20{dice.randrange(15, 25)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    article = {
        "id": f"made-{number}", "text": text, "url": f"https://made.example/{number}", "language": "ar",
        "outlet": one.record.article.outlet, "published": {"at": day, "precision": "day", "basis": "given"},
        "parts": [{"kind": "paragraph", "start": line.start + by, "end": line.end + by}
                  for source in (one, other) for line, by in moved[id(source)]],
    }  # fmt: skip
    return msgspec.convert({**one.found, **parts, "article": article, "notes": []}, model.Record)


def _reworded(text: str, line: Paragraph, words: dict[int, list[str]], dice: random.Random) -> str:
    letters = list(text[line.start : line.end])
    for start, end in line.free:
        word = text[start:end]
        if word.isdecimal():
            other = str(dice.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        elif dice.random() < REWORDED:
            other = dice.choice(words[len(word)])
        else:
            continue
        letters[start - line.start : end - line.start] = other
    return "".join(letters)


class _Gone(Exception):
    """What a value rests on does not stand in the made article."""


class _Moved:
    """What was read out of an original, as it stands in a made text."""

    def __init__(self, source: Original, lines: list[tuple[Paragraph, int]], text: str, suffix: str) -> None:
        """``lines`` are the paragraphs that were taken, each with how far it went."""
        self._source, self._text, self._suffix = source, text, suffix
        self._lines = sorted(lines, key=lambda line: line[0].start)
        self._starts = [line.start for line, _ in self._lines]
        self._kept: set[str] = set()

    def parts(self) -> dict[str, list[Found]]:
        """Entities with the mentions that are left; all else as a whole or not at all."""
        found: dict[str, list[Found]] = {}
        for part in _PARTS:
            found[part] = [
                moved for one in self._source.found[part] if (moved := self._item(one)) is not None
            ]
        return found

    def _item(self, one: Found) -> Found | None:
        try:
            if "mentions" in one:
                one = {**one, "mentions": self._left(one["mentions"]), "roles": self._left(one["roles"])}
                if not one["mentions"]:
                    return None
            if "alternatives" in one:  # readings that lost may name what is gone
                one = {**one, "alternatives": []}
            if one.get("statement") and one["statement"] not in self._kept:
                return None  # without the claim it would be the outlet's own
            moved: Found = self._value({**one, "id": ""})
        except _Gone:
            return None
        self._kept.add(one["id"])
        return {**moved, "id": one["id"] + self._suffix}

    def _left(self, values: list[Found]) -> list[Found]:
        """Those that stand there, still with the places of the original."""
        return [value for value in values if self._stands(value)]

    def _stands(self, value: Found) -> bool:
        try:
            self._value(value)
        except _Gone:
            return False
        return True

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
        if isinstance(value, str):
            return self._name(value)
        if isinstance(value, list | tuple):
            return [moved for one in value if (moved := self._value(one)) is not None]
        if not isinstance(value, dict):
            return value
        if "start" not in value:
            return {key: self._value(inner) for key, inner in value.items()}
        start, end = self._place(value["start"], value["end"])
        here = {key: inner for key, inner in value.items() if key not in ("start", "end", "text")}
        moved = {**self._value(here), "start": start, "end": end}
        return {**moved, "text": self._text[start:end]} if "text" in value else moved

    def _name(self, value: str) -> str | None:
        """An id under its new name, a range of characters moved; None where that is gone."""
        if value in self._source.ids:
            return value + self._suffix if value in self._kept else None
        if found := _RANGE.fullmatch(value):
            try:
                start, end = self._place(int(found[1]), int(found[2]))
            except _Gone:
                return None
            return f"{start}-{end}"
        return value

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters went; they must stand in one paragraph."""
        line = bisect_right(self._starts, start) - 1
        if line < 0 or end > self._lines[line][0].end:
            raise _Gone
        by = self._lines[line][1]
        return start + by, end + by
