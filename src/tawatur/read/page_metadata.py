"""What a page tells of itself beside its text: JSON-LD, OpenGraph, meta elements, ``<title>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.read.encoding import clean
from tawatur.read.page_blocks import key

_ARTICLE = re.compile(r"article|report|posting|newsitem|liveblog", re.IGNORECASE)
_MOST_SCRIPTS, _MOST_SCRIPT_LENGTH = 20, 2_000_000
_SEPARATORS = re.compile(r"\s+[-–—|«»:•/\\]{1,2}\s+|\s*\|\s*")
_ARABIC = re.compile(r"[\u0621-\u064a]")

Meaning = Literal["published", "modified", "title", "site", "owner", "author", "url"]


class _Meta(Struct, frozen=True):
    key: str
    meaning: Meaning


class Metadata(Struct, frozen=True):
    """Values as the page gives them, the more trustworthy first.

    ``sites`` are names of the outlet, ``owners`` of whoever runs it, which need not be the same.
    """

    titles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    url: str | None = None
    page_title: str | None = None


@cache
def _meanings() -> dict[str, tuple[Meaning, int]]:
    return {row.key: (row.meaning, rank) for rank, row in enumerate(load("page_meta.tsv", _Meta))}


def metadata(tree: Any) -> Metadata:  # noqa: ANN401 - lxml ships no types
    """All that the page's metadata tells of the article."""
    linked = [node for node in _linked_data(tree) if _is_article(node)]
    metas = _meta_values(tree)
    title = tree.findtext(".//title")
    page_title = _line(title) if title else None
    marked = [
        _line(e.get("content") or e.text_content()) for e in tree.iterfind(".//*[@itemprop='publisher']")
    ]
    times = [
        e.get("datetime") or e.get("content") or e.text_content()
        for e in tree.iterfind(".//*[@itemprop='datePublished']")
    ]
    return Metadata(
        titles=_unique((_text(node.get("headline")) for node in linked), metas["title"]),
        sites=_unique(metas["site"], (_name(node.get("publisher")) for node in linked), marked),
        owners=_unique(metas["owner"]),
        authors=_unique((name for node in linked for name in _names(node.get("author"))), metas["author"]),
        dates=_unique(
            (_text(node.get("datePublished") or node.get("dateCreated")) for node in linked),
            metas["published"],
            (_line(time) for time in times),
        ),
        url=next((url for url in (_canonical(tree), *metas["url"]) if url.startswith("http")), None),
        page_title=page_title,
    )


def _unique(*groups: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The values of the groups that are not empty, each once."""
    return tuple(dict.fromkeys(value for group in groups for value in group if value))


def _line(text: str | None) -> str:
    return " ".join(clean(text or "").split())[:500]


def _text(value: object) -> str:
    return _line(value) if isinstance(value, str) else ""


def _meta_values(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """The contents of the meta elements by what they mean, in the order of the resource."""
    ranked: list[tuple[int, Meaning, str]] = []
    for element in tree.iter("meta"):
        content = element.get("content")
        names = [element.get(name) for name in ("property", "name", "itemprop")]
        pairs = [(name, content) for name in names] + [
            (content, element.get("property"))
        ]  # some swap the two
        for name, value in pairs:
            if name and value and (row := _meanings().get(name.strip().lower())):
                ranked.append((row[1], row[0], _line(value)))
    values: dict[str, list[str]] = {meaning: [] for meaning in get_args(Meaning)}
    for _, meaning, value in sorted(ranked, key=lambda item: item[0]):
        values[meaning].append(value)
    return values


def _canonical(tree: Any) -> str:  # noqa: ANN401
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return _line(link.get("href"))
    return ""


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The objects of all JSON-LD scripts, those inside @graph too."""
    for script in list(tree.iter("script"))[:200]:
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip()[:_MOST_SCRIPT_LENGTH]
        try:
            value = json.loads(re.sub(r"^\s*<!--|-->\s*$|[\x00-\x1f]+", " ", source))
        except (ValueError, RecursionError):
            continue
        stack = [value]
        for _ in range(500):  # bounds what a page can make us walk
            if not stack:
                break
            node = stack.pop(0)
            if isinstance(node, list):
                stack[:0] = node
            elif isinstance(node, dict):
                yield node
                stack += [inner for inner in (node.get("@graph"), node.get("mainEntity")) if inner]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind)


def _name(value: object) -> str:
    return next(iter(_names(value)), "")


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [_line(value)] if isinstance(value, str) and value.strip() else []


def outlet(meta: Metadata, headline: str | None, host: str | None) -> str | None:
    """The outlet's name: one in Arabic if the page gives any, otherwise its first, otherwise the host."""
    names = list(meta.sites)
    if headline and (rest := _beside(meta.page_title, headline)):
        names.append(rest)
    names = [
        name
        for name in (*names, *meta.owners)
        if not re.match(r"https?://|www\.|@", name) and len(name) <= 60
    ]
    arabic = next((name for name in names if _ARABIC.search(name)), None)
    return arabic or (names[0] if names else host)


def _beside(page_title: str | None, headline: str) -> str | None:
    """What ``<title>`` has beside the headline: the last of the pieces, as outlets sign with it."""
    pieces = [piece.strip() for piece in _SEPARATORS.split(page_title or "") if piece.strip()]
    others = [piece for piece in pieces if key(piece) not in key(headline) and len(piece.split()) <= 6]
    return others[-1] if others and len(others) < len(pieces) else None


def without_site(title: str, meta: Metadata) -> str:
    """A title without the outlet's name before or after it."""
    sites = {key(name) for name in meta.sites}
    parts = [part for part in _SEPARATORS.split(title) if part.strip()]
    if len(parts) < 2:
        return title.strip()
    if key(parts[-1]) in sites:
        return title[: title.rfind(parts[-1])].rstrip(" -–—|:•«»/\\\u00a0")
    if key(parts[0]) in sites:
        return title[title.find(parts[0]) + len(parts[0]) :].lstrip(" -–—|:•«»/\\\u00a0")
    return title.strip()


def host_of(url: str | None) -> str | None:
    """The host of an address without www."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host) if host else None
