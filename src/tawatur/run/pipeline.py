"""The order of the stages.

An article goes down this page and comes out as a record::

    Article ── lay_out ──► Layout           tokens, paragraphs, sentences, quotations     (language)
                │  Marking                  every word and phrase the lexicons know       (language)
                ▼
            date_article                    its own day, where nobody else tells it       (understand)
                ▼
            statements                      cue, source words, content, nesting           (attribute)
                ▼
            entities                        who is named, and whom the source words mean  (understand)
                ▼
            times                           every expression of time, on the calendar     (understand)
                ▼
            places                          what is named on the map, and where           (understand)
                ▼
            quantities                      how many of whom, and what became of them     (understand)
                ▼
            events                          who did what to whom, and who says so         (codify)
                ▼
            confidence                      below the floor a source is not named         (here)
                ▼
             Record

Every stage is a function from a record to a record; the marked text is made once and only read.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from tawatur import model
from tawatur.attribute import lexicon as cues
from tawatur.attribute.stage import statements
from tawatur.codify import lexicon as deeds
from tawatur.codify.stage import events
from tawatur.errors import TooLarge
from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.packs import pack_of, resources_fingerprint
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary
from tawatur.run.confidence import Ways, confidence, shares
from tawatur.run.settings import Settings
from tawatur.understand.dating import date_article
from tawatur.understand.dating_clues import tenures
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.places import places
from tawatur.understand.quantities import quantities
from tawatur.understand.quantity_words import quantity_words
from tawatur.understand.sources import entities
from tawatur.understand.times import times

PARTS = ("dating", "statements", "entities", "times", "places", "quantities", "events")
"""The stages that a record went through, in their order."""

_ENCODER = msgspec.json.Encoder()


class Engine:
    """The lexicons loaded once, ready to read any number of articles."""

    def __init__(self, settings: Settings, identity: model.Engine, packs: Sequence[Path]) -> None:
        """Build the vocabulary and the automaton from the shipped resources and the packs."""
        self.settings = settings
        self.identity = identity
        self._packs = packs
        self._vocabulary = Vocabulary(
            [*vocabulary.readings(packs), *cues.readings(packs), *deeds.readings(packs)]
        )
        self._finder = PhraseFinder([*vocabulary.phrases(packs), *cues.phrases(packs), *deeds.phrases(packs)])
        self._knowledge = cues.knowledge(packs)
        self._deeds = deeds.knowledge(tuple(packs))
        self._tenures = tenures(tuple(packs))
        self._shares = shares(packs)
        self._gazetteer = Gazetteer.load(packs)
        self._quantity_words = quantity_words(tuple(packs))

    @classmethod
    def load(cls, settings: Settings | None = None) -> Engine:
        """The engine for these settings. Raises PackError where a resource or pack breaks its rules."""
        settings = settings or Settings()
        with _collector_paused():
            return cls(settings, identity(settings), settings.pack_folders())

    def mark(self, article: model.Article) -> Marking:
        """The marked text of an article: what every stage, and a comparison, looks at."""
        return Marking(lay_out(article.text), self._vocabulary, self._finder, article.dateline)

    def read(self, article: model.Article) -> model.Record:
        """The record of an article: the same article always gives the same record.

        :raises TooLarge: its text is longer than the setting ``max_characters``.
        """
        length, most = len(article.text), self.settings.max_characters
        if length > most:
            raise TooLarge(
                f"{length:,} characters in one article: split it, or raise max_characters ({most:,})"
            )
        record = model.Record(article, self.identity, notes=_notes(article))
        marking = self.mark(article)
        record = date_article(record, marking, self._tenures)
        record = statements(record, marking, self._knowledge)
        record = entities(record, marking, self._gazetteer, self._packs)
        record = times(record, marking)
        record = places(record, marking, self._gazetteer)
        record = quantities(record, marking, self._quantity_words)
        record = events(record, marking, self._deeds)
        record = confidence(record, self._shares)
        return _strict(record, self.settings, self._shares)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking at the lexicons: nothing of them is garbage.

    Otherwise a third of the loading, and every full collection afterwards, goes into it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if running:
            gc.enable()


def identity(settings: Settings) -> model.Engine:
    """What a record made with these settings says of its maker."""
    return model.Engine(
        version=_version(),
        resources=resources_fingerprint(),
        packs=tuple(pack_of(pack) for pack in settings.pack_folders()),
        settings=settings.fingerprint,
        parts=PARTS,
    )


def _notes(article: model.Article) -> tuple[str, ...]:
    if article.language not in (None, "ar"):
        return (
            f"language: the text looks like {article.language}, not Arabic; it was read as far as possible",
        )
    return ()


def _strict(record: model.Record, settings: Settings, table: Mapping[tuple[str, str], float]) -> model.Record:
    """Take away the sources that are less sure than the settings ask, and say how many."""
    if not settings.min_confidence and not settings.source_floor:
        return record
    ways, kept, left_out = Ways(record), [], 0
    for statement in record.statements:
        unsure = statement.confidence < settings.min_confidence
        if statement.source.entity is not None and (
            unsure or ways.sureness(statement, table) < settings.source_floor
        ):
            statement = replace(statement, source=replace(statement.source, entity=None))  # noqa: PLW2901
            left_out += 1
        kept.append(statement)
    note = f"strict: {left_out} of {len(kept)} sources are not named: less sure than {settings.fingerprint}"
    return replace(record, statements=tuple(kept), notes=(*record.notes, note))


def encode(record: model.Record) -> bytes:
    """The record as JSON (``tawatur-record/1``), the same bytes for the same record."""
    return _ENCODER.encode(record)


def schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return msgspec.json.schema(model.Record)


def _version() -> str:
    try:
        return version("tawatur")
    except PackageNotFoundError:
        return "0"
