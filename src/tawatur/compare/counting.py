"""How many named ways lead to a claim, and the proof: ways that share no source, and a cut that all pass.

The graph of a claim is reader ← outlet ← agency or document ← … ← innermost source. Each text gives one of
its chains. ``named`` is the largest number of texts whose chains share no source; a set of sources that
every chain passes (Menger's cut) shows from the other side that there are no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

EXACT = 14  # texts with different chains: up to here every choice is tried, above the shortest chains first

Chain = tuple[str, ...]


def disjoint(chains: Mapping[str, Sequence[Chain]]) -> list[tuple[str, Chain]]:
    """One chain for each of as many texts as can be chosen so that no source stands in two of them."""
    options = {
        text: sorted({frozenset(c): c for c in sorted(given)}.values(), key=lambda c: (len(set(c)), c))
        for text, given in chains.items()
        if given
    }
    order = sorted(options, key=lambda text: (len(set(options[text][0])), text))
    if len(order) > EXACT:
        return _greedy(order, options)
    best: list[tuple[str, Chain]] = []

    def choose(at: int, taken: frozenset[str], chosen: list[tuple[str, Chain]]) -> None:
        nonlocal best
        if len(chosen) > len(best):
            best = chosen
        if len(chosen) + len(order) - at <= len(best):
            return
        for chain in options[order[at]]:
            if not taken & set(chain):
                choose(at + 1, taken | set(chain), [*chosen, (order[at], chain)])
        choose(at + 1, taken, chosen)

    choose(0, frozenset(), [])
    return best


def _greedy(order: Sequence[str], options: Mapping[str, Sequence[Chain]]) -> list[tuple[str, Chain]]:
    taken: set[str] = set()
    chosen: list[tuple[str, Chain]] = []
    for text in order:
        chain = next((c for c in options[text] if not taken & set(c)), None)
        if chain is not None:
            chosen.append((text, chain))
            taken |= set(chain)
    return chosen


def smallest_cut(chains: Sequence[Chain]) -> tuple[str, ...]:
    """A smallest set of sources of which every chain passes at least one; the outermost where several do."""
    wanted = [set(chain) for chain in chains if chain]
    if not wanted:
        return ()
    sources = sorted(
        {s for chain in chains for s in chain},
        key=lambda s: (sum(chain.index(s) for chain in chains if s in chain), s),
    )
    for size in range(1, min(len(sources), 4) + 1):
        for chosen in combinations(sources, size):
            if all(chain & set(chosen) for chain in wanted):
                return chosen
    return tuple(sources)


def common_link(chains: Sequence[Chain]) -> str | None:
    """The outermost source on every chain; None where there is none or a chain is empty."""
    if not chains or not all(chains):
        return None
    shared = set(chains[0]).intersection(*chains[1:])
    if not shared:
        return None
    return min(shared, key=lambda s: (sum(chain.index(s) for chain in chains), s))
