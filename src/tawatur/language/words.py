"""What a single Arabic word may be: its clitics, its stem and the lexical classes of that stem.

There is no tagger: a word gets the classes of every lexicon row that its cheapest split allows
(the split that cuts off the fewest clitics), and the rules decide by what stands around it.
Analyses are cached per folded word.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from msgspec import Struct

# Lexical classes, one bit each; a word may have several.
COMP = 1 << 0  # أن، إن، بأن and their forms with a pronoun
PREP = 1 << 1
CONJ = 1 << 2
REL = 1 << 3
DEM = 1 << 4
PRON = 1 << 5
NEG = 1 << 6
AUX = 1 << 7  # كان and its sisters, قد، سوف
TIME = 1 << 8
ADV = 1 << 9
QUANT = 1 << 10
VERB = 1 << 11  # a finite verb that reports nothing
CUE_VERB = 1 << 12
CUE_PART = 1 << 13  # مؤكدا
CUE_NOUN = 1 << 14  # تأكيد
MASDAR = 1 << 15
ROLE = 1 << 16
SPOKES = 1 << 17
HONORIFIC = 1 << 18  # ranks and forms of address that lean on a name
BODY = 1 << 19
MEDIA = 1 << 20
DOC = 1 << 21
ANON = 1 << 22
GENERIC = 1 << 23
GIVEN = 1 << 24
SURNAME = 1 << 25
COUNTRY = 1 << 26
NISBA = 1 << 27
FEMININE = 1 << 28
PLURAL = 1 << 29
DUAL = 1 << 30
ACTOR = 1 << 31  # a known name of one word
ARTICLE = 1 << 32  # ال alone, before marks or Latin letters

NOUN = 1 << 34  # a common noun that is no speaker
ADJECTIVE = 1 << 35
PARTICLE_OF_NAMES = 1 << 36  # بن، عبد، أبو، آل

FIRST_PERSON = 1 << 33  # a reporting verb in the first person: a cue in quotations only
EVENT = 1 << 37  # a word that may tell of an event, or carry one that does

FINITE = VERB | CUE_VERB
SPEAKER = ROLE | SPOKES | HONORIFIC | BODY | MEDIA | DOC | ANON | GENERIC | GIVEN | SURNAME | COUNTRY | ACTOR
NOMINAL = SPEAKER | MASDAR | CUE_NOUN | NISBA | QUANT | NOUN | ADJECTIVE
NAME = GIVEN | SURNAME
FUNCTION = COMP | PREP | CONJ | REL | NEG | AUX | PRON

_WORDS = (
    DOC
    | NOUN
    | TIME
    | MASDAR
    | ADJECTIVE
    | CUE_NOUN
    | BODY
    | ROLE
    | ADV
    | NISBA
    | QUANT
    | VERB
    | CUE_VERB
    | COUNTRY
)
_CLOSED = COMP | CONJ | REL | DEM | PRON | NEG | QUANT
_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_SUFFIX_ENDS = frozenset(suffix[-1] for suffix in _SUFFIXES)
_SUFFIX_BEARERS = NOMINAL | FINITE | FIRST_PERSON | PREP | COMP | CUE_PART
_PREFIXED = NOMINAL | COMP | TIME | REL | DEM | ADV


class Reading(Struct, frozen=True, gc=False):
    """One lexicon row behind a stem: its classes and, for inflected forms, the row and features."""

    classes: int
    row: object = None
    feature: object = None


class Word(Struct, frozen=True, gc=False):
    """A folded word with its proclitics and its pronoun taken off; ``classes`` is 0 for unknown words."""

    conj: str
    prep: str
    definite: bool
    stem: str
    suffix: str
    classes: int
    readings: tuple[Reading, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any lexicon has the stem."""
        return self.classes != 0

    @property
    def finite(self) -> bool:
        """Whether it can be a finite verb and stands without a nominal clitic."""
        return bool(self.classes & FINITE) and not self.definite and not self.prep


class Vocabulary:
    """All one-word lexicon rows by folded stem."""

    def __init__(self, entries: Iterable[tuple[str, Reading]]) -> None:
        """``entries`` are (folded stem, reading) pairs; rows of one stem add up."""
        found: dict[str, list[Reading]] = {}
        actors: set[str] = set()
        for stem, reading in entries:
            found.setdefault(stem, []).append(reading)
            if reading.classes & ACTOR:
                actors.add(stem)
        self._stems = {stem: _settled(tuple(rows)) for stem, rows in found.items()}
        self._drop_ambiguous_outlets(actors)
        self._cache: dict[str, Word] = {}

    def _drop_ambiguous_outlets(self, actors: Container[str]) -> None:
        """«البيان» is the communiqué; it is a newspaper only where the phrase finder says so.

        ``actors`` are the stems that name one.
        """
        for stem, rows in self._stems.items():
            if stem not in actors or not any(r.classes & ACTOR for r in rows):
                continue
            bare = self._stems.get(stem.removeprefix("ال"), ()) if stem.startswith("ال") else rows
            if any(r.classes & _WORDS for r in bare):
                self._stems[stem] = tuple(
                    r
                    for r in rows
                    if r.classes not in (ACTOR | MEDIA, ACTOR)
                    or (r.classes == ACTOR and not any(x.classes & (VERB | CUE_VERB | DOC) for x in rows))
                )
        self._stems = {stem: rows for stem, rows in self._stems.items() if rows}

    def __contains__(self, stem: object) -> bool:
        return stem in self._stems

    def analyse(self, folded: str, ending: str = "") -> Word:
        """The cheapest split of a folded word whose stem is known; else a guess by its clitics.

        ``ending`` is the last letter as it is written: ة is no pronoun, ه may be one.
        """
        key = folded + ending if ending in ("ة", "ه") else folded
        word = self._cache.get(key)
        if word is None:
            word = _guess(folded) if folded in _ARTICLE else self._cheapest(folded, ending) or _guess(folded)
            if len(self._cache) < _CACHE_LIMIT:
                self._cache[key] = word
        return word

    def _cheapest(self, folded: str, ending: str) -> Word | None:
        best: Word | None = None
        best_cost = 99
        for conj, rest in _conjunctions(folded):
            for prep, definite, body in _prefixes(rest):
                for stem, suffix in _suffixed(body):
                    if suffix and (definite or (suffix == "ه" and ending == "ة")):
                        continue  # الحمدي: behind the article nothing is a pronoun
                    # وصفه is his describing before it is «and his quality»
                    written = suffix == "ه" and ending == "ه"
                    cost = 2 * (len(conj) + len(prep) + definite) + (1 if written else 4 if suffix else 0)
                    if cost > best_cost:
                        continue
                    readings = self._fitting(stem, prep, suffix, definite=definite)
                    if readings and cost == best_cost and best is not None:
                        best = _merged(best, stem, readings)
                    elif readings:
                        best = _word(conj, prep, stem, suffix, readings, definite=definite)
                        best_cost = cost
        return self._with_article(best) if best is not None and best.stem.startswith("ال") else best

    def _with_article(self, word: Word) -> Word:
        """«التركي» is listed as a surname and is ال + تركي as well: both count."""
        more = self._fitting(word.stem[2:], "", "", definite=True) if len(word.stem) > 4 else ()
        if not more or not word.classes & NAME:
            return word
        classes = word.classes
        for reading in more:
            classes |= reading.classes
        return Word(word.conj, word.prep, True, word.stem[2:], word.suffix, classes, (*word.readings, *more))

    def _fitting(self, stem: str, prep: str, suffix: str, *, definite: bool) -> tuple[Reading, ...]:
        """The readings of a stem that can bear these clitics."""
        readings = self._stems.get(stem)
        if not readings:
            return ()
        if prep == "س":
            return tuple(r for r in readings if r.classes & (FINITE | FIRST_PERSON) and stem[:1] in "يتنا")
        if definite:
            readings = tuple(
                r for r in readings if r.classes & (NOMINAL | TIME) and not r.classes & (GIVEN | COUNTRY)
            )
        if prep:
            readings = tuple(r for r in readings if r.classes & _PREFIXED)
        if suffix:
            bearers = _SUFFIX_BEARERS if suffix != "ي" else _SUFFIX_BEARERS & ~(FINITE | FIRST_PERSON)  # ني
            readings = tuple(r for r in readings if r.classes & bearers and not r.classes & (NAME | COUNTRY))
        return readings


_UNSETTLED = _CLOSED | PREP | DOC | BODY | DUAL  # readings that take others of the same stem away


def _settled(rows: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that count where rows of several lexicons share a stem."""
    told = 0
    for reading in rows:
        told |= reading.classes
    if not told & _UNSETTLED:
        return rows
    duals = [bool(r.classes & DUAL) for r in rows]
    kept = _beside_closed(rows)
    if any(duals) and not all(duals):
        return tuple(r for r in kept if not r.classes & DUAL)  # عمان is no pair of uncles
    if any(r.classes & (DOC | BODY) for r in rows):
        return tuple(r for r in rows if not r.classes & NAME)  # بيان is a communiqué before it is a girl
    return kept


def _beside_closed(rows: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that a closed-class one leaves: أن is no name, غير no verb, أنه no form of أنهى."""
    closed = any(r.classes & _CLOSED for r in rows)
    if not closed and not any(r.classes & PREP for r in rows):
        return rows
    dropped = NAME | VERB
    if closed:
        dropped |= FIRST_PERSON
        if any(r.classes & _CLOSED and not r.classes & QUANT for r in rows):
            dropped |= FINITE  # but not beside a number: أثنى is written like اثني
    return tuple(r for r in rows if not r.classes & dropped)


def _word(
    conj: str, prep: str, stem: str, suffix: str, readings: tuple[Reading, ...], *, definite: bool
) -> Word:
    """The word of these parts; a listed stem that begins with its article (الأمم) is definite too."""
    classes = 0
    for reading in readings:
        classes |= reading.classes
    own = stem.startswith("ال") and len(stem) > _SHORT and classes & NOMINAL and not classes & GIVEN
    return Word(conj, prep, definite or bool(own), stem, suffix, classes, readings)


def _merged(word: Word, stem: str, readings: tuple[Reading, ...]) -> Word:
    """Two splits of one cost (استقالت + ه، استقالة + ه): both count, the noun gives the stem."""
    nominal = any(r.classes & NOMINAL for r in readings)
    stem = stem if nominal and not word.classes & NOMINAL else word.stem
    both = (*word.readings, *readings)
    return _word(word.conj, word.prep, stem, word.suffix, both, definite=word.definite)


def _conjunctions(folded: str) -> Iterable[tuple[str, str]]:
    yield "", folded
    if len(folded) > 2 and folded[0] in "وف":
        yield folded[0], folded[1:]


def _prefixes(rest: str) -> Iterable[tuple[str, bool, str]]:
    yield "", False, rest
    if len(rest) < 3:
        return
    if rest.startswith("ال") and len(rest) > 3:
        yield "", True, rest[2:]
    if rest.startswith("لل") and len(rest) > 3:
        yield "ل", True, rest[2:]
        yield "ل", False, "ا" + rest[1:]  # للامم: a name whose article belongs to it
    if rest[0] in "بكلس":
        yield rest[0], False, rest[1:]
        if rest[1:3] == "ال" and len(rest) > 4 and rest[0] in "بك":
            yield rest[0], True, rest[3:]


def _suffixed(body: str) -> Iterable[tuple[str, str]]:
    yield body, ""
    if body[-1:] not in _SUFFIX_ENDS:
        return
    for suffix in _SUFFIXES:
        if len(body) > len(suffix) + 1 and body.endswith(suffix):
            stem = body[: -len(suffix)]
            yield stem, suffix
            if stem.endswith("ت"):  # بيانته: ة is written ت before a pronoun
                yield stem[:-1] + "ه", suffix
            if stem.endswith("ا"):  # نفاه: ى is written ا before a pronoun
                yield stem[:-1] + "ي", suffix
            if stem.endswith(("اي", "او")):  # انتمائه، انتماؤه: ء has a seat before a pronoun
                yield stem[:-1] + "ء", suffix
            if (
                stem.endswith("و") and suffix != "ي"
            ):  # اتهموه: the silent ا of the plural falls before a pronoun
                yield stem + "ا", suffix


# Shapes that only verbal nouns of derived stems have: تفعيل، استفعال، انفعال، افتعال.
_MASDAR_SHAPE = re.compile(r"ت\w\wي\w|است\w{2,3}ا\w|ان\w\wا\w|ا\wت\wا\w")

_CACHE_LIMIT = 50_000  # word types
_SHORT = 4
_BARE = frozenset("لبكو")  # لـ«…»: a proclitic before marks
_ARTICLE = {"ال": "", "وال": "", "بال": "ب", "لل": "ل", "كال": "ك"}  # الـ”ناتو”: the article before marks


def _guess(folded: str) -> Word:
    if folded in _BARE:
        return Word("و", "", False, "", "", 0) if folded == "و" else Word("", folded, False, "", "", PREP)
    if folded in _ARTICLE:
        return Word("و" if folded[0] == "و" else "", _ARTICLE[folded], True, "", "", ARTICLE)
    if len(folded) > 5 and folded[0] in "وفبل" and _MASDAR_SHAPE.fullmatch(folded[1:]):
        conj, prep = (folded[0], "") if folded[0] in "وف" else ("", folded[0])
        return Word(conj, prep, False, folded[1:], "", MASDAR)
    if _MASDAR_SHAPE.fullmatch(folded):
        return Word("", "", False, folded, "", MASDAR)
    conj, rest = ("و", folded[1:]) if folded.startswith("وال") and len(folded) > 4 else ("", folded)
    if rest.startswith("لل") and len(rest) > 4:
        return Word(conj, "ل", True, rest[2:], "", 0)
    if rest[:3] in ("بال", "كال") and len(rest) > 5:
        return Word(conj, rest[0], True, rest[3:], "", 0)
    if rest.startswith("ال") and len(rest) > 3:
        return Word(conj, "", True, rest[2:], "", 0)
    return Word(conj, "", False, rest, "", 0)
