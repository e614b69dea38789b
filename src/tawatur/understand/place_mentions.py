"""Where an article names a place: names of the gazetteer, capitals by adjective, names behind a head word.

A name that no other word shares is taken anywhere; one that is also a person's needs a cue, one that is also
a common word a head word (مدينة العلم) or a strong cue and a known place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum
from operator import itemgetter

from msgspec import Struct

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.views import folded
from tawatur.model import Record
from tawatur.understand.gazetteer import Gazetteer, Site, known_alone
from tawatur.understand.place_words import PlaceWords, Relation

_NEUTRAL = w.COUNTRY | w.ACTOR | w.FEMININE | w.PLURAL | w.DUAL | w.ARTICLE
_PERSONAL = w.NAME | w.NISBA | w.PARTICLE_OF_NAMES | w.HONORIFIC
_CAPITAL = "العاصمه"
_FROM = frozenset(["من", "عن", "الي"])  # قرب من، إلى الجنوب من
_NAMING = ("city", "suburb", "camp", "district", "region")  # the heads that give names nobody listed
_UNKNOWN_WORDS = 3  # a name behind a head word has no more
_SHORTEST = 4  # letters of a name from which letters may be taken off an unknown word
_NESTED = 4  # names that may lie one in another


class Need(IntEnum):
    """How much must lead to a name before it is a place."""

    NOTHING = 0
    CUE = 1
    STRONG = 2
    HEAD = 3


class Named(Struct, frozen=True):
    """A place named in the text. Tokens are half-open; ``start``/``end`` are code points without clitics.

    ``head`` is the token of the head word, ``since`` the token where the relation begins. No ``sites``: the
    gazetteer does not know the name. ``nominal``: by «العاصمة الليبية», not by name. ``common``: also a noun,
    adjective or verb.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    sites: tuple[Site, ...]
    need: Need
    cue: str
    features: tuple[str, ...] = ()
    head: int | None = None
    relation: Relation | None = None
    since: int | None = None
    nisba: str = ""
    nominal: bool = False
    common: bool = False


def named_places(record: Record, marking: Marking, gazetteer: Gazetteer) -> list[Named]:
    """Every place named, in the order of the text; whether its name is one here is not yet decided."""
    return list(_Reader(record, marking, gazetteer).read())


class _Reader:
    """One pass over the tokens of an article."""

    def __init__(self, record: Record, marking: Marking, gazetteer: Gazetteer) -> None:
        self._marking = marking
        self._gazetteer = gazetteer
        self._words: PlaceWords = gazetteer.words
        self._folded = [t.folded for t in marking.tokens]
        self._taken = _person_names(record)
        self._covered = _covered(marking)
        self._before: Named | None = None

    def read(self) -> Iterator[Named]:
        for first, last in self._marking.layout.paragraphs:
            self._before = None
            i = first
            while i < last:
                named = self._at(i, first, last) if self._marking.tokens[i].kind == "word" else None
                if named is None:
                    i += 1
                    continue
                self._before = named
                yield named
                i = named.last

    def _at(self, i: int, first: int, last: int) -> Named | None:
        word = self._marking.words[i]
        if word.stem == _CAPITAL:
            return self._capital(i, first, last)
        if word.stem in self._words.territories or self._folded[i] in self._words.territories:
            return self._territory(i, first, last)
        match = self._gazetteer.find(self._folded, i, last)
        if match is not None:
            named = self._name(i, match.length, match.glued, match.key, match.sites, first)
            if named is not None:
                return named
        return self._unknown(i, first, last)

    # -------------------------------------------------- names of the gazetteer

    def _name(
        self, i: int, length: int, glued: str, key: str, sites: tuple[Site, ...], first: int
    ) -> Named | None:
        word = self._marking.words[i]
        if glued and not self._unglued(word, glued, key, sites):
            return None
        head, features = self._head(i, first) if not glued or glued in "وف" else (None, ())
        relation, since = self._relation(i if head is None else head, first, glued if head is None else "")
        cue = "head" if features else "strong" if relation else self._cue(i, glued, first)
        if (
            length > 1
            and not features
            and (features := self._words.features.get(key.split(" ", maxsplit=1)[0], ()))
        ):
            cue = "strong"  # «مخيم جنين» brings its head word along
        if not features and self._blocked(i, length, glued, cue, sites):
            return None
        need = self._need(i, length, glued, key, sites)
        if need is Need.STRONG and cue == "head" and not self._leads(word, features, sites):
            return None
        start, end = self._span(i, i + length, len(glued))
        near = bisect_right(self._taken, start, key=itemgetter(0))
        if any(end <= b for _, b in self._taken[max(near - _NESTED, 0) : near]):
            return None
        after = i + length
        nisba = self._words.nisba(self._marking.words[after]) if after < len(self._folded) else ""
        common = length == 1 and bool(word.classes & ~(_NEUTRAL | _PERSONAL))
        return Named(
            i, after, start, end, key, sites, need, cue, features, head, relation, since, nisba, common=common
        )  # fmt: skip

    def _leads(self, word: w.Word, features: tuple[str, ...], sites: tuple[Site, ...]) -> bool:
        """Whether a head word makes a place of a common word: not in «مناطق جديدة»، «منطقة الحكومة»."""
        if (
            not word.definite
            and word.classes & (w.ADJECTIVE | w.NOUN)
            and not any(s.kind in features for s in sites)
        ):
            return False
        if word.classes & w.ADJECTIVE and not word.definite:
            return False
        return "vague" not in features or any(site.curated for site in sites)

    def _unglued(self, word: w.Word, glued: str, key: str, sites: tuple[Site, ...]) -> bool:
        """Whether the letters before the name are clitics: the word says so, or only the name is known."""
        if word.known:
            if word.definite and glued.endswith("ل") and not key.startswith("ال"):
                return False  # «للحج» is no لحج
            cut = word.conj + word.prep
            return cut == glued or _outweighs(word, glued, key, sites)
        return any(site.curated or (len(key) >= _SHORTEST and known_alone(site)) for site in sites)

    def _need(self, i: int, length: int, glued: str, key: str, sites: tuple[Site, ...]) -> Need:
        word = self._marking.words[i]
        if length == 1 and word.classes & (w.FUNCTION & ~w.AUX) and not word.prep:
            return Need.HEAD  # «عنه» is hardly ever the town
        if all(site.cue for site in sites if site.curated) and any(site.curated for site in sites):
            return Need.STRONG
        curated = any(site.curated and not site.cue for site in sites)
        if length > 1:
            return Need.CUE if word.classes & (_PERSONAL & ~w.NISBA) and not curated else Need.NOTHING
        cut = word.conj + word.prep
        if glued != cut and word.known:  # «وان» may be و and ان, but «بعلبك» is no ب and علب
            return Need.NOTHING if _outweighs(word, glued, key, sites) else Need.STRONG
        classes = word.classes & ~_NEUTRAL
        if not classes or (word.classes & w.COUNTRY and any(s.kind == "country" or s.capital for s in sites)):
            return Need.NOTHING
        if not classes & ~_PERSONAL:
            return Need.NOTHING if curated else Need.CUE
        return Need.CUE if curated else Need.STRONG

    def _blocked(self, i: int, length: int, glued: str, cue: str, sites: tuple[Site, ...]) -> bool:
        """A name that is part of a longer known one, a medium's, or what follows a given name."""
        covered = self._covered.get(i, 0)
        sure = any(site.curated and not site.cue for site in sites)
        if covered > i + length or (covered == i + length and not sure and cue != "strong"):
            return True
        if covered and self._quoted(i, length):
            return True
        if not self._adjacent(i):
            return False
        before = self._marking.words[i - 1]
        if before.classes & w.MEDIA and not glued:
            return True
        person = before.classes & (w.GIVEN | w.HONORIFIC) and not before.classes & (
            w.NOUN | w.COUNTRY | w.PREP
        )
        return bool(person) and not glued and length == 1 and not sure

    def _quoted(self, i: int, length: int) -> bool:
        """Whether the name stands alone in marks: «الرياض» is the newspaper."""
        quotation = self._marking.opening.get(i - 1)
        return quotation is not None and quotation.close == i + length

    def _adjacent(self, i: int) -> bool:
        """Whether a word stands right before the token, with nothing but a space between."""
        tokens = self._marking.tokens
        return i > 0 and tokens[i - 1].kind == "word" and tokens[i].start - tokens[i - 1].end == 1

    def _head(self, i: int, first: int) -> tuple[int | None, tuple[str, ...]]:
        """The head word before a name and the classes it asks for; joined names share the first one's."""
        j = i - 1
        if j >= first and self._marking.tokens[j].text in '«"“(':
            j -= 1
        if j >= first:
            word = self._marking.words[j]
            bare = self._folded[j][len(word.conj + word.prep) :]
            for form in (bare, word.stem):
                features = self._words.features.get(form)
                if form != bare and word.suffix:
                    break  # «جسرنا»
                if features and (not word.definite or form.startswith("ال")):
                    return (j if j == i - 1 else None), features
        before = self._before
        if before is not None and before.cue == "head" and self._joined(before, i):
            comma = before.last < i and self._folded[before.last] == "،"
            return None, before.features if not comma or self._marking.words[
                i
            ].classes & ~_NEUTRAL == 0 else ()
        return None, ()

    def _joined(self, before: Named, i: int) -> bool:
        """Whether only و or a comma stands between the name before and this one."""
        if before.last == i:
            return self._folded[i][0] == "و"
        return before.last == i - 1 and self._folded[i - 1] in ("و", "،", "او")

    def _cue(self, i: int, glued: str, first: int) -> str:
        """strong, weak or nothing: what leads to the name."""
        if glued.endswith("ب"):
            return "strong"
        if glued.endswith(("ل", "ك")):
            return "weak"
        before = self._before
        if before is not None and self._joined(before, i):
            return "strong" if before.cue == "head" else before.cue
        if i > first:
            stem = self._marking.words[i - 1].stem
            relation = self._folded[i - 1] in self._words.relations or stem in self._words.relations
            return (
                "strong"
                if relation
                else self._words.cues.get(self._folded[i - 1]) or self._words.cues.get(stem, "")
            )
        return ""

    # -------------------------------------------------- relations

    def _relation(self, i: int, first: int, glued: str) -> tuple[Relation | None, int | None]:
        """«ضواحي طرابلس»، «بالقرب من سرت»: the relation before token ``i``, and where it begins."""
        j = i - 1
        if glued and glued not in ("ب", "ل"):
            return None, None
        if j > first and self._folded[j] in _FROM:
            j -= 1
        found: Relation | None = None
        while j >= first:
            relation = self._words.relations.get(self._folded[j])
            if relation is None and glued != "ل":  # «البحر الشرقي للصين» is no east of China
                relation = self._words.relations.get(self._marking.words[j].stem)
            if relation is None or (found is not None and relation.relation != "direction"):
                break
            if j < i - 1 and found is None and relation.relation == "part_of":
                break  # «وسط من …»
            found, since = relation, j
            j -= 1
        return (found, since) if found is not None else (None, None)

    # -------------------------------------------------- capitals and unknown names

    def _capital(self, i: int, first: int, last: int) -> Named | None:
        """«العاصمة الليبية»; «العاصمة» alone is left to the stage."""
        word = self._marking.words[i]
        nisba = self._words.nisba(self._marking.words[i + 1]) if i + 1 < last else ""
        site = self._gazetteer.capital(nisba) if nisba else None
        if not nisba and i + 1 < last and self._gazetteer.find(self._folded, i + 1, last):
            return None  # «العاصمة طرابلس»
        end = i + 2 if site else i + 1
        start, stop = self._span(i, end, len(word.conj + word.prep))
        relation, since = self._relation(i, first, word.prep)
        sites = (site,) if site else ()
        return Named(
            i,
            end,
            start,
            stop,
            _CAPITAL,
            sites,
            Need.NOTHING,
            "",
            (),
            None,
            relation,
            since,
            nisba,
            nominal=True,
        )

    def _territory(self, i: int, first: int, last: int) -> Named | None:
        """«الأراضي التركية»: the country, by its adjective."""
        nisba = self._words.nisba(self._marking.words[i + 1]) if i + 1 < last else ""
        site = self._gazetteer.country(nisba) if nisba else None
        if site is None:
            return None
        word = self._marking.words[i]
        start, stop = self._span(i, i + 2, len(word.conj + word.prep))
        relation, since = self._relation(i, first, word.prep)
        return Named(
            i,
            i + 2,
            start,
            stop,
            nisba,
            (site,),
            Need.NOTHING,
            "",
            (),
            None,
            relation,
            since,
            nisba,
            nominal=True,
        )

    def _unknown(self, i: int, first: int, last: int) -> Named | None:
        """«بلدة كفر حمام»: words that nothing knows behind a head word that asks for a town."""
        head, features = self._head(i, first)
        if head != i - 1 or "vague" in features or features[0] not in _NAMING:
            return None
        if not self._adjacent(i):
            return None
        word, end = self._marking.words[i], i + 1
        compound = self._folded[i] in self._words.compounds
        if not compound and (
            word.classes & ~_NEUTRAL or word.conj or word.prep or not _may_name(self._folded[i])
        ):
            return None
        if features[0] == "suburb" and not self._marking.words[i + compound if i + 1 < last else i].definite:
            return None  # «حي يرزق»
        while end < min(last, i + _UNKNOWN_WORDS) and self._adjacent(end):
            more = self._marking.words[end]
            if (
                (more.definite and not compound)
                or self._folded[end][0] in "وب"
                or self._folded[end - 1][-1] == "ه"
            ):
                break
            if (
                (more.classes and not (compound and end == i + 1 and not more.classes & w.FUNCTION))
                or more.conj
                or more.prep
            ):
                break
            end += 1
        if compound and end == i + 1:
            return None
        start, stop = self._span(i, end, 0)
        key = " ".join(self._folded[i:end])
        relation, since = self._relation(i - 1, first, "")
        return Named(i, end, start, stop, key, (), Need.NOTHING, "head", features, head, relation, since)

    def _span(self, first: int, last: int, glued: int) -> tuple[int, int]:
        """Code points of the tokens without the letters glued before them."""
        tokens = self._marking.tokens
        start = tokens[first].start
        if glued:
            start += folded(tokens[first].text).original(glued, glued)[0]
        return start, tokens[last - 1].end


def _may_name(folded_word: str) -> bool:
    """Whether an unknown word can be a name: not «تقطنها»."""
    return len(folded_word) > 2 and not folded_word.endswith(("ها", "هم"))


def _outweighs(word: w.Word, glued: str, key: str, sites: tuple[Site, ...]) -> bool:
    """Whether a place of ours is likelier than a word that gives up letters at both ends (بعلبك)."""
    worn = len(word.conj + word.prep) > len(glued) and bool(word.suffix)
    return worn and len(key) >= _SHORTEST and any(site.curated and not site.cue for site in sites)


def _person_names(record: Record) -> list[tuple[int, int]]:
    """Where people are named: there «الخليل» is no town."""
    spans: list[tuple[int, int]] = []
    for entity in record.entities:
        if entity.type == "PER":
            names = sorted((m.start, -m.end) for m in entity.mentions if m.form == "name")
            least = None  # the smallest end of what begins further on: nothing shorter lies inside
            for start, end in reversed(names):
                if least is None or least > -end:
                    spans.append((start, -end))
                    least = -end
    return sorted(spans)


def _covered(marking: Marking) -> dict[int, int]:
    """For every token inside a known body's or medium's name, the token after that name."""
    ends: dict[int, int] = {}
    for hits in marking.hits_at.values():
        for hit in hits:
            if hit.lexicon in ("actor", "outlet"):
                for i in range(hit.first, hit.last):
                    ends[i] = max(ends.get(i, 0), hit.last)
    return ends
