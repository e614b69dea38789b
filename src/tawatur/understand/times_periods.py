"""How periods are written: months, years, seasons, decades, الأسبوع الماضي, and amounts of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tawatur.language.calendar import AbsoluteDate
from tawatur.language.numerals import number_at
from tawatur.language.tokens import Token
from tawatur.understand.times_draft import Draft
from tawatur.understand.times_words import Words

_GREGORIAN = range(1500, 2200)
_BARE = range(1800, 2101)  # a number that may be a year without saying so
_HIJRI = range(1300, 1501)
_JOINTS = "/-\\–("
_YEAR_JOINTS = frozenset({"و", "-", "–", "/", "،", "الي", "حتي"})


class Periods:
    """Reads periods from the words of one text.

    A method takes a token index and a draft to fill, and returns the index after what it read, or None.
    """

    def __init__(
        self, words: Words, tokens: list[Token], *, counted: Callable[[int], bool], alone: bool = False
    ) -> None:
        """``counted(i)`` tells whether token ``i`` is a noun that a number before it counts.

        With ``alone`` the text is one phrase: a bare month or year needs no cue before it.
        """
        self.words, self.tokens, self.counted, self.alone = words, tokens, counted, alone
        self.numeric: Mapping[int, tuple[AbsoluteDate, int]] = {}
        self.before: Draft | None = None  # the expression that ends nearest before

    def _copy(self, source: Draft, target: Draft) -> None:
        """Take over what a trial reading found, but for where it began."""
        for name in Draft.__struct_fields__[1:]:
            setattr(target, name, getattr(source, name))

    def _month(self, i: int, d: Draft) -> int | None:
        """A month under one or two names, with its year or الماضي."""
        i = self.words.skip(i, "month_word")
        found = self.words.take(i, "month", "hijri_month", glued=True)
        if found is None:
            return None
        entry, end = found
        if entry.cut and self.words.take(i - 1, "month_word"):
            return None
        d.month, d.hijri, d.cut = entry.number, entry.kind == "hijri_month", entry.cut
        if not d.hijri:
            end = self._second_name(end, d)
        return self._year_of_month(end, d)

    def _second_name(self, i: int, d: Draft) -> int:
        if not self.words.is_sign(i, _JOINTS):
            return i
        found = self.words.take(i + 1, "month")
        if found is None:
            return i
        d.other_month = found[0].number if found[0].number != d.month else None
        return found[1] + 1 if self.words.is_sign(found[1], ")") else found[1]

    def _year_of_month(self, i: int, d: Draft) -> int:
        """The year after a month: 2019، من العام الماضي، الجاري."""
        shift = self.words.take(i, "shift")
        if shift is not None:
            d.shift = shift[0].number
            return self._year_number(shift[1], d, hijri=d.hijri) or shift[1]
        j = self.words.skip(i, "of")
        if j == i and self.words.is_sign(i, "،,/-") and self.words.integer(i + 1) in _GREGORIAN:
            j = i + 1
        year = self._year_number(j, d, hijri=d.hijri)
        if year is not None:
            return year
        other = Draft(i)
        end = self._unit(j, other)
        if end is None or other.unit != "Y" or other.shift is None:
            return i
        d.unit, d.shift = "Y", other.shift
        return end

    def _year_number(self, i: int, d: Draft, *, hijri: bool = False, said: bool = False) -> int | None:
        """A year in figures; with ``said`` only behind عام and its like."""
        unit = self.words.take(i, "unit", "units", glued=said)
        if unit is not None and unit[0].value == "Y":
            i, d.cut = unit[1], unit[0].cut if said else d.cut
        elif said:
            return None
        number = self.words.integer(i)
        era = self.words.take(i + 1, "era")
        after_hijra = hijri or (era is not None and era[0].value == "ah" and d.month is None)
        if number is None or number not in (_HIJRI if after_hijra else _GREGORIAN):
            return None
        d.year, d.hijri = number, after_hijra
        return era[1] if era else i + 1

    def _period(self, i: int, d: Draft, *, led: bool = False) -> int | None:
        for read in (self._unit, self._season, self._decade, self._lone_month, self._lone_year):
            fresh = Draft(i, led=led)
            end = read(i, fresh)
            if end is not None:
                self._copy(fresh, d)
                return end
        return None

    def _unit(self, i: int, d: Draft) -> int | None:
        """الأسبوع الماضي، هذا العام، عام 2011، القرن التاسع عشر، نهاية الأسبوع."""
        weekend = self.words.take(i, "weekend", glued=True)
        if weekend is not None:
            shift = self.words.take(weekend[1], "shift")
            d.unit, d.shift, d.cut = "WE", shift[0].number if shift else 0, weekend[0].cut
            return shift[1] if shift else weekend[1]
        this = self.words.take(i, "this", glued=True)
        if this is None and (end := self._year_number(i, d, said=True)) is not None:
            shift = self.words.take(end, "shift")
            d.shift = shift[0].number if shift else None
            return shift[1] if shift else end
        unit = self.words.take(this[1] if this else i, "unit", glued=this is None)
        if unit is None or self._is_adjective(i, unit[0].value):
            return None
        entry, j = unit
        d.cut = this[0].cut if this else entry.cut
        if entry.value == "CE" and (nth := self.words.take(j, "ordinal")) is not None:
            d.unit, d.ordinal = "CE", nth[0].number
            return nth[1] if nth[0].number > 0 else None
        return self._shifted(entry.value, j, d, this=this is not None)

    def _shifted(self, unit: str, i: int, d: Draft, *, this: bool) -> int | None:
        definite = self.tokens[i - 1].folded.startswith(("ال", "لل", "بال", "وال", "فال", "كال"))
        shift = self.words.take(i, "shift")
        if unit in ("H", "MIN") or (unit == "D" and not this):
            return None
        if not definite or (shift is None and not this):
            return None
        d.unit, d.shift = unit, shift[0].number if shift else 0
        return shift[1] if shift else i

    def _is_adjective(self, i: int, unit: str) -> bool:
        """Whether العام is «general»: الأمين العام."""
        return unit == "Y" and i > 0 and self.words.take(i - 1, "adjective_owner", glued=True) is not None

    def _season(self, i: int, d: Draft) -> int | None:
        this = self.words.take(i, "this", glued=True)
        found = self.words.take(this[1] if this else i, "season", glued=this is None)
        if found is None:
            return None
        entry, j = found
        end = self._year_of_month(j, d)
        if end == j and this is None:
            return None
        d.season, d.cut = entry.value, this[0].cut if this else entry.cut
        d.shift = 0 if end == j else d.shift
        return end

    def _decade(self, i: int, d: Draft) -> int | None:
        found = self.words.take(i, "decade", glued=True)
        if found is None:
            return None
        d.unit, d.ordinal, d.cut = "DE", found[0].number, found[0].cut
        century = Draft(i)
        end = self._unit(found[1], century)
        return end if end is not None and century.unit == "CE" else found[1]

    def _lone_month(self, i: int, d: Draft) -> int | None:
        end = self._month(i, d)
        if end is None:
            return None
        sure = self.alone or d.year is not None or d.shift is not None or d.other_month is not None
        if d.hijri and not sure:
            return None  # «شهر رمضان» comes every year
        sure = sure or d.led
        named = self.words.take(i, "month_word") is not None
        weak = self.words.take(i, "weak_month", glued=True) is not None
        after_month = self.before is not None and self.before.last >= i - 1 and self.before.month is not None
        if sure or named or after_month or (end > i + 1 and not d.hijri):
            return end
        cue = i > 0 and self.words.take(i - 1, "month_cue", glued=True) is not None
        return end if not weak and (cue or d.cut > 0) else None

    def _lone_year(self, i: int, d: Draft) -> int | None:
        number = self.words.integer(i)
        if number is None or number not in _BARE:
            return None
        era = self.words.take(i + 1, "era")
        cued = d.led or self.alone or era is not None or self._is_year_place(i)
        if not cued or (era is None and self.counted(i + 1)):
            return None
        d.year = number
        return era[1] if era else i + 1

    def _is_year_place(self, i: int) -> bool:
        """After في، منذ and their like, in brackets, or joined to a year before."""
        words, before = self.words, self.before
        if i > 0 and words.take(i - 1, "before_year", glued=True):
            return True
        if before is not None and before.year and before.last >= i - 2 and not before.day:
            return i == before.last or self.tokens[i - 1].folded in _YEAR_JOINTS
        opened = words.is_sign(i - 1, "(-–") and i > 0
        return opened and words.is_sign(i + 1, ")-–")

    def _amount(self, i: int, d: Draft, *, alone: bool) -> int | None:
        approx = self.words.take(i, "approx", glued=True)
        j = approx[1] if approx else i
        end = self._count_of_unit(j, d, alone=alone)
        if end is None:
            return None
        d.mod = approx[0].value if approx else None
        if approx is not None:
            d.cut = approx[0].cut
        shift = self.words.take(end, "shift", "recent")
        if shift is not None and not alone:
            d.shift = shift[0].number if shift[0].value else -1
            return shift[1]
        return end

    def _count_of_unit(self, i: int, d: Draft, *, alone: bool) -> int | None:
        dual = self.words.take(i, "dual", glued=True)
        if dual is not None:
            d.unit, d.count, d.cut = dual[0].value, 2, dual[0].cut
            return dual[1]
        unit = self.words.take(i, "unit", "units", glued=True)
        number = number_at(self.tokens, unit[1] if unit else i) if i < self.words.end else None
        if number is not None and unit is not None and unit[0].value in "DWMY" and number[0] < 1000:
            if not self.tokens[i].folded.startswith("ال"):
                return None
            d.unit, d.count, d.cut = unit[0].value, number[0], unit[0].cut
            return number[1]
        if number is not None and unit is None:
            following = self.words.take(number[1], "unit", "units")
            if following is None or self.tokens[number[1]].folded.startswith("ال"):
                return None
            d.unit, d.count = following[0].value, number[0]
            return following[1]
        if (
            alone
            and (unit := self.words.take(i, "unit", glued=True)) is not None
            and not self.tokens[i].folded.startswith("ال")
        ):
            d.unit, d.count = unit[0].value, 1
            return unit[1]
        return None
