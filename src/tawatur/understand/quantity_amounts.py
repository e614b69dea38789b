"""The amount that words tell: numbers, vague plurals, ranges, and the words that bound them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.numerals import number_at
from tawatur.language.tokens import Token
from tawatur.understand.quantity_words import (
    Bound,
    BoundKind,
    CountWord,
    Entry,
    Phrase,
    QuantityWords,
    Trigger,
    Vague,
    same_word,
)

_MAX_BOUNDS = 3  # «ما لا يقل عن نحو»
_EXCESS = 9  # ونيف: one to nine more
_SCALE = 1000
_FOLLOWS = 25  # tokens from «لقي» to its «مصرعهم»: the dead and their place stand between
_DASHES = "-–—"


class Amount(Struct, frozen=True):
    """A number with its bounds; ``first`` is the token the number itself begins at.

    ``vague``: told by a plural of number words; ``definite``: the number word carries the article.
    """

    first: int
    low: float | None
    best: float | None
    high: float | None
    approximate: bool = False
    vague: bool = False
    definite: bool = False

    def bounded(self, kind: BoundKind) -> Amount:
        """The amount under one more bound; of a range or a vague plural only the open side changes."""
        least, most = (self.low, self.high) if self.best is None else (self.best, self.best)
        if kind == "about":
            kept = (self.low, self.high) if self.best is None or self.low != self.high else (None, None)
            return replace(self, low=kept[0], high=kept[1], approximate=True)
        if kind == "over":
            step = 1 if self.best is not None and least == int(self.best) else 0
            return replace(self, low=None if least is None else least + step, high=None, approximate=True)
        if kind == "least":
            return replace(self, low=least, high=None)
        if kind == "under":
            step = 1 if self.best is not None and most == int(self.best) else 0
            return replace(self, low=None, best=None, high=None if most is None else most - step)
        return replace(self, low=None, high=most)

    def holds(self, part: Amount) -> bool:
        """Whether the other can be a part of it."""
        most = self.high if self.high is not None else None
        least = part.low if part.low is not None else part.best
        return most is None or least is None or least <= most


class Amounts:
    """Reads the amounts of one sentence; every method takes token indices."""

    def __init__(self, tokens: Sequence[Token], words: QuantityWords, bounds: tuple[int, int]) -> None:
        """``bounds``: the half-open token range of the sentence."""
        self.tokens, self.entry, self.homographs = tokens, words.entry, words.homographs
        self.first, self.end = bounds

    def entry_at(self, k: int) -> Entry | None:
        """What the word at ``k`` can be; None for signs, numbers, and behind the sentence."""
        if not self.first <= k < self.end or self.tokens[k].kind == "number":
            return None
        return self.entry(self.tokens[k].folded)

    def at(self, i: int) -> tuple[Amount, int] | None:
        """The amount that begins at ``i``, the words that bound it included, and the index after it."""
        kinds: list[BoundKind] = []
        k = i
        while len(kinds) < _MAX_BOUNDS and (bound := self.bound_at(k, "before")):
            kinds.append(bound[0])
            k = bound[1]
        k = self._past_article(k)
        told = self._between(k) or self._number(k) or self._vague(k)
        if told is None:
            return None
        amount, last = told
        for kind in reversed(kinds):
            amount = amount.bounded(kind)
        return amount, last

    def bound_at(self, k: int, position: str) -> tuple[BoundKind, int] | None:
        """The bound at ``k`` and the index after it; behind a noun a comma may stand before it."""
        if position == "after" and k < self.end and self.tokens[k].text in "،,":
            k += 1
        entry = self.entry_at(k)
        if entry is None or (position == "after" and entry.chain):
            return None
        for phrase in entry.phrases:
            row = phrase.row
            if isinstance(row, Bound) and row.position == position:
                last = self._matched(k + 1, phrase)
                if last is not None:
                    return row.kind, last
        return None

    def phrases_at(self, i: int, entry: Entry) -> Iterator[tuple[Phrase, int]]:
        """The phrases that begin with the word at ``i``, the longest first, with the index after each."""
        for phrase in entry.phrases:
            last = self._matched(i + 1, phrase)
            if last is not None:
                yield phrase, last

    def of_class(self, k: int, kind: str) -> int | None:
        """The index after a closed-class phrase of that class at ``k``."""
        entry = self.entry_at(k)
        if entry is None:
            return None
        for phrase in entry.phrases:  # the class first: matching the words costs more
            row = phrase.row
            if isinstance(row, CountWord) and row.kind == kind:
                last = self._matched(k + 1, phrase)
                if last is not None:
                    return last
        return None

    def uncounted(self, last: int) -> bool:
        """Whether the number that ends before ``last`` is a share or tells how often: 14%، في المئة، مرات."""
        if self.tokens[last - 1].text.endswith(("%", "٪")):
            return True
        return last < self.end and (
            self.tokens[last].text in "%٪" or self.of_class(last, "uncounted") is not None
        )

    def follows(self, k: int, words: tuple[str, ...]) -> bool:
        """Whether one of the folded words stands at ``k`` or soon after it in the sentence."""
        return any(
            same_word(self.tokens[j].folded, word)
            for j in range(k, min(k + _FOLLOWS, self.end))
            for word in words
        )

    def _matched(self, k: int, phrase: Phrase) -> int | None:
        """The index after the phrase whose second word is at ``k``; triggers take pronouns (راح ضحيتها)."""
        pronouns = isinstance(phrase.row, Trigger)
        for word in phrase.rest:
            if k >= self.end:
                return None
            folded = self.tokens[k].folded
            if word == "ب" and len(folded) > 1 and folded[0] == "ب":
                return k  # glued to the number: يقدر بعشرين
            if folded != word and not (pronouns and same_word(folded, word)):
                return None
            k += 1
        return k

    def _past_article(self, k: int) -> int:
        """Past an article that stands alone before digits: الـ15."""
        article = k + 1 < self.end and self.tokens[k].folded in {"ال", "وال", "بال", "لل"}
        return k + 1 if article and self.tokens[k + 1].kind == "number" else k

    def _plain(self, k: int) -> tuple[float, int] | None:
        told = number_at(self.tokens, k) if k < self.end else None
        if told is None or told[1] > self.end or (told[1] == k + 1 and self._is_homograph(k)):
            return None
        return told

    def _is_homograph(self, k: int) -> bool:
        """Whether the word is mostly something else than a number: Monday, «I am not», quantity."""
        folded = self.tokens[k].folded
        return folded in self.homographs or (folded[:1] == "و" and folded[1:] in self.homographs)

    def _number(self, k: int) -> tuple[Amount, int] | None:
        """A number, or a range of two: خمسة أو ستة، 20-30 شخصا، من 5 إلى 7."""
        told = self._plain(k)
        if told is None:
            return None
        value, last = told
        if self.of_class(last, "excess") is not None:
            return Amount(k, value + 1, None, value + _EXCESS), last + 1
        second = self._second(k, last)
        if second is not None and (pair := self._pair(k, told, second)):
            return pair
        entry = self.entry_at(k)
        return Amount(k, value, value, value, definite=entry is not None and self._has_article(k)), last

    def _has_article(self, k: int) -> bool:
        folded = self.tokens[k].folded
        return folded.startswith(("ال", "وال", "بال", "لل")) and not folded.startswith("الف")

    def _second(self, first: int, last: int) -> tuple[float, int] | None:
        """The upper number of a range whose lower one spans ``first`` to ``last``."""
        if last >= self.end:
            return None
        if self.of_class(last, "or") or self.tokens[last].text in _DASHES:
            return self._plain(last + 1)
        ranged = self.of_class(first - 1, "from") and not self._changes(first)
        return self._plain(last + 1) if ranged and self.of_class(last, "to") else None

    def _changes(self, k: int) -> bool:
        """Whether a verb of change stands before: «ارتفع من 5 إلى 7» is no range."""
        return any(self.of_class(j, "change") for j in range(max(self.first, k - 12), k))

    def _between(self, k: int) -> tuple[Amount, int] | None:
        """«بين 20 و30»: both numbers, the second behind و."""
        after = self.of_class(k, "between")
        told = self._plain(after) if after is not None else None
        if told is None or told[1] >= self.end:
            return None
        at = told[1]
        if self.tokens[at].folded == "و":
            second = self._plain(at + 1)
        else:
            second = self._plain(at) if self.tokens[at].folded.startswith("و") else None
            second = second or (self._plain(at + 1) if self.of_class(at, "to") else None)
        return self._pair(k, told, second) if second is not None else None

    def _pair(self, k: int, low: tuple[float, int], high: tuple[float, int]) -> tuple[Amount, int] | None:
        """A range; a scale that stands with the upper number holds for both: بين 20 و30 ألفا."""
        least, most = low[0], high[0]
        if least < _SCALE <= most and high[1] > low[1] + 1:
            scale = _SCALE ** ((len(str(int(most))) - 1) // 3)
            least = least * scale if least * scale < most else least
        return (Amount(k, least, None, most), high[1]) if least < most else None

    def _vague(self, k: int) -> tuple[Amount, int] | None:
        entry = self.entry_at(k)
        if entry is None or (entry.chain[:1] in {"ب", "ك"} and entry.definite):
            return None  # بالعشرات: in tens
        for phrase in entry.phrases:
            row = phrase.row
            if isinstance(row, Vague) and (last := self._matched(k + 1, phrase)) is not None:
                if not self._is_homograph(k):
                    return Amount(k, row.low, None, row.high, vague=True), last
        return None
