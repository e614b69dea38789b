"""How far a person's name goes: given names, ancestors, compounds, adjectives of origin, foreign parts.

Nothing is looked up but word classes. A word that is only a name goes on with any name; one that is also a
common word, or that nobody knows, does so while the name is short and open; what joins two parts (بن، آل، دي)
needs the second. A name stops at verbs, prepositions, times, offices and joined words.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import FamilyWord, GivenName, RoleNoun, Surname
from tawatur.language.words import (
    ACTOR,
    ADJECTIVE,
    BODY,
    COMP,
    CONJ,
    COUNTRY,
    CUE_NOUN,
    CUE_VERB,
    DOC,
    FEMININE,
    FINITE,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    MASDAR,
    NAME,
    NISBA,
    NOUN,
    PARTICLE_OF_NAMES,
    PLURAL,
    ROLE,
    SURNAME,
    TIME,
    Word,
)

MAX_PARTS = 7
_NAMING = NAME | PARTICLE_OF_NAMES | FEMININE | ACTOR | NISBA
_TEN = "عشر"
TANWIN = "\u064b"
_JOINED = frozenset(["ف", "ب", "ل", "ك"])
_LEADING = ("patronymic", "kunya", "servant", "family", "foreign_particle")
_UNJOINED = 2  # parts after which an unknown word begins something else


class Part(IntEnum):
    """What a word can be in a name."""

    NONE = 0
    UNKNOWN = 1  # in no lexicon
    PERHAPS = 2  # a name that is a common word too
    SURE = 3  # nothing but a name


@cache
def particles(kind: str) -> frozenset[str]:
    """The folded words of one class of ar/family_words.tsv."""
    return frozenset(
        fold_word(row.form) for row in load("ar/family_words.tsv", FamilyWord) if row.kind == kind
    )


@cache
def _leading() -> frozenset[str]:
    """The particles behind which a name must go on."""
    return frozenset(word for kind in _LEADING for word in particles(kind))


@cache
def _regnal() -> frozenset[str]:
    """The ordinals behind the names of kings and popes, without the article."""
    return frozenset(word.removeprefix("ال") for word in particles("regnal") if " " not in word)


def part(word: Word) -> Part:
    """What the word can be in a name, whatever stands around it."""
    if not word.classes:
        return Part.NONE if _looks_inflected(word) else Part.UNKNOWN
    if not word.classes & NAME:
        return Part.NONE
    return Part.PERHAPS if word.classes & ~_NAMING or word.classes & NISBA else Part.SURE


def surname_by_place(marking: Marking, i: int) -> bool:
    """«محمد عازم»: no indefinite adjective qualifies a name, and no noun stands between it and أن."""
    word, given = marking.words[i], marking.words[i - 1]
    if not given.classes & GIVEN or part(given) is not Part.SURE or given.definite:
        return False
    if word.definite or word.suffix or word.conj or word.prep:
        return False
    if word.classes & ~(ADJECTIVE | NOUN | FEMININE) or not word.classes & (ADJECTIVE | NOUN):
        return False
    opens = i + 1 < len(marking.words) and marking.words[i + 1].classes & COMP
    return bool(opens) or not word.classes & NOUN


def kin(word: Word) -> bool:
    """Whether the word says whose kin somebody is, so that the name behind it is another's (شقيق سارة)."""
    kinds = [r.row.kind for r in word.readings if isinstance(r.row, RoleNoun)]
    return not word.definite and not word.suffix and bool(kinds) and kinds[0] == "relation"


def _listed(word: Word) -> bool:
    """Whether the word stands in a list of names, not only among the words that join them (عبيد, not أبو)."""
    return any(isinstance(reading.row, (GivenName, Surname)) for reading in word.readings)


def _looks_inflected(word: Word) -> bool:
    """Whether an unknown word has the shape of a verb, of a plural or of a noun with its pronoun."""
    stem = word.stem
    if len(stem) < 2 or not stem[0].isalpha():
        return True
    if word.definite:
        return stem.endswith(("ات", "يه", "ون")) or len(stem) < 3
    return stem.endswith(("ها", "هم", "هما", "وا", "ات", "تها")) and len(stem) > 3


def name_end(marking: Marking, first: int, limit: int) -> int:
    """The token behind the name whose first word stands at ``first``, before ``limit``."""
    state = _Name(marking, first, min(limit, len(marking.tokens)))
    i = first
    while i < state.limit and state.parts < MAX_PARTS:
        step = state.step(i)
        if step <= i:
            break
        i = step
    return state.last


class _Name:
    """The scan of one name."""

    def __init__(self, marking: Marking, first: int, limit: int) -> None:
        self.limit = limit
        self.last = first
        self.parts = 0
        self._marking = marking
        self._first = first
        self._open = False  # a particle waits for what it leads to
        self._closed = False  # the last part was definite
        self._unknown = False

    def step(self, i: int) -> int:
        """The token behind what stands at ``i`` if it belongs to the name, else ``i``."""
        token, word = self._marking.tokens[i], self._marking.words[i]
        if token.kind != "word":
            return self._sign(i)
        if i > self._first and not self._spaced(i):
            return i
        if i > self._first and (word.conj or word.prep) and part(word) is not Part.UNKNOWN:
            return i
        lead = i > self._first and token.folded in _leading() and not word.conj
        surname = word.suffix == "ني" and self.parts == 1  # شيخاني is no «our sheikh»
        if word.suffix and not (lead or surname):
            return i
        if lead or word.classes & PARTICLE_OF_NAMES:
            end = self._particle(i, word)
            if end > i or (lead and not _listed(word)):
                return end
        if not self._fits(i, word):
            return i
        self._take(i, word)
        return i + 1

    def _take(self, i: int, word: Word) -> None:
        self.parts += 1
        self.last = i + 1
        self._closed = word.definite and not self._open
        self._open = False
        self._unknown = not word.classes

    def _spaced(self, i: int) -> bool:
        """Whether the word before stands on the same line."""
        before = self._marking.tokens[i - 1]
        gap = self._marking.text[before.end : self._marking.tokens[i].start]
        return "\n" not in gap

    def _sign(self, i: int) -> int:
        """A hyphen inside a name (كي-مون), the point behind an initial (جون ف. كينيدي)."""
        tokens = self._marking.tokens
        if i + 1 >= self.limit or not self.parts or tokens[i + 1].kind != "word":
            return i
        joins = tokens[i].text == "-" and tokens[i - 1].end == tokens[i].start == tokens[i + 1].start - 1
        initial = tokens[i].text == "." and len(tokens[i - 1].folded) == 1 and i - 1 > self._first
        return i + 1 if (joins or initial) and part(self._marking.words[i + 1]) else i

    def _particle(self, i: int, word: Word) -> int:
        """The token behind a particle and what it leads to, else ``i``."""
        folded = self._marking.tokens[i].folded
        stem = folded if folded in _leading() else word.stem
        if stem not in _leading():  # الدين، الله, a title after the name
            if i == self._first or self._closed:
                return i
            self._take(i, word)
            return i + 1
        if i + 1 >= self.limit or self._marking.tokens[i + 1].kind != "word":
            return i
        after, father = self._marking.words[i + 1], stem in particles("patronymic")
        if i > self._first and not self._joins(word, stem, after):
            return i
        if father and self._marking.tokens[i + 1].folded in _leading():
            self._open = True
            return i + 1  # بن عبد, بن أبي
        verb = after.finite and not after.classes & NAME and not father
        if after.suffix or after.conj or after.prep or verb:
            return i
        if after.classes & FUNCTION and not after.classes & NAME and not self._ali(i + 1):
            return i
        self._open = True
        self._take(i + 1, after)
        return i + 2

    def _joins(self, word: Word, stem: str, after: Word) -> bool:
        """Whether a particle inside a name, which may be a common word, joins what follows to it."""
        if self._open:
            return True  # بن أبي طالب
        if stem in particles("patronymic"):
            only = not word.classes & (ROLE | FINITE)  # بن, not بنت or ولد
            return not self._closed and (only or after.stem in _leading() or part(after) is not Part.NONE)
        if word.classes & CONJ:
            return False  # جو بايدن أو دونالد ترامب
        common = word.classes & (FUNCTION | FINITE | ROLE | MASDAR) or stem in particles("foreign_particle")
        if not common or (stem in particles("servant") and after.definite):
            return True
        return not self._closed and part(after) in (Part.UNKNOWN, Part.SURE)

    def _fits(self, i: int, word: Word) -> bool:
        kind = part(word)
        if i == self._first:
            return True
        if word.stem in _regnal() and word.definite and self.parts <= _UNJOINED and not self._unknown:
            return True
        if word.stem == _TEN and self._marking.words[i - 1].stem in _regnal():
            return True  # الثالث عشر
        if word.suffix:
            return True
        if word.classes & HONORIFIC and not word.classes & NAME:
            return False
        if self._ali(i):
            return True
        if kind is Part.SURE:
            return not (word.classes & COUNTRY) and not (word.classes & GIVEN and self._closed)
        if kind is Part.PERHAPS:
            return self._perhaps(i, word)
        if kind is Part.UNKNOWN:
            return self._unlisted(i, word)
        return self._origin(word) or (self.parts == 1 and surname_by_place(self._marking, i))

    def _ali(self, i: int) -> bool:
        """علي in an article that never writes على: a name where no noun follows that it could govern."""
        if self._marking.tokens[i].light != "علي":
            return False
        after = self._marking.words[i + 1] if i + 1 < self.limit else None
        return after is None or not after.classes or part(after) is Part.SURE or after.stem in _leading()

    def _perhaps(self, i: int, word: Word) -> bool:
        """A name that is a common word as well: while the name is open, and as no verb, office or body."""
        construct = word.definite and word.stem.endswith("ي")  # no plural with its article ends so: الحازمي
        if self._closed or word.classes & (COUNTRY | FUNCTION | BODY | DOC):
            return False
        if word.classes & PLURAL and not construct:
            return False
        if self.parts == 1:
            return not (word.finite or word.classes & ROLE) or not word.classes & CUE_VERB
        if word.classes & (ROLE | HONORIFIC) or (word.classes & TIME and not word.classes & SURNAME):
            return False
        if word.definite:
            return self.parts <= _UNJOINED + 1
        if word.finite or word.classes & (MASDAR | CUE_NOUN | NOUN):
            return self._goes_on(i) or (bool(word.classes & SURNAME) and not word.finite)
        return self.parts <= _UNJOINED

    def _goes_on(self, i: int) -> bool:
        after = self._marking.words[i + 1] if i + 1 < self.limit else None
        return after is not None and part(after) is Part.SURE and not after.conj and not after.prep

    def _unlisted(self, i: int, word: Word) -> bool:
        """A word that nobody knows: the surname, where none stands yet."""
        if self._closed or (word.definite and word.prep) or (word.definite and word.conj):
            return False
        folded, light = self._marking.tokens[i].folded, self._marking.tokens[i].light
        if light[0] in "لب" and light.endswith("ه"):
            return False  # لهدافه, but باسلمة
        if folded[0] == "و" or TANWIN in self._marking.tokens[i].text:
            return False  # باركين لادي ومانغو; حضوراً
        if folded[0] in _JOINED and self.parts > 1 and not word.definite:
            return folded[0] != "ب" and not self._unknown
        if word.definite:
            participle = folded.startswith("الم") and not folded.endswith("ي")
            return self.parts <= _UNJOINED + 1 and not (participle and self.parts > 1)
        if self.parts > 1 and folded.endswith("يه"):
            return False  # شيرين عادل مرتدية
        return self.parts == 1 or (self.parts <= _UNJOINED and not folded.startswith(("ي", "ت", "سي")))

    def _origin(self, word: Word) -> bool:
        """«محمد المصري»: a country's adjective is a surname only right behind the given name."""
        if not word.definite or self._closed or not word.stem.endswith("ي"):
            return False
        if not word.classes & (NISBA | ADJECTIVE) or word.classes & (PLURAL | FEMININE | ROLE):
            return False
        return self.parts == 1 or (self.parts <= _UNJOINED and not word.classes & NISBA)
