"""Ways that share no source, and the cut that shows there are no more."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tawatur.compare.counting import common_link, disjoint, smallest_cut

CHAINS = st.dictionaries(
    st.sampled_from("pqrstu"),
    st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3).map(tuple), max_size=3),
    max_size=6,
)


def test_ten_outlets_of_one_ministry_are_one():
    assert len(disjoint({f"t{n}": [("وزارة",)] for n in range(10)})) == 1


def test_an_agency_that_relays_shares_the_source():
    assert len(disjoint({"a": [("رويترز", "الحكومة")], "b": [("الحكومة",)]})) == 1


def test_each_text_gives_one_of_its_chains():
    assert len(disjoint({"a": [("X",), ("Y",)], "b": [("X",)]})) == 2
    assert len(disjoint({"a": [("X",), ("Y",)]})) == 1


@given(CHAINS)
def test_the_ways_share_nothing_and_are_as_many_as_can_be(chains):
    ways = disjoint(chains)
    assert all(not set(a) & set(b) for (_, a), (_, b) in combinations(ways, 2))
    assert all(chain in chains[text] for text, chain in ways)
    assert len({text for text, _ in ways}) == len(ways)
    assert len(ways) == brute_force(chains)


def brute_force(chains):
    texts = [text for text, given_ in chains.items() if given_]
    best = 0

    def choose(at, taken, count):
        nonlocal best
        best = max(best, count)
        if at < len(texts):
            choose(at + 1, taken, count)
            for chain in chains[texts[at]]:
                if not taken & set(chain):
                    choose(at + 1, taken | set(chain), count + 1)

    choose(0, set(), 0)
    return best


@given(CHAINS)
def test_every_chain_passes_the_cut_and_no_ways_are_more_than_it(chains):
    given_ = [chain for several in chains.values() for chain in several]
    cut = smallest_cut(given_)
    assert all(set(cut) & set(chain) for chain in given_)
    assert len(disjoint(chains)) <= len(cut)


def test_many_texts_are_counted_by_the_shortest_chains():
    chains = {f"t{n}": [(f"s{n}",), ("agency", f"s{n}")] for n in range(40)}
    assert len(disjoint(chains)) == 40


def test_the_common_link_is_the_outermost_on_every_chain():
    assert common_link([("رويترز", "X"), ("رويترز", "X")]) == "رويترز"
    assert common_link([("رويترز", "X"), ("X",)]) == "X"
    assert common_link([("X",), ()]) is None
    assert common_link([("X",), ("Y",)]) is None
