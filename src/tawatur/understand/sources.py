"""Who the source words of the statements mean: one entity for all the names an article gives somebody.

Source phrases are joined in the order of the text: names by their words, offices and bodies by their head and
what qualifies it, documents by their issuer, «المصدر» by the unnamed source before it, dropped subjects and
pronouns by the statement they go back to. Nothing is joined without words that agree: in doubt, a new entity.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.person_names import kin
from tawatur.language.views import fold_word
from tawatur.model import Record, Statement
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.likeness import bare
from tawatur.understand.mentions import introduced, named, people_at
from tawatur.understand.naming import Naming


def entities(record: Record, marking: Marking, gazetteer: Gazetteer) -> Record:
    """The record with everybody whom it names or lets speak, and every source and addressee resolved."""
    starts = [t.start for t in marking.tokens]
    clusters = Clusters(marking)
    names = named(marking, gazetteer)
    for phrase in introduced(names):
        clusters.introduce(phrase)
    reader = _Reader(marking, starts, clusters, people_at(names))
    found = _speakers(record.statements, reader)
    addressed = {
        s.id: [c for ref in s.addressee if (c := reader.addressed(ref)) is not None]
        for s in record.statements
    }
    used: list[Cluster | None] = [*found.values(), *(c for cs in addressed.values() for c in cs)]
    used += Naming(clusters).join(names)
    entered = clusters.entities(c.root for c in used if c is not None)
    ids = {id(c): entity.id for c, entity in entered}
    ids |= {id(c): ids[id(c.root)] for c in used if c is not None and id(c.root) in ids}
    return replace(
        record,
        entities=tuple(entity for _, entity in entered),
        statements=tuple(_resolved(s, found[s.id], addressed[s.id], ids) for s in record.statements),
    )


def _speakers(statements: tuple[Statement, ...], reader: _Reader) -> dict[str, Cluster | None]:
    """The cluster that speaks in each statement, found in the order of their source words."""
    found: dict[str, Cluster | None] = {}
    for statement in sorted(statements, key=_place):
        words = _words(statement)
        if words is not None and statement.source.kind != "agentless":
            found[statement.id] = reader.speaker(statement, *words)
    by_id = {s.id: s for s in statements}
    for statement in statements:
        if statement.id not in found:
            found[statement.id] = _through(statement, by_id, found)
    return found


class _Reader:
    """Source words as phrases, with the names that were found in them."""

    def __init__(
        self, marking: Marking, starts: list[int], clusters: Clusters, people: Mapping[int, Phrase]
    ) -> None:
        self._marking = marking
        self._starts = starts
        self._clusters = clusters
        self._people = people
        self._offices = {p.first: p for p in people.values() if p.name is not None and p.first < p.name[0]}
        self._ends = {p.name: p for p in people.values() if p.name is not None}

    def speaker(self, statement: Statement, start: int, end: int) -> Cluster | None:
        phrase = _phrase(self._marking, self._starts, start, end)
        return self._clusters.source(self._with_name(phrase), statement) if phrase is not None else None

    def addressed(self, ref: str) -> Cluster | None:
        start, _, end = ref.removeprefix("@").partition("-")
        phrase = _phrase(self._marking, self._starts, int(start), int(end))
        return self._clusters.addressee(self._with_name(phrase)) if phrase is not None else None

    def _with_name(self, phrase: Phrase) -> Phrase:
        """The phrase with the whole name that begins in it, or with the one at its end."""
        if phrase.joined or kin(self._marking.words[phrase.head]):
            return phrase
        if phrase.name is not None:
            person = self._people.get(phrase.name[0])
        else:
            person = self._offices.get(phrase.head) or next(
                (p for i in range(phrase.head + 1, phrase.last) if (p := self._ends.get((i, phrase.last)))),
                None,
            )
        return phrase if person is None else replace(phrase, name=person.name)


def _words(statement: Statement) -> tuple[int, int] | None:
    """Where the words stand that name the source, here or, for a dropped one, before."""
    source = statement.source
    if source.span is not None:
        return source.span.start, source.span.end
    start, dash, end = (source.through or "").partition("-")
    return (int(start), int(end)) if dash else None


def _place(statement: Statement) -> int:
    words = _words(statement)
    if words is not None:
        return words[0]
    return statement.cue[0].start if statement.cue else 0


def _resolved(
    statement: Statement, speaker: Cluster | None, addressed: list[Cluster], ids: dict[int, str]
) -> Statement:
    kind = statement.source.kind
    if kind in ("role", "organisation") and speaker is not None and _by_surname(statement, speaker):
        kind = "named"  # الحداد: a trade, where nobody of that name was met
    source = replace(statement.source, kind=kind, entity=ids[id(speaker)] if speaker is not None else None)
    return replace(statement, source=source, addressee=tuple(dict.fromkeys(ids[id(c)] for c in addressed)))


def _by_surname(statement: Statement, speaker: Cluster) -> bool:
    """Whether the source is one word that is the last part of the name of a person met before."""
    span = statement.source.span
    if span is None or " " in span.text or speaker.type != "PER":
        return False
    return any(bare(fold_word(span.text)) in name for name in speaker.names if len(name) > 1)


def _phrase(marking: Marking, starts: list[int], start: int, end: int) -> Phrase | None:
    first = bisect_left(starts, start)
    if first == len(starts) or (first and starts[first] != start and marking.tokens[first - 1].end > start):
        first -= 1
    last = bisect_left(starts, end)
    while first + 1 < last and marking.tokens[first].kind == "punct":
        first += 1  # «بن حلي» in marks
    word = marking.words[first]
    if word.prep and word.prep != "س":
        inner = noun_phrase(marking, first + 1, last)
        name = inner.name if inner is not None and inner.first == first + 1 else None
        return Phrase(first, last, first, True, word.classes, name)
    phrase = noun_phrase(marking, first, last)
    if phrase is None:
        return Phrase(first, last, first, word.definite, word.classes)
    return Phrase(first, last, phrase.head, phrase.definite, phrase.classes, phrase.name, phrase.joined)


def _through(
    statement: Statement, by_id: dict[str, Statement], found: dict[str, Cluster | None]
) -> Cluster | None:
    """The source of the statement that a dropped subject or pronoun goes back to."""
    step: Statement | None = statement
    for _ in range(50):
        if step is None:
            return None
        if step.id in found:
            return found[step.id]
        step = by_id.get(step.source.through or "")
    return None
