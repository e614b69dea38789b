"""What a visitor decides of what several texts tell: two are one, some tellings are of another, take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

import msgspec

from tawatur.errors import UnreadableInput
from tawatur.run.deciding import About, Decided, Kind, now

LONGEST_WHY = 500
_KINDS: Mapping[About, Mapping[str, Kind]] = {
    "incident": {"merge": "merge", "split": "split", "undo": "undo"},
    "claim": {"merge": "same", "split": "other", "undo": "undo"},
}
_ANOTHER = {
    "incident": ("choose another incident that it is one with", "those that are another happening"),
    "claim": ("choose another claim that it is one with", "those that tell another claim"),
}


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person decides of an incident or a claim: ``what`` is merge, split or undo.

    ``other`` is the one that it is one with (its id or that of a telling), ``tellings`` those that are of
    another, ``at`` the moment of the decision that is taken back.
    """

    what: str
    who: str
    why: str = ""
    other: str = ""
    tellings: tuple[str, ...] = ()
    at: str = ""


class Act(msgspec.Struct, frozen=True):
    """What a person decided in one go: the tellings of each pair are of one, or of two.

    ``kind`` is merge or split.
    """

    kind: str
    who: str
    at: str
    why: str
    pairs: tuple[tuple[str, str], ...]


def acts(about: About, decided: Iterable[Decided], here: Collection[str] | None = None) -> tuple[Act, ...]:
    """What persons decided, or only of some of these tellings, the last one first; each act whole."""
    words = {kind: word for word, kind in _KINDS[about].items()}
    found: dict[tuple[str, str, str], list[Decided]] = {}
    for one in decided:
        if one.kind in words:
            found.setdefault((one.at, one.who, one.kind), []).append(one)
    return tuple(
        Act(words[made[0].kind], who, at, made[0].why, tuple((one.a, one.b) for one in made))
        for (at, who, _), made in reversed(found.items())
        if here is None or any(one.a in here or one.b in here for one in made)
    )


def made(
    asked: Decision, about: About, here: Sequence[str], there: Sequence[str], decided: Sequence[Decided]
) -> list[Decided]:
    """The decisions that a person asks for. UnreadableInput where they cannot be made.

    ``here`` are the tellings of what is decided of, ``there`` those of the other, or none.
    """
    who, why = " ".join(asked.who.split()), " ".join(asked.why.split())[:LONGEST_WHY]
    kind = _KINDS[about].get(asked.what)
    if kind is None:
        raise UnreadableInput(f"{asked.what[:20]!r} is no decision: merge, split or undo")
    if not who:
        raise UnreadableInput("a decision needs the name of who makes it")
    if kind != "undo" and not why:
        raise UnreadableInput("merging and splitting need a reason: say why")
    moment = now()
    pairs = _pairs(asked, about, here, there, decided)
    return [Decided(kind, a, b, who, moment, why) for a, b in pairs]


def _pairs(
    asked: Decision, about: About, here: Sequence[str], there: Sequence[str], decided: Sequence[Decided]
) -> list[tuple[str, str]]:
    """The pairs of tellings that a decision is about."""
    another, others = _ANOTHER[about]
    if asked.what == "merge":
        if not there or set(there) & set(here):
            raise UnreadableInput(another)
        return _joined(about, here, there, decided)
    if asked.what == "split":  # every pair: one that was left out could join them again
        apart = [name for name in here if name in asked.tellings]
        if not apart or len(apart) == len(here):
            raise UnreadableInput(f"choose some of the tellings, not all: {others}")
        return list(product([name for name in here if name not in apart], apart))
    found = [pair for act in acts(about, decided) if act.at == asked.at for pair in act.pairs]
    if not found:
        raise UnreadableInput("this decision was taken back already, or changed by a later one")
    return found


def _joined(
    about: About, here: Sequence[str], there: Sequence[str], decided: Sequence[Decided]
) -> list[tuple[str, str]]:
    """All tellings with the first one, and every two that were split before."""
    split = {one.pair for one in decided if one.kind == _KINDS[about]["split"]}
    star = [(here[0], name) for name in (*here[1:], *there)]
    return [*star, *(pair for pair in product(here[1:], there) if frozenset(pair) in split)]
