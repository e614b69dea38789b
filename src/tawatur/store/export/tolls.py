"""The deaths of a happening: bounds over all who tell of them, a best figure only by a policy."""

from __future__ import annotations

from msgspec import Struct

from tawatur.store.export.claims import claimant
from tawatur.store.export.shape import Best
from tawatur.store.export.tellings import Happening, Reading, Toll, joined

_ROLE = "killed"


class Deaths(Struct, frozen=True):
    """Who tells of how many, in the order of the text."""

    told: tuple[tuple[str, Toll], ...]

    @property
    def low(self) -> float | None:
        """The lowest bound that anybody gives."""
        return min((toll.low for _, toll in self.told if toll.low is not None), default=None)

    @property
    def high(self) -> float | None:
        """The highest bound that anybody gives."""
        return max((toll.high for _, toll in self.told if toll.high is not None), default=None)

    def best(self, policy: Best | None) -> float | None:
        """One of the figures told, chosen by the user's policy; None without one."""
        figures = [toll.best for _, toll in self.told if toll.best is not None]
        if policy is None or not figures:
            return None
        return {"low": min(figures), "high": max(figures), "first-claimant": figures[0]}[policy]

    @property
    def by_claimant(self) -> str:
        """«claimant: low–high» for each."""
        return joined(f"{who}: {_bounds(toll)}" for who, toll in self.told)


def deaths(reading: Reading, happening: Happening) -> Deaths:
    """What the tellings say of the deaths; those with another status than the main one do not count."""
    status = happening.main.status
    tolls = (
        (claimant(telling.claim), reading.toll(telling.event, _ROLE))
        for telling in happening.tellings
        if telling.status == status
    )
    return Deaths(tuple((who, toll) for who, toll in tolls if toll))


def _bounds(toll: Toll) -> str:
    low, high = (f"{bound:g}" if bound is not None else "?" for bound in (toll.low, toll.high))
    return low if low == high else f"{low}–{high}"
