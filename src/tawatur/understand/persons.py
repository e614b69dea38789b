"""Persons: by their names, by their offices, by both."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.nominals import Phrase
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, Country, RoleNoun
from tawatur.understand.cluster import Cluster
from tawatur.understand.holders import Held, Holders
from tawatur.understand.likeness import content, definite, lands, lemma, office_score
from tawatur.understand.register import Register
from tawatur.understand.written_names import PersonName, read_name, same_first, same_person

_TELLING = 2  # words of an office that many can hold
_SPOKE = 0.2
_SPOKE_LAST = 0.3


class Persons:
    """The persons of an article, and the offices that stand for them."""

    def __init__(self, register: Register, holders: Holders) -> None:
        """Look up and add persons in ``register``; ``holders`` knows who held which office."""
        self._register = register
        self._holders = holders
        self._marking = register.marking

    # ------------------------------------------------------------ names

    def named(self, phrase: Phrase) -> Cluster | None:
        """The person that a phrase with a name means; None where two could be meant."""
        name = self._name(phrase)
        key = self._known(phrase)
        candidates = self._bearing(name, key)
        if phrase.classes & w.ROLE and key is None:
            candidates = [c for c in candidates if any(_one_holder(name, n) for n in c.names)]
        best = self._choose(name, candidates, phrase.first)
        if best is None and len(candidates) > 1:
            return None
        best = best or self._without_name(phrase, name)
        if best is None:
            best = self._register.new("PER", phrase, "name", lemma(self._marking.words[phrase.head]))
            best.plural = bool(phrase.classes & w.PLURAL)
        else:
            self._register.mention(best, phrase, "name")
        self._learn(best, name, key)
        return best

    def bearing(self, phrase: Phrase) -> list[Cluster]:
        """The persons met who can bear the name of a phrase."""
        return self._bearing(self._name(phrase), self._known(phrase))

    def surname(self, phrase: Phrase) -> Cluster | None:
        """«السوداني» alone, where somebody of that name was introduced, is no Sudanese."""
        name = read_name(self._marking, phrase.first, phrase.last)
        met = [c for c in self._bearing(name, None) if any(len(n.parts) > 1 for n in c.names)]
        best = self._choose(name, met, phrase.first)
        if best is not None:
            self._register.mention(best, phrase, "name")
        return best

    def _name(self, phrase: Phrase) -> PersonName:
        assert phrase.name is not None
        first, last = phrase.name
        words = content(self._marking, phrase.first, first) | content(self._marking, last, phrase.last)
        return read_name(self._marking, first, last, words, phrase.first)

    def _bearing(self, name: PersonName, key: Actor | None) -> list[Cluster]:
        """The persons met who can bear the name."""
        if key is not None and (same := self._register.found([key.id])):
            return same
        met = [
            c
            for c in self._register.found(f"name {k}" for k in name.keys)
            if key is None or c.key is None or getattr(c.key, "id", "") == key.id
        ]
        alike = [c for c in met if any(same_person(name, n) for n in c.names)]
        # «قالت يارا» is Yara Bahjat where nobody else of the article has such a name
        return alike or (met if len(met) == 1 and any(same_first(name, n) for n in met[0].names) else [])

    def _choose(self, name: PersonName, candidates: list[Cluster], at: int) -> Cluster | None:
        """Of several of one family: who has the very name, who spoke last, else nobody."""
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        exact = [c for c in candidates if any(n.parts == name.parts for n in c.names)]
        if len(name.parts) > 1:
            return self._register.nearest(exact or candidates, at)
        titled = [c for c in candidates if name.titles and any(name.titles & n.titles for n in c.names)]
        if len(titled) == 1:
            return titled[0]
        return self._register.last_speaker(titled or candidates)

    def _known(self, phrase: Phrase) -> Actor | None:
        """The known person whose name stands in the phrase, where it is one person's only."""
        assert phrase.name is not None
        first, last = phrase.name
        rows = {
            hit.row.id: hit.row
            for i in range(phrase.first, first + 1)  # الفالح alone does not tell who عبدالعزيز الفالح is
            for hit in self._marking.hits_at.get(i, ())
            if isinstance(hit.row, Actor) and hit.row.type == "PER" and hit.last == last
        }
        written = " ".join(token.folded for token in self._marking.tokens[first:last])
        for reading in self._marking.words[last - 1].readings:
            row = reading.row
            if isinstance(row, Actor) and row.type == "PER" and (last - first == 1 or _bears(row, written)):
                rows[row.id] = row
        return next(iter(rows.values())) if len(rows) == 1 else None

    def _learn(self, person: Cluster, name: PersonName, key: Actor | None) -> None:
        if all(n.parts != name.parts or n.titles != name.titles for n in person.names):
            person.names.append(name)
            self._register.index(person, ("person", *(f"name {k}" for k in name.keys)))
        if key is not None and person.key is None:
            person.key = key
            self._register.index(person, [key.id])
        if name.titles:
            self._note_office(person, name.titles)

    def _without_name(self, phrase: Phrase, name: PersonName) -> Cluster | None:
        """Whom a first-seen name may belong to: an office without a name, or who just spoke."""
        if not name.titles:
            return self._unintroduced(name)
        if not phrase.classes & w.ROLE:
            return None
        head = lemma(self._marking.words[phrase.head])
        for cluster in reversed(self._register.found([f"office {head}"])):
            if cluster.type == "PER" and not cluster.names and _shares(cluster, name.titles):
                return cluster  # «قال وزير السياحة … وقال وزير السياحة رامي»
        return None

    def _unintroduced(self, name: PersonName) -> Cluster | None:
        """«كشف وزير السياحة … وقال رامي»: a bare name that nothing introduced is who just spoke."""
        if len(name.parts) > 1 or not self._register.speakers:
            return None
        last = self._register.speakers[-1]
        return last if last.type == "PER" and not last.names and not last.plural else None

    # ---------------------------------------------------------- offices

    def office(self, phrase: Phrase) -> Cluster:
        """The holder of an office, by name where the text tells him; else an entity of its own."""
        marking = self._marking
        head = lemma(marking.words[phrase.head])
        words = content(marking, phrase.first, phrase.last)
        held = self._held(phrase)
        if phrase.first < self._register.lead or definite(marking, phrase):
            best = (
                self._holder(phrase, head, words, held)
                or self._only_holder(phrase, head, words)
                or self._without_place(phrase, head)
            )
        else:
            best = self._of_title(phrase, head, words)
        plural = bool(phrase.classes & w.PLURAL)
        if best is None:
            best = self._register.new("GROUP" if plural else "PER", phrase, "role", head)
            best.plural = plural
        else:
            self._register.mention(best, phrase, "role")
        if held is not None and best.key is None and not best.names:
            best.key = held.holder
            self._register.index(best, [held.holder.id])
        self._note_office(best, words)
        return best

    def of_address(self, phrase: Phrase) -> Cluster | None:
        """«سموه»، «معاليه»: who was given that title last, else who spoke last or was named last."""
        rows = [r.row for r in self._marking.words[phrase.head].readings]
        form = next((row.form for row in rows if isinstance(row, RoleNoun) and row.kind == "address"), None)
        if form is None:
            return None
        title = fold_word(form)[:-1]
        title = title[:-1] + "ه" if title.endswith("ت") else title
        titled = [c for c in self._register.found([f"office {title}"]) if c.places[0] < phrase.first]
        speaker = self._register.speakers[-1] if self._register.speakers else None
        if speaker is not None and speaker.type == "PER" and (speaker in titled or not titled):
            best: Cluster | None = speaker
        else:
            named = [c for c in self._register.found(["person"]) if c.places[0] < phrase.first and c.names]
            best = self._register.nearest(titled or named, phrase.first)
        if best is not None:
            self._register.mention(best, phrase, "role")
        return best

    def spokesman(self, phrase: Phrase) -> Cluster | None:
        """The one named spokesman whose office the words repeat («المتحدث باسم الوزارة»), or None."""
        marking = self._marking
        head = lemma(marking.words[phrase.head])
        words = content(marking, phrase.first, phrase.last)
        met = [
            c
            for c in self._register.found([f"office {head}"])
            if c.names
            and (c.places[0] < phrase.first or phrase.first < self._register.lead)
            and any(words <= k or k <= words for k in c.words if head in k)
        ]
        if len(met) != 1:
            return None
        self._register.mention(met[0], phrase, "role")
        return met[0]

    def _of_title(self, phrase: Phrase, head: str, words: frozenset[str]) -> Cluster | None:
        """«مسؤول مصري» of the lead is he of the headline."""
        return next(
            (
                c
                for c in self._register.found([f"office {head}"])
                if c.places[0] < self._register.headline
                and not c.names
                and c.plural == bool(phrase.classes & w.PLURAL)
                and any(head in k and (k <= words or words <= k) for k in c.words)
            ),
            None,
        )

    def _held(self, phrase: Phrase) -> Held | None:
        """Who holds the office on the day of the article, where one person does."""
        if phrase.classes & w.PLURAL:
            return None
        body: str | None = None
        for i in range(phrase.head + 1, phrase.last):
            for row in [h.row for h in self._marking.hits_at.get(i, ())] + [
                r.row for r in self._marking.words[i].readings
            ]:
                if isinstance(row, Actor) and row.type != "PER":
                    body = row.id
            if body is None and self._marking.words[i].definite:
                met = self._register.found([f"body {lemma(self._marking.words[i])}"])
                known = {c.key.id for c in met if isinstance(c.key, Actor)}
                body = known.pop() if len(known) == 1 else None
        return self._holders.holder(self._marking.span(phrase.head, phrase.last).text, body)

    def _note_office(self, person: Cluster, words: frozenset[str]) -> None:
        if words not in person.words:
            person.words.append(words)
            self._register.index(person, (f"office {word}" for word in sorted(words)))

    def _holder(self, phrase: Phrase, head: str, words: frozenset[str], held: Held | None) -> Cluster | None:
        """The person met whose office fits best; of equals, who spoke, spoke last, was mentioned last."""
        if held is not None and (same := self._register.found([held.holder.id])):
            return same[-1]
        countries = lands(self._marking, phrase.first, phrase.last)
        last = self._register.speakers[-1] if self._register.speakers else None
        scored: list[tuple[float, Cluster]] = []
        for cluster in self._register.found([f"office {head}"]):
            if cluster.type not in ("PER", "GROUP") or cluster.plural != bool(phrase.classes & w.PLURAL):
                continue
            if held is not None and isinstance(cluster.key, Actor):
                continue  # the text names another holder: a former one, or of another such office
            score = max((office_score(head, words, known) for known in cluster.words), default=0.0)
            if cluster.names and countries and not any(countries & known for known in cluster.words):
                continue  # رئيس الحكومة الإثيوبية is not the head of government met before
            if score:
                scored.append((score + _SPOKE * cluster.spoke + _SPOKE_LAST * (cluster is last), cluster))
        best = max((score for score, _ in scored), default=0.0)
        return self._register.nearest((c for score, c in scored if score == best), phrase.first)

    def _without_place(self, phrase: Phrase, head: str) -> Cluster | None:
        """«قائد المنطقة الرابعة في عدن»: the one named holder whose office it is, but for the place."""
        place = next((i for i in range(phrase.head, phrase.last) if self._marking.words[i].stem == "في"), 0)
        words = content(self._marking, phrase.first, place)
        met = [
            c
            for c in self._register.found([f"office {head}"])
            if c.type == "PER" and c.names and any(words <= known for known in c.words)
        ]
        return met[0] if len(met) == 1 and len(words) > _TELLING else None

    def _only_holder(self, phrase: Phrase, head: str, words: frozenset[str]) -> Cluster | None:
        """«المتحدث الأمني» where one named spokesman was met: one adjective more, of no other country."""
        foreign = any(
            isinstance(r.row, Country)
            for i in range(phrase.first, phrase.last)
            for r in self._marking.words[i].readings
        )
        if foreign or phrase.classes & w.PLURAL or not phrase.definite:
            return None
        met = [
            c
            for c in self._register.found([f"office {head}"])
            if c.type == "PER" and c.names and any(head in k and len(words - k) <= 1 for k in c.words)
        ]
        return met[0] if len(met) == 1 else None


def _shares(cluster: Cluster, office: frozenset[str]) -> bool:
    """Whether the same words of office stand in both."""
    return any(o and (o <= office or office <= o) and len(o & office) > 1 for o in cluster.words)


def _bears(actor: Actor, written: str) -> bool:
    """Whether the folded words are one of the names of a known person."""
    return written in {fold_word(name) for name in (actor.name, *actor.aliases)}


def _one_holder(a: PersonName, b: PersonName) -> bool:
    """Whether two names are one person's: a given name alone behind another office is another's.

    «نائب الرئيس محمد» is not «وزير النقل بدر محمد».
    """
    short = min(a.parts, b.parts, key=len)
    lone = len(short) == 1 and short[0].given and a.parts != b.parts
    if lone and a.titles and b.titles and not a.titles & b.titles:
        return False
    return same_person(a, b) or same_first(a, b)
