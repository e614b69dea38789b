"""The people of a text by name: behind an office, by a given name or kunya, by a surname known from before.

First whole names, each with the office that stands around it; then, all through the article, the surnames of
those found. A name that is a common word too needs something that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.person_names import TANWIN, Part, kin, name_end, part, particles
from tawatur.language.phrases import Hit
from tawatur.language.vocabulary import Actor, Surname
from tawatur.understand.gazetteer import Gazetteer, Site

_OFFICE = w.ROLE | w.SPOKES | w.HONORIFIC
_GLUED = "ولف"
_PARTED = 2
_AHEAD = 4  # words between a title and the name: «للرئيس السوري الراحل حافظ الأسد»
_FOREIGN = ("western", "slavic")
_REST = 7  # words of an office between its phrase and the comma before the name
_TOWN = 20_000  # inhabitants from which a place is likelier than a person of its name
_VERB = 5  # letters up to which an unknown ي… or ت… is likelier a verb
_LEAST = 3  # letters of a surname that is told by itself


def people(marking: Marking, gazetteer: Gazetteer, taken: Sequence[int]) -> list[Phrase]:
    """Every person named, in the order of the text; ``name`` is set in each.

    ``taken[i]`` is the token behind the body or document that a token belongs to, 0 where it belongs to none.
    """
    reader = _People(marking, gazetteer, taken)
    found = list(reader.names())
    found += reader.surnames(found)
    return sorted(found, key=lambda p: (p.name or (p.first, p.last), p.first))


class _People:
    """The scan of one article."""

    def __init__(self, marking: Marking, gazetteer: Gazetteer, taken: Sequence[int]) -> None:
        self._marking = marking
        self._gazetteer = gazetteer
        self._taken = taken
        self._folded = [t.folded for t in marking.tokens]

    def names(self) -> Iterator[Phrase]:
        """Whole names and the single ones that need no other."""
        for first, limit in self._marking.sentences:
            i = first
            while i < limit:
                phrase = self._at(i, limit)
                if phrase is not None and phrase.name is not None:
                    yield self._whole(phrase, first) if phrase.first < phrase.name[0] else phrase
                    i = phrase.name[1]
                else:
                    i += 1

    def _at(self, i: int, limit: int, *, reach: bool = True) -> Phrase | None:
        """The person whose office or name begins at ``i``; ``reach``: the name may be over a comma."""
        word = self._marking.words[i]
        if not word.classes or self._taken[i] > i:
            return None
        known = self._known(i, limit)
        if known is not None:
            return known
        if self._is_office(i, limit, word):
            phrase = self._office(i, limit, word, reach=reach)
            if phrase is not None:
                return phrase
        if not self._may_begin(i, limit, word):
            return None
        return self._bare(i, limit, word)

    def _is_office(self, i: int, limit: int, word: w.Word) -> bool:
        """A title or office, and no given name that is one too (أمين فارس، خليفة بن زايد)."""
        if not word.classes & _OFFICE or word.classes & (w.PLURAL | w.DUAL):
            return False
        if word.classes & w.HONORIFIC and word.classes & w.BODY and not word.definite:
            return False  # فريق بايدن
        before = self._marking.words[i - 1] if i else None
        if word.definite and word.classes & (w.NISBA | w.ADJECTIVE) and not word.classes & w.HONORIFIC:
            if before is not None and before.definite and before.classes & w.NOMINAL:
                return False  # الجمهورية الإسلامية
        if word.stem in phrase_words("ordinal") or word.stem in particles("kunya"):
            return False
        given = word.classes & w.GIVEN and not word.definite and not word.prep
        return not (given and (self._has_ancestor(i, limit, word) or self._leads_on(i, limit)))

    def _may_begin(self, i: int, limit: int, word: w.Word) -> bool:
        if self._marking.tokens[i].light == "علي":  # no preposition where an ancestor follows
            return i + 1 < limit and self._marking.words[i + 1].stem in particles("patronymic")
        return bool(word.classes & (w.NAME | w.PARTICLE_OF_NAMES)) and not word.suffix

    # -------------------------------------------------- behind an office

    def _office(self, i: int, limit: int, word: w.Word, *, reach: bool) -> Phrase | None:
        """«وزير الخارجية المصري سامح شكري»: the phrase with the name in it."""
        if word.prep or (word.classes & w.CUE_VERB and not word.definite):  # طالب
            return self._behind_title(i, limit)
        phrase = noun_phrase(self._marking, i, limit)
        if phrase is None or phrase.name is None or self._joins(phrase):
            near = self._behind_title(i, limit)
            return near if near is not None or not reach else self._behind_office(phrase, limit)
        first = self._first_name(phrase)
        if not self._opens(phrase, first) or self._blocked(first) or self._place(first, limit):
            return None
        last = self._end(first, limit)
        for k in range(i + 1, first + 1):
            known = self._known(k, limit)
            if known is not None and known.name is not None:
                first, last = known.name
                break
        if last <= first or (last - first == 1 and self._describes(first)) or self._construct(phrase, first):
            return None
        if last - first == 1 and self._no_name(phrase, first):
            return None
        if kin(self._marking.words[phrase.head]):
            return self._phrase(first, last)
        end = phrase.last if phrase.name[1] == last < phrase.last else last
        office = max((k for k in range(i + 1, first) if self._for_title(k)), default=phrase.first)
        head = phrase.head if office == phrase.first else office
        return Phrase(office, end, head, phrase.definite, self._marking.words[head].classes, (first, last))

    def _no_name(self, phrase: Phrase, i: int) -> bool:
        """«خاصة إسرائيلية مستعربة»، «القائد، شهد»: one word that begins a clause or goes on describing."""
        word, words = self._marking.words[i], self._marking.words
        if part(word) is Part.PERHAPS:
            return word.finite
        if part(word) is not Part.UNKNOWN or word.definite:
            return False
        if len(word.stem) <= _VERB and word.stem[0] in "تي":
            return True
        return not any(words[k].definite or words[k].suffix for k in range(phrase.head, i))

    def _for_title(self, i: int) -> bool:
        """«محاضرة للدكتور فلان»: the office begins behind the preposition."""
        word = self._marking.words[i]
        return bool(word.prep) and bool(word.classes & w.HONORIFIC)

    def _behind_office(self, office: Phrase | None, limit: int) -> Phrase | None:
        """«رئيسة الكتلة في البرلمان، النائبة فلانة»: behind an office, or its rest and a comma."""
        if office is None or office.name is not None or office.last >= limit:
            return None
        bodies = [h.last for h in self._marking.hits(office.last, "actor") if h.proclitic and h.last < limit]
        j = start = max(bodies, default=office.last)
        for k in range(j, min(limit - 1, j + _REST)):
            word = self._marking.words[k]
            if self._marking.is_punct(k, "،,"):
                j = k + 1
                break
            if word.classes & (w.FINITE | w.COMP) and not word.classes & w.NOMINAL:
                break
        word = self._marking.words[j]
        if word.conj or word.prep or word.suffix:
            return None
        if j == start and part(word) is Part.PERHAPS and word.classes & w.GIVEN and not word.finite:
            last = self._end(j, limit)  # الأمين العام للأمم المتحدة سامي الحوراني
            return (
                Phrase(office.first, last, office.head, True, office.classes, (j, last))
                if last > j + 1
                else None
            )
        if not (word.classes & _OFFICE or part(word) is Part.SURE):
            return None
        person = self._at(j, limit, reach=False)
        if person is None or person.name is None or person.name[0] > j + 1 or person.first < j:
            return None
        if person.name[1] - person.name[0] < _PARTED and not word.classes & w.HONORIFIC:
            return None
        return Phrase(office.first, person.name[1], office.head, True, office.classes, person.name)

    def _first_name(self, phrase: Phrase) -> int:
        """Where the name in an office phrase begins: at its first given name, though that be a trade too."""
        assert phrase.name is not None
        words, first = self._marking.words, phrase.name[0]
        for k in range(phrase.head + 1, first):
            word = words[k]
            plain = not (word.definite or word.prep or word.conj or word.suffix)
            if plain and word.classes & w.GIVEN and (part(word) is Part.SURE or k == first - 1):
                return k
        while first - 2 > phrase.head and words[first - 1].stem in particles("patronymic"):
            first -= 2  # تركي بن سعود
        for k in range(first, phrase.name[1] - 1):
            if self._titles(k) and (k == first or words[k].classes & w.HONORIFIC):
                first = k + 1
        return first

    def _opens(self, phrase: Phrase, first: int) -> bool:
        """Whether what stands there can be the first name behind the office."""
        word, words = self._marking.words[first], self._marking.words
        if first <= phrase.head or word.conj or word.prep or word.suffix or self._glued(first):
            return False
        if any(
            words[k].stem in phrase_words("namesake") and not words[k].definite
            for k in range(phrase.head + 1, first)
        ):
            return False  # رئيس مدينة الملك عبدالعزيز
        head = words[phrase.head]
        last = self._end(first, phrase.last)
        if word.definite and last - first > 1 and part(word) is not Part.SURE:
            return False  # الفريق الكروي الأول
        single = last - first == 1 and part(word) is Part.PERHAPS
        return not (single and first == phrase.head + 1 and not head.definite and not head.suffix)

    def _glued(self, i: int) -> bool:
        """«ليغلق»، «مشوهًا»: an unknown word with joined letters or a case ending is no first name."""
        if self._marking.words[i].classes:
            return False
        return self._folded[i][0] in _GLUED or TANWIN in self._marking.tokens[i].text

    def _construct(self, phrase: Phrase, first: int) -> bool:
        """«شاعر شباب عكاظ»: the complement of an indefinite common noun, unless it is only a name."""
        before = self._marking.words[first - 1]
        if first - 1 == phrase.head or before.definite or before.suffix or before.classes & _OFFICE:
            return False
        common = before.classes & (w.NOUN | w.PLURAL | w.BODY) and not before.classes & w.ADJECTIVE
        return bool(common) and part(self._marking.words[first]) is not Part.SURE

    def _describes(self, i: int) -> bool:
        """«الفريق الفائز»: a definite word that may be a title or an adjective names nobody by itself."""
        word = self._marking.words[i]
        return word.definite and bool(word.classes & (_OFFICE | w.ADJECTIVE | w.NISBA | w.PLURAL))

    def _titles(self, i: int) -> bool:
        """Whether the word is a title, though it is a surname as well (الشيخ)."""
        word = self._marking.words[i]
        return word.definite and bool(word.classes & _OFFICE)

    def _joins(self, phrase: Phrase) -> bool:
        """Whether the name stands behind another office, joined to this one."""
        assert phrase.name is not None
        words = self._marking.words
        return any(
            words[k].conj and words[k].classes & _OFFICE for k in range(phrase.head + 1, phrase.name[0])
        )

    def _behind_title(self, i: int, limit: int) -> Phrase | None:
        """«للرئيس السوري بشار الأسد»: only adjectives stand between the title and the name."""
        words = self._marking.words
        j = i + 1
        while j < min(limit, i + _AHEAD) and words[j].definite and words[j].classes & (w.NISBA | w.ADJECTIVE):
            j += 1
        if j >= limit or not self._may_follow(i, j, limit) or self._blocked(j) or self._place(j, limit):
            return None
        last = self._end(j, limit)
        if last == j or (part(words[j]) is Part.PERHAPS and last - j < _PARTED):
            return None
        if kin(words[i]):
            return self._phrase(j, last)  # «شقيق سارة» is not سارة
        return Phrase(i, last, i, True, words[i].classes, (j, last))

    def _may_follow(self, i: int, j: int, limit: int) -> bool:
        """Whether the word ``j`` can be the first of a name behind the title ``i``."""
        title, word = self._marking.words[i], self._marking.words[j]
        if word.conj or word.prep or word.suffix or self._glued(j) or self._titles(j):
            return False
        if word.classes & (w.COUNTRY | w.ACTOR) or self._marking.tokens[j].kind != "word":
            return False
        if i and self._marking.words[i - 1].stem in phrase_words("namesake"):
            return False
        kind = part(word)
        if kind is Part.UNKNOWN:
            ranked = bool(title.classes & w.HONORIFIC)
            return ranked if word.definite else title.definite or j - i > 1
        return kind is Part.SURE or (
            kind is Part.PERHAPS and (not word.finite or self._leads_on(j, limit, unknown=True))
        )

    def _whole(self, phrase: Phrase, start: int) -> Phrase:
        """«مساعد الرئيس فلان»: the office that an office qualifies is the name's."""
        first = phrase.first
        while first > max(start, phrase.first - _AHEAD):
            before = self._marking.words[first - 1]
            bare = not (before.definite or before.suffix or before.prep or before.finite)
            if not (bare and before.classes & w.ROLE and not before.classes & (w.PLURAL | w.CUE_VERB)):
                break
            first -= 1
        if first == phrase.first or kin(self._marking.words[first]):
            return phrase
        return Phrase(first, phrase.last, first, True, self._marking.words[first].classes, phrase.name)

    # -------------------------------------------------- by the name alone

    def _known(self, i: int, limit: int) -> Phrase | None:
        """Somebody of the resources, under a name of several words."""
        hits = [h for h in self._marking.hits(i, "actor") if _is_person(h) and h.last <= limit]
        if not hits:
            return None
        hit = max(hits, key=lambda h: h.last)
        first = i
        while first + 1 < hit.last and self._titles(first):
            first += 1
        if hit.last - first < _PARTED:
            return None
        return self._phrase(first, max(hit.last, self._end(first, limit)))

    def _bare(self, i: int, limit: int, word: w.Word) -> Phrase | None:
        """A given name or kunya with what follows, or a surname that is nothing else."""
        if self._blocked(i) or self._place(i, limit) or TANWIN in self._marking.tokens[i].text:
            return None
        if not word.classes & w.GIVEN and self._town(i, curated=True):
            return None
        if i + 1 < limit and self._known(i + 1, limit) is not None:
            return None  # فوز دونالد ترامب
        last = self._end(i, limit)
        parts = self._words(i, last)
        if parts == 0:
            return None
        if parts == 1:
            return self._phrase(i, last) if self._sure_alone(i, word) else None
        given = bool(word.classes & (w.GIVEN | w.PARTICLE_OF_NAMES))
        if not given and not self._has_ancestor(i, limit, word) and not self._sure_alone(i, word):
            return None
        return self._phrase(i, last) if self._begins(i, limit, word) else None

    def _has_ancestor(self, i: int, limit: int, word: w.Word) -> bool:
        """«خليفة بن زايد»: a given name that is an office too, before his father's."""
        if i + 1 >= limit or not (word.classes & w.GIVEN or self._marking.tokens[i].light == "علي"):
            return False
        return self._marking.words[i + 1].stem in particles("patronymic")

    def _begins(self, i: int, limit: int, word: w.Word) -> bool:
        """Whether a name of several parts begins here and not a phrase of common words."""
        if self._has_ancestor(i, limit, word):
            return True
        if word.classes & w.PARTICLE_OF_NAMES:
            return self._kunya(i, word)
        kind = part(word)
        if kind is Part.SURE and not word.classes & w.COUNTRY:
            return True
        if word.finite or word.classes & (w.FUNCTION | w.TIME | w.BODY):
            return self._leads_on(i, limit) and self._introduced(i)
        return self._leads_on(i, limit)

    def _kunya(self, i: int, word: w.Word) -> bool:
        """«أبو محمد»، «عبد الله»; «أم» is mostly «or», «أبي» mostly «my father»."""
        if word.stem in particles("servant"):
            return True
        if word.stem not in particles("kunya"):
            return False
        common = word.classes & (w.FUNCTION | w.ROLE | w.NOUN)
        after = self._marking.words[i + 1]
        return not common or (part(after) is Part.SURE and not after.definite) or not after.classes

    def _leads_on(self, i: int, limit: int, *, unknown: bool = False) -> bool:
        """Whether the word behind is a name and nothing else, or joins names; perhaps one nobody knows."""
        if i + 1 >= limit:
            return False
        after = self._marking.words[i + 1]
        if after.conj or after.prep or after.suffix:
            return False
        kind = part(after)
        return (
            kind is Part.SURE or after.stem in particles("patronymic") or (unknown and kind is Part.UNKNOWN)
        )

    def _introduced(self, i: int) -> bool:
        """Whether a verb or a title stands before, so that the next word is somebody's name."""
        return i > 0 and bool(self._marking.words[i - 1].classes & (w.FINITE | _OFFICE))

    def _sure_alone(self, i: int, word: w.Word) -> bool:
        """A single word that can only be somebody's name: a foreign surname, or a name behind a verb."""
        if part(word) is not Part.SURE or word.classes & (w.COUNTRY | w.ACTOR | w.PARTICLE_OF_NAMES):
            return False
        rows = [reading.row for reading in word.readings]
        known = any(isinstance(row, Actor) for row in rows)
        if len(word.stem) < _LEAST or self._town(i, curated=known):
            return False
        if known:
            return True
        foreign = any(isinstance(row, Surname) and row.origin in _FOREIGN for row in rows)
        article = word.definite and not word.stem.startswith("ال")
        return not article and len(word.stem) > _LEAST and (foreign or self._speaks(i))

    def _speaks(self, i: int) -> bool:
        """Whether a verb of saying or a title stands right before."""
        return i > 0 and bool(self._marking.words[i - 1].classes & (w.CUE_VERB | _OFFICE))

    # -------------------------------------------------- surnames met again

    def surnames(self, found: Sequence[Phrase]) -> Iterator[Phrase]:
        """The last part of a name found, wherever it stands alone."""
        known = self._last_parts(found)
        if not known:
            return
        covered = {i for p in found if p.name is not None for i in range(*p.name)}
        for first, limit in self._marking.sentences:
            for i in range(first, limit):
                if i in covered or self._taken[i] > i or self._marking.tokens[i].kind != "word":
                    continue
                if self._met(i, known) and not self._blocked(i):
                    yield self._phrase(i, i + 1)
                elif self._joined(i, limit, known):
                    yield self._phrase(i, i + 2)
                    covered.add(i + 1)

    def _joined(self, i: int, limit: int, known: Mapping[tuple[str, bool], bool]) -> bool:
        """«بن حلي»، «آل نهيان»: the particle and the last part of a name found."""
        word = self._marking.words[i]
        if i + 1 >= limit or word.conj or word.stem not in particles("patronymic") | particles("family"):
            return False
        after = self._marking.words[i + 1]
        return (after.stem, after.definite) in known and not after.conj and not after.prep

    def _last_parts(self, found: Sequence[Phrase]) -> dict[tuple[str, bool], bool]:
        """The last parts of the names found (stem, definite); whether the name has an office or is sure."""
        words = self._marking.words
        known: dict[tuple[str, bool], bool] = {}
        for phrase in found:
            assert phrase.name is not None
            first, last = phrase.name
            office = phrase.first < first
            if len(words[last - 1].stem) < _LEAST or not (office or last - first > 1):
                continue
            key = words[last - 1].stem, words[last - 1].definite
            known[key] = known.get(key, False) or office or part(words[first]) is Part.SURE
        return known

    def _met(self, i: int, known: Mapping[tuple[str, bool], bool]) -> bool:
        word = self._marking.words[i]
        sure = known.get((word.stem, word.definite))
        if sure is None or word.suffix or word.classes & w.FUNCTION or part(word) is Part.NONE:
            return False
        if not word.classes or part(word) is Part.SURE:
            return True
        before = self._marking.words[i - 1] if i else None
        if before is not None and before.classes & (w.FINITE | w.COMP) and not before.definite:
            return True
        if not sure or not word.definite or word.classes & (w.NISBA | _OFFICE):
            return False
        if word.classes & (w.MASDAR | w.CUE_NOUN) or (before is not None and before.suffix):
            return False
        after = self._marking.words[i + 1] if i + 1 < len(self._marking.words) else None
        return after is None or not (after.definite and after.classes & (w.ADJECTIVE | w.NISBA))

    # -------------------------------------------------- shared

    def _end(self, first: int, limit: int) -> int:
        """The token behind the name: before any body or medium of several words."""
        last = name_end(self._marking, first, limit)
        for i in range(first + 1, last):
            if self._taken[i] > i:
                return i
            son = self._marking.words[i - 1].stem in particles("patronymic")  # بن مساعد
            if not son and self._marking.words[i].classes & ~w.GIVEN and self._town(i, curated=True):
                return i  # سهم دبي
        return last

    def _words(self, first: int, last: int) -> int:
        return sum(self._marking.tokens[i].kind == "word" for i in range(first, last))

    def _blocked(self, i: int) -> bool:
        """Whether the name is what something is called after: «شارع جمال عبد الناصر»."""
        k = i - 1
        if k > 0 and self._titles(k):
            k -= 1  # شارع الملك فيصل
        return (
            k >= 0
            and self._marking.words[k].stem in phrase_words("namesake")
            and not self._marking.words[i].prep
        )

    def _place(self, i: int, limit: int) -> bool:
        """Whether a known place of several words begins here: «سان فرانسيسكو»، «أبو ظبي»."""
        match = self._gazetteer.find(self._folded, i, limit)
        return match is not None and match.length > 1 and any(_weighty(site) for site in match.sites)

    def _town(self, i: int, *, curated: bool) -> bool:
        """Whether the word names a place that news speaks of, or that the project's own lists have."""
        match = self._gazetteer.find(self._folded, i, i + 1)
        if match is None or match.glued != self._marking.words[i].conj + self._marking.words[i].prep:
            return False
        return any(site.curated or (not curated and _weighty(site)) for site in match.sites)

    def _phrase(self, first: int, last: int) -> Phrase:
        return Phrase(first, last, first, True, self._marking.words[first].classes, (first, last))


def _is_person(hit: Hit) -> bool:
    return isinstance(hit.row, Actor) and hit.row.type == "PER"


def _weighty(site: Site) -> bool:
    return site.curated or site.population >= _TOWN
