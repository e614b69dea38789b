"""Claims merged and split by hand: what a person decided holds, whatever the words say."""

import pytest
from msgspec.structs import replace

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.stage import compare

TEXTS = {
    "a": "أعلن خفر السواحل أن ثلاثة صيادين فقدوا مع مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    "b": "وقال اتحاد الصيادين إن ثلاثة صيادين فقدوا مع مركبهم الصغير قرب ساحل العوينة.",
    "c": "وقال مدير الميناء إن خمسة صيادين فقدوا مع مركبهم الصغير قرب ساحل العوينة.",
}


@pytest.fixture(scope="module")
def records(read):
    return read(**TEXTS)


@pytest.fixture(scope="module")
def ids(engine, records):
    """The telling of each text."""
    found = compare(records, engine.mark)
    return {one.article: one.id for claim in found.claims for one in claim.told}


def decided(engine, records, **made):
    """The comparison under decisions: kind → pairs of ids."""
    found = {kind: tuple(Decision(*pair, "so it is") for pair in pairs) for kind, pairs in made.items()}
    return compare(records, engine.mark, Decisions(**found))


def told(found):
    return {frozenset(one.article for one in claim.told): claim for claim in found.claims}


def test_a_telling_is_called_after_its_article_and_characters(engine, records, ids):
    for claim in compare(records, engine.mark).claims:
        for one in claim.told:
            assert one.id == f"{one.article}:{one.span.start}-{one.span.end}"
    assert len(set(ids.values())) == 3


def test_tellings_that_are_split_are_two_claims_and_counted_anew(engine, records, ids):
    before = told(compare(records, engine.mark))[frozenset("ab")]
    assert (before.named, before.by_hand) == (2, ())
    after = told(decided(engine, records, other=[(ids["a"], ids["b"])]))
    assert {frozenset("a"), frozenset("b")} < set(after)
    assert [after[frozenset(one)].named for one in "ab"] == [1, 1]
    assert after[frozenset("a")].by_hand == ("split: so it is",)


def test_tellings_that_are_merged_are_one_claim_though_their_numbers_differ(engine, records, ids):
    found = decided(engine, records, same=[(ids["c"], ids["a"])])
    claim = told(found)[frozenset("abc")]
    assert (claim.named, claim.by_hand) == (3, ("merged: so it is",))
    assert found.notes == ()
    assert not any(claim.id in (one.a, one.b) for one in found.conflicts)  # it does not speak against itself


def test_what_is_split_stays_split_when_another_decision_would_join_it(engine, records, ids):
    found = decided(
        engine, records, same=[(ids["a"], ids["b"]), (ids["b"], ids["c"])], other=[(ids["a"], ids["c"])]
    )
    assert set(told(found)) == {frozenset("ab"), frozenset("c")}
    (note,) = found.notes
    assert ids["b"] in note
    assert "another decision" in note


def test_a_decision_on_what_is_gone_is_told_and_one_on_other_articles_is_not(engine, records, ids):
    found = decided(engine, records, same=[(ids["a"], "b:900-950"), ("x:1-9", "y:1-9"), (ids["a"], "b")])
    assert [note for note in found.notes if "no text here tells b:900-950" in note]
    assert not [note for note in found.notes if "x:1-9" in note]
    assert set(told(found)) == set(told(compare(records, engine.mark)))


def test_a_telling_that_a_later_reading_cuts_otherwise_is_still_meant(engine, records, ids):
    def moved(name, by):
        article, _, where = name.rpartition(":")
        start, end = map(int, where.split("-"))
        return f"{article}:{start + by}-{end + by}"

    near = decided(engine, records, other=[(moved(ids["a"], 5), ids["b"])])
    assert frozenset("a") in told(near)
    far = decided(engine, records, other=[(moved(ids["a"], 60), ids["b"])])
    assert frozenset("ab") in told(far)
    assert far.notes


def test_two_names_of_one_telling_are_no_two(engine, records, ids):
    article, _, where = ids["a"].rpartition(":")
    start, end = map(int, where.split("-"))
    found = decided(engine, records, other=[(ids["a"], f"{article}:{start + 2}-{end}")])
    assert "one telling" in found.notes[0]


def test_the_same_decisions_give_the_same_in_any_order(engine, records, ids):
    pairs = [(ids["c"], ids["a"]), (ids["b"], ids["c"])]
    one, other = (decided(engine, records, same=given) for given in (pairs, pairs[::-1]))
    assert [replace(claim, by_hand=()) for claim in one.claims] == [
        replace(claim, by_hand=()) for claim in other.claims
    ]
