"""Who the source words of the statements mean: one entity for all the names an article gives somebody.

Source phrases are joined in the order of the text: names by their words, offices and bodies by their head and
what qualifies it, documents by their issuer, «المصدر» by the unnamed source before it, dropped subjects and
pronouns by the statement they go back to. Nothing is joined without words that agree: in doubt, a new entity.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.views import fold_word
from tawatur.model import Record, Statement
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.likeness import bare
from tawatur.understand.mentions import named_people


def entities(record: Record, marking: Marking) -> Record:
    """The record with the entities that its statements speak of, and every source and addressee named."""
    starts = [t.start for t in marking.tokens]
    clusters = Clusters(marking)
    if any(s.source.span for s in record.statements):
        for phrase in named_people(marking):
            clusters.introduce(phrase)
    found = _speakers(record.statements, marking, starts, clusters)
    addressed = {
        s.id: [c for ref in s.addressee if (c := _addressed(marking, starts, ref, clusters)) is not None]
        for s in record.statements
    }
    used = [*found.values(), *(c for cs in addressed.values() for c in cs)]
    named = clusters.entities(c for c in used if c is not None)
    ids = {id(c): entity.id for c, entity in named}
    return replace(
        record,
        entities=tuple(entity for _, entity in named),
        statements=tuple(_resolved(s, found[s.id], addressed[s.id], ids) for s in record.statements),
    )


def _speakers(
    statements: tuple[Statement, ...], marking: Marking, starts: list[int], clusters: Clusters
) -> dict[str, Cluster | None]:
    """The cluster that speaks in each statement, found in the order of their source words."""
    found: dict[str, Cluster | None] = {}
    for statement in sorted(statements, key=_place):
        words = _words(statement)
        if words is not None and statement.source.kind != "agentless":
            phrase = _phrase(marking, starts, *words)
            found[statement.id] = clusters.source(phrase, statement) if phrase is not None else None
    by_id = {s.id: s for s in statements}
    for statement in statements:
        if statement.id not in found:
            found[statement.id] = _through(statement, by_id, found)
    return found


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
    said = bare(fold_word(span.text))
    return any(said == bare(n.parts[-1].spelling) for n in speaker.names if len(n.parts) > 1)


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


def _addressed(marking: Marking, starts: list[int], ref: str, clusters: Clusters) -> Cluster | None:
    start, _, end = ref.removeprefix("@").partition("-")
    phrase = _phrase(marking, starts, int(start), int(end))
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
