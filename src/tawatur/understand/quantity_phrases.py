"""What stands around a number: the noun it counts, where that noun's phrase ends, what makes it no count."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.words import Word
from tawatur.understand.quantity_amounts import Amount, Amounts
from tawatur.understand.quantity_words import CountWord, Entry, Inflected, Trigger

_PHRASE_LENGTH = 6  # words behind the head of a noun phrase
_NEVER_COUNTED = w.PREP | w.CONJ | w.REL | w.DEM | w.NEG | w.COMP | w.PRON | w.AUX
_NO_DUAL = (
    w.FINITE
    | w.NAME
    | w.COUNTRY
    | w.TIME
    | w.PLURAL
    | w.NISBA
    | w.ADJECTIVE
    | w.FUNCTION
    | w.MASDAR
    | w.ACTOR
    | w.ADV
)
_SHORTEST_DUAL = 5  # letters; what is shorter is mostly another word (آن، شأن)
_QUOTES = '«»"“”'
_OPENING = '«"“”'


class Phrases:
    """Reads the noun phrases of one sentence; every method takes token indices."""

    def __init__(self, marking: Marking, amounts: Amounts) -> None:
        self.marking, self.tokens, self.words = marking, marking.tokens, marking.words
        self.amounts, self.entry_at = amounts, amounts.entry_at
        self.first, self.end = amounts.first, amounts.end

    def is_word(self, k: int) -> bool:
        """Whether a word of the sentence stands at ``k``."""
        return self.first <= k < self.end and self.tokens[k].kind == "word"

    def nouns(self, k: int) -> tuple[Inflected, ...]:
        """The counted nouns that the word at ``k`` can be."""
        entry = self.entry_at(k)
        return entry.nouns if entry is not None else ()

    def chain(self, k: int) -> str:
        """What is glued before the word at ``k``."""
        entry = self.entry_at(k)
        return entry.chain if entry is not None else self.words[k].conj + self.words[k].prep

    def counted(self, amount: Amount, k: int) -> int | None:
        """The noun that the number ending before ``k`` counts, also behind «من»; None where there is none."""
        if self._opens(k):
            k += 1
        if not self.is_word(k):
            return None
        if self.amounts.of_class(k, "from") is not None:
            return self._part(k + 1, amount)
        if self.amounts.bound_at(k, "before") or self.amounts.bound_at(k, "after"):
            return None
        if self.amounts.of_class(k - 1, "single") or self._is_sign(k):
            return None
        word, entry = self.words[k], self.entry_at(k)
        if self.chain(k) == "ال" or (word.definite and not word.conj and not word.prep):
            return k if amount.vague else None
        if self.chain(k) or (not self.nouns(k) and self._no_noun(word, entry)):
            return None
        return k

    def _is_sign(self, k: int) -> bool:
        """Whether the word is no noun: Latin letters glued to digits, or an unknown word with و before."""
        token = self.tokens[k]
        if token.text.isascii():
            return token.start == self.tokens[k - 1].end
        return token.folded.startswith("و") and not self.words[k].known and self.entry_at(k) is None

    def is_glued(self, k: int) -> bool:
        """Whether the number is the tail of a Latin name: i24."""
        if k == self.first or self.tokens[k].kind != "number":
            return False
        before = self.tokens[k - 1]
        return before.end == self.tokens[k].start and before.kind == "word" and before.text.isascii()

    def _opens(self, k: int) -> bool:
        """Whether a quotation mark opens at ``k``: it stands apart from the word before it."""
        if k >= self.end or self.tokens[k].kind != "punct" or self.tokens[k].text not in _OPENING:
            return False
        return self.tokens[k].start > self.tokens[k - 1].end

    def _no_noun(self, word: Word, entry: Entry | None) -> bool:
        if entry is not None and any(isinstance(p.row, Trigger) and p.verb for p in entry.phrases):
            return True
        if word.classes & (w.NOMINAL & ~w.QUANT):
            return bool(word.classes & _NEVER_COUNTED)
        return bool(word.classes & (_NEVER_COUNTED | w.FINITE | w.QUANT | w.ADV)) and not (
            entry is not None
            and any(isinstance(p.row, CountWord) and p.row.kind == "other" for p in entry.phrases)
        )

    def _part(self, k: int, amount: Amount) -> int | None:
        """The noun of «7 من عناصر الحرس»: a plural, or a definite one behind a vague number."""
        if not self.is_word(k):
            return None
        word, nouns = self.words[k], self.nouns(k)
        if any(n.number in {"plural", "dual_or_plural"} for n in nouns):
            return k
        if word.classes & (w.TIME | _NEVER_COUNTED) or word.conj or word.prep:
            return None
        plural = word.classes & w.PLURAL or word.stem.endswith(("ين", "ات"))
        return k if (plural and (word.definite or word.suffix)) or (amount.vague and word.definite) else None

    def end_of(self, head: int) -> int:
        """The end of the noun phrase of a head: adjectives, what completes it, «آخرين»."""
        k = head + 1
        if self.amounts.of_class(head, "other"):
            return k
        while k <= head + _PHRASE_LENGTH and self.is_word(k) and self._goes_on(head, k):
            k += 1
        return k

    def _goes_on(self, head: int, k: int) -> bool:
        word, entry = self.words[k], self.entry_at(k)
        if entry is not None and (entry.chain not in {"", "ال"} or entry.number or self._is_verb(entry)):
            return False
        if (
            word.conj
            or word.prep
            or (word.classes & (_NEVER_COUNTED | w.TIME) and not word.classes & w.ADJECTIVE)
        ):
            return False
        if self.amounts.bound_at(k, "before") or self.amounts.bound_at(k, "after"):
            return False
        if self._is_object(k) and not any(n.accusative for n in self.nouns(head)):
            return False
        if self.amounts.of_class(k, "other") or word.definite or (entry is not None and entry.nouns):
            return True
        return bool(word.classes & (w.ADJECTIVE | w.NISBA | w.ACTOR | w.COUNTRY | w.BODY | w.NAME))

    def _is_object(self, k: int) -> bool:
        """Whether the word is an accusative singular, which completes no other noun: «قتل جندي شابا»."""
        nouns = self.nouns(k)
        return bool(nouns) and all(n.accusative and n.number == "single" for n in nouns)

    def _is_verb(self, entry: Entry) -> bool:
        return not entry.nouns and any(isinstance(p.row, Trigger) and p.verb for p in entry.phrases)

    def is_specific(self, i: int) -> bool:
        """«مقتل قائد الجيش»: a singular that a definite noun or a name completes is nobody counted."""
        k = i + 1
        if not self.is_word(k):
            return False
        word = self.words[k]
        if word.conj or word.prep or word.classes & w.TIME or any(n.accusative for n in self.nouns(i)):
            return False
        named = word.classes & (w.NAME | w.ACTOR | w.COUNTRY) and not word.classes & (w.ADJECTIVE | w.NISBA)
        return word.definite or bool(named) or any(hit.last > k for hit in self.marking.hits_at.get(i, ()))

    def is_plural(self, k: int) -> bool:
        """Whether the word at ``k`` is a plural."""
        if not self.is_word(k):
            return False
        listed = any(n.number == "plural" for n in self.nouns(k))
        return listed or bool(self.words[k].classes & w.PLURAL)

    def is_unlisted_dual(self, i: int) -> bool:
        """Whether an indefinite common noun that is no counted noun can only be a dual (غارتان)."""
        word = self.words[i]
        if len(word.stem) < _SHORTEST_DUAL or (i > self.first and self.words[i - 1].classes & w.GIVEN):
            return False  # الآن; a family name
        return (
            bool(word.classes & w.DUAL)
            and not word.classes & (_NO_DUAL | w.FUNCTION)
            and not (word.definite or word.suffix)
        )

    def definite_role(self, k: int) -> str:
        """The role of a definite plural: القتلى، المصابين."""
        entry = self.entry_at(k)
        if entry is None or not entry.definite or not self.is_word(k):
            return ""
        return next((n.noun.role for n in entry.nouns if n.number != "single" and n.noun.role), "")

    def is_label(self, k: int) -> bool:
        """Whether digits at ``k`` are a name or a date: القرار 1701، المادة (5)، عام 2020."""
        if k == self.first or self.tokens[k].kind != "number":
            return False
        before = k - 2 if self.tokens[k - 1].text in "(-–" else k - 1
        if not self.is_word(before):
            return False
        word = self.words[before]
        dated = word.classes & w.TIME and (word.classes & w.NOUN or self.is_year(k)) and not word.suffix
        return bool(dated) or self.amounts.of_class(before, "label") is not None

    def is_year(self, k: int) -> bool:
        """Whether four digits can be a year of our time."""
        text = self.tokens[k].folded
        return len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"}

    def is_date(self, k: int) -> bool:
        """Whether a noun of time stands at ``k``: 16 مايو، 22 عاما."""
        return self.is_word(k) and bool(self.words[k].classes & w.TIME)

    def new_clause(self, k: int) -> bool:
        """Whether another clause begins at ``k``: a finite verb, a relative, a colon."""
        if self.tokens[k].kind == "punct":
            return self.tokens[k].text in ":؛!؟"
        word = self.words[k]
        if word.classes & (w.REL | w.COMP | w.AUX):
            return True
        return word.finite and not word.classes & (w.NOMINAL | w.TIME | w.FUNCTION | w.ADV)

    def is_quote(self, k: int) -> bool:
        """Whether a quotation mark stands at ``k``."""
        return self.tokens[k].text in _QUOTES

    def passes(self, k: int) -> bool:
        """Whether the word at ``k`` may stand between a verb and a single victim: time, comma."""
        token = self.tokens[k]
        if token.kind == "punct":
            return token.text in "،," or self.is_quote(k)
        return bool(self.words[k].classes & (w.TIME | w.ADV)) or token.kind == "number"
