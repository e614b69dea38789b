"""Who the source words of the statements mean: one entity for all the names an article gives somebody.

Source phrases are joined in the order of the text: names by their words, offices and bodies by their head and
what qualifies it, documents by their issuer, «المصدر» by the unnamed source before it, dropped subjects and
pronouns by the statement they go back to. Nothing is joined without words that agree: in doubt, a new entity,
or none where two could be meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.person_names import kin
from tawatur.language.views import fold_word
from tawatur.model import Alternative, Entity, Record, Source, SourceKind, Statement
from tawatur.understand.agreement import agree, of_cluster, of_word
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.coreference import told_by
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.holders import Holders, holders_on
from tawatur.understand.likeness import bare
from tawatur.understand.mentions import introduced, named, people_at

_MOST_STEPS = 50  # statements that a dropped subject may go back through


def entities(record: Record, marking: Marking, gazetteer: Gazetteer, packs: Sequence[Path] = ()) -> Record:
    """The record with everybody whom it names or lets speak, and every source and addressee resolved."""
    names = named(marking, gazetteer)
    sources = _Sources(marking, holders_on(record.article.published, packs), people_at(names))
    for phrase in introduced(names):
        sources.clusters.introduce(phrase)
    sources.find(record.statements)
    spoken = [*sources.found.values(), *(c for cs in sources.addressed.values() for c in cs)]
    met = [c for c in spoken if c is not None]
    met += sources.clusters.join(names)
    made = sources.clusters.entities(c.root for c in met)
    entered = {id(c): entity for c, entity in made}
    entered |= {id(c): entered[id(c.root)] for c in met}
    return replace(
        record,
        entities=tuple(entity for _, entity in made),
        statements=tuple(sources.resolved(s, entered) for s in record.statements),
    )


class _Sources:
    """The speakers of an article's statements."""

    def __init__(self, marking: Marking, holders: Holders, people: Mapping[int, Phrase]) -> None:
        self.clusters = Clusters(marking, holders)
        self.found: dict[str, Cluster | None] = {}
        self.addressed: dict[str, list[Cluster]] = defaultdict(list)
        self._marking = marking
        self._people = people
        self._offices = {p.first: p for p in people.values() if p.name is not None and p.first < p.name[0]}
        self._whole = {p.name: p for p in people.values() if p.name is not None}
        self._starts = [t.start for t in marking.tokens]
        self._lost: dict[str, list[tuple[Cluster, str]]] = {}

    def find(self, statements: tuple[Statement, ...]) -> None:
        """Find who speaks in each statement and to whom, in the order of the words that tell it."""
        by_id = {s.id: s for s in statements}
        for start, end, statement, speaks in sorted(_told(statements), key=lambda told: told[:2]):
            phrase = self._with_name(self._phrase(start, end))
            if phrase is not None and speaks:
                self.found[statement.id] = self._speaker(statement, phrase)
            elif phrase is not None and (cluster := self.clusters.addressee(phrase)) is not None:
                self.addressed[statement.id].append(cluster)
        for statement in statements:
            if statement.id not in self.found:
                self.found[statement.id] = self._through(statement, by_id)

    def _speaker(self, statement: Statement, phrase: Phrase) -> Cluster | None:
        cluster = self.clusters.source(phrase, statement)
        if cluster is None:
            self._lose(statement, self.clusters.rivals(phrase), "another of this name could be meant")
        return cluster

    def resolved(self, statement: Statement, entered: dict[int, Entity]) -> Statement:
        """The statement with the ids of who speaks and of who is spoken to."""
        speaker = self.found[statement.id]
        lost = tuple(
            Alternative("source.entity", entity.id, why)
            for cluster, why in self._lost.get(statement.id, ())
            if (entity := entered.get(id(cluster))) is not None
        )
        return replace(
            statement,
            source=statement.source if speaker is None else _named(statement, speaker, entered[id(speaker)]),
            addressee=tuple(dict.fromkeys(entered[id(c)].id for c in self.addressed[statement.id])),
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

    def _with_name(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase with the whole name that begins in it, or with the one at its end."""
        if phrase is None or phrase.joined or kin(self._marking.words[phrase.head]):
            return phrase
        if phrase.name is not None:
            person = self._people.get(phrase.name[0])
        else:
            person = self._offices.get(phrase.head) or next(
                (p for i in range(phrase.head, phrase.last) if (p := self._whole.get((i, phrase.last)))),
                None,
            )
        return phrase if person is None else replace(phrase, name=person.name)

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


def _told(statements: tuple[Statement, ...]) -> Iterator[tuple[int, int, Statement, bool]]:
    """Where words stand that tell who speaks (true) or who is spoken to (false)."""
    for statement in statements:
        source = statement.source
        start, dash, end = (source.through or "").partition("-")
        if source.kind != "agentless" and source.span is not None:
            yield source.span.start, source.span.end, statement, True
        elif source.kind != "agentless" and dash:  # a dropped source with its words before
            yield int(start), int(end), statement, True
        for ref in statement.addressee:
            start, _, end = ref.removeprefix("@").partition("-")
            yield int(start), int(end), statement, False


def _named(statement: Statement, speaker: Cluster, entity: Entity) -> Source:
    source = statement.source
    kind: SourceKind = source.kind
    if kind in ("role", "organisation") and _by_surname(statement, speaker):
        kind = "named"  # الحداد: a trade, where nobody of that name was met
    issuer = entity.id if kind == "document" and speaker.type != "DOC" else None
    told = told_by(entity, source.span.start, source.span.end) if source.span is not None else None
    return replace(source, kind=kind, entity=entity.id, issuer=issuer, through=source.through or told)


def _by_surname(statement: Statement, speaker: Cluster) -> bool:
    """Whether the source is one word that is the last part of the name of a person met before."""
    span = statement.source.span
    if span is None or " " in span.text or speaker.type != "PER":
        return False
    said = bare(fold_word(span.text))
    return any(said == bare(n.parts[-1].spelling) for n in speaker.names if len(n.parts) > 1)
