"""A text with everything the lexicons know of it: tokens, words, phrase hits, quotations.

Made once per article; all stages read it, none changes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tawatur.language.layout import Layout
from tawatur.language.phrases import Hit, PhraseFinder
from tawatur.language.quotations import Quotation
from tawatur.language.tokens import Token
from tawatur.language.vocabulary import Country
from tawatur.language.words import (
    ACTOR,
    ADJECTIVE,
    ANON,
    CUE_VERB,
    DUAL,
    FEMININE,
    FINITE,
    FIRST_PERSON,
    FUNCTION,
    GIVEN,
    MASDAR,
    MEDIA,
    NAME,
    NISBA,
    NOUN,
    PLURAL,
    ROLE,
    SURNAME,
    VERB,
    Vocabulary,
    Word,
)
from tawatur.model import Span

if TYPE_CHECKING:
    from tawatur.language.nominals import Phrase

_ALI = Word("", "", False, "علي", "", GIVEN)
_MIN_SPLIT = 5
_WHO_TELLS = CUE_VERB | ANON | ROLE | NAME | NISBA
_OFTEN = 2
_EMPTY = Word("", "", False, "", "", 0)


COMMAS = "،,-–—"
"""The marks that set a part of a clause off from the rest: commas and dashes."""
ACCUSATIVE = ("اً", "ًا", "ةً", "ىً")
"""How a word ends that is written with the ending of the indefinite accusative."""


class Marking:
    """The marked text. Indices are token indices; ranges are half-open."""

    def __init__(
        self, layout: Layout, vocabulary: Vocabulary, finder: PhraseFinder, dateline: Span | None = None
    ) -> None:
        """Mark every token of ``layout`` with its word analysis and every phrase hit.

        ``dateline`` belongs to no sentence: «بيروت - رويترز:» is neither subject nor clause.
        """
        self.layout = layout
        self.sentences = _without(layout, dateline)
        self.text: str = layout.text
        self.tokens: Sequence[Token] = layout.tokens
        self._analyse = analyse = vocabulary.analyse
        self.words: list[Word] = [
            analyse(t.folded, t.light[-1]) if t.kind == "word" else _EMPTY for t in layout.tokens
        ]
        self._tell_nouns_by_their_ending()
        self._tell_van_from_conjunction()
        self._surnames_after_given_names()
        self._split_by_evidence()
        self._tell_names_from_prepositions()
        self._tell_names_by_their_letters(vocabulary)
        self.hits_at: dict[int, list[Hit]] = {}
        for hit in finder.find(layout.tokens, layout.paragraphs):
            self.hits_at.setdefault(hit.first, []).append(hit)
        self._drop_common_words()
        self.opening: dict[int, Quotation] = {q.open: q for q in layout.quotations}
        self.closing: dict[int, Quotation] = {q.close: q for q in layout.quotations if q.closed}
        self.phrases: dict[tuple[int, int, bool, bool], Phrase | None] = {}
        """The noun phrases read so far (``nominals.noun_phrase``)."""
        self.quotation_of: list[Quotation | None] = self._innermost()

    def _drop_common_words(self) -> None:
        """A medium named by a common word (اليوم، البيان) counts only in marks or behind a word for media."""
        for i, hits in self.hits_at.items():
            word = self.words[i]
            if not word.classes or word.classes & (ACTOR | MEDIA) or i == 0:
                continue
            marked = self.tokens[i - 1].kind == "punct" and self.tokens[i - 1].text not in ".،؛:"
            if marked or (self.words[i - 1].classes & MEDIA and not word.classes & NISBA):
                continue
            if word.prep == "ل" and self.words[i - 1].classes & _WHO_TELLS:
                continue  # مصادر أمنية للميادين
            self.hits_at[i] = [h for h in hits if h.lexicon != "outlet" or h.last - h.first > 1]

    def _tell_names_from_prepositions(self) -> None:
        """علي is a name where the article writes على for the preposition, elsewhere it may be either."""
        if not any(t.light == "على" for t in self.tokens):
            return
        for i, token in enumerate(self.tokens):
            if token.light == "علي":
                self.words[i] = _ALI

    def _tell_names_by_their_letters(self, names: Container[str]) -> None:
        """منى is a name where مني is a preposition, and آن is no أن."""
        for i, token in enumerate(self.tokens):
            if self.words[i].classes & FUNCTION and token.light != token.folded and token.light in names:
                self.words[i] = self._analyse(token.light)

    def _tell_nouns_by_their_ending(self) -> None:
        """رداً على: what is written with the accusative ending is no verb."""
        for i, token in enumerate(self.tokens):
            word = self.words[i]
            if word.classes & (FINITE | FIRST_PERSON) and token.text.endswith(ACCUSATIVE):
                kept = tuple(r for r in word.readings if not r.classes & (FINITE | FIRST_PERSON))
                classes = word.classes & ~(FINITE | FIRST_PERSON)
                self.words[i] = replace(word, classes=classes, readings=kept)

    def _tell_van_from_conjunction(self) -> None:
        """فان is «and that», a particle of names only behind a name (روبن فان …)."""
        for i, token in enumerate(self.tokens):
            if token.folded == "فان" and (i == 0 or not self._may_name(i - 1) or "إ" in token.light):
                self.words[i] = replace(self._analyse("ان", "ن"), conj="ف")

    def _may_name(self, i: int) -> bool:
        return self.tokens[i].kind == "word" and (
            not self.words[i].classes or bool(self.words[i].classes & NAME)
        )

    def _surnames_after_given_names(self) -> None:
        """«العقيد آفي بانوف … وأضاف بانوف»: after a given name ب before a common noun is no preposition."""
        surnames = set()
        written = Counter(token.folded for token in self.tokens)
        for i in range(1, len(self.words)):
            word, before = self.words[i], self.words[i - 1]
            if word.prep == "ك" and word.classes & NAME and before.classes & GIVEN:
                surnames.add(self.tokens[i].folded)  # مايكل كاريك
            if word.prep and not word.classes & ~(
                NOUN | VERB | ADJECTIVE | FEMININE | PLURAL | DUAL | MASDAR
            ):
                if word.classes and written[self.tokens[i].folded] < _OFTEN:
                    continue
                if (
                    before.classes & GIVEN
                    and not before.definite
                    and self.tokens[i - 1].end + 1 == self.tokens[i].start
                ):
                    surnames.add(self.tokens[i].folded)
        for i, token in enumerate(self.tokens):
            if token.folded in surnames:
                self.words[i] = Word("", "", False, token.folded, "", SURNAME)

    def _split_by_evidence(self) -> None:
        """An unknown word that is و، ف، ب، ل، ك before another word of the article carries that letter."""
        forms = {t.folded for t in self.tokens}
        for i, word in enumerate(self.words):
            folded = self.tokens[i].folded
            if (
                word.classes
                or word.definite
                or word.prep
                or len(folded) < _MIN_SPLIT
                or folded[0] not in "وفبلك"
            ):
                continue
            rest = folded[1:]
            if rest in forms or "ال" + rest in forms:
                conj, prep = (folded[0], "") if folded[0] in "وف" else ("", folded[0])
                self.words[i] = Word(conj, prep, False, rest, "", 0)

    def _innermost(self) -> list[Quotation | None]:
        found: list[Quotation | None] = [None] * len(self.tokens)
        for quotation in sorted(self.layout.quotations, key=lambda q: q.depth):
            for i in range(quotation.open + 1, min(quotation.close, len(found))):
                found[i] = quotation
        return found

    @cached_property
    def countries(self) -> Mapping[str, int]:
        """How often the text names each country or its people, by ISO3."""
        return Counter(
            iso3
            for word in self.words
            for iso3 in {r.row.iso3 for r in word.readings if isinstance(r.row, Country)}
        )

    def hits(self, first: int, lexicon: str) -> list[Hit]:
        """The hits of one lexicon that begin at a token."""
        found = self.hits_at.get(first)
        return [hit for hit in found if hit.lexicon == lexicon] if found else []

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first`` to ``last`` (exclusive)."""
        return self.layout.span(first, last)

    def without_clitics(self, first: int, last: int) -> str:
        """A range without و، ف and the preposition glued to its first word (للوكالة is الوكالة)."""
        word = self.words[first]
        text = self.span(first, last).text[len(word.conj) :]
        if word.prep == "ل" and word.definite and text.startswith("لل"):
            return "ا" + text[1:]
        return text[1:] if word.prep and text.startswith(word.prep) and len(text) > 1 else text

    def is_punct(self, i: int, signs: str) -> bool:
        """Whether token ``i`` is one of these punctuation signs."""
        token = self.tokens[i]
        return token.kind == "punct" and token.text in signs

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a word of the range can only be a finite verb."""
        return any(w.finite and not w.classes & (NAME | ROLE | NISBA) for w in self.words[first:last])


def _without(layout: Layout, dateline: Span | None) -> list[tuple[int, int]]:
    """The sentences of a layout, the one that opens with the dateline beginning behind it."""
    sentences = list(layout.sentences)
    if dateline is None:
        return sentences
    openers = {q.open for q in layout.quotations}
    for n, (first, last) in enumerate(sentences):
        if not dateline.start <= layout.tokens[first].start < dateline.end:
            continue
        behind = first
        while behind < last - 1 and (
            layout.tokens[behind].start < dateline.end
            or (layout.tokens[behind].kind == "punct" and behind not in openers)
        ):
            behind += 1
        sentences[n] = (behind, last)
    return sentences
