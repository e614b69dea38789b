"""What a person decided where the machine errs: these are one happening, these two, those two actors.

A telling of a happening is named by its id, an incident by that of any of its tellings; an actor by its key.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["merge", "split", "apart"]


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """Two ids or keys, and why they are held to be one, or two."""

    a: str
    b: str
    why: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both, in no order."""
        return frozenset((self.a, self.b))


class Decisions(Struct, frozen=True, forbid_unknown_fields=True):
    """``merge`` and ``split`` say which tellings are one happening, ``apart`` which names are two actors.

    Where two are both merged and split, they are split: a wrong row costs more than two right ones.
    """

    merge: tuple[Decision, ...] = ()
    split: tuple[Decision, ...] = ()
    apart: tuple[Decision, ...] = ()

    def __add__(self, other: Decisions) -> Decisions:
        """These decisions, and where they are about the same two, the others in their place."""
        decided = {one.pair for one in (*other.merge, *other.split)}
        return Decisions(
            tuple(one for one in self.merge if one.pair not in decided) + other.merge,
            tuple(one for one in self.split if one.pair not in decided) + other.split,
            self.apart + other.apart,
        )
