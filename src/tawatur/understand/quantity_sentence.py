"""The counts of one sentence, read from its first word to its last: amount, noun, role, whole.

What befell the counted is remembered on the way (the cue), and so are «عدد القتلى» (the total) and «بينهم»
(the subset); the next count takes what it fits and uses it up.
"""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.understand.quantity_amounts import Amount, Amounts
from tawatur.understand.quantity_counts import CASUALTIES, Count, Cue
from tawatur.understand.quantity_phrases import Phrases
from tawatur.understand.quantity_words import CountWord, Entry, Inflected, QuantityWords, Trigger

_REACH = 9  # tokens from a verb or verbal noun to the count it governs
_ADVERBIAL = 5  # tokens of time between a verb and a single victim
_TOTAL_REACH = 18  # tokens from «عدد القتلى» to its number: place and cause may stand between
_JOIN_GAP = 6  # tokens of place or cause between two joined counts
_NEGATION_REACH = 4
_DUAL_ENDINGS = ("ان", "تين")
_TENS = 20
_LASTING = frozenset(
    {"killed", "wounded", CASUALTIES}
)  # roles of a noun that no verb takes away: إجلاء 5 جرحى


class Sentence:
    """Reads one sentence; ``found`` holds the counts of the article and grows."""

    def __init__(
        self, marking: Marking, words: QuantityWords, bounds: tuple[int, int], found: list[Count]
    ) -> None:
        """``bounds``: the half-open token range of the sentence."""
        self.marking, self.tokens, self.words = marking, marking.tokens, words
        self.first, self.end = bounds
        self.amounts = Amounts(marking.tokens, words, bounds)
        self.phrases = Phrases(marking, self.amounts)
        self.found, self.begun = found, len(found)
        self.cue: Cue | None = None
        self.total: Cue | None = None
        self.subset: Cue | None = None
        self.used = -1  # the verb behind a count that gave it its role
        self.parts: Count | None = None  # the count before «من أصل»

    def read(self) -> None:
        """Collect the counts of the sentence."""
        i, entry_of = self.first, self.words.entry
        while i < self.end:
            token = self.tokens[i]
            entry = None if token.kind == "number" else entry_of(token.folded)
            if entry is None and token.kind != "number":
                dual = token.folded.endswith(_DUAL_ENDINGS) and self.phrases.is_unlisted_dual(i)
                listed = token.folded in self.words.homographs or self._describes(i)
                count = self._small(i, 2, ()) if dual and not listed else None
            else:
                count = self._numbered(i) or (self._worded(i, entry) if entry is not None else None)
            if count is not None:
                self._place(count)
                i = max(count.last, i + 1)
            else:
                i = self._note(i, entry) if entry is not None else i + 1

    # ------------------------------------------------------------ what is a count

    def _numbered(self, i: int) -> Count | None:
        """A number or vague plural with what it counts, unless it is a date, a name or a share."""
        told = self.amounts.at(i)
        if told is None:
            return None
        amount, last = told
        number = amount.first
        share = (self.amounts.of_class(number - 1, "uncounted") or 0) > number  # في المئة
        if (
            share
            or self.phrases.is_glued(number)
            or self.amounts.uncounted(last)
            or self.phrases.is_date(last)
        ):
            return None
        count = Count(i, last, last, amount, joined=self._joined(i))
        of = self.phrases.counted(amount, last)
        if (
            of is not None
            and amount.first == last - 1
            and self.phrases.is_year(amount.first)
            and not self._is_noun(of)
        ):
            of = None
        if of is not None and self.phrases.is_date(of):
            return None
        labelled = amount.first == i and self.phrases.is_label(i)
        if of is not None and not labelled:
            count.of, count.nouns = of, self.phrases.nouns(of)
            count.last, count.reach = of + 1, self.phrases.end_of(of)
        elif self._follows_its_noun(amount, i):
            count.first = count.of = i - 1
            count.nouns = self.phrases.nouns(i - 1)
        elif labelled or not self._counts_alone(count):
            return None
        self._bound_after(count)
        return count

    def _is_noun(self, k: int) -> bool:
        """Whether a lexicon has the word as a noun; behind a year an unknown word is no counted one."""
        return bool(self.phrases.nouns(k) or self.marking.words[k].classes & w.NOMINAL)

    def _follows_its_noun(self, amount: Amount, i: int) -> bool:
        """«الجنود الخمسة»: a definite number word behind a definite plural."""
        if not amount.definite or amount.first != i or not self.phrases.is_plural(i - 1):
            return False
        word = self.marking.words[i - 1]
        return word.definite and not word.classes & w.TIME

    def _counts_alone(self, count: Count) -> bool:
        """Whether a number without a noun counts all the same: وأصيب 43، بينهم 5، حصيلة الشهداء إلى 456."""
        if count.amount.vague:
            return (count.amount.low or 0) >= _TENS  # «سنوات عدة» tells nothing
        if self._subset_before(count) or self.parts is not None or self._total_before(count):
            return True
        if self.amounts.of_class(count.reach, "whole") is not None:
            return True
        near = self.cue is not None and self._adjacent(self.cue, count.first)
        return (
            (near and self._governed(count) is not None)
            or self._role_behind(count) is not None
            or self._carries_on(count)
        )

    def _carries_on(self, count: Count) -> bool:
        return count.joined and self._continues(count.first) and self.found[-1].reach + 1 >= count.first

    def _worded(self, i: int, entry: Entry) -> Count | None:
        """A dual, a single victim, or one of several (أحد أفرادها)."""
        if entry.suffixed or entry.definite or self._describes(i):
            return None
        duals = tuple(n for n in entry.nouns if n.number in {"dual", "dual_or_plural"})
        if duals:
            paired = self.amounts.of_class(i + 1, "pair")
            plural = any(n.number == "plural" for n in entry.nouns)  # بلدان
            sure = paired is not None or (not plural and any(n.number == "dual" for n in duals))
            return self._small(i, 2, duals, paired) if sure else None
        event = any(isinstance(p.row, Trigger) for p in entry.phrases)  # إصابة: the event before the wound
        singles = tuple(n for n in entry.nouns if n.number == "single")
        if singles and (one := self.amounts.of_class(i + 1, "single")) is not None:
            return self._small(i, 1, singles, one)
        if self.amounts.of_class(i, "one"):
            return self._one_of(i)
        if self.amounts.of_class(i, "others_two") and self._is_told(i, ()):
            return self._small(i, 2, ())
        another = self.amounts.of_class(i, "another") is not None
        if (
            ((singles and not event) or another)
            and not self.phrases.is_specific(i)
            and self._is_told(i, singles)
        ):
            return self._small(i, 1, singles)
        return None

    def _describes(self, i: int) -> bool:
        """Whether the word belongs to the noun phrase of the count before: طائرتين مسيرتين."""
        return len(self.found) > self.begun and i < self.found[-1].reach

    def _small(self, i: int, value: int, nouns: tuple[Inflected, ...], last: int | None = None) -> Count:
        amount = Amount(i, value, value, value)
        last = last or i + 1
        reach = max(last, self.phrases.end_of(i)) if last == i + 1 else last
        count = Count(i, last, reach, amount, nouns, i, joined=self._joined(i))
        self._bound_after(count)
        return count

    def _one_of(self, i: int) -> Count | None:
        """«مقتل أحد عناصرها»: one, where a cue governs it."""
        if not self.phrases.is_plural(i + 1) or not self._is_told(i, ()):
            return None
        amount = Amount(i, 1, 1, 1)
        reach = self.phrases.end_of(i + 1)
        return Count(i, i + 2, reach, amount, self.phrases.nouns(i + 1), i + 1, joined=self._joined(i))

    def _is_told(self, i: int, nouns: tuple[Inflected, ...]) -> bool:
        """Whether a bare singular is told as one: the object of a cue, joined to a count, or part of one."""
        if self.marking.words[i].classes & w.COUNTRY or self.amounts.of_class(i - 1, "negation"):
            return False  # روسيا is written like the accusative of روسي
        if self.subset is not None and self.subset.last == i:
            return len(self.found) > 0 and self._alike(nouns)
        if self._joined(i):
            return self._continues(i) and self._alike(nouns)
        cue = self.cue
        if self.phrases.chain(i):
            return False
        if cue is not None and self._adjacent(cue, i):
            kinds = {n.noun.kind for n in nouns}
            fits = not kinds or any(kinds.intersection(row.of) for row in cue.rows)
            return fits and not self._negated(cue.first)
        toll = any(n.noun.role in _LASTING for n in nouns) and self._after_toll(i)
        return toll and not self._negated(i - 1)

    def _after_toll(self, i: int) -> bool:
        """«سقوط قتيل»، «أسفر … عن قتيل»: behind a word that leads to a toll."""
        if self.amounts.of_class(i - 1, "toll"):
            return True
        results = range(max(self.first, i - _REACH), i)
        return self.amounts.of_class(i - 1, "lead") is not None and any(
            self.amounts.of_class(k, "result") for k in results
        )

    def _adjacent(self, cue: Cue, i: int) -> bool:
        """Whether nothing but time stands between the cue and token ``i``."""
        if all(self.phrases.is_quote(k) for k in range(cue.last, i)):
            return True
        return i - cue.last <= _ADVERBIAL and all(self.phrases.passes(k) for k in range(cue.last, i))

    def _negated(self, i: int) -> bool:
        return any(
            self.amounts.of_class(k, "negation") for k in range(max(self.first, i - _NEGATION_REACH), i + 1)
        )

    def _bound_after(self, count: Count) -> None:
        """Take in «على الأقل» behind the number, its noun or its noun phrase."""
        for k in dict.fromkeys((count.last, count.reach)):
            bound = self.amounts.bound_at(k, "after")
            if bound is not None:
                count.amount = count.amount.bounded(bound[0])
                count.last = bound[1]
                count.reach = max(count.reach, bound[1])
                return

    def _joined(self, i: int) -> bool:
        if i > self.first and self.tokens[i - 1].folded == "و":
            return True
        return self.phrases.is_word(i) and len(self.tokens[i].folded) > 2 and self.phrases.chain(i)[:1] == "و"

    # ------------------------------------------------------------ its role and its whole

    def _place(self, count: Count) -> None:
        """Give the count its role and its whole, and keep it."""
        own = self._own_role(count)
        count.role = own if own in _LASTING else self._governed(count) or own
        part = self._subset_before(count)
        if part is not None:
            self._make_part(count, part)
        elif self.parts is not None:
            self.parts.parent, self.parts = count, None
        else:
            count.role = count.role or self._role_around(count)
            if count.joined and self._continues(count.first) and self.found[-1].role == count.role:
                count.parent = self.found[-1].parent
        if count.role == "wounded" and self._is_illness(count.reach):
            count.role = "infected"
        if self.cue is not None and self.cue.last <= count.first:
            self.cue = self._after(self.cue, count)
        self.subset = None
        self.found.append(count)
        if self.amounts.of_class(count.reach, "whole") is not None:
            self.parts = count

    def _is_illness(self, k: int) -> bool:
        """Whether the injury is an illness: «إصابة 500 شخص بفيروس كورونا»."""
        return any(self.amounts.of_class(j, "disease") for j in range(k, min(k + _ADVERBIAL, self.end)))

    def _after(self, cue: Cue, count: Count) -> Cue | None:
        """The cue once a count has used it up; in «قتل جندي شابا» the first noun is who did it."""
        if not self._is_agent(count, cue):
            return None
        count.role = None
        return Cue(cue.first, count.reach, cue.rows, cue.verb, cue.mixed)

    def _make_part(self, count: Count, part: Cue) -> None:
        parent = self._whole_of(part)
        if parent is not None and not parent.is_like(count.nouns):
            return  # «مقتل ستة، بينها هجومان»
        if parent is not None and parent.amount.holds(count.amount):
            count.parent = parent
        count.role = count.role or part.role or (parent.role if parent is not None else None)

    def _whole_of(self, part: Cue) -> Count | None:
        if part.role:
            return next((c for c in reversed(self.found) if c.role == part.role), None)
        return (self.found[-1].parent or self.found[-1]) if self.found else None

    def _own_role(self, count: Count) -> str | None:
        """The role of the counted noun itself; «100 قتيل وجريح» counts both together."""
        role = next((form.noun.role for form in count.nouns if form.noun.role), None)
        if role is None or count.of is None or count.amount.best in {1, 2}:
            return role
        entry = self.amounts.entry_at(count.of + 1)
        if entry is None or not entry.joined:
            return role
        second = {n.noun.role for n in entry.nouns if n.number != "dual" and n.noun.role}
        if not second or role in second:
            return role
        count.reach = max(count.reach, count.of + 2)
        return CASUALTIES

    def _role_around(self, count: Count) -> str | None:
        """The role from the words around; the nearest cue before wins."""
        total = self._total_before(count)
        if count.of is None and total is not None:
            count.of = total.of
            return total.role or None
        governed = self._governed(count)
        if governed is not None:
            return governed
        if self._is_mixed(count):
            count.reach += 3  # neither counts for itself
            return CASUALTIES
        if count.joined and self._continues(count.first) and self._alike(count.nouns):
            return self.found[-1].role
        behind = self._role_behind(count)
        return behind or ((total.role or None) if total is not None and count.fits(("person",)) else None)

    def _governed(self, count: Count) -> str | None:
        """The role that the cue before gives, where the count is what its verb or verbal noun befalls."""
        cue = self.cue
        if cue is None or count.first - cue.last > _REACH:
            return None
        if count.first > cue.last and (
            self._is_prepositional(count) or self._clause_between(cue.last, count.first)
        ):
            return None
        return cue.role_of(count)

    def _clause_between(self, first: int, last: int) -> bool:
        return any(self.phrases.new_clause(k) for k in range(first, last))

    def _is_prepositional(self, count: Count) -> bool:
        """Whether a preposition governs the count: «برصاص 3 مسلحين»، «على 5 منازل»."""
        if (
            not count.joined
            and self.phrases.is_word(count.first)
            and self.phrases.chain(count.first)[:1] in {"ب", "ل", "ك"}
        ):
            return True
        before = count.first - 1
        if not self.phrases.is_word(before):
            return False
        word = self.marking.words[before]
        glued = word.prep and not word.definite and not word.classes & (w.TIME | w.COUNTRY | w.ACTOR)
        return bool(word.classes & w.PREP) or bool(glued)

    def _continues(self, i: int) -> bool:
        """Whether a joined count at ``i`` goes on from the count before it in this sentence."""
        if len(self.found) == self.begun:
            return False
        reach = self.found[-1].reach
        if self.cue is not None and self.cue.first >= reach:
            return False
        return i - reach <= _JOIN_GAP and not self._clause_between(reach, i)

    def _alike(self, nouns: tuple[Inflected, ...]) -> bool:
        """Whether nouns are of a kind with those of the count before."""
        return self.found[-1].is_like(nouns)

    def _role_behind(self, count: Count) -> str | None:
        """The role from right behind: «31 شخصا قتلوا»، «الذين اعتقلوا»، «في عداد المفقودين»."""
        k = count.reach
        while self.phrases.is_word(k):
            entry = self.amounts.entry_at(k)
            if entry is None or entry.chain:
                return None
            for phrase, _ in self.amounts.phrases_at(k, entry):
                row = phrase.row
                if not isinstance(row, Trigger) or not (phrase.verb or phrase.rest):
                    continue
                if count.fits(row.of) and self._needed(row, k):
                    self.used = k
                    return row.role
            after = self.amounts.of_class(k, "link")
            if after is None:
                return None
            k = after
        return None

    def _is_mixed(self, count: Count) -> bool:
        """«30 شخصا بين قتيل وجريح»."""
        k = self.amounts.of_class(count.reach, "between")
        return k is not None and all(any(n.noun.role for n in self.phrases.nouns(j)) for j in (k, k + 1))

    def _is_agent(self, count: Count, cue: Cue) -> bool:
        """«قتل جندي شابا»: with an accusative behind it the first noun is who did it."""
        k = count.reach
        if not cue.verb or count.of != count.first or not self.phrases.is_word(k) or self.phrases.chain(k):
            return False
        if (
            any(n.accusative for n in self.phrases.nouns(count.first))
            or self.marking.words[k].classes & w.NISBA
        ):
            return False
        return any(n.accusative and n.number == "single" for n in self.phrases.nouns(k))

    def _total_before(self, count: Count) -> Cue | None:
        """The «عدد القتلى» that the number tells, where بلغ, إلى or a bound leads to it or it follows."""
        total = self.total
        if total is None or count.first - total.last > _TOTAL_REACH:
            return None
        before = count.first - 1
        bounded = count.first < count.amount.first and count.of is None  # لم يتجاوز ألفين
        if (
            bounded
            or count.first == total.last
            or self.tokens[before].text in ":ب"
            or self.amounts.of_class(before, "reach")
        ):
            return total
        glued = self.phrases.is_word(count.first) and self.phrases.chain(count.first)[:1] == "ب"
        led = self.amounts.of_class(total.first - 1, "reach") is not None and not self._is_prepositional(
            count
        )
        return total if glued or led else None

    def _subset_before(self, count: Count) -> Cue | None:
        part = self.subset
        return part if part is not None and part.last == count.first else None

    # ------------------------------------------------------------ what is no count

    def _note(self, i: int, entry: Entry) -> int:
        """Remember a cue, a total or «بينهم» for the counts to come; the index to go on from."""
        rows: list[Trigger] = []
        after, verb = i + 1, False
        for phrase, last in self.amounts.phrases_at(i, entry):
            row = phrase.row
            if isinstance(row, Trigger):
                if self._needed(row, i) and (not rows or last == after):
                    rows.append(row)
                    after, verb = last, verb or phrase.verb
            elif (
                isinstance(row, CountWord)
                and not entry.definite
                and (then := self._note_word(row.kind, i, last))
            ):
                return then
        if rows and self._is_cue(i, after, entry):
            mixed = (
                self.cue is not None
                and self.cue.last == i
                and entry.joined
                and self.cue.rows[0].role != rows[0].role
            )
            first = self.cue.first if mixed and self.cue is not None else i
            self.cue = Cue(first, after, tuple(rows), verb, mixed)
            return after
        if entry.definite and (role := self.phrases.definite_role(i)):
            self.total = Cue(i, i + 1, role=role, of=i)
        return i + 1

    def _note_word(self, kind: str, i: int, last: int) -> int | None:
        if kind == "subset":
            self.subset = Cue(i, last)
            return last
        if kind == "among" and (role := self.phrases.definite_role(last)):
            self.subset = Cue(i, last + 1, role=role)
            return last + 1
        if kind == "total" and self.phrases.is_plural(last):
            nouns = self.phrases.nouns(last)
            role = next((n.noun.role for n in nouns if n.noun.role), "")
            if role or any(n.noun.kind == "person" for n in nouns):  # «عدد المشاركين» has no role
                self.total = Cue(i, last + 1, role=role, of=last)
                return last + 1
        return None

    def _is_cue(self, i: int, after: int, entry: Entry) -> bool:
        """Whether the trigger can govern a count: no noun with article or pronoun, no «فجر اليوم»."""
        if entry.suffixed or (entry.definite and after == i + 1) or i == self.used:
            return False
        times = self.marking.words[i].classes & w.TIME and after < self.end
        return not (
            times and (self.marking.words[after].classes & w.TIME or self.marking.words[after].definite)
        )

    def _needed(self, row: Trigger, i: int) -> bool:
        return not row.needs or self.amounts.follows(i + 1, row.needs)
