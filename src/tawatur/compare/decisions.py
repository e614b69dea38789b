"""What a person decided where the machine errs: one happening or two, one actor or two, one claim or two.

A telling of a happening is named by its id, an incident by that of any of its tellings; an actor by its key;
a telling of a claim by its id, which is its article and its characters (``sada-alsahel:166-352``).
"""

from __future__ import annotations

from msgspec import Struct


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """Two ids or keys, and why they are held to be one, or two."""

    a: str
    b: str
    why: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both, in no order."""
        return frozenset((self.a, self.b))


_Some = tuple[Decision, ...]


class Decisions(Struct, frozen=True, forbid_unknown_fields=True):
    """``merge`` and ``split`` say which tellings are one happening or two.

    ``together`` and ``apart`` say which names are one actor or two, ``same`` and ``other`` which tellings
    make one claim or two. Where both are said of the same two, they are two: a wrong row costs more than two
    right ones.
    """

    merge: _Some = ()
    split: _Some = ()
    apart: _Some = ()
    together: _Some = ()
    same: _Some = ()
    other: _Some = ()

    def __add__(self, other: Decisions) -> Decisions:
        """These decisions, and where they are about the same two, the others in their place."""
        merge, split = _without(other.merge, other.split, (self.merge, self.split))
        apart, together = _without(other.apart, other.together, (self.apart, self.together))
        same, parted = _without(other.same, other.other, (self.same, self.other))
        return Decisions(
            merge + other.merge, split + other.split, apart + other.apart, together + other.together,
            same + other.same, parted + other.other,
        )  # fmt: skip


def _without(a: _Some, b: _Some, given: tuple[_Some, _Some]) -> tuple[_Some, _Some]:
    """Those of both lists that ``a`` and ``b`` do not decide anew."""
    decided = {one.pair for one in (*a, *b)}
    first, second = (tuple(one for one in some if one.pair not in decided) for some in given)
    return first, second
