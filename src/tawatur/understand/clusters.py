"""Source phrases joined to entities, by the words they share."""

from __future__ import annotations

from collections.abc import Iterable

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import (
    Actor,
    BodyNoun,
    Country,
    DocumentNoun,
    Outlet,
    is_joint,
)
from tawatur.model import Entity, EntityType, MentionForm, Statement
from tawatur.understand.cluster import Cluster, entity_of
from tawatur.understand.likeness import bare, lemma, office_score, same_body, same_name

_COMMON = w.BODY & ~w.MEDIA | w.ROLE | w.COUNTRY | w.NISBA | w.GENERIC | w.ANON | w.DOC
_SAME = frozenset(["نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "انفسهم"])


class Clusters:
    """The entities of one article, found source by source."""

    def __init__(self, marking: Marking) -> None:
        """Start without any entity."""
        self._marking = marking
        self._clusters: list[Cluster] = []
        self._countries: dict[str, int] = {}
        self._recent: list[Cluster] = []  # in the order in which they last spoke

    def introduce(self, phrase: Phrase) -> None:
        """A named person who has not spoken: «الوزير» may mean him later."""
        self._person(phrase)

    def source(self, phrase: Phrase, statement: Statement) -> Cluster | None:
        """The entity that a source phrase means."""
        cluster = self._meant(phrase, statement.source.kind)
        if cluster is not None:
            cluster.spoke = True
            if statement.parent is None and statement.channel in ("press_statement", "report", "letter"):
                cluster.issued = True
            self._recent.append(cluster)
        return cluster

    def addressee(self, phrase: Phrase) -> Cluster | None:
        """The entity that is spoken to."""
        return self._meant(phrase, "organisation" if phrase.name is None else "named")

    def _meant(self, phrase: Phrase, kind: str) -> Cluster | None:
        if kind == "joint" or is_joint(self._marking.words[phrase.head]):
            return self._joint(phrase)
        if kind == "document":
            return self._document(phrase)
        if phrase.last - phrase.first == 1 and (person := self._surname(phrase)) is not None:
            return person
        if kind in ("anonymous", "generic") or (
            phrase.classes & w.ANON and not phrase.classes & (w.ROLE | w.BODY)
        ):
            return self._unnamed(phrase)
        if phrase.name is not None and (
            phrase.classes & (w.ROLE | w.SPOKES | w.HONORIFIC | w.NAME) or not phrase.classes
        ):
            return self._person(phrase)
        if phrase.classes & w.SPOKES or (phrase.classes & w.ROLE and self._speaks_for(phrase) is not None):
            body = self._speaks_for(phrase)
            if body is not None:
                return self._body(body, mention=phrase)
        if phrase.classes & (w.ROLE | w.HONORIFIC) and not phrase.classes & w.BODY:
            return self._office(phrase)
        return self._body(phrase)

    def _content(self, first: int, last: int) -> frozenset[str]:
        """The folded stems of the words that tell one body or office from another."""
        words = self._marking.words
        return frozenset(
            lemma(words[i])
            for i in range(first, last)
            if self._marking.tokens[i].kind == "word"
            and not words[i].classes & (w.PREP | w.CONJ | w.REL | w.TIME | w.COMP)
            and words[i].stem not in _SAME
        )

    def _new(self, kind: EntityType, phrase: Phrase, form: MentionForm) -> Cluster:
        cluster = Cluster(kind, len(self._clusters), head=lemma(self._marking.words[phrase.head]))
        cluster.plural = bool(phrase.classes & w.PLURAL)
        cluster.phrases.append((phrase, form))
        self._clusters.append(cluster)
        return cluster

    def _person(self, phrase: Phrase) -> Cluster:
        assert phrase.name is not None
        name = self._name(*phrase.name)
        office = self._content(phrase.first, phrase.last) - set(name)
        best = next(
            (
                c
                for c in reversed(self._clusters)
                if c.type == "PER" and any(same_name(name, n) for n in c.names)
            ),
            None,
        )
        if best is None and len(name) == 1 and not office:
            body = next(
                (
                    c
                    for c in self._clusters
                    if c.type == "ORG" and any(set(name) <= known for known in c.words)
                ),
                None,
            )
            if body is not None and not phrase.classes & w.NAME:
                body.phrases.append((phrase, "name"))
                return body
        if best is None:
            best = self._holder_without_name(phrase, office) or self._unintroduced(name, office)
        if best is None:
            best = self._new("PER", phrase, "name")
        else:
            best.phrases.append((phrase, "name"))
        best.names.append(name)
        if office:
            best.words.append(office)
        return best

    def _holder_without_name(self, phrase: Phrase, office: frozenset[str]) -> Cluster | None:
        """«قال وزير السياحة … وقال رامي»: only where the same words of office stand in both."""
        if not office or not phrase.classes & w.ROLE:
            return None
        for cluster in reversed(self._clusters):
            if (
                cluster.type == "PER"
                and not cluster.names
                and any(o and (o <= office or office <= o) and len(o & office) > 1 for o in cluster.words)
            ):
                return cluster
        return None

    def _surname(self, phrase: Phrase) -> Cluster | None:
        """«السوداني» alone, where somebody of that name was introduced, is no Sudanese."""
        stem = lemma(self._marking.words[phrase.head])
        for cluster in reversed(self._clusters):
            if cluster.type == "PER" and any(stem in name and len(name) > 1 for name in cluster.names):
                cluster.phrases.append((phrase, "name"))
                return cluster
        return None

    def _name(self, first: int, last: int) -> tuple[str, ...]:
        """The parts of a name in order, without what joins them (بن) and without articles."""
        words = self._marking.words
        return tuple(
            bare(words[i].stem)
            for i in range(first, last)
            if self._marking.tokens[i].kind == "word" and words[i].stem not in ("بن", "ابن", "")
        )

    def _unintroduced(self, name: tuple[str, ...], office: frozenset[str]) -> Cluster | None:
        """«كشف وزير السياحة … وقال رامي»: a bare name that nothing introduced is who just spoke."""
        if office or len(name) > 1 or not self._recent:
            return None
        last = self._recent[-1]
        return last if last.type == "PER" and not last.names and not last.plural else None

    def _office(self, phrase: Phrase) -> Cluster:
        head = lemma(self._marking.words[phrase.head])
        office, lands = self._content(phrase.first, phrase.last), self._lands(phrase)
        best: Cluster | None = None
        best_score = 0.0
        for cluster in self._clusters:
            if cluster.type not in ("PER", "GROUP") or cluster.plural != bool(phrase.classes & w.PLURAL):
                continue
            score = max((office_score(head, office, known) for known in cluster.words), default=0.0)
            if cluster.names and lands and not any(lands & known for known in cluster.words):
                score = 0.0  # رئيس الحكومة الإثيوبية is not the head of government met before
            if score and cluster.spoke:
                score += 0.2
            if score and cluster is (self._recent[-1] if self._recent else None):
                score += 0.3
            if score and score >= best_score:
                best, best_score = cluster, score
        best = best or self._only_holder(phrase, head, office)
        if best is None:
            best = self._new("GROUP" if phrase.classes & w.PLURAL else "PER", phrase, "role")
        else:
            best.phrases.append((phrase, "role"))
        best.words.append(office)
        return best

    def _only_holder(self, phrase: Phrase, head: str, office: frozenset[str]) -> Cluster | None:
        """«المتحدث الأمني» where one named spokesman was met: one adjective more, of no other country."""
        foreign = any(
            isinstance(r.row, Country)
            for i in range(phrase.first, phrase.last)
            for r in self._marking.words[i].readings
        )
        if foreign or phrase.classes & w.PLURAL:
            return None
        met = [
            c
            for c in self._clusters
            if c.type == "PER" and c.names and any(head in k and len(office - k) <= 1 for k in c.words)
        ]
        return met[0] if len(met) == 1 and phrase.definite else None

    def _speaks_for(self, phrase: Phrase) -> Phrase | None:
        """The body behind «متحدث باسم …»، «الناطق باسم …»."""
        words = self._marking.words
        for i in range(phrase.head + 1, phrase.last - 1):
            if words[i].stem == "باسم":
                return noun_phrase(self._marking, i + 1, phrase.last, appositions=False)
        return None

    def _known(self, phrase: Phrase) -> object:
        """The country, actor or outlet that names the whole phrase, but for heads (وكالة) and adjectives."""
        covered: dict[int, tuple[object, set[int]]] = {}
        for i in range(phrase.head, phrase.last):
            for hit in self._marking.hits_at.get(i, ()):
                if isinstance(hit.row, (Country, Actor, Outlet)) and hit.last <= phrase.last:
                    covered.setdefault(id(hit.row), (hit.row, set()))[1].update(range(hit.first, hit.last))
        for reading in self._marking.words[phrase.head].readings:
            if (
                isinstance(reading.row, Country)
                and phrase.classes & w.COUNTRY
                and (not reading.row.rivals or not self._is_capital(phrase, reading.row))
            ):
                covered.setdefault(id(reading.row), (reading.row, set()))[1].add(phrase.head)
        ranked = sorted(covered.values(), key=lambda pair: (-len(pair[1]), -self._spoken_of(pair[0])))
        return next((row for row, tokens in ranked if self._covers(phrase, tokens)), None)

    def _spoken_of(self, row: object) -> int:
        """How often the article names a country or its people: عمان is Jordan's where Jordan is spoken of."""
        if not isinstance(row, Country):
            return 0
        if not self._countries:
            for word in self._marking.words:
                for iso3 in {r.row.iso3 for r in word.readings if isinstance(r.row, Country)}:
                    self._countries[iso3] = self._countries.get(iso3, 0) + 1
        return self._countries.get(row.iso3, 0)

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
            if not word.classes & (w.MEDIA | w.NISBA | w.ARTICLE | w.PREP | w.DEM):
                return False
        return True

    def _body(self, phrase: Phrase, mention: Phrase | None = None) -> Cluster:
        head = lemma(self._marking.words[phrase.head])
        words = self._content(phrase.first, phrase.last)
        key = self._known(phrase)
        best: Cluster | None = None
        for cluster in [*self._clusters, *self._recent]:
            if (
                cluster.type == "PER"
                and not cluster.words
                and any(len(n) == 1 and n[0] in words for n in cluster.names)
            ):
                cluster.type, cluster.words, best = "ORG", [words], cluster  # «رويترز» … «وكالة رويترز»
                cluster.names = []
                continue
            if cluster.type not in ("ORG", "GPE", "GROUP") or cluster.joint:
                continue
            if key is not None and cluster.key is not None:
                if cluster.key == key:
                    best = cluster
                continue
            if any(same_body(head, words, cluster.head, known) for known in cluster.words) or self._proper(
                phrase, words, cluster
            ):
                best = cluster
        if best is None:
            kind: EntityType = (
                "GPE" if isinstance(key, Country) else "GROUP" if phrase.classes & w.PLURAL else "ORG"
            )
            best = self._new(kind, phrase, "name")
            best.head = head
        else:
            best.phrases.append((phrase, "name"))
        if mention is not None:
            best.phrases.append((mention, "role"))
        best.key = best.key or key
        if not best.words or words != {head}:  # «الوكالة» alone says nothing that tells agencies apart
            best.words.append(words)
        return best

    def _lands(self, phrase: Phrase) -> frozenset[str]:
        """The adjectives of countries in a phrase."""
        words = self._marking.words[phrase.first : phrase.last]
        return frozenset(
            lemma(word)
            for word in words
            if any(isinstance(r.row, Country) and r.classes & w.NISBA for r in word.readings)
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

    def _unnamed(self, phrase: Phrase) -> Cluster:
        word = self._marking.words[phrase.head]
        head = lemma(word)
        words = self._content(phrase.first, phrase.last)
        back = word.definite or any(
            self._marking.words[i].stem in _SAME or self._marking.tokens[i].folded in _SAME
            for i in range(phrase.head, phrase.last)
        )
        if back:
            for cluster in [*reversed(self._recent), *reversed(self._clusters)]:
                if (
                    cluster.type in ("ANON", "GROUP")
                    and cluster.head == head
                    and (words <= (cluster.words[0] | {head}) or not words - {head})
                ):
                    cluster.phrases.append((phrase, "nominal"))
                    return cluster
        else:
            for cluster in self._clusters:
                if (
                    cluster.type == "ANON"
                    and cluster.head == head
                    and any(known <= words or words <= known for known in cluster.words[:1])
                    and _near_title(cluster)
                ):
                    cluster.phrases.append((phrase, "nominal"))
                    cluster.words.append(words)
                    return cluster
        cluster = self._new("ANON", phrase, "nominal")
        cluster.words.append(words)
        return cluster

    def _document(self, phrase: Phrase) -> Cluster:
        """The issuer, where one is named or has spoken through such a document; else the document."""
        marking = self._marking
        inner_first = phrase.head + 1
        while inner_first < phrase.last and (
            marking.words[inner_first].classes & w.PREP
            or marking.words[inner_first].stem in ("صادر", "صادره", "مشترك", "مشتركه")
        ):
            inner_first += 1
        if (
            inner_first < phrase.last
            and not marking.words[inner_first].classes & (w.NISBA | w.DEM)
            and marking.words[inner_first].stem not in _SAME
        ):
            inner = noun_phrase(marking, inner_first, phrase.last, appositions=False)
            issuer = marking.words[inner_first]
            if issuer.prep == "ل" and issuer.definite and issuer.classes & w.BODY:  # بيان للخارجية المصرية
                inner = Phrase(inner_first, phrase.last, inner_first, True, issuer.classes)
            if inner is not None and inner.classes & (w.SPEAKER & ~w.DOC):
                cluster = (
                    self._body(inner) if not inner.name or inner.classes & w.BODY else self._person(inner)
                )
                cluster.phrases.append((phrase, "nominal"))
                return cluster
        head = lemma(marking.words[phrase.head])
        if _speaks_for_issuer(marking, phrase) and (
            marking.words[phrase.head].definite or marking.words[phrase.head].suffix
        ):
            for cluster in reversed(self._recent):
                if cluster.type == "DOC" and cluster.head == head:
                    cluster.phrases.append((phrase, "nominal"))
                    return cluster
            for cluster in reversed(self._recent):
                if cluster.issued and cluster.type != "DOC":
                    return cluster
        cluster = self._new("DOC", phrase, "nominal")
        cluster.words.append(self._content(phrase.first, phrase.last))
        return cluster

    def _joint(self, phrase: Phrase) -> Cluster:
        """Two who speak together: the pair just named where the words are «the two sides», else these two."""
        told = not is_joint(self._marking.words[phrase.head])
        words = self._content(phrase.first, phrase.last) if told else frozenset()
        for cluster in reversed(self._clusters):
            if cluster.joint and (not told or not cluster.words or words in cluster.words):
                break
        else:
            cluster = self._new("GROUP", phrase, "nominal")
            cluster.joint = True
            cluster.phrases.clear()
        cluster.phrases.append((phrase, "nominal"))
        if told:
            cluster.words.append(words)
        return cluster

    # -------------------------------------------------- what is named anywhere

    def every(self) -> tuple[Cluster, ...]:
        """All entities so far, in the order in which they were met."""
        return tuple(self._clusters)

    def add(self, phrase: Phrase, kind: EntityType) -> Cluster:
        """A new entity that is named but has not spoken."""
        return self._new(kind, phrase, "name")

    def mention(self, cluster: Cluster, phrase: Phrase) -> None:
        """Another place where an entity is named."""
        cluster.phrases.append((phrase, "name"))

    def name_words(self, first: int, last: int) -> tuple[str, ...]:
        """The parts of a person's name that tell people apart."""
        return self._name(first, last)

    def stems(self, first: int, last: int) -> tuple[str, ...]:
        """The telling words of a body in their order."""
        words, telling = self._marking.words, self._content(first, last)
        return tuple(stem for i in range(first, last) if (stem := lemma(words[i])) in telling)

    def content(self, first: int, last: int) -> frozenset[str]:
        """The words that tell one body or office from another."""
        return self._content(first, last)

    def entities(self, used: Iterable[Cluster]) -> list[tuple[Cluster, Entity]]:
        """The clusters that are used, as entities with ids in the order of their first mention."""
        chosen = {id(c): c for c in used}
        ordered = sorted(chosen.values(), key=lambda c: (min(p.first for p, _ in c.phrases), c.order))
        return [(c, entity_of(self._marking, c, f"e{n}")) for n, c in enumerate(ordered, 1)]


def _speaks_for_issuer(marking: Marking, phrase: Phrase) -> bool:
    """A communiqué, letter, post or report speaks for whoever issued it; a law or an agreement for itself."""
    rows = [r.row for r in marking.words[phrase.head].readings if isinstance(r.row, DocumentNoun)]
    return any(row.kind in ("communique", "letter", "post", "report") for row in rows)


def _near_title(cluster: Cluster) -> bool:
    return min(p.first for p, _ in cluster.phrases) < 25
