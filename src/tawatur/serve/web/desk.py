"""What the pages do besides showing: read what a visitor brings, and keep it where the others lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from tawatur.compare.naming import Naming
from tawatur.compare.trace import Trace
from tawatur.compare.types import Comparison
from tawatur.errors import UnreadableInput
from tawatur.model import Article, Record
from tawatur.read import Options, Rejected, articles, from_bytes
from tawatur.run.comparing import compared, named, traced
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.web.library import Library

COMPARED = 60  # articles that are compared at once, the newest
_SHORT = 12  # hexadecimal digits of the hash that names a pasted text


class Desk:
    """A library and an engine, with the settings that bound them."""

    def __init__(self, library: Library, engine: Engine, settings: Settings) -> None:
        """``settings`` tell whether addresses may be fetched, and how much is taken."""
        self.library, self.engine, self.settings = library, engine, settings
        self._compared: tuple[tuple[str, ...], Comparison] | None = None

    def laid(self) -> list[Record]:
        """The newest articles, as many as are compared at once."""
        return list(islice(self.library.records(), COMPARED))

    def trace(self, sentence: str, said_by: str) -> Trace:
        """Where a sentence stands in them."""
        return traced(sentence.strip(), said_by.strip() or None, self.laid(), self.engine)

    def naming(self) -> Naming:
        """What each outlet calls each actor in them."""
        return named(self.laid(), self.engine)

    def stories(self) -> list[Comparison]:
        """The stories that they tell; none where no article is loaded."""
        return [self.comparison()] if self.laid() else []

    def comparison(self) -> Comparison:
        """What they tell together; made anew when there are others."""
        laid = self.laid()
        ids = tuple(record.article.id for record in laid)
        if self._compared is None or self._compared[0] != ids:
            self._compared = ids, compared(laid, self.engine)
        return self._compared[1]

    def read_text(self, text: str, outlet: str | None = None, published: str | None = None) -> Record:
        """The record of a pasted text. UnreadableInput where nothing is in it."""
        if not text.strip():
            raise UnreadableInput("no text: paste an article, choose a file or give an address")
        data = text.encode("utf-8", "replace")
        return self._one(from_bytes(data, "pasted.txt", self._options(outlet, published)), data)

    def read_file(self, data: bytes, name: str) -> Record:
        """The record of an uploaded file, a text or a page."""
        return self._one(from_bytes(data, name, self._options(None, None)), data)

    def read_address(self, url: str) -> Record:
        """The record of the page at an address. FetchError where it may not be fetched."""
        if not url.startswith(("http://", "https://")):
            raise UnreadableInput(f"{url[:80]}: no address; it begins with https:// or http://")
        return self._one(articles(url, self._options(None, None)), url.encode("utf-8", "replace"))

    def _options(self, outlet: str | None, published: str | None) -> Options:
        settings = self.settings
        return Options(
            published=published or None, outlet=outlet or None, offline=settings.offline,
            allow_private=settings.allow_private, max_bytes=settings.max_bytes,
            max_seconds=settings.max_seconds, timeout=settings.timeout,
        )  # fmt: skip

    def _one(self, found: Iterator[Article | Rejected], data: bytes) -> Record:
        """The record of the first article; its id is made of what was given, so that its address lasts."""
        why = "no article in it"
        for item in found:
            if isinstance(item, Rejected):
                why = item.why
                continue
            name = "t" + hashlib.sha256(data).hexdigest()[:_SHORT]
            record = self.engine.read(replace(item, id=name))
            self.library.add(record)
            return record
        raise UnreadableInput(why)
