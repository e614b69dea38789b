"""How days are written: اليوم، أمس الجمعة، 14 أيار/مايو الجاري، the hour and the part of the day."""

from __future__ import annotations

from tawatur.understand.times_draft import Draft
from tawatur.understand.times_periods import Periods

_OPENERS, _CLOSERS = '(«“"”[', ')»”"“]'


class Days(Periods):
    """Reads days and hours."""

    def _core(self, i: int, d: Draft) -> int | None:
        for read in (self._day, self._date, self._period):
            fresh = Draft(i)
            end = read(i, fresh)
            if end is not None:
                self._copy(fresh, d)
                return end
        return None

    def _day(self, i: int, d: Draft) -> int | None:
        """اليوم، أمس الجمعة، يوم الأربعاء المقبل، السبت 25 يوليو، الليلة الماضية."""
        if i in self.numeric:
            d.written, after = self.numeric[i]
            return after
        night = self.words.take(i, "night_off", glued=True)
        if night is not None and (night[0].value != "0" or self._is_tonight(i, night[1])):
            d.offset, d.part, d.cut = night[0].number, "NI", night[0].cut
            return night[1]
        end = self._deictic(i, d) or self._weekday(i, d)
        return None if end is None else self._trailing(end, d)

    def _deictic(self, i: int, d: Draft) -> int | None:
        found = self.words.take(i, "day_off", glued=True)
        if found is None:
            return None
        entry, end = found
        if entry.value == "0":
            named = (
                not self.alone
                and i > 0
                and (
                    self.words.take(i - 1, "name_before") is not None
                    or (self.words.is_sign(i - 1, _OPENERS) and self.words.is_sign(end, _CLOSERS))
                )
            )
            if named or self.words.take(end, "ordinal", "shift", "day_adjective") or self._is_count(end):
                return None
        d.offset, d.cut = entry.number, entry.cut
        end = self._bracketed_weekday(end, d) or end
        weekday = self.words.take(end, "weekday")
        if weekday is not None and d.weekday is None:
            d.weekday, end = weekday[0].number, weekday[1]
        return end

    def _is_tonight(self, i: int, end: int) -> bool:
        """الليلة is tonight; «في الليلة»، «الليلة الأبرز» are some night."""
        if self.alone or end - i > 1:
            return True
        described = end < self.words.end and self.tokens[end].folded.startswith("ال")
        return not described and (i == 0 or self.words.take(i - 1, "link", "of", glued=True) is None)

    def _is_count(self, i: int) -> bool:
        """Whether «اليوم الـ173» counts days."""
        return (
            i + 1 < self.words.end and self.tokens[i].folded == "ال" and self.tokens[i + 1].kind == "number"
        )

    def _bracketed_weekday(self, i: int, d: Draft) -> int | None:
        if not self.words.is_sign(i, _OPENERS):
            return None
        found = self.words.take(i + 1, "weekday")
        if found is None or not self.words.is_sign(found[1], _CLOSERS):
            return None
        d.weekday = found[0].number
        return found[1] + 1

    def _weekday(self, i: int, d: Draft) -> int | None:
        word = self.words.take(i, "day_word", glued=True)
        found = self.words.take(word[1] if word else i, "weekday", glued=word is None)
        if found is None:
            return None
        entry, end = found
        if word is None and not self.tokens[i].folded[entry.cut :].startswith("ال"):
            return None
        d.weekday, d.cut = entry.number, word[0].cut if word else entry.cut
        return end

    def _trailing(self, i: int, d: Draft) -> int:
        """What follows a day: الماضي، its date, the part of the day, the hour."""
        shift = self.words.take(i, "shift")
        if shift is not None and d.offset is None:
            d.shift, i = shift[0].number, shift[1]
        j = i
        while j < i + 2 and self.words.is_sign(j, "،,-–(«"):
            j += 1
        j = self.words.skip(j, "equal")
        dated = Draft(d.first)
        end = self._date(j, dated)
        if end is not None:
            self._merge_date(d, dated)
            i = end + 1 if self.words.is_sign(end, ")»") and j > i else end
        adverb = self.words.take(i, "part_adverb")
        if adverb is not None and d.part is None and d.hour is None:
            d.part, i = adverb[0].value, adverb[1]
        return self._trailing_clock(i, d)

    def _merge_date(self, d: Draft, dated: Draft) -> None:
        shift = dated.shift if dated.shift is not None else d.shift
        for name in ("day", "month", "other_month", "year", "hijri", "unit", "written"):
            setattr(d, name, getattr(dated, name))
        d.shift = shift

    def _trailing_clock(self, i: int, d: Draft) -> int:
        if d.hour is not None:
            return i
        clock = Draft(d.first)
        at = self.words.take(i, "clock")
        end = self._clock(at[1], clock, said=True) if at else self._plain_clock(i, clock)
        if end is None:
            return i
        d.hour, d.minute, d.zone = clock.hour, clock.minute, clock.zone
        self._with_part(d, clock.part or d.part or "")
        d.part = d.part or None
        return end

    def _plain_clock(self, i: int, clock: Draft) -> int | None:
        """«اليوم 13:00»."""
        hour = self._hour(i, said=False)
        if hour is None:
            return None
        clock.hour, clock.minute, end = hour
        return self._zone(end, clock)

    def _date(self, i: int, d: Draft) -> int | None:
        """14 أيار/مايو الجاري، الخامس من الشهر الجاري، 24/9/2023."""
        if i in self.numeric:
            d.written, after = self.numeric[i]
            return after
        word = self.words.take(i, "day_word", glued=True)
        day = self._day_number(word[1] if word else i)
        if day is None:
            return None
        number, j, spelled, cut = day
        of = self.words.take(j, "of")
        j = of[1] if of else j
        if spelled and of is None:
            return None
        end = self._month(j, d)
        if end is None:
            end = self._of_month(j, d) if of else None
        if end is None:
            return None
        d.day = number
        d.cut = word[0].cut if word else cut
        return end

    def _day_number(self, i: int) -> tuple[int, int, bool, int] | None:
        """(day, index after it, spelled out, glued letters)."""
        j = i + 1 if i < self.words.end and self.tokens[i].folded == "ال" else i
        if self.words.is_sign(j, "(") and self.words.is_sign(j + 2, ")"):
            number = self.words.integer(j + 1)
            j += 2
        else:
            number = self.words.integer(j)
        if number is not None:
            return (number, j + 1, False, 0) if 1 <= number <= 31 else None
        spelled = self.words.take(i, "ordinal", glued=True)
        if spelled is None or spelled[0].number < 1:
            return None
        return spelled[0].number, spelled[1], True, spelled[0].cut

    def _of_month(self, i: int, d: Draft) -> int | None:
        """«من الشهر الجاري»."""
        this = self.words.take(i, "this")
        unit = self.words.take(this[1] if this else i, "unit")
        if unit is None or unit[0].value != "M":
            return None
        shift = self.words.take(unit[1], "shift")
        if this is None and shift is None:
            return None
        d.unit, d.shift = "M", shift[0].number if shift else 0
        return shift[1] if shift else unit[1]

    def _clock(self, i: int, d: Draft, *, said: bool) -> int | None:
        hour = self._hour(i, said=said)
        if hour is None:
            return None
        d.hour, d.minute, end = hour
        fraction = self.words.take(end, "fraction") if said else None
        if fraction is not None and d.minute == 0:
            minutes = d.hour * 60 + fraction[0].number
            d.hour, d.minute, end = minutes // 60 % 24, minutes % 60, fraction[1]
        adverb = self.words.take(end, "part_adverb")
        if adverb is not None and self._day(self.words.skip(adverb[1], "of"), Draft(i)) is None:
            self._with_part(d, adverb[0].value)
            end = adverb[1]
        elif adverb is None and not said:
            part = self.words.take(end, "part") or self.words.take(end, "zone", "zone_local")
            if part is None:
                return None
        return self._zone(end, d)

    def _hour(self, i: int, *, said: bool) -> tuple[int, int, int] | None:
        """Hour, minute and the index after them."""
        if i >= self.words.end:
            return None
        folded = self.tokens[i].folded
        if self.tokens[i].kind == "number" and ":" in folded:
            hour, _, minute = folded.partition(":")
            if hour.isdecimal() and minute.isdecimal() and int(hour) < 25 and int(minute) < 60:
                return int(hour) % 24, int(minute), i + 1
            return None
        if not said:
            spelled = self.words.take(i, "ordinal", glued=True)
            if (
                spelled is None
                or not folded.endswith("ه")
                or self.words.take(spelled[1], "part_adverb") is None
            ):
                return None
            return (spelled[0].number, 0, spelled[1]) if 0 < spelled[0].number < 13 else None
        number = self.words.integer(i)
        if number is not None and number < 25:
            return number % 24, 0, i + 1
        spelled = self.words.take(i, "ordinal")
        if spelled is not None and 0 < spelled[0].number < 13:
            return spelled[0].number, 0, spelled[1]
        return None

    def _with_part(self, d: Draft, part: str) -> None:
        """12-hour clock to 24: مساء and ليل after six are the second half of the day."""
        d.part = part
        if d.hour is None:
            return
        late = part in ("EV", "AF") or (part == "NI" and 6 <= d.hour < 12) or (part == "MI" and d.hour < 4)
        if late and d.hour < 12:
            d.hour += 12
        elif d.hour == 12 and part in ("NI", "MO"):
            d.hour = 0

    def _zone(self, i: int, d: Draft) -> int:
        j = i + 1 if self.words.is_sign(i, "(") else i
        found = self.words.take(j, "zone", "zone_local")
        if found is None or d.hour is None:
            return i
        d.zone = found[0].value or None
        return found[1] + 1 if j > i and self.words.is_sign(found[1], ")") else found[1]
