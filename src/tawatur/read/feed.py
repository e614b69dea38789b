"""RSS and Atom feeds to articles: one an item, of what the feed itself carries; links are not followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tawatur.errors import UnreadableInput
from tawatur.model import Article, Published
from tawatur.read.capture import Origin, capture, short_id
from tawatur.read.encoding import clean, decode
from tawatur.read.options import Options, Rejected
from tawatur.read.page_blocks import fragment_text
from tawatur.read.parts import label, lines_of
from tawatur.read.published import given, written
from tawatur.read.text import first
from tawatur.read.tongue import language

_DATES = ("published", "created", "issued", "updated", "date")


def articles(raw: bytes, source: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    """The articles of a feed's items. UnreadableInput if the bytes are no feed."""
    import feedparser

    # Decoded here, so that wrongly declared Arabic encodings are read as everywhere else. Sanitising is
    # off: markup is taken apart as text and never shown.
    text = decode(raw, origin.charset).text
    parsed = feedparser.parse(_as_utf8(text), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and parsed.bozo:
        raise UnreadableInput(
            f"is no feed ({parsed.get('bozo_exception')}): check that it is complete RSS or Atom"
        )
    outlet = options.outlet or _line(parsed.feed.get("title")) or None
    for number, entry in enumerate(parsed.entries, start=1):
        article = _article(entry, raw, outlet, origin, options)
        yield article or Rejected(source, f"item {number}", "has no title and no text")


def _as_utf8(text: str) -> bytes:
    """The feed as UTF-8 bytes whose declaration, if any, says so too."""
    import re

    declared = re.compile(r"(<\?xml[^>]{0,200}?encoding\s*=\s*)([\"'])[^\"']*\2", re.IGNORECASE)
    return declared.sub(r"\1\2utf-8\2", text.lstrip(), count=1).encode("utf-8")


def _article(  # a feed's entry is an open dictionary
    entry: Any,  # noqa: ANN401
    raw: bytes,
    outlet: str | None,
    origin: Origin,
    options: Options,
) -> Article | None:
    title = _line(entry.get("title"))
    lines = [line.text for line in lines_of(_body(entry)) if line.text != title]
    if not title and not lines:
        return None
    text = "\n\n".join((title, *lines) if title else lines)
    url = _line(entry.get("link")) or None
    parts = label(text, (outlet,) if outlet else (), titled=bool(title)).parts
    return Article(
        id=short_id(_line(entry.get("id")) or url or text),
        text=text,
        url=url,
        outlet=outlet,
        language=language(text),
        title=first(text, parts, "title"),
        byline=first(text, parts, "byline"),
        dateline=first(text, parts, "dateline"),
        published=given(options.published) if options.published else _published(entry),
        capture=capture(origin, raw, text),
        parts=parts,
    )


def _body(entry: Any) -> str:  # noqa: ANN401
    """The longest of what the item carries: its content, or its summary."""
    pieces = [str(part.get("value") or "") for part in entry.get("content") or []] + [
        str(entry.get("summary") or "")
    ]
    return max((fragment_text(piece) for piece in pieces if piece), key=len, default="")


def _line(value: object) -> str:
    return " ".join(fragment_text(value).split()) if isinstance(value, str) and value else ""


def _published(entry: Any) -> Published:  # noqa: ANN401
    for name in _DATES:
        words = entry.get(name)
        if isinstance(words, str) and words and (found := written(clean(words), "page")).at:
            return found
    return Published()
