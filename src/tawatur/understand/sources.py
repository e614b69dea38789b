"""Who the source words of the statements mean: one entity for all the names an article gives somebody.

Source phrases are joined in the order of the text: names by their words, offices and bodies by their head and
what qualifies it, documents by their issuer, «المصدر» by the unnamed source before it, dropped subjects and
pronouns by the statement they go back to. Nothing is joined without words that agree: in doubt, a new entity,
or none where two could be meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.views import fold_word
from tawatur.model import Alternative, Record, Source, SourceKind, Statement
from tawatur.understand.agreement import agree, of_cluster, of_word
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.holders import Holders, holders_on
from tawatur.understand.likeness import bare
from tawatur.understand.mentions import named_people

_MOST_STEPS = 50  # statements that a dropped subject may go back through


def entities(record: Record, marking: Marking, packs: Sequence[Path] = ()) -> Record:
    """The record with the entities that its statements speak of, and every source and addressee named."""
    sources = _Sources(marking, holders_on(record.article.published, packs))
    if any(s.source.span for s in record.statements):
        for phrase in named_people(marking):
            sources.clusters.introduce(phrase)
    sources.find(record.statements)
    addressed = {s.id: sources.addressed(s) for s in record.statements}
    used = [*sources.found.values(), *(c for cs in addressed.values() for c in cs)]
    named = sources.clusters.entities(c for c in used if c is not None)
    ids = {id(c): entity.id for c, entity in named}
    return replace(
        record,
        entities=tuple(entity for _, entity in named),
        statements=tuple(sources.resolved(s, addressed[s.id], ids) for s in record.statements),
    )


class _Sources:
    """The speakers of an article's statements."""

    def __init__(self, marking: Marking, holders: Holders) -> None:
        self.clusters = Clusters(marking, holders)
        self.found: dict[str, Cluster | None] = {}
        self._marking = marking
        self._starts = [t.start for t in marking.tokens]
        self._lost: dict[str, list[tuple[Cluster, str]]] = {}

    def find(self, statements: tuple[Statement, ...]) -> None:
        """Find who speaks in each statement, in the order of the source words."""
        for statement in sorted(statements, key=_place):
            words = _words(statement)
            if words is None or statement.source.kind == "agentless":
                continue
            phrase = self._phrase(*words)
            cluster = self.clusters.source(phrase, statement) if phrase is not None else None
            if cluster is None and phrase is not None:
                self._lose(statement, self.clusters.rivals(phrase), "another of this name could be meant")
            self.found[statement.id] = cluster
        by_id = {s.id: s for s in statements}
        for statement in statements:
            if statement.id not in self.found:
                self.found[statement.id] = self._through(statement, by_id)

    def addressed(self, statement: Statement) -> list[Cluster]:
        """Whom the statement is addressed to."""
        found = []
        for ref in statement.addressee:
            start, _, end = ref.removeprefix("@").partition("-")
            phrase = self._phrase(int(start), int(end))
            cluster = self.clusters.addressee(phrase) if phrase is not None else None
            if cluster is not None:
                found.append(cluster)
        return found

    def resolved(self, statement: Statement, addressed: list[Cluster], ids: dict[int, str]) -> Statement:
        """The statement with the ids of who speaks and of who is spoken to."""
        speaker = self.found[statement.id]
        lost = tuple(
            Alternative("source.entity", entity, why)
            for cluster, why in self._lost.get(statement.id, ())
            if (entity := ids.get(id(cluster))) is not None
        )
        return replace(
            statement,
            source=_named(statement, speaker, ids[id(speaker)]) if speaker is not None else statement.source,
            addressee=tuple(dict.fromkeys(ids[id(c)] for c in addressed)),
            alternatives=(*statement.alternatives, *lost),
        )

    def _lose(self, statement: Statement, clusters: Iterable[Cluster], why: str) -> None:
        self._lost.setdefault(statement.id, []).extend((c, why) for c in clusters)

    def _through(self, statement: Statement, by_id: dict[str, Statement]) -> Cluster | None:
        """Who spoke in the statement that a dropped subject or pronoun goes back to, if the verb agrees."""
        step: Statement | None = statement
        for _ in range(_MOST_STEPS):
            if step is None:
                return None
            if step.id in self.found:
                break
            step = by_id.get(step.source.through or "")
        else:
            return None
        speaker = self.found[step.id]
        if speaker is None or self._agrees(statement, speaker):
            return speaker
        self._lose(statement, [speaker], "its gender or number does not agree")
        return None

    def _agrees(self, statement: Statement, speaker: Cluster) -> bool:
        if not statement.cue:
            return True
        word = self._marking.words[bisect_right(self._starts, statement.cue[0].start) - 1]
        return agree(of_word(word), of_cluster(self._marking, speaker))

    def _phrase(self, start: int, end: int) -> Phrase | None:
        """The noun phrase of the characters from ``start`` to ``end``."""
        marking, starts = self._marking, self._starts
        first = bisect_left(starts, start)
        if first == len(starts) or (
            first and starts[first] != start and marking.tokens[first - 1].end > start
        ):
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


def _named(statement: Statement, speaker: Cluster, entity: str) -> Source:
    kind: SourceKind = statement.source.kind
    if kind in ("role", "organisation") and _by_surname(statement, speaker):
        kind = "named"  # الحداد: a trade, where nobody of that name was met
    issuer = entity if kind == "document" and speaker.type != "DOC" else None
    return replace(statement.source, kind=kind, entity=entity, issuer=issuer)


def _by_surname(statement: Statement, speaker: Cluster) -> bool:
    """Whether the source is one word that is the last part of the name of a person met before."""
    span = statement.source.span
    if span is None or " " in span.text or speaker.type != "PER":
        return False
    said = bare(fold_word(span.text))
    return any(said == bare(n.parts[-1].spelling) for n in speaker.names if len(n.parts) > 1)
