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

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.person_names import kin
from tawatur.language.views import fold_word
from tawatur.model import Alternative, Entity, Record, Source, SourceKind, Statement
from tawatur.understand.agreement import Features, agree, of_cluster, of_word
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.coreference import told_by
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.holders import Holders, holders_on
from tawatur.understand.likeness import bare
from tawatur.understand.mentions import introduced, named, people_at

_SECOND_OFFICE = 14  # tokens from an office to the name behind another
_TO_SOMEBODY = ("accuse", "ask", "warn", "threaten", "call_for", "order", "condemn")
_SILENCE = 300  # characters of others' words after which a verb without a subject is nobody's
_FAR = 60  # statements back to one that may still go on
_NEAR = 3  # statements back to one whose speaker agrees
_REACH = 8  # statements between a verb and the one it goes back to
_MOST_STEPS = 50  # statements that a dropped subject may go back through


def entities(record: Record, marking: Marking, gazetteer: Gazetteer, packs: Sequence[Path] = ()) -> Record:
    """The record with everybody whom it names or lets speak, and every source and addressee resolved."""
    names = named(marking, gazetteer)
    sources = _Sources(marking, holders_on(record.article.published, packs), people_at(names))
    for phrase in introduced(names):
        sources.clusters.introduce(phrase)
    for each in names:
        if each.type in ("ORG", "GROUP"):
            sources.clusters.announce(each.phrase)
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
        self._by_id: dict[str, Statement] = {}
        self._in_order: list[Statement] = []
        self._lost: dict[str, list[tuple[Cluster, str]]] = {}

    def find(self, statements: tuple[Statement, ...]) -> None:
        """Find who speaks in each statement and to whom, in the order of the words that tell it."""
        self._by_id = {s.id: s for s in statements}
        self._in_order = sorted(statements, key=_place)
        for start, end, statement, speaks in sorted(_told(statements), key=lambda told: told[:2]):
            phrase = self._with_name(self._phrase(start, end))
            if phrase is not None and speaks:
                phrase = self._with_second_office(statement, phrase)
                self.found[statement.id] = self._speaker(statement, phrase)
            elif phrase is not None and (cluster := self.clusters.addressee(phrase)) is not None:
                self.addressed[statement.id].append(cluster)
        for statement in self._in_order:
            if statement.id not in self.found:
                self.found[statement.id] = self._through(statement)

    def _speaker(self, statement: Statement, phrase: Phrase) -> Cluster | None:
        cluster = self.clusters.source(phrase, statement)
        if cluster is None:
            self._lose(statement, self.clusters.rivals(phrase), "another of this name could be meant")
        elif statement.source.span is None and not self._goes_on(statement, phrase, cluster):
            self._lose(statement, [cluster], "the verb stands too far off or does not agree")
            return None
        return cluster

    def _goes_on(self, statement: Statement, phrase: Phrase, speaker: Cluster) -> bool:
        """Whether a verb without a subject can be that of a phrase before it."""
        near = _place(statement) - self._marking.tokens[phrase.last - 1].end <= _SILENCE
        return near and self._agrees(statement, speaker)

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

    def _through(self, statement: Statement) -> Cluster | None:
        """Who spoke in the statement that a dropped subject or pronoun goes back to, if the verb agrees."""
        step: Statement | None = statement
        for _ in range(_MOST_STEPS):
            if step is None:
                return None
            if step.id in self.found:
                break
            step = self._by_id.get(step.source.through or "")
        else:
            return None
        speaker = self._relayed_since(statement, step) or self.found[step.id]
        if speaker is not None and self._silence(statement, speaker) > _SILENCE:
            self._lose(statement, [speaker], "it said nothing for too long")
            return None
        if speaker is None or self._agrees(statement, speaker):
            return speaker
        self._lose(statement, [speaker], "its gender or number does not agree")
        return self._before(statement)

    def _silence(self, statement: Statement, speaker: Cluster) -> int:
        """The characters between the end of what the speaker said last and the cue; 0 inside his words."""
        place, end = _place(statement), 0
        before = bisect_left(self._in_order, place, key=_place)
        for other in self._in_order[max(0, before - _FAR) : before]:
            if self.found.get(other.id) is speaker:
                end = max(end, *(min(span.end, place) for span in (*other.cue, *other.content)))
        return place - end

    def _relayed_since(self, statement: Statement, step: Statement) -> Cluster | None:
        """«نقلت الوكالة عن فلان قوله … وأضاف»: who was quoted behind the statement gone back to."""
        if statement.parent is not None or statement.source.kind not in ("dropped", "pronoun"):
            return None
        for other in reversed(self._between(step, statement)):
            parent = self._by_id.get(other.parent or "")
            if parent is None or parent.parent is not None or other.content != parent.content:
                continue
            speaker = self.found.get(other.id)
            if speaker is not None and self._agrees(statement, speaker):
                known = of_cluster(self._marking, speaker)
                if known.genders or (speaker.type == "PER" and self._asked(statement).genders == {"m"}):
                    return speaker
        return None

    def _between(self, first: Statement, last: Statement) -> list[Statement]:
        begin = bisect_right(self._in_order, _place(first), key=_place)
        return self._in_order[begin : bisect_left(self._in_order, _place(last), key=_place)][-_REACH:]

    def _before(self, statement: Statement) -> Cluster | None:
        """Who spoke last before, in the same paragraph, and agrees with the verb in gender and number."""
        place = _place(statement)
        asked = self._asked(statement)
        for other in reversed(self._in_order[: bisect_left(self._in_order, place, key=_place)][-_NEAR:]):
            speaker = self.found.get(other.id)
            if speaker is None or "\n" in self._marking.text[_place(other) : place]:
                continue
            known = of_cluster(self._marking, speaker)
            if len(known.genders) == 1 and known.genders <= asked.genders and known.numbers & asked.numbers:
                return speaker
        return None

    def _agrees(self, statement: Statement, speaker: Cluster) -> bool:
        return agree(self._asked(statement), of_cluster(self._marking, speaker))

    def _asked(self, statement: Statement) -> Features:
        """What the cue asks of its subject."""
        word = self._marking.words[bisect_right(self._starts, _place(statement)) - 1]
        return of_word(word) if statement.cue else Features(frozenset(), frozenset())

    def _with_name(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase with the whole name that begins in it, or with the one at its end."""
        if phrase is None or phrase.joined or kin(self._marking.words[phrase.head]):
            return phrase
        if phrase.name is None and self._marking.words[phrase.head].classes & w.PARTICLE_OF_NAMES:
            return replace(phrase, name=(phrase.head, phrase.last))  # «بن حلي»
        if phrase.name is not None:
            person = self._people.get(phrase.name[0])
        else:
            person = self._offices.get(phrase.head) or next(
                (p for i in range(phrase.head, phrase.last) if (p := self._whole.get((i, phrase.last)))),
                None,
            )
        return phrase if person is None else replace(phrase, name=person.name)

    def _with_second_office(self, statement: Statement, phrase: Phrase) -> Phrase:
        """«أوضح مدير الإدارة المتحدث الرسمي فلان أن»: an office goes on with another one and the name.

        Not behind a verb that is done to somebody: «اتهم رئيس الحزب رئيس الحكومة فلانا».
        """
        if phrase.name is not None or not phrase.classes & w.ROLE or statement.act in _TO_SOMEBODY:
            return phrase
        words = self._marking.words
        for i in range(phrase.last, min(phrase.last + _SECOND_OFFICE, len(words) - 1)):
            person = self._people.get(i)
            if person is not None and person.name is not None and person.name[0] == i:
                return replace(phrase, name=person.name, last=person.name[1])
            second = words[i].classes & (w.ROLE | w.SPOKES) and (words[i].definite or words[i + 1].definite)
            if i == phrase.last and not second:
                break
            if self._marking.tokens[i].kind != "word" or words[i].classes & (w.COMP | w.CONJ | w.REL):
                break
        return phrase

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
            if last - 1 in marking.closing and marking.closing[last - 1].open == first - 1:
                last -= 1
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


def _place(statement: Statement) -> int:
    """Where the statement's first cue or, without one, its content begins."""
    return statement.cue[0].start if statement.cue else statement.content[0].start


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
