"""A web page to an article: decode, take apart, choose the article's blocks, date it."""

from __future__ import annotations

from typing import Any

from tawatur.errors import TooLarge, UnreadableInput
from tawatur.model import Article, Dropped, Part, PartKind
from tawatur.read.capture import Origin, capture
from tawatur.read.encoding import Decoded, decode
from tawatur.read.options import MEGABYTE, Options
from tawatur.read.page_blocks import blocks, key, parse, without_hints_of_the_text
from tawatur.read.page_body import Body, body
from tawatur.read.page_dates import published
from tawatur.read.page_engines import votes
from tawatur.read.page_metadata import Metadata, host_of, metadata, outlet
from tawatur.read.parts import lines_of, split, with_duplicates
from tawatur.read.published import given
from tawatur.read.text import first
from tawatur.read.tongue import language

_LARGEST = 20 * MEGABYTE
_FEWEST_LETTERS = 40  # less than that is no article but a notice


def article(raw: bytes, name: str, origin: Origin, options: Options) -> Article:
    """The article on a page.

    :raises UnreadableInput: there is no article on it. :raises TooLarge: it is too big or nested too deep.
    """
    if len(raw) > _LARGEST:
        raise TooLarge(f"is a page of {len(raw)} bytes, over the limit of {_LARGEST}: save the article alone")
    decoded = decode(raw, origin.charset)
    tree = parse(decoded.text, options.max_depth)
    meta = metadata(tree)
    url = options.url or origin.final or meta.url
    found = blocks(tree)
    outlets = tuple(dict.fromkeys(n for n in (options.outlet, *meta.sites, outlet(meta, None, None)) if n))
    counts = votes(decoded.text, found)
    found = without_hints_of_the_text(found, counts)
    chosen = body(found, counts, meta, outlets, _images(tree))
    if sum(char.isalpha() for line in chosen.paragraphs for char in line) < _FEWEST_LETTERS:
        raise UnreadableInput("holds no article: give the page of one article, or its text")
    return _compose(chosen, meta, (raw, decoded), (name, url), origin, options)


def _images(tree: Any) -> frozenset[str]:  # noqa: ANN401 - lxml ships no types
    """Keys of the alternative texts of images: a line that repeats one is its caption."""
    return frozenset(key(image.get("alt")) for image in tree.iter("img") if image.get("alt")) - {""}


def _compose(
    chosen: Body,
    meta: Metadata,
    source: tuple[bytes, Decoded],
    named: tuple[str, str | None],
    origin: Origin,
    options: Options,
) -> Article:
    raw, decoded = source
    name, url = named
    signed = options.outlet or outlet(meta, chosen.title, host_of(url))
    pieces: list[tuple[PartKind, str | None]] = [
        ("title", chosen.title),
        ("byline", chosen.byline),
        ("dateline", chosen.dateline),
        *(("paragraph", line) for line in chosen.paragraphs),
    ]
    kinds = [kind for kind, line in pieces if line]
    text = "\n\n".join(line for _, line in pieces if line)
    parts: tuple[Part, ...] = with_duplicates(text, split(lines_of(text), kinds, (signed,) if signed else ()))
    time = (
        given(options.published)
        if options.published
        else published((*meta.dates, *chosen.moments), chosen.shown, url)
    )
    return Article(
        id=name,
        text=text,
        url=url,
        outlet=signed,
        language=language(text),
        title=first(text, parts, "title"),
        byline=first(text, parts, "byline"),
        dateline=first(text, parts, "dateline"),
        published=time,
        capture=capture(origin, raw, text),
        parts=parts,
        dropped=(*(Dropped(loss, "not text") for loss in decoded.losses), *chosen.dropped),
    )
