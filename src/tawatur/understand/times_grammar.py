"""How a time is written: the words of an expression, taken apart but not yet put on a calendar.

A phrase is read from its first word to its longest end: what leads (مطلع، صباح، وقت سابق من), the day
(اليوم، الجمعة، 14 أيار/مايو), the period (الشهر الماضي، عام 2011), and what trails (الجاري، مساء).
"""

from __future__ import annotations

from functools import lru_cache

from tawatur.language.numerals import number_at
from tawatur.understand.times_days import Days
from tawatur.understand.times_draft import Draft
from tawatur.understand.times_words import is_number_word, kinds_of

_LEADS = frozenset("vague same part half quarter edge unit units".split())
_CORES = frozenset(
    "day_off night_off day_word weekday month hijri_month month_word unit units weekend this season"
    " decade ordinal".split()
)
# The rules in the order they are tried, what they begin with, and whether a number may begin them.
_RULES: tuple[tuple[str, frozenset[str], bool], ...] = (
    ("_repeated", frozenset({"set"}), False),
    ("_ago", frozenset({"ago", "after"}), False),
    ("_clock_first", frozenset({"clock", "ordinal"}), True),
    ("_led", _LEADS, True),
    ("_core", _CORES, True),
    ("_counted", frozenset({"dual", "unit", "units", "approx"}), True),
)
_HEADS = frozenset[str]().union(*(heads for _, heads, _ in _RULES))


@lru_cache(100_000)
def begins(folded: str) -> bool:
    """Whether an expression may begin with this word."""
    return not kinds_of(folded).isdisjoint(_HEADS) or is_number_word(folded)


class Grammar(Days):
    """Reads whole expressions: what leads, then the day or the period."""

    def phrase(self, i: int) -> Draft | None:
        """The expression that begins at token ``i``, with its end."""
        draft = Draft(i)
        end = self._phrase(i, draft)
        if end is None or end <= i:
            return None
        draft.last = end
        return draft

    def _phrase(self, i: int, d: Draft) -> int | None:
        if i in self.numeric:
            return self._core(i, d)
        folded = self.tokens[i].folded
        kinds = kinds_of(folded)
        number = self.tokens[i].kind == "number" or is_number_word(folded)
        for name, heads, counted in _RULES:
            if kinds.isdisjoint(heads) and not (number and counted):
                continue
            read = getattr(self, name)
            fresh = Draft(i)
            end: int | None = read(i, fresh)
            if end is not None:
                self._copy(fresh, d)
                return end
        return None

    def _repeated(self, i: int, d: Draft) -> int | None:
        found = self.words.take(i, "set")
        if found is None:
            return None
        d.repeats = found[0].value
        return found[1]

    def _led(self, i: int, d: Draft) -> int | None:
        """وقت سابق من هذا الشهر، مساء السبت، مطلع الشهر، النصف الأول من العام."""
        for kind, read in (
            ("vague", self._after_vague), ("same", self._after_same), ("part", self._after_part),
            ("half", self._after_piece), ("quarter", self._after_piece), ("edge", self._after_edge),
        ):  # fmt: skip
            found = self.words.take(i, kind, glued=True)
            if found is None or (kind == "edge" and self.words.take(i, "weekend", glued=True)):
                continue
            entry, j = found
            inner = Draft(i)
            end = read(entry.value, j, inner)
            if end is not None:
                self._copy(inner, d)
                d.cut = entry.cut
                return end
        return self._nth(i, d) or self._first_months(i, d)

    def _after_vague(self, _: str, i: int, d: Draft) -> int | None:
        i = self.words.skip(i, "of")
        found = self.words.take(i, "part")
        if found is not None:
            return self._after_part(found[0].value, found[1], d)
        return self._day(i, d) or self._unit(i, d)

    def _after_same(self, _: str, i: int, d: Draft) -> int | None:
        end = self._period(self.words.skip(i, "of"), d)
        d.same = True
        return end

    def _after_part(self, value: str, i: int, d: Draft) -> int | None:
        second = None
        end = self._day(self.words.skip(self.words.skip(i, "of"), "of"), d)
        if end is None:
            end = self._date(self.words.skip(i, "of"), d)
        if end is None:
            return None
        d.part = value
        if value == "NI" and d.weekday is not None and not d.dated:
            second = self._second_night(end)
        if second is not None:
            d.second_weekday, end = second
        return end

    def _second_night(self, i: int) -> tuple[int, int] | None:
        """The second weekday of a night: ليل السبت الأحد، ليلة السبت - الأحد، ليل السبت/الأحد."""
        j = i + 1 if self.words.is_sign(i, "-–/،") else i
        found = self.words.take(j, "weekday")
        return (found[0].number, found[1]) if found else None

    def _after_edge(self, value: str, i: int, d: Draft) -> int | None:
        j = self.words.skip(i, "of")
        end = self._period(j, d, led=True)
        if end is None or d.unit == "D":
            return None
        d.edge = value
        return end

    def _after_piece(self, value: str, i: int, d: Draft) -> int | None:
        kind = self.words.take(d.first, "half", "quarter", glued=True)
        end = self._period(self.words.skip(i, "of"), d, led=True)
        if end is None or d.unit in ("D", "W", "CE", "DE") or kind is None:
            return None
        if d.month is not None or d.unit == "M":
            d.edge = {"1": "START", "2": "END"}.get(value)
        d.piece = f"{'H' if kind[0].kind == 'half' else 'Q'}{value}"
        return end

    def _nth(self, i: int, d: Draft) -> int | None:
        """الأسبوع الأخير من شهر أغسطس."""
        unit = self.words.take(i, "unit", glued=True)
        which = self.words.take(unit[1], "ordinal") if unit else None
        of = self.words.take(which[1], "of") if which else None
        if unit is None or which is None or of is None or unit[0].value != "W":
            return None
        end = self._period(of[1], d, led=True)
        if end is None or not (d.month is not None or d.unit == "M"):
            return None
        d.ordinal, d.cut = which[0].number, unit[0].cut
        return end

    def _first_months(self, i: int, d: Draft) -> int | None:
        """«الستة أشهر الأولى من العام»، «الأشهر التسعة الأولى من 2015»."""
        unit = self.words.take(i, "units")
        number = number_at(self.tokens, unit[1] if unit else i)
        if number is None:
            return None
        j = number[1]
        unit = unit or self.words.take(j, "units")
        if unit is None or unit[0].value != "M" or not 1 < number[0] < 12:
            return None
        which = self.words.take(max(j, unit[1]), "ordinal")
        of = self.words.take(which[1], "of") if which else None
        end = self._period(of[1], d, led=True) if of else None
        if end is None or which is None or which[0].value != "1":
            return None
        d.months = int(number[0])
        return end

    def _clock_first(self, i: int, d: Draft) -> int | None:
        """الساعة 4:30 فجر الجمعة، الساعة السابعة من مساء الأحد، 10:30 مساء."""
        found = self.words.take(i, "clock", glued=True)
        if found is not None:
            d.cut = found[0].cut
        end = self._clock(found[1] if found else i, d, said=found is not None)
        if end is None:
            return None
        j = self.words.skip(end, "of")
        part = self.words.take(j, "part") if d.part is None or end == j else None
        if part is not None:
            day = self._day(self.words.skip(part[1], "of"), d)
            if day is not None:
                self._with_part(d, part[0].value)
                return self._zone(day, d)
        day = self._day(j + 1 if self.words.is_sign(j, "،,") else j, d)
        return self._zone(day, d) if day is not None else end

    def _ago(self, i: int, d: Draft) -> int | None:
        """قبل يومين، قبل أكثر من عام، بعد 40 عاما."""
        lead = self.words.take(i, "ago", "after", glued=True)
        if lead is None or (lead[0].kind == "after" and self.tokens[i].folded[lead[0].cut :] != "بعد"):
            return None
        end = self._amount(lead[1], d, alone=True)
        if end is None:
            return None
        after = self.words.take(end, "of", "link")
        if after is not None or (end < self.words.end and self.tokens[end].folded == "علي"):
            return None  # «بعد يومين من» hangs on another event
        if lead[0].kind == "after" and (d.unit != "Y" or d.count == 1):
            return None
        d.ago, d.cut = (-1 if lead[0].kind == "ago" else 1), lead[0].cut
        return end

    def _counted(self, i: int, d: Draft) -> int | None:
        """ثلاثة أيام، عامين، السنوات الخمس الماضية."""
        return self._amount(i, d, alone=False)
