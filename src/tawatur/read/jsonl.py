"""JSON Lines (or one JSON document) to articles: one an object; a bad line is rejected and passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from tawatur.errors import InputError
from tawatur.model import Article, Published
from tawatur.read.capture import Origin, capture, short_id
from tawatur.read.encoding import clean, decode
from tawatur.read.options import MEGABYTE, Options, Rejected
from tawatur.read.parts import label, lines_of
from tawatur.read.published import epoch, given, written
from tawatur.read.text import first
from tawatur.read.tongue import language

NAMES = ("id", "url", "outlet", "date", "title", "body")
# Names that such files use for ours, in order of preference; Options.fields overrules them.
_USUAL = {"date": ("date", "published"), "body": ("body", "text")}
_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|strong|em|b|i|ul|li|h[1-6]|img|figure|blockquote)\b[^<>]*>", re.IGNORECASE
)
_CHUNK = MEGABYTE


class Lines(Protocol):
    """Anything that gives bytes line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, of at most ``size`` bytes."""


def articles(stream: Lines, source: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    """The articles of a JSONL stream, read line by line; no line is held that is over ``max_bytes``."""
    for number, line in enumerate(bounded_lines(stream, options.max_bytes), start=1):
        where = f"line {number}"
        if line is None:
            yield Rejected(
                source, where, f"longer than {options.max_bytes} bytes: split it, or raise max_bytes"
            )
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read(line, source, where, origin, options)


def document(raw: bytes, source: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    """The articles of one JSON document: an object, or an array of objects."""
    try:
        value = parse(raw)
    except ValueError as error:
        yield Rejected(source, None, f"is not JSON ({error}): give JSON Lines or one JSON document")
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
        where = f"item {number}"
        yield of_object(row, json.dumps(row).encode(), source, where, origin, options)


def bounded_lines(stream: Lines, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for each that is longer than ``limit`` bytes, which is skipped unread."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
            pass
        yield None


def parse(raw: bytes) -> Any:  # noqa: ANN401 - a JSON value is any of six types
    """A JSON value, also with lone surrogate escapes or in another encoding; ValueError if it is none."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            return json.loads(decode(raw).text)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        except InputError as error:
            raise ValueError(str(error)) from error


def _read(line: bytes, source: str, where: str, origin: Origin, options: Options) -> Article | Rejected:
    try:
        row = parse(line)
    except ValueError as error:
        return Rejected(source, where, f"is not JSON ({error}): write one JSON object a line")
    return of_object(row, line, source, where, origin, options)


def of_object(
    row: object, raw: bytes, source: str, where: str, origin: Origin, options: Options
) -> Article | Rejected:
    """The article of one object; ``raw`` are the bytes that stand for it."""
    if not isinstance(row, dict):
        return Rejected(source, where, f"is a JSON {type(row).__name__}: an article is an object")
    values = _Values(row, dict(options.fields))
    title, body = values.words("title"), values.blocks("body")
    if not title and not body:
        names = ", ".join(str(key)[:30] for key in list(row)[:12])
        return Rejected(source, where, f"has no title and no body (fields: {names}): name them with --fields")
    return _article(
        values, title, body, raw, Origin(source, origin.captured_at, keep=origin.keep), where, options
    )


class _Values:
    """The values of one object under our names, as clean text."""

    def __init__(self, row: dict[Any, Any], fields: dict[str, str]) -> None:
        self._row = row
        self._fields = fields

    def raw(self, name: str) -> object:
        """The value of our field ``name``, whatever the file calls it; None if absent."""
        if name in self._fields:
            return self._row.get(self._fields[name])
        return next((self._row[n] for n in _USUAL.get(name, (name,)) if self._row.get(n) is not None), None)

    def words(self, name: str) -> str | None:
        """The value as one line of text; None if it is empty or no text or number."""
        value = self.raw(name)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return None
        return " ".join(_plain(clean(str(value))).split("\n")).strip() or None

    def blocks(self, name: str) -> list[str]:
        """The lines of the value that are not blank; a list of strings is read as its lines."""
        value = self.raw(name)
        pieces = [piece for piece in value if isinstance(piece, str)] if isinstance(value, list) else [value]
        text = "\n".join(_plain(clean(piece)) for piece in pieces if isinstance(piece, str))
        return [line.text for line in lines_of(text)]


def _plain(text: str) -> str:
    """The text of a field that holds a piece of HTML; any other text as it is."""
    if _TAGS.search(text) is None:
        return text
    from tawatur.read.page_blocks import fragment_text

    return fragment_text(text)


def _article(
    values: _Values,
    title: str | None,
    body: list[str],
    raw: bytes,
    origin: Origin,
    where: str,
    options: Options,
) -> Article:
    outlet = options.outlet or values.words("outlet")
    text = "\n\n".join((title, *body) if title else body)
    parts = label(text, (outlet,) if outlet else (), titled=bool(title) or None).parts
    url = options.url or values.words("url")
    return Article(
        id=values.words("id") or short_id(url or f"{origin.name} {where}"),
        text=text,
        url=url,
        outlet=outlet,
        language=language(text),
        title=first(text, parts, "title"),
        byline=first(text, parts, "byline"),
        dateline=first(text, parts, "dateline"),
        published=given(options.published) if options.published else _published(values.raw("date")),
        capture=capture(origin, raw, text),
        parts=parts,
    )


def _published(value: object) -> Published:
    if isinstance(value, str):
        return written(clean(value), "given")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return epoch(value) if abs(value) > 3000 else written(str(value), "given")
    return Published()
