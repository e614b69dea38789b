"""Phrases joined to entities, by the words they share."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.person_names import kin
from tawatur.language.vocabulary import is_joint
from tawatur.model import Entity, Statement
from tawatur.understand.bodies import Bodies
from tawatur.understand.cluster import Cluster, entity_of
from tawatur.understand.coreference import with_through
from tawatur.understand.documents import Documents
from tawatur.understand.holders import Holders
from tawatur.understand.likeness import content
from tawatur.understand.mentions import Named
from tawatur.understand.naming import Naming
from tawatur.understand.persons import Persons
from tawatur.understand.register import Register
from tawatur.understand.short_forms import ShortForms
from tawatur.understand.unnamed import Unnamed

_ISSUED = ("press_statement", "report", "letter", "social_post")
_BEARERS = w.ROLE | w.SPOKES | w.HONORIFIC | w.NAME
_NO_PERSON = w.BODY | w.MEDIA | w.COUNTRY | w.ACTOR | w.DOC | w.NOUN | w.MASDAR


class Clusters:
    """The entities of one article, found phrase by phrase."""

    def __init__(self, marking: Marking, holders: Holders) -> None:
        """Start without any entity."""
        self._holders = holders
        self._marking = marking
        self._register = Register(marking)
        self._persons = Persons(self._register, holders)
        self._bodies = Bodies(self._register)
        self._unnamed = Unnamed(self._register)
        self._documents = Documents(self._register, self._issuer)

    def introduce(self, phrase: Phrase) -> Cluster | None:
        """A named person who has not spoken: «الوزير» may mean him later."""
        return self._persons.named(phrase)

    def announce(self, phrase: Phrase) -> None:
        """A named body that has not spoken: «الوزارة» may mean it later."""
        self._bodies.announce(phrase)

    def join(self, names: Iterable[Named]) -> list[Cluster]:
        """Everybody and everything that the text names, joined with those who speak."""
        joined = Naming(self._register, self._persons).join(names)
        ShortForms(self._register).join()
        return joined

    def source(self, phrase: Phrase, statement: Statement) -> Cluster | None:
        """The entity that a source phrase means; None where two could be meant."""
        cluster = self._meant(phrase, statement.source.kind)
        if cluster is not None:
            cluster.spoke = True
            outermost = statement.parent is None  # what a document lets others say is not theirs
            if cluster.type != "DOC" and outermost and statement.channel in _ISSUED:
                cluster.issued.add(statement.channel)
            self._register.speakers.append(cluster)
        return cluster

    def addressee(self, phrase: Phrase) -> Cluster | None:
        """The entity that is spoken to."""
        return self._meant(phrase, "organisation" if phrase.name is None else "named")

    def rivals(self, phrase: Phrase) -> list[Cluster]:
        """Who could be meant by a name that several bear."""
        return self._persons.bearing(phrase) if phrase.name is not None else []

    def _meant(self, phrase: Phrase, kind: str) -> Cluster | None:
        if phrase.name is None and (same := self._register.told_before(phrase)) is not None:
            self._register.mention(same, phrase, "nominal")
            return same
        if self._counts_things(phrase) or self._one_of_two(phrase):
            return None
        if kind == "joint" or is_joint(self._marking.words[phrase.head]):
            return self._unnamed.pair(phrase)
        if kind == "document":
            return self._documents.document(phrase)
        if phrase.last - phrase.first == 1 and (person := self._persons.surname(phrase)) is not None:
            return person
        if phrase.name is None and (person := self._persons.of_address(phrase)) is not None:
            return person
        if kind in ("anonymous", "generic") or (
            phrase.classes & w.ANON and not phrase.classes & (w.ROLE | w.BODY)
        ):
            return self._unnamed.unnamed(phrase)
        if phrase.name is not None and self._is_person(phrase, kind):
            if self._kin_of_bearer(phrase):
                return self._persons.office(replace(phrase, name=None))
            return self._bearer(phrase)
        if phrase.classes & (w.SPOKES | w.ROLE) and (speaker := self._spokesman(phrase)) is not None:
            return speaker
        if phrase.classes & (w.ROLE | w.HONORIFIC) and not phrase.classes & w.BODY:
            return self._persons.office(phrase)
        return self._bodies.body(phrase)

    def _counts_things(self, phrase: Phrase) -> bool:
        """«65 مليون يورو»، «كل أمر»: a number of what cannot speak is nobody."""
        if phrase.name is not None or not phrase.classes & w.QUANT or phrase.classes & w.SPEAKER:
            return False
        able = w.SPEAKER | w.NISBA | w.PLURAL
        return not any(word.classes & able for word in self._marking.words[phrase.head : phrase.last])

    def _kin_of_bearer(self, phrase: Phrase) -> bool:
        """«زوجة الأسير فلان»، «شقيق فلان»: whether the name in the phrase is that of somebody else."""
        word = self._marking.words[phrase.head]
        if not kin(word) or word.classes & (w.PARTICLE_OF_NAMES | w.NAME) or phrase.name is None:
            return False
        return bool(word.classes & w.FEMININE) or phrase.name[0] == phrase.head + 1

    def _one_of_two(self, phrase: Phrase) -> bool:
        """«الأول»، «الأخير»: one of those just named, and nothing tells which."""
        words = self._marking.words[phrase.first : phrase.last]
        return all(word.definite and word.stem in phrase_words("of_two") for word in words)

    def _is_person(self, phrase: Phrase, kind: str) -> bool:
        """Whether the name in a phrase is a person's: «واشنطن» alone is the capital, George behind a name."""
        if phrase.last - phrase.first == 1 and phrase.classes & w.COUNTRY:
            return False
        if phrase.classes & _BEARERS or not phrase.classes:
            return True
        return kind == "named" and not phrase.classes & _NO_PERSON

    def _bearer(self, phrase: Phrase) -> Cluster | None:
        """Who bears the name of a phrase: a person, or a body that one word of its name stands for."""
        assert phrase.name is not None
        first, _ = phrase.name
        if phrase.head == first and not self._persons.bearing(phrase):
            several = phrase.last - phrase.first > 1
            if (several or not phrase.classes & w.NAME) and self._bodies.known(phrase) is not None:
                return self._bodies.body(phrase)
            if not phrase.classes & _BEARERS and (body := self._bodies.nicknamed(phrase)) is not None:
                return body
        return self._persons.named(phrase)

    def _issuer(self, phrase: Phrase) -> Cluster | None:
        if phrase.name is not None and not phrase.classes & w.BODY:
            return self._persons.named(phrase)
        if phrase.classes & w.ROLE and not phrase.classes & w.BODY:
            return self._persons.office(phrase)
        return self._bodies.body(phrase)

    def _spokesman(self, phrase: Phrase) -> Cluster | None:
        """A spokesman who was named, else the body that he speaks for; None where the words tell neither."""
        body = self._speaks_for(phrase)
        if body is not None:
            return self._persons.spokesman(phrase) or self._by_spokesman(body, phrase)
        return self._of_spokesman(phrase) if phrase.classes & w.SPOKES else None

    def _by_spokesman(self, body: Phrase, phrase: Phrase) -> Cluster:
        """The body that a spokesman without a name speaks for."""
        cluster = self._bodies.body(body, mention=phrase)
        self._register.index(cluster, ["spokesman"])
        return cluster

    def _of_spokesman(self, phrase: Phrase) -> Cluster | None:
        """«متحدث باسم الوزارة … وأضاف المتحدث»: the only body with a spokesman, where none was named."""
        bodies = self._register.found(["spokesman"])
        if (
            len(bodies) != 1
            or not self._marking.words[phrase.head].definite
            or self._persons.spokesman(phrase)
        ):
            return None
        words = content(self._marking, phrase.head + 1, phrase.last)
        if words and not any(words <= known for known in bodies[0].words):
            return None
        self._register.mention(bodies[0], phrase, "role")
        return bodies[0]

    def _speaks_for(self, phrase: Phrase) -> Phrase | None:
        """The body behind «متحدث باسم …»، «الناطق باسم …»."""
        words = self._marking.words
        for i in range(phrase.head + 1, phrase.last - 1):
            if words[i].stem == "باسم":
                return noun_phrase(self._marking, i + 1, phrase.last, appositions=False)
        return None

    def entities(self, used: Iterable[Cluster]) -> list[tuple[Cluster, Entity]]:
        """The clusters that are used, as entities with ids in the order of their first mention."""
        chosen = {id(c): c for c in used}
        ordered = sorted(chosen.values(), key=lambda c: (c.places[0], c.order))
        made = [(c, with_through(entity_of(self._marking, c, f"e{n}"))) for n, c in enumerate(ordered, 1)]
        return [(c, self._holders.with_tenures(e) if c.type == "PER" else e) for c, e in made]
