"""What a text tells of the day it was published on, clue by clue, each with the characters that tell it.

Weekdays and dates said of today, الجاري with the tense of its verb, years said of this one, days counted
from a known first day, dates told as past, names that began on a day, offices held, dateline and address.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.offices import first_day, last_day, offices
from tawatur.language.tokens import tokenize
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor
from tawatur.language.words import ACTOR
from tawatur.model import Article, Span
from tawatur.understand.times import drafts_of, tense_at, tense_of
from tawatur.understand.times_draft import Draft
from tawatur.understand.times_values import meaning

ClueKind = Literal["day", "month_day", "weekday", "month", "around", "bounds", "terms"]

_DAY = dt.timedelta(days=1)
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
_TOP = 4  # paragraphs in which a line that is a date is the article's own
_CLOSE = 10  # tokens between a date and its verb
_REACH = 20  # tokens between a name and the office it holds
_FORMER = frozenset(  # an office with one of these is not held
    "السابق السابقه الاسبق الاسبقه الراحل الراحله المنتخب المنتخبه المخلوع المعزول انذاك حينها وقتها سابقا"
    " المقبل القادم المستقيل المقال السابقين".split()
)
_DAY_NUMBERED = frozenset({"اليوم", "لليوم", "باليوم", "يومه", "يومها", "ليومها", "ليومه"})
_SINCE = frozenset({"منذ", "ومنذ"})
_DAYS = frozenset({"يوما", "يوم", "ايام"})
_PREFIX = re.compile("^(?:و|ف)?(?:ال|لل|بال|ل|ب)?")


class Tenure(Struct, frozen=True):
    """An office that a known person held; ISO days, months or years, empty where open."""

    id: str
    office: str = ""
    since: str = ""
    until: str = ""


Tenures = Mapping[str, Sequence[Tenure]]


class Clue(Struct, frozen=True):
    """One constraint on the day of publication.

    ``days`` are the days it may be (day); ``month`` and ``number`` a date without its year; ``least``
    and ``most`` bound the day of the month; ``since`` and ``until`` the day; one of ``terms`` holds.
    """

    kind: ClueKind
    span: Span | None
    days: tuple[dt.date, ...] = ()
    weekday: int | None = None
    month: int | None = None
    number: int | None = None
    least: int | None = None
    most: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    terms: tuple[tuple[dt.date, dt.date], ...] = ()


class _Landmark(Struct, frozen=True):
    form: str
    since: dt.date = field(name="from")


class _DayCount(Struct, frozen=True):
    since: dt.date = field(name="from")
    until: dt.date | None = field(default=None, name="to")
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@cache
def tenures(packs: tuple[Path, ...] = ()) -> Tenures:
    """Who held which office when, by the id of the person, under every title of the office."""
    known, found = offices(packs), dict[str, list[Tenure]]()
    for row in known.tenures:
        office = known.office(row.office)
        if office is not None and (row.since or row.until):
            held = found.setdefault(row.holder, [])
            held.extend(Tenure(row.holder, title, row.since, row.until) for title in office.titles)
    return found


def clues(article: Article, marking: Marking, held: Tenures) -> list[Clue]:
    """Every clue of the text, its dateline and its address."""
    drafts = drafts_of(marking, article.parts)
    found = [clue for draft in drafts for clue in _of_draft(draft, marking, article)]
    found.extend(_of_years(drafts, marking))
    found.extend(_of_counts(marking))
    found.extend(_of_landmarks(marking))
    found.extend(_of_offices(marking, held))
    found.extend(_of_address(article))
    return found


# ---------------------------------------------------------------- times


def _of_draft(d: Draft, marking: Marking, article: Article) -> Iterator[Clue]:
    span = marking.span(d.first, d.last)
    if d.offset is not None:
        yield from _of_today(d, span)
        return
    full = _full_day(d)
    if full is not None and _is_own_line(d, marking, article):
        yield Clue("day", span, days=(full,))
    elif d.hijri:
        return
    elif d.shift == 0 and d.month is not None and d.unit is None:
        if d.year is not None:
            yield _whole(span, dt.date(d.year, d.month, 1))
        yield _current(d, span, d.month, _told(marking, d))
    elif d.shift == 0 and d.day is not None and d.unit == "M":
        yield _current(d, span, None, _told(marking, d))
    elif d.year is not None or d.written is not None:
        yield from _of_dated(d, marking, span)
    elif d.shift == -1 and d.day and d.month:
        yield from _since_beginning(d, marking, span)
    elif d.shift is None and d.weekday and d.day and d.month:
        yield Clue("around", span, weekday=d.weekday, month=d.month, number=d.day)


def _of_today(d: Draft, span: Span) -> Iterator[Clue]:
    """اليوم الأحد 24 أيلول: the weekday and the date of today, or of a day counted from it."""
    back = -(d.offset or 0) * _DAY
    full = _full_day(d)
    if full is not None:
        yield Clue("day", span, days=(full + back,))
    elif d.day and d.month and not d.hijri and d.shift in (None, 0):
        # February ends on two days: only then may a day counted from another month be off.
        moved = dt.date(2000, d.month, min(d.day, 28)) + back if d.offset and d.day <= 28 else None
        month, number = (moved.month, moved.day) if moved else (d.month, d.day)
        if moved or not d.offset:
            yield Clue("month_day", span, month=month, number=number)
    if d.weekday:
        yield Clue("weekday", span, weekday=(d.weekday - (d.offset or 0) - 1) % 7 + 1)


def _full_day(d: Draft) -> dt.date | None:
    """The day of a date that has its year and does not contradict itself."""
    if d.written is None and not (d.dated and d.year):
        return None
    found = meaning(d, None, "none")
    return found.since if not found.flags else None


def _whole(span: Span, first: dt.date) -> Clue:
    """Published in the month that begins on ``first``."""
    return Clue("bounds", span, since=first, until=(first + 31 * _DAY).replace(day=1) - _DAY)


def _current(d: Draft, span: Span, month: int | None, tense: str) -> Clue:
    """«14 أيار/مايو الجاري»: the month, and with the tense the side of the day."""
    least = d.day if tense == "past" else None
    most = d.day if tense == "future" else None
    return Clue("month", span, month=month, least=least, most=most)


def _told(marking: Marking, d: Draft) -> str:
    """The tense of the verb that a date hangs on; none where that is not sure."""
    begin, end = marking.layout.sentences[marking.layout.sentence_of(d.first)]
    if d.first > begin and marking.tokens[d.first - 1].folded in _SINCE:
        return "past"
    for i in range(d.first - 1, max(begin, d.first - _CLOSE) - 1, -1):
        if marking.words[i].finite or tense_of(marking, i):
            return tense_of(marking, i) or "none"
    if d.first - begin > 2:
        return "none"
    return next((t for i in range(d.last, min(end, d.last + _CLOSE)) if (t := tense_of(marking, i))), "none")


def _is_own_line(d: Draft, marking: Marking, article: Article) -> bool:
    """Whether the date is a line near the top, or stands in the dateline."""
    start = marking.tokens[d.first].start
    if article.dateline and article.dateline.start <= start < article.dateline.end:
        return True
    number = marking.layout.paragraph_of(d.first)
    first, last = marking.layout.paragraphs[number]
    return number < _TOP and d.first - first < 2 and last - d.last < 2


def _of_dated(d: Draft, marking: Marking, span: Span) -> Iterator[Clue]:
    """A date with its year: told as past it is the earliest day, told as to come the latest."""
    found = meaning(d, None, "none")
    if d.month is None and d.written is None and d.shift is not None and d.unit is None and d.year:
        year = d.year - d.shift  # «عام 2024 المقبل»
        yield Clue("bounds", span, since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))
    elif _told(marking, d) == "future":
        if d.month is not None and found.until:
            yield Clue("bounds", span, until=found.until)
    elif _is_past(d, marking) and found.since:
        yield Clue("bounds", span, since=found.since)


def _is_past(d: Draft, marking: Marking) -> bool:
    if d.dated or d.written or (d.month is not None and d.season is None):
        return tense_at(marking, d.first) == "past"
    return d.first > 0 and marking.tokens[d.first - 1].folded in _SINCE


def _of_years(drafts: Sequence[Draft], marking: Marking) -> Iterator[Clue]:
    """«العام الجاري 2024»، «العام الماضي (2023)»."""
    for d in drafts:
        if d.unit != "Y" or d.shift is None or d.month is not None or d.count is not None:
            continue
        at = d.last + 1 if d.last < len(marking.tokens) and marking.is_punct(d.last, "(،") else d.last
        folded = marking.tokens[at].folded if at < len(marking.tokens) else ""
        if re.fullmatch(r"(?:19|20)\d\d", folded):
            year = int(folded) - d.shift
            span = marking.span(d.first, at + 1)
            yield Clue("bounds", span, since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))


# ---------------------------------------------------------------- counts and names


@cache
def _day_counts() -> tuple[_DayCount, ...]:
    rows = load("ar/day_counts.tsv", _DayCount)
    return tuple(
        _DayCount(r.since, r.until, *(tuple(map(fold_word, words)) for words in (r.all, r.any, r.none)))
        for r in rows
    )


def _of_counts(marking: Marking) -> Iterator[Clue]:
    """«لليوم الـ293»، «يومه الـ200»، «منذ 84 يوما»: the day after so many, for every beginning that fits."""
    for i, token in enumerate(marking.tokens[:-2]):
        if token.folded in _DAY_NUMBERED:
            at = i + 2 if marking.tokens[i + 1].folded == "ال" else i + 1
            slack = 0
        elif token.folded in _SINCE and marking.tokens[i + 2].folded in _DAYS:
            at, slack = i + 1, 1  # the first day counts or does not
        else:
            continue
        number = _count_at(marking, at)
        days = _counted_days(marking, i, number, slack) if number else ()
        if days:
            yield Clue("day", marking.span(i, at + 1), days=days)


def _count_at(marking: Marking, i: int) -> int | None:
    folded = marking.tokens[i].folded if i < len(marking.tokens) else ""
    return int(folded) if folded.isascii() and folded.isdecimal() and len(folded) < 5 else None


def _counted_days(marking: Marking, i: int, number: int, slack: int) -> tuple[dt.date, ...]:
    days: list[dt.date] = []
    for row in _fitting_counts(marking, i):
        for more in range(slack + 1):
            day = row.since + (number - 1 + more) * _DAY
            if row.until is None or day <= row.until:
                days.append(day)
    return tuple(days)


def _fitting_counts(marking: Marking, i: int) -> list[_DayCount]:
    """The beginnings whose words stand in the sentence of token ``i``."""
    first, last = marking.layout.sentences[marking.layout.sentence_of(i)]
    words = {t.folded for t in marking.tokens[first:last]}
    return [
        row
        for row in _day_counts()
        if words.issuperset(row.all) and words.intersection(row.any) and not words.intersection(row.none)
    ]


def _since_beginning(d: Draft, marking: Marking, span: Span) -> Iterator[Clue]:
    """«منذ 7 أكتوبر الماضي»: within a year of a beginning that the sentence fits."""
    for row in _fitting_counts(marking, d.first):
        if (row.since.month, row.since.day) == (d.month, d.day):
            yield Clue("bounds", span, since=row.since + _DAY, until=row.since + 365 * _DAY)
            return


@cache
def _landmarks() -> dict[str, tuple[tuple[tuple[str, ...], dt.date], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], dt.date]]] = {}
    for row in load("ar/landmarks.tsv", _Landmark):
        words = tuple(t.folded for t in tokenize(fold_word(row.form)))
        found.setdefault(words[0], []).append((words, row.since))
    return {word: tuple(rows) for word, rows in found.items()}


def _of_landmarks(marking: Marking) -> Iterator[Clue]:
    """Names that did not exist before a day; the latest counts."""
    known, tokens = _landmarks(), marking.tokens
    best: tuple[dt.date, int, int] | None = None
    for i, token in enumerate(tokens):
        rows = known.get(token.folded) or known.get(
            token.folded[1:] if token.folded[:1] in "وبلف" else "", ()
        )
        for words, since in rows:
            last = i + len(words)
            rest = all(t.folded == w for t, w in zip(tokens[i + 1 : last], words[1:], strict=False))
            if rest and last <= len(tokens) and (best is None or since > best[0]):
                best = (since, i, last)
    if best is not None:
        yield Clue("bounds", marking.span(best[1], best[2]), since=best[0])


# ---------------------------------------------------------------- offices


def _of_offices(marking: Marking, held: Tenures) -> Iterator[Clue]:
    """Persons named with an office they held from a day to another."""
    seen: set[str] = set()
    for first, last, person in _persons(marking):
        if person in seen or person not in held:
            continue
        start, end = _around(marking, first, last)
        words = [t.folded for t in marking.tokens[start:end]]
        if _FORMER.intersection(words):
            continue
        ranges = _terms(held[person], [_PREFIX.sub("", w) for w in words])
        if ranges:
            seen.add(person)
            yield Clue("terms", marking.span(first, last), terms=ranges)


def _persons(marking: Marking) -> Iterator[tuple[int, int, str]]:
    """The known persons of the text with their token ranges."""
    for i, word in enumerate(marking.words):
        for hit in marking.hits(i, "actor"):
            if isinstance(hit.row, Actor) and hit.row.type == "PER":
                yield i, hit.last, hit.row.id
        if word.classes & ACTOR:
            for reading in word.readings:
                if isinstance(reading.row, Actor) and reading.row.type == "PER":
                    yield i, i + 1, reading.row.id


def _around(marking: Marking, first: int, last: int) -> tuple[int, int]:
    """The tokens of the sentence near a name, where its office would stand."""
    begin, end = marking.layout.sentences[marking.layout.sentence_of(first)]
    return max(begin, first - _REACH), min(end, last + 6)


def _terms(rows: Sequence[Tenure], words: Sequence[str]) -> tuple[tuple[dt.date, dt.date], ...]:
    """The tenures of the office whose words stand best around the name: its head and half of the rest."""
    scored: list[tuple[float, Tenure]] = []
    for row in rows:
        office = _office_words(row.office)
        if not office or office[0] not in words:
            continue
        share = sum(w in words for w in office) / len(office)
        if share >= 0.5:
            scored.append((share, row))
    best = max((share for share, _ in scored), default=0.0)
    return tuple((first_day(r.since), last_day(r.until)) for share, r in scored if share == best)


@cache
def _office_words(office: str) -> tuple[str, ...]:
    return tuple(
        _PREFIX.sub("", t.folded) for t in tokenize(office) if t.kind == "word" and len(t.folded) > 2
    )


# ---------------------------------------------------------------- outside the text


def _of_address(article: Article) -> Iterator[Clue]:
    match = _ADDRESS.search(article.url or "")
    if match is None:
        return
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return
    yield Clue("day", None, days=(day,))
