"""Who the source words of the statements mean: one entity for all the names an article gives somebody.

Source phrases are joined in the order of the text: names by their words, offices and bodies by their head
and what qualifies it, documents by their issuer, «المصدر» by the unnamed source before it, dropped subjects and
pronouns by the statement they go back to. Nothing is joined without words that agree; a doubt is a new entity.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.model import Entity, Record, Span, Statement
from tawatur.understand.clusters import Cluster, Clusters
from tawatur.understand.mentions import named_people


def entities(record: Record, marking: Marking) -> Record:
    """The record with the entities that its statements speak of, and every source and addressee named."""
    starts = [t.start for t in marking.tokens]
    clusters = Clusters(marking)
    if any(s.source.span for s in record.statements):
        for phrase in named_people(marking):
            clusters.introduce(phrase)
    order = sorted(
        record.statements,
        key=lambda s: s.source.span.start if s.source.span else s.cue[0].start if s.cue else 0,
    )
    found: dict[str, Cluster | None] = {}
    by_id = {s.id: s for s in record.statements}
    for statement in order:
        if statement.source.span is not None and statement.source.kind not in ("agentless",):
            phrase = _phrase(marking, starts, statement.source.span)
            found[statement.id] = clusters.source(phrase, statement) if phrase is not None else None
    resolved: dict[str, Statement] = {}
    addressed: dict[str, tuple[Cluster, ...]] = {}
    for statement in record.statements:
        addressed[statement.id] = tuple(
            c for ref in statement.addressee if (c := _addressed(marking, starts, ref, clusters)) is not None
        )
    for statement in record.statements:
        if statement.id not in found:
            found[statement.id] = _through(statement, by_id, found)
    named = clusters.entities(
        c for c in [*found.values(), *(a for cs in addressed.values() for a in cs)] if c is not None
    )
    ids = {id(c): e.id for c, e in named}
    for statement in record.statements:
        cluster = found[statement.id]
        source = replace(statement.source, entity=ids[id(cluster)] if cluster is not None else None)
        addressee = tuple(dict.fromkeys(ids[id(c)] for c in addressed[statement.id]))
        resolved[statement.id] = replace(statement, source=source, addressee=addressee)
    return replace(
        record,
        entities=tuple(e for _, e in named),
        statements=tuple(resolved[s.id] for s in record.statements),
    )


def _phrase(marking: Marking, starts: list[int], span: Span) -> Phrase | None:
    first = bisect_left(starts, span.start)
    if first == len(starts) or (
        first and starts[first] != span.start and marking.tokens[first - 1].end > span.start
    ):
        first -= 1
    last = bisect_left(starts, span.end)
    word = marking.words[first]
    if word.prep and word.prep != "س":
        inner = noun_phrase(marking, first + 1, last)
        name = inner.name if inner is not None and inner.first == first + 1 else None
        return Phrase(first, last, first, True, word.classes, name)
    phrase = noun_phrase(marking, first, last)
    if phrase is None:
        return Phrase(first, last, first, word.definite, word.classes)
    return Phrase(first, last, phrase.head, phrase.definite, phrase.classes, phrase.name, phrase.joined)


def _addressed(marking: Marking, starts: list[int], ref: str, clusters: Clusters) -> Cluster | None:
    start, _, end = ref.removeprefix("@").partition("-")
    phrase = _phrase(marking, starts, Span(int(start), int(end), ""))
    return clusters.addressee(phrase) if phrase is not None else None


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


__all__ = ["Entity", "entities"]
