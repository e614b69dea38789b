"""The words that counts are told with: counted nouns, what befell them, bounds, vague plurals.

All are looked up by the folded word, clitics taken off; phrases of several words by their first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from tawatur.language.clitics import proclitic_ok
from tawatur.language.conjugation import conjugate, passive
from tawatur.language.lexicon import load
from tawatur.language.numerals import is_number_word
from tawatur.language.views import fold_word

Number = Literal["single", "dual", "plural", "dual_or_plural"]
BoundKind = Literal["about", "over", "least", "under", "most"]

_SUFFIXES = ("هما", "هم", "هن", "ها", "ه")
_MAX_CHAIN = 4  # letters of the longest chain of proclitics
_CACHE_LIMIT = 200_000


class CountedNoun(Struct, frozen=True):
    """A noun that is counted; ``role`` where the noun itself tells it (قتيل).

    Kinds: person, group, weapon, thing, act, unit, money.
    """

    form: str
    plural: tuple[str, ...] = ()
    kind: str = ""
    role: str = ""


class Trigger(Struct, frozen=True):
    """A verb (with its imperfect) or verbal noun that tells what befell the counted.

    ``of``: the kinds of nouns it befalls. ``needs``: one of these words must follow in the sentence.
    """

    form: str
    role: str
    imperfect: str = ""
    of: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Bound(Struct, frozen=True):
    """Words that turn a number into a bound, before it or after what is counted."""

    form: str
    kind: BoundKind
    position: Literal["before", "after"]


class Vague(Struct, frozen=True):
    """A plural of number words that tells only a range; no ``high``: open."""

    form: str
    low: int
    high: int | None = None


class CountWord(Struct, frozen=True):
    """A closed-class word of counting (بينهم، من أصل، عدد، آخرين)."""

    form: str
    kind: str = field(name="class")


class Inflected(Struct, frozen=True, gc=False):
    """A written form of a counted noun."""

    noun: CountedNoun
    number: Number
    accusative: bool = False


class Phrase(Struct, frozen=True, gc=False):
    """A row by its first word: the words that must follow it and whether the first is a finite verb."""

    rest: tuple[str, ...]
    row: Trigger | Bound | Vague | CountWord
    verb: bool = False


class Entry(Struct, frozen=True, gc=False):
    """What a word can be in telling a count; ``chain`` glued before, a pronoun after if ``suffixed``."""

    chain: str
    suffixed: bool
    number: bool
    nouns: tuple[Inflected, ...]
    phrases: tuple[Phrase, ...]

    @property
    def joined(self) -> bool:
        """Whether و or ف stands before it."""
        return self.chain[:1] in {"و", "ف"}

    @property
    def definite(self) -> bool:
        """Whether it carries the article."""
        return self.chain.endswith(("ال", "لل"))


class QuantityWords:
    """All rows by folded word; entries are kept once made."""

    def __init__(self, packs: Sequence[Path] = ()) -> None:
        """Load the shipped tables and those of the packs."""
        self._nouns: dict[str, tuple[Inflected, ...]] = {}
        self._phrases: dict[str, tuple[Phrase, ...]] = {}
        for noun in load("ar/quantity_nouns.tsv", CountedNoun, packs):
            for text, number, accusative in _noun_forms(noun):
                key = fold_word(text)
                form = Inflected(noun, number, accusative)
                self._nouns[key] = (*self._nouns.get(key, ()), form)
        for row, text, verb in _rows(packs):
            first, *rest = fold_word(text).split()
            self._phrases[first] = (*self._phrases.get(first, ()), Phrase(tuple(rest), row, verb))
        for first, found in self._phrases.items():
            longest_first = sorted(dict.fromkeys(found), key=lambda p: -len(p.rest))
            self._phrases[first] = tuple(longest_first)
        self._cache: dict[str, Entry | None] = {}
        closed = load("ar/quantity_words.tsv", CountWord, packs)
        self.homographs = frozenset(fold_word(row.form) for row in closed if row.kind == "homograph")
        """Number words that are mostly something else: Monday, «I am not»."""

    def entry(self, folded: str) -> Entry | None:
        """What the folded word can be, by the fewest clitics; None for nearly every word."""
        try:
            return self._cache[folded]
        except KeyError:
            entry = self._find(folded)
            if len(self._cache) < _CACHE_LIMIT:
                self._cache[folded] = entry
            return entry

    def _find(self, folded: str) -> Entry | None:
        number = is_number_word(folded)
        for chain, stem in _chains(folded):
            nouns, phrases = self._nouns.get(stem, ()), self._phrases.get(stem, ())
            if nouns or phrases:
                return Entry(chain, False, number, nouns, phrases)
        if number:
            chain = max((c for c, stem in _chains(folded) if is_number_word(stem)), key=len)
            return Entry(chain, False, True, (), ())
        for chain, stem in _chains(folded):
            for bare in _without_pronoun(stem):
                nouns, phrases = self._nouns.get(bare, ()), self._phrases.get(bare, ())
                phrases = tuple(p for p in phrases if isinstance(p.row, Trigger))
                if nouns or phrases:
                    return Entry(chain, True, False, nouns, phrases)
        return None


@cache
def quantity_words(packs: tuple[Path, ...] = ()) -> QuantityWords:
    """The words of the resources and packs, loaded once."""
    return QuantityWords(packs)


def same_word(folded: str, word: str) -> bool:
    """Whether a token is the listed word, with or without a pronoun after it (ضحية، ضحيتها)."""
    if not folded.startswith(word[:-1]):
        return False  # nothing but the last letter of a word changes before a pronoun
    return folded == word or any(bare == word for bare in _without_pronoun(folded))


def _rows(packs: Sequence[Path]) -> Iterator[tuple[Trigger | Bound | Vague | CountWord, str, bool]]:
    """Every row with each of its written forms and whether the form is a finite verb."""
    for trigger in load("ar/quantity_roles.tsv", Trigger, packs):
        if not trigger.imperfect:
            yield trigger, trigger.form, False
            continue
        perfect, _, rest = trigger.form.partition(" ")
        imperfect = trigger.imperfect.partition(" ")[0]
        for form in (*conjugate(perfect, imperfect), *passive(perfect, imperfect)):
            if form.tense != "participle" and form.person != 1:
                yield trigger, f"{form.text} {rest}", True
    for bound in load("ar/quantity_bounds.tsv", Bound, packs):
        yield bound, bound.form, False
    for vague in load("ar/quantity_vague.tsv", Vague, packs):
        yield vague, vague.form, False
    for word in load("ar/quantity_words.tsv", CountWord, packs):
        yield word, word.form, False


def _noun_forms(noun: CountedNoun) -> Iterator[tuple[str, Number, bool]]:
    """The written forms: singular and its accusative, dual in both cases, plurals in all cases."""
    head, _, rest = noun.form.partition(" ")
    if rest:
        return
    yield head, "single", False
    if not noun.plural:
        return  # كم, كلم and plurals listed alone do not inflect
    stem = head[:-1] + "ت" if head.endswith("ة") else head
    if head[-1] not in "ةاءى":
        yield head + "ا", "single", True
    sound = any(p.endswith("ون") for p in noun.plural)
    yield stem + "ان", "dual", False
    yield stem + "ين", "dual_or_plural" if sound else "dual", True
    for plural in noun.plural:
        yield plural, "plural", False
        if plural.endswith("ون"):
            for ending in ("و", "ي") if plural[:-2] + "ين" == stem + "ين" else ("ين", "و", "ي"):
                yield plural[:-2] + ending, "plural", ending == "ين"
        elif plural[-1] not in "ةاءىت":
            yield plural + "ا", "plural", True


def _chains(folded: str) -> Iterator[tuple[str, str]]:
    """The word cut after each legal chain of proclitics, the shortest chain first."""
    for length in range(min(len(folded) - 1, _MAX_CHAIN) + 1):
        if proclitic_ok(folded[:length], "noun"):
            yield folded[:length], folded[length:]


def _without_pronoun(stem: str) -> Iterator[str]:
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) > len(suffix) + 1:
            bare = stem[: -len(suffix)]
            yield bare
            if bare.endswith("ت"):
                yield bare[:-1] + "ه"
