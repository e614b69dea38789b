"""Many inputs compared: they are read, numbered apart, and handed to the comparison."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import Protocol

import msgspec
from msgspec.structs import replace

from tawatur import model
from tawatur.compare.decisions import Decisions
from tawatur.compare.incident_changes import IncidentChanges, incident_changes
from tawatur.compare.incidents import Incidents, incidents
from tawatur.compare.naming import Naming, naming
from tawatur.compare.stage import compare
from tawatur.compare.stories import Membership, stories
from tawatur.compare.trace import Trace, trace
from tawatur.compare.types import Comparison
from tawatur.compare.who_is_who import WhoIsWho, who_is_who
from tawatur.errors import TawaturError, UnreadableInput
from tawatur.language.marking import Marking
from tawatur.read.options import Rejected
from tawatur.run.many import Failed, Input
from tawatur.run.pipeline import Engine
from tawatur.store.export.incidents import Gathered, Member

MARKED = 128  # articles: a marked one takes about a megabyte
_ENCODER = msgspec.json.Encoder()

Found = Comparison | Trace | Naming | Incidents | IncidentChanges | WhoIsWho | list[Membership]


class Marks(Protocol):
    """Who marks articles: an engine, or one that remembers."""

    def mark(self, article: model.Article) -> Marking:
        """The marked text."""
        ...


class Remembering:
    """Marks the articles of many comparisons once; the last ones are remembered."""

    def __init__(self, engine: Marks, most: int = MARKED) -> None:
        """``most`` are remembered."""
        self._engine, self._most, self._lock = engine, most, Lock()
        self._known: OrderedDict[str, tuple[str, Marking]] = OrderedDict()

    def mark(self, article: model.Article) -> Marking:
        """The marked text."""
        with self._lock:
            text, marking = self._known.pop(article.id, (None, None))
        if marking is None or text != article.text:
            marking = self._engine.mark(article)
        with self._lock:
            self._known[article.id] = article.text, marking
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return marking


def records_of(inputs: Iterable[Input], engine: Engine) -> Iterator[model.Record | Failed]:
    """The records of all articles of the inputs, in order, each under an id of its own."""
    seen: dict[str, int] = {}
    for number, given in enumerate(inputs):
        try:
            for found in _articles(given):
                if isinstance(found, Rejected):
                    yield Failed(number, given.source, found.where, found.why)
                    continue
                times = seen[found.id] = seen.get(found.id, 0) + 1
                yield engine.read(found if times == 1 else replace(found, id=f"{found.id}-{times}"))
        except TawaturError as error:
            yield Failed(number, given.source, None, str(error).removeprefix(f"{given.source}: "))


def _articles(given: Input) -> Iterator[model.Article | Rejected]:
    from tawatur.read import articles

    return articles(given.source, given.options)


def compared(
    records: Sequence[model.Record], engine: Marks, decisions: Decisions | None = None
) -> Comparison:
    """What the articles tell together. UnreadableInput where there is nothing to compare."""
    if not records:
        raise UnreadableInput("nothing to compare: no article could be read")
    return compare(records, engine.mark, decisions)


def happened(records: Sequence[model.Record], engine: Marks, decisions: Decisions | None = None) -> Incidents:
    """The incidents that the articles tell, merged and split as decided."""
    if not records:
        raise UnreadableInput("nothing to look through: no article could be read")
    return incidents(records, engine.mark, decisions)


def since_then(
    frozen: Sequence[model.Record],
    records: Sequence[model.Record],
    engine: Marks,
    decisions: Decisions | None = None,
) -> IncidentChanges:
    """What became of the incidents since a frozen state, under the same decisions."""
    return incident_changes(happened(frozen, engine, decisions), happened(records, engine, decisions))


def gathered_rows(found: Incidents, records: Sequence[model.Record]) -> list[Gathered]:
    """The incidents for an export: each with the records that tell it."""
    by_id = {record.article.id: record for record in records}
    return [
        Gathered(
            one.id,
            one.first_day,
            one.last_day,
            tuple(Member(by_id[m.article], m.event, m.chain) for m in one.told),
        )
        for one in found.incidents
    ]


def encode(found: Found) -> bytes:
    """What was found as JSON, the same bytes for the same articles."""
    return _ENCODER.encode(found)


def traced(sentence: str, said_by: str | None, records: Sequence[model.Record], engine: Marks) -> Trace:
    """Where a sentence stands in the articles. UnreadableInput where there are none."""
    if not records:
        raise UnreadableInput("nothing to look through: no article could be read")
    return trace(sentence, said_by, records, engine.mark)


def named(records: Sequence[model.Record], engine: Marks) -> Naming:
    """What each outlet calls each actor."""
    if not records:
        raise UnreadableInput("nothing to look through: no article could be read")
    return naming(records, engine.mark)


def identities(
    records: Sequence[model.Record], engine: Marks, decisions: Decisions | None = None
) -> WhoIsWho:
    """Who is who among the sources of the articles, as decided."""
    if not records:
        raise UnreadableInput("nothing to look through: no article could be read")
    return who_is_who(records, engine.mark, decisions)


def gathered(records: Sequence[model.Record]) -> list[Membership]:
    """The story of each article, with the reason for its place."""
    if not records:
        raise UnreadableInput("nothing to gather: no article could be read")
    return stories(records)
