"""Bodies, countries and media: by what they are known as, else by head and qualifying words."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase
from tawatur.language.phrases import Hit
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, BodyNoun, Country, Outlet
from tawatur.model import EntityType
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import content, lemma, same_body
from tawatur.understand.register import Register

_COMMON = w.BODY & ~w.MEDIA | w.ROLE | w.COUNTRY | w.NISBA | w.GENERIC | w.ANON | w.DOC
_BODIES = ("ORG", "GPE", "GROUP")
_BESIDE_NAME = w.MEDIA | w.NISBA | w.ARTICLE | w.PREP | w.DEM
_GLUED = ("ل", "ب", "وب", "ول")  # وكالة الأناضول للأنباء is not the paper «الأنباء»
Known = Country | Actor | Outlet


class Bodies:
    """The bodies of an article."""

    def __init__(self, register: Register) -> None:
        """Look up and add bodies in ``register``."""
        self._register = register
        self._marking = register.marking
        self._announced: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}

    def announce(self, phrase: Phrase) -> None:
        """Remember a body that the text names: its head alone may mean it, though it has not spoken."""
        words = content(self._marking, phrase.first, phrase.last)
        if len(words) > 1:
            head = lemma(self._marking.words[phrase.head])
            self._announced.setdefault(head, []).append((phrase, words))

    def body(self, phrase: Phrase, mention: Phrase | None = None) -> Cluster:
        """The body that a phrase names; ``mention`` is a longer phrase that speaks for it (متحدث باسم …)."""
        phrase = self._itself(phrase)
        head = lemma(self._marking.words[phrase.head])
        words = content(self._marking, phrase.first, phrase.last)
        key = self.known(phrase)
        best = self._met(phrase, head, words, key) or self._no_person(words)
        if best is None:
            kind: EntityType = (
                "GPE" if isinstance(key, Country) else "GROUP" if phrase.classes & w.PLURAL else "ORG"
            )
            best = self._register.new(kind, phrase, "name", head)
            best.plural = bool(phrase.classes & w.PLURAL)
        else:
            self._register.mention(best, phrase, "name")
        if mention is not None:
            self._register.mention(best, mention, "role")
        self._learn(best, head, words, key)
        return best

    def nicknamed(self, phrase: Phrase) -> Cluster | None:
        """The body whose name has these words («رويترز» of «وكالة رويترز»), or None."""
        words = content(self._marking, phrase.first, phrase.last)
        for cluster in self._register.found(f"body {word}" for word in sorted(words)):
            if cluster.type == "ORG" and words and any(words <= known for known in cluster.words):
                self._register.mention(cluster, phrase, "name")
                return cluster
        return None

    def _no_person(self, words: frozenset[str]) -> Cluster | None:
        """«قالت رويترز … وكالة رويترز»: what was taken for the name of a person is the body's."""
        if len(words) < 2:
            return None
        for cluster in self._register.found(f"name {word}" for word in sorted(words)):
            if cluster.type != "PER" or cluster.key is not None or any(n.titles for n in cluster.names):
                continue
            if all({part.spelling for part in n.parts} <= words for n in cluster.names):
                cluster.type, cluster.names = "ORG", []
                return cluster
        return None

    def _itself(self, phrase: Phrase) -> Phrase:
        """The phrase up to what it belongs to: «البرنامج التابع للأمم المتحدة» is not the United Nations.

        Up to a branch as well: «سرايا القدس - كتيبة جنين».
        """
        for i in range(phrase.head + 1, phrase.last):
            if self._marking.words[i].stem in phrase_words("belonging") or self._marking.is_punct(i, "-–"):
                return Phrase(phrase.first, i, phrase.head, phrase.definite, phrase.classes, phrase.name)
        return phrase

    def _learn(self, body: Cluster, head: str, words: frozenset[str], key: Known | None) -> None:
        if key is not None and body.key is None:
            body.key = key
            self._register.index(body, [_id(key)])
        if not body.words or body.words == [{head}]:
            body.words = [words]
        elif words != {head}:  # «الوكالة» alone says nothing that tells agencies apart
            body.words.append(words)
        body.heads.add(head)
        if isinstance(key, Outlet):
            body.heads |= phrase_words(key.kind)
        self._register.index(body, (f"body {word}" for word in sorted(words | body.heads)))

    def _met(self, phrase: Phrase, head: str, words: frozenset[str], key: Known | None) -> Cluster | None:
        """The body met before that the words can mean: the last that spoke, else the last mentioned."""
        if key is not None and (same := self._register.found([_id(key)])):
            return same[-1]
        fitting = [
            cluster
            for cluster in self._register.found(f"body {word}" for word in sorted(words | {head}))
            if cluster.type in _BODIES
            and not cluster.joint
            and (key is None or cluster.key is None)
            and self._fits(phrase, head, words, cluster)
        ]
        met = self._register.last_speaker(fitting) or self._register.nearest(fitting, phrase.first)
        return met or (self._only_announced(phrase, head) if words == {head} else None)

    def _only_announced(self, phrase: Phrase, head: str) -> Cluster | None:
        """«الحكومة» where the text has named one government before, and no other."""
        before = [(p, words) for p, words in self._announced.get(head, ()) if p.first < phrase.first]
        if not before or not self._marking.words[phrase.head].definite:
            return None
        longest = max(before, key=lambda each: len(each[1]))
        if any(not words <= longest[1] for _, words in before):
            return None
        return self.body(longest[0])

    def _fits(self, phrase: Phrase, head: str, words: frozenset[str], cluster: Cluster) -> bool:
        """Whether the words can mean the body by its own words."""
        if words == {head} and head in cluster.heads:
            return True
        if cluster.words == [{cluster.head}] and words != {head} and cluster.places[0] >= self._register.lead:
            return False  # «الصحيفة» of the text means one named before, not one named later
        heads = frozenset(cluster.heads)
        return any(same_body(head, words, heads, known) for known in cluster.words) or self._proper(
            phrase, words, cluster
        )

    def _proper(self, phrase: Phrase, words: frozenset[str], cluster: Cluster) -> bool:
        """«رويترز» in «وكالة رويترز»: one word, no common head, shared by the short name and the long one."""
        if len(words) == 1 and (not phrase.classes & _COMMON or self._short_name(phrase)):
            return any(words <= known for known in cluster.words)
        single = [known for known in cluster.words if len(known) == 1]
        return any(known <= words for known in single) and not cluster.phrases[0][0].classes & _COMMON

    def _short_name(self, phrase: Phrase) -> bool:
        """«البنتاغون»، «الخارجية»: a body listed with its article goes by that word alone."""
        rows = [r.row for r in self._marking.words[phrase.head].readings]
        return any(isinstance(row, BodyNoun) and row.form.startswith("ال") for row in rows)

    # ------------------------------------------------------------ known

    def known(self, phrase: Phrase) -> Known | None:
        """The country, actor or outlet that names the whole phrase, but for heads (وكالة) and adjectives."""
        covered: dict[str, tuple[Known, set[int]]] = {}
        for i in range(phrase.head, phrase.last):
            for hit in self._marking.hits_at.get(i, ()):
                row = hit.row
                if (
                    isinstance(row, (Country, Actor, Outlet))
                    and hit.last <= phrase.last
                    and (i == phrase.head or hit.proclitic not in _GLUED)
                    and self._told(hit, row)
                ):
                    covered.setdefault(_id(row), (row, set()))[1].update(range(hit.first, hit.last))
        for reading in self._marking.words[phrase.head].readings:
            if (
                isinstance(reading.row, Country)
                and phrase.classes & w.COUNTRY
                and (not reading.row.rivals or not self._is_capital(phrase, reading.row))
            ):
                covered.setdefault(_id(reading.row), (reading.row, set()))[1].add(phrase.head)
        ranked = sorted(covered.values(), key=lambda pair: (-len(pair[1]), -self._spoken_of(pair[0])))
        return next((row for row, tokens in ranked if self._covers(phrase, tokens)), None)

    def _told(self, hit: Hit, row: Known) -> bool:
        """Whether a name that several bear is this one's here: the article speaks of its country."""
        if isinstance(row, Country) or not row.ambiguous:
            return True
        told = fold_word(self._marking.text[hit.start : hit.end]).removeprefix("ال")
        if all(told != fold_word(name).removeprefix("ال") for name in row.ambiguous):
            return True
        return not row.country or row.country in self._marking.countries

    def _spoken_of(self, row: Known) -> int:
        """How often the article names a country or its people: عمان is Jordan's where Jordan is spoken of."""
        return self._marking.countries.get(row.iso3, 0) if isinstance(row, Country) else 0

    def _is_capital(self, phrase: Phrase, country: Country) -> bool:
        """Whether the name is the capital's: where rivals govern (صنعاء), it does not name the country."""
        stem = self._marking.words[phrase.head].stem
        return stem in {fold_word(name) for name in (country.capital, *country.capital_aliases) if name}

    def _covers(self, phrase: Phrase, tokens: set[int]) -> bool:
        """Whether the words of the phrase outside a known name tell nothing more."""
        for i in range(phrase.head, phrase.last):
            word = self._marking.words[i]
            if i in tokens or self._marking.tokens[i].kind != "word":
                continue
            if not word.classes & _BESIDE_NAME:
                return False
        return True


def _id(row: Known) -> str:
    return row.iso3 if isinstance(row, Country) else row.id
