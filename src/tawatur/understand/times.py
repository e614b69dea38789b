"""Times: every expression that can be put on a calendar, resolved against the day it is said on.

The anchor is the day of publication; inside the words of an interview that the text dates, it is that day.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from functools import lru_cache

from msgspec.structs import replace

from tawatur.language.calendar import AbsoluteDate, absolute_dates
from tawatur.language.layout import Layout, lay_out
from tawatur.language.marking import Marking
from tawatur.language.words import MASDAR, NOUN, ROLE, Word
from tawatur.model import Part, Record, TimeExpression
from tawatur.understand.times_draft import Draft
from tawatur.understand.times_grammar import Grammar, begins
from tawatur.understand.times_values import Meaning, Tense, meaning
from tawatur.understand.times_words import Words, entries

_GAP = r"[\s\u200e\u200f]*"
_NUMERIC = re.compile(rf"\d{{1,4}}{_GAP}[/.\-]{_GAP}\d{{1,2}}{_GAP}[/.\-]{_GAP}\d{{1,4}}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TENSE_WINDOW = 25  # tokens before an expression in which its verb is looked for
_RANGE_JOINTS = frozenset({"و", "الي", "حتي", "وحتي", "-", "–"})


def times(record: Record, marking: Marking) -> Record:
    """The record with its times."""
    anchor = published_day(record)
    found = drafts_of(marking, record.article.parts)
    anchors = _interviews(record, marking, found, anchor)
    return replace(record, times=_expressions(marking.layout, marking, found, anchor, anchors))


def resolve_phrase(phrase: str, anchor: str | None) -> list[TimeExpression]:
    """The times of a phrase said on an ISO day; offsets are into the phrase."""
    layout = lay_out(phrase)
    found = _Reader(layout, None, ()).drafts()
    return list(_expressions(layout, None, found, dt.date.fromisoformat(anchor[:10]) if anchor else None, {}))


def drafts_of(marking: Marking, parts: Sequence[Part]) -> list[Draft]:
    """The times of a text as its words give them, not yet put on the calendar."""
    return _Reader(marking.layout, marking, parts).drafts()


def published_day(record: Record) -> dt.date | None:
    """The day of publication, where it is known to the day."""
    at = record.article.published.at
    return dt.date.fromisoformat(at[:10]) if at and len(at) >= 10 else None


class _Reader:
    """Finds the drafts of a text, left to right, none inside another."""

    def __init__(self, layout: Layout, marking: Marking | None, parts: Sequence[Part]) -> None:
        self.layout, self.marking = layout, marking
        self.tokens = list(layout.tokens)
        self.words = Words(self.tokens)
        self.grammar = Grammar(self.words, self.tokens, counted=self._is_counted, alone=marking is None)
        self.grammar.numeric = self._numeric()
        self.names = self._names()
        self.left_out = [(part.start, part.end) for part in parts if part.kind == "boilerplate"]

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        for first, last in self.layout.paragraphs:
            begin = self.tokens[first].start
            if any(start <= begin < end for start, end in self.left_out):
                continue
            self.words.end, self.grammar.before = last, None
            i = first
            while i < last:
                draft = self.grammar.phrase(i) if self._may_begin(i) else None
                if draft is None or self._is_furniture(draft, first, last):
                    i += 1
                    continue
                begun = self._range_start(draft, first)
                if begun is not None:
                    found.append(begun)
                _share(self.grammar.before, draft)
                found.append(draft)
                self.grammar.before = draft
                i = draft.last
        return found

    def _range_start(self, draft: Draft, first: int) -> Draft | None:
        """The day before a joint, whose month stands after the second: «من 10 إلى 15 مايو»، «7-8 مايو»."""
        j = draft.first - 2
        if draft.day is None or draft.month is None or j < first:
            return None
        joint, day = self.tokens[j + 1].folded, self.words.integer(j)
        said = j > first and self.words.take(j - 1, "range", glued=True) is not None
        if joint not in _RANGE_JOINTS or day is None or not 0 < day < draft.day:
            return None
        if not (said or joint in "-–") or self.words.integer(draft.first) != draft.day:
            return None
        begun = copy(draft)
        begun.first, begun.last, begun.day, begun.weekday, begun.cut = j, j + 1, day, None, 0
        return begun

    def _is_furniture(self, draft: Draft, first: int, last: int) -> bool:
        """Whether a line is nothing but a time without a year, as lists beside an article have them."""
        alone = self.marking is not None and draft.first == first and draft.last == last
        return alone and draft.year is None and draft.written is None

    def _may_begin(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind != "word":
            return token.kind == "number"
        return begins(token.folded) and i not in self.names

    def _names(self) -> set[int]:
        """Tokens inside a name of several words that begins before them: «المصري اليوم»."""
        if self.marking is None:
            return set()
        return {
            i
            for hits in self.marking.hits_at.values()
            for hit in hits
            if hit.lexicon in ("outlet", "actor") and hit.last - hit.first > 1
            for i in range(hit.first, hit.last)
        }

    def _is_counted(self, i: int) -> bool:
        if i >= self.words.end or self.marking is None:
            return False
        word: Word = self.marking.words[i]
        return bool(word.classes & (NOUN | ROLE | MASDAR)) and not (word.definite or word.prep or word.conj)

    def _numeric(self) -> dict[int, tuple[AbsoluteDate, int]]:
        """Dates in figures by their first token, with the index after their last."""
        text, found = self.layout.text, {}
        if _NUMERIC.search(text) is None:
            return {}
        starts = [token.start for token in self.tokens]
        for first, last in self.layout.paragraphs:
            at, end = self.tokens[first].start, self.tokens[last - 1].end
            if _NUMERIC.search(text, at, end) is None:
                continue
            for date in absolute_dates(text[at:end]):
                where = text[at + date.start : at + date.end]
                figures = _NUMERIC.search(where)
                if figures is None or (date.clock is not None and _LETTERS.search(figures.group())):
                    continue
                begin = bisect_left(starts, at + date.start + figures.start())
                found[begin] = (date, bisect_left(starts, at + date.start + figures.end()))
        return found


def _share(before: Draft | None, draft: Draft) -> None:
    """«بين 10 مايو و2 سبتمبر المقبلين»: what only the second of two joined dates says is said of both."""
    if (
        before is None
        or not (before.dated or before.month)
        or not draft.month
        or draft.first - before.last > 2
    ):
        return
    if before.year is None and before.shift is None and before.unit is None:
        before.year, before.shift, before.unit = draft.year, draft.shift, draft.unit


# ---------------------------------------------------------------- resolving


def _expressions(
    layout: Layout,
    marking: Marking | None,
    drafts: Sequence[Draft],
    anchor: dt.date | None,
    anchors: dict[int, tuple[dt.date, str]],
) -> tuple[TimeExpression, ...]:
    found: list[TimeExpression] = []
    piece: Draft | None = None  # the half or quarter that «الفترة نفسها» means
    for number, draft in enumerate(drafts):
        day, basis = anchors.get(number, (anchor, "published"))
        if draft.same and piece is not None:
            draft.piece, draft.months = piece.piece, piece.months
        elif draft.piece or draft.months:
            piece = draft
        means = meaning(draft, day, tense_at(marking, draft.first))
        found.append(_expression(layout, draft, means, f"t{number + 1}", basis if day else None))
    return _checked_pairs(layout, drafts, found)


def _expression(layout: Layout, d: Draft, m: Meaning, name: str, basis: str | None) -> TimeExpression:
    span = layout.span(d.first, d.last)
    start = span.start + _cut(layout, d)
    span = replace(span, start=start, text=layout.text[start : span.end])
    return TimeExpression(
        name, span, m.type, m.value,
        since=str(m.since) if m.since else None, until=str(m.until) if m.until else None,
        mod=m.mod, basis=basis if m.relative else None, flags=m.flags, other_reading=m.other,
    )  # fmt: skip


def _cut(layout: Layout, d: Draft) -> int:
    """How many characters of the first token are glued letters, with the marks on them."""
    token = layout.tokens[d.first]
    if not d.cut or token.text == token.light:
        return d.cut
    return next((n for n in range(len(token.text)) if len(_bare(token.text[:n])) == d.cut + 1), d.cut + 1) - 1


def _bare(text: str) -> str:
    from tawatur.language.views import light_word

    return light_word(text)


def _checked_pairs(
    layout: Layout, drafts: Sequence[Draft], found: Sequence[TimeExpression]
) -> tuple[TimeExpression, ...]:
    """«23 رمضان 1441 الموافق 16 مايو 2020»: two calendars that do not agree are flagged on both."""
    checked = list(found)
    for k in range(1, len(checked)):
        a, b = drafts[k - 1], drafts[k]
        one, two = checked[k - 1], checked[k]
        between = layout.text[one.span.end : two.span.start].split()
        calendars = _is_hijri(a) != _is_hijri(b)
        if (
            calendars
            and len(between) < 4
            and a.daily
            and b.daily
            and one.value
            and two.value
            and one.value != two.value
        ):
            checked[k - 1] = replace(one, flags=(*one.flags, "hijri"), other_reading=two.value)
            checked[k] = replace(two, flags=(*two.flags, "hijri"), other_reading=one.value)
    return tuple(checked)


def _is_hijri(d: Draft) -> bool:
    return d.hijri or (d.written is not None and d.written.calendar == "hijri")


def tense_at(marking: Marking | None, first: int) -> Tense:
    """The tense of the nearest verb before an expression in its sentence, else of the first one after it."""
    if marking is None:
        return "none"
    begin, end = marking.layout.sentences[marking.layout.sentence_of(first)]
    before = range(first - 1, max(begin, first - _TENSE_WINDOW) - 1, -1)
    after = range(first + 1, min(end, first + _TENSE_WINDOW))
    return next((tense for i in (*before, *after) if (tense := tense_of(marking, i))), "none")


def tense_of(marking: Marking, i: int) -> Tense | None:
    """What one word says of the tense of its sentence."""
    word = marking.words[i]
    if word.prep == "س" or _tells_future(marking.tokens[i].folded):
        return "future"
    told = word.finite and any(getattr(r.feature, "tense", None) == "perfect" for r in word.readings)
    return "past" if told else None


@lru_cache(100_000)
def _tells_future(folded: str) -> bool:
    return any(entry.kind == "future" and not entry.rest for entry in entries(folded))


# ---------------------------------------------------------------- interviews


def _interviews(
    record: Record, marking: Marking, drafts: Sequence[Draft], anchor: dt.date | None
) -> dict[int, tuple[dt.date, str]]:
    """The anchors of times inside the words of a dated interview: {draft: (its day, the id of its time)}."""
    found: dict[int, tuple[dt.date, str]] = {}
    starts = [token.start for token in marking.tokens]
    for statement in record.statements:
        if statement.channel != "interview" or not statement.cue or not statement.content:
            continue
        first, last = statement.content[0].start, statement.content[-1].end
        within = [k for k, d in enumerate(drafts) if first <= starts[d.first] < last]
        sentence = marking.layout.sentence_of(bisect_left(starts, statement.cue[0].start))
        for number, draft in enumerate(drafts):
            beside = marking.layout.sentence_of(draft.first) == sentence and number not in within
            day = meaning(draft, anchor, "past").since if beside and draft.daily else None
            if day is not None:
                found.update(dict.fromkeys(within, (day, f"t{number + 1}")))
                break
    return found
