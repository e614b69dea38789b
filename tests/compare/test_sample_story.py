"""The sample story, as samples/README.md tells it: who stands behind what, every number with its proof."""

import pytest

from tawatur.compare.stage import compare

OFFICE, NATO, STOLTENBERG = "المكتب الإعلامي", "حلف شمال الأطلسي", "ستولتنبرغ"
CARRIERS = {"sada-alsahel", "bawabat-almarsa"}


@pytest.fixture(scope="module")
def story(engine, sample):
    return compare(sample, engine.mark)


def claim_of(story, words):
    return next(c for c in story.claims if any(words in one.span.text for one in c.told))


def test_two_carry_one_text(story):
    assert [set(one.articles) for one in story.copies] == [CARRIERS]
    assert len(story.texts) == 5


def test_carriers_and_rewrite_rest_on_the_office(story):
    claim = claim_of(story, "الجهة الشرعية الوحيدة")
    assert CARRIERS | {"dafater-almashriq", "alraqib-alyoum"} == {one.article for one in claim.told}
    for one in claim.told:
        if one.article in CARRIERS | {"dafater-almashriq"}:
            assert OFFICE in one.chain[0]
    assert (claim.named, claim.unsourced) == (1, 0)


def test_that_he_said_it_rests_on_the_office_alone(story):
    claim = claim_of(story, "الجهة الشرعية الوحيدة")
    saying = next(one for one in claim.sayings if STOLTENBERG in one.speaker)
    assert (saying.named, saying.direct) == (1, 1)
    assert OFFICE in saying.ways[0].chain[0]


def test_what_is_printed_as_fact_counts_as_unsourced_and_is_told_as_lost(story):
    claim = claim_of(story, "واتفق الطرفان على توثيق التعاون")
    assert (claim.named, claim.unsourced) == (1, 1)
    assert claim.unsourced_texts == ("alraqib-alyoum",)
    assert OFFICE in claim.ways[0].chain[0]
    losses = {(one.kind, one.article) for one in story.losses if one.claim == claim.id}
    assert ("told_as_fact", "alraqib-alyoum") in losses


def test_the_other_partys_readout_is_a_second_named_source_on_another_side(story):
    claim = claim_of(story, "تحدث هاتفيا إلى رئيس المجلس الرئاسي")
    assert (claim.named, claim.sides) == (2, 2)
    assert {way.chain[-1] for way in claim.ways} == {
        NATO, "المكتب الإعلامي لرئيس المجلس الرئاسي لحكومة الوفاق الوطني"
    }  # fmt: skip


def test_the_strike_is_told_and_denied(story):
    assert any(one.slot == "happened" and "الصابري" in one.why for one in story.conflicts)


def test_every_number_has_its_proof(story):
    for claim in story.claims:
        assert len(claim.ways) == claim.named <= claim.named_most
        assert claim.named <= len(claim.cut)
        assert len(claim.unsourced_texts) == claim.unsourced
        for a in claim.ways:
            assert all(not set(a.chain) & set(b.chain) for b in claim.ways if b is not a)


def test_the_same_articles_give_the_same_comparison(engine, sample, story):
    assert compare(sample, engine.mark) == story
