"""One expression as its words give it, before the calendar."""

from __future__ import annotations

from msgspec import Struct

from tawatur.language.calendar import AbsoluteDate


class Draft(Struct):
    """The parts of one expression; ``first`` and ``last`` are token indices, half-open."""

    first: int
    last: int = 0
    led: bool = False  # a lead such as مطلع stands before it, so that a bare month or year needs no other cue
    cut: int = 0  # letters glued before the first word
    part: str | None = None
    hour: int | None = None
    minute: int = 0
    zone: str | None = None
    offset: int | None = None  # days from the anchor
    weekday: int | None = None
    second_weekday: int | None = None
    day: int | None = None
    month: int | None = None
    other_month: int | None = None
    year: int | None = None
    hijri: bool = False
    unit: str | None = None
    ordinal: int | None = None  # which of the units inside a larger one, -1 the last
    shift: int | None = None  # units from the anchor's own
    edge: str | None = None
    piece: str | None = None  # H1, Q3
    months: int | None = None  # «الأشهر الستة الأولى»
    season: str | None = None
    count: float | None = None
    ago: int = 0  # -1 before the anchor, 1 after it
    mod: str | None = None
    repeats: str | None = None
    same: bool = False
    written: AbsoluteDate | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a day of a month."""
        return self.day is not None and (self.month is not None or self.unit == "M")

    @property
    def daily(self) -> bool:
        """Whether it names one day."""
        return self.dated or self.offset is not None or self.weekday is not None or self.written is not None
