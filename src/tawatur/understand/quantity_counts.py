"""A count in the making, and the cues that give it its role and its whole."""

from __future__ import annotations

from msgspec import Struct

from tawatur.understand.quantity_amounts import Amount
from tawatur.understand.quantity_words import Inflected, Trigger

CASUALTIES = "casualties"
"""The role of the dead and the wounded counted together."""


class Count(Struct):
    """A count in the making; token ranges are half-open, ``reach`` is the end of its noun phrase."""

    first: int
    last: int
    reach: int
    amount: Amount
    nouns: tuple[Inflected, ...] = ()
    of: int | None = None
    role: str | None = None
    parent: Count | None = None
    joined: bool = False

    def fits(self, kinds: tuple[str, ...]) -> bool:
        """Whether what is counted can be of one of the kinds; unlisted nouns fit all."""
        return not self.nouns or any(form.noun.kind in kinds for form in self.nouns)

    def is_like(self, nouns: tuple[Inflected, ...]) -> bool:
        """Whether nouns share a kind with what is counted; where either is unlisted they may."""
        kinds = {form.noun.kind for form in nouns}
        return not kinds or not self.nouns or self.fits(tuple(kinds))


class Cue(Struct, frozen=True):
    """What gives the next count its role: rows of triggers, or the role of ``of``."""

    first: int
    last: int
    rows: tuple[Trigger, ...] = ()
    verb: bool = False
    mixed: bool = False  # مقتل وإصابة
    role: str = ""
    of: int | None = None

    def role_of(self, count: Count) -> str | None:
        """The role the cue has for such a count."""
        for row in self.rows:
            if count.fits(row.of):
                return CASUALTIES if self.mixed else row.role
        return None
