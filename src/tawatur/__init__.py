"""Tawatur reads Arabic news and keeps, for every statement, the chain of who says so.

>>> import tawatur
>>> record = tawatur.read_text("أكد الوزير أن القوات انسحبت.")
>>> [statement.text for statement in record.statements]
['القوات انسحبت']
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tawatur import read as _read  # before the function of that name: importing it later would hide it
from tawatur.errors import TawaturError, UnreadableInput
from tawatur.model import Article, Entity, Record, Source, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import Settings

__all__ = [
    "Article",
    "Entity",
    "Record",
    "Source",
    "Span",
    "Statement",
    "TawaturError",
    "open_engine",
    "read",
    "read_article",
    "read_many",
    "read_text",
]


@cache
def _default_engine() -> Engine:
    return open_engine()


def open_engine(settings: Settings | None = None) -> Engine:
    """An engine of one's own: packs, strictness and limits as ``settings`` say.

    :raises PackError: a pack breaks the rules of its files.
    """
    from tawatur.run.pipeline import Engine

    return Engine.load(settings)


def read(source: str | Path, *, published: str | None = None, outlet: str | None = None) -> Record:
    """The record of the one article in a file, page or address.

    ``published`` is an ISO 8601 date or time; ``outlet`` names who printed it.

    :raises InputError: it cannot be read, or holds no article or more than one.
    """
    records = list(read_many([source], published=published, outlet=outlet))
    if len(records) != 1:
        raise UnreadableInput(f"{source}: holds {len(records)} articles; use read_many")
    return records[0]


def read_many(
    sources: Iterable[str | Path], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Record]:
    """The records of all articles in files, pages, feeds or addresses, in order.

    :raises InputError: one of them cannot be read; the message says which and why.
    """
    options = _read.Options(published=published, outlet=outlet)
    for source in sources:
        for item in _read.articles(str(source), options):
            if isinstance(item, _read.Rejected):
                raise UnreadableInput(f"{item.source}: {item.why}")
            yield _default_engine().read(item)


def read_article(article: Article) -> Record:
    """The record of an article that is already one."""
    return _default_engine().read(article)


def read_text(text: str, *, published: str | None = None, outlet: str | None = None) -> Record:
    """The record of a plain text; offsets are code points of ``record.article.text``."""
    options = _read.Options(published=published, outlet=outlet)
    item = next(iter(_read.from_bytes(text.encode("utf-8"), "text.txt", options)))
    if isinstance(item, _read.Rejected):
        raise UnreadableInput(f"{item.source}: {item.why}")
    return _default_engine().read(item)
