"""Plain text to an article: the text is the whole file, and every line of it becomes a part."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tawatur.model import Article, Dropped, Part, PartKind, Published, Span
from tawatur.read.capture import Origin, capture
from tawatur.read.encoding import Decoded
from tawatur.read.options import Options
from tawatur.read.parts import label
from tawatur.read.published import given, of_date
from tawatur.read.tongue import language


def article(decoded: Decoded, raw: bytes, name: str, origin: Origin, options: Options) -> Article:
    """The article that a text file is. Nothing of the file is left out."""
    text = decoded.text
    labelled = label(text, (options.outlet,) if options.outlet else ())
    published = Published()
    if options.published:
        published = given(options.published)
    elif labelled.date:
        where = Span(labelled.date.start, labelled.date.end, text[labelled.date.start : labelled.date.end])
        published = replace(of_date(labelled.date, "page", (where.text,)), evidence=(where,))
    return Article(
        id=name,
        text=text,
        url=options.url or origin.final,
        outlet=options.outlet,
        language=language(text),
        section=first(text, labelled.parts, "section"),
        title=first(text, labelled.parts, "title"),
        byline=first(text, labelled.parts, "byline"),
        dateline=first(text, labelled.parts, "dateline"),
        published=published,
        capture=capture(origin, raw, text),
        parts=labelled.parts,
        dropped=tuple(Dropped(loss, "not text") for loss in decoded.losses),
    )


def first(text: str, parts: Sequence[Part], kind: PartKind) -> Span | None:
    """The span of the first part of that kind."""
    part = next((p for p in parts if p.kind == kind), None)
    return Span(part.start, part.end, text[part.start : part.end]) if part else None
