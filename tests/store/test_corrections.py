"""What persons change in a review reaches comparisons, stories, incidents and exports, and outlives a new reading."""

from functools import partial

import pytest
from msgspec.structs import replace

from tawatur.model import Article, Published
from tawatur.run.comparing import compared, happened
from tawatur.run.gathering import story_of, told
from tawatur.run.pipeline import Engine
from tawatur.run.reviewing import Change, correction, keep_corrections, reviewed, standing_records, stands
from tawatur.run.settings import Settings
from tawatur.store import Choice, parse
from tawatur.store.events import EVENT_FIELDS, EventChoice
from tawatur.store.export.tellings import Reading

DAY = Published("2021-03-03", "day", None, "given")
TEXTS = {
    "a": "أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    "b": "وقال اتحاد الصيادين إن ثلاثة صيادين قتلوا لدى غرق مركبهم الصغير قرب ساحل العوينة. وأكد خفر السواحل ذلك.",
    "c": "وقالت وزارة الداخلية إن مسلحين هاجموا ثكنة في بنغازي يوم الثلاثاء وقتلوا أربعة جنود.",
}
AT = "2021-03-04T10:00:00.000000+00:00"


@pytest.fixture(scope="module")
def engine():
    return Engine.load(Settings(offline=True))


@pytest.fixture
def kept(store, engine):
    """A store with the articles, and their ids by name."""
    records = [engine.read(Article(name, text, outlet=name, published=DAY)) for name, text in TEXTS.items()]
    added = store.add(records)
    return store, dict(zip(TEXTS, [one.id for one in added], strict=True))


def correct(store, article, *change, at=AT):
    record, reading = store.record(article), store.readings(article)[0][0]
    shown = reviewed(record, reading, store.corrections(article)).record
    store.correct(correction(shown, reading, Change(*change), "سلمى", at))


def fishermen(records, engine):
    return next(one for one in compared(records, engine).claims if "ثلاثة صيادين" in one.text)


def statement(store, article, words):
    return next(s for s in store.record(article).statements if words in s.text)


def test_a_rejected_statement_is_no_telling_of_its_source(kept, engine):
    store, ids = kept
    assert fishermen(list(standing_records(store)), engine).named == 2
    correct(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "reject")
    claim = fishermen(list(standing_records(store)), engine)
    assert (claim.named, claim.unsourced) == (1, 1)


def test_a_source_that_was_given_anew_is_counted(kept, engine):
    store, ids = kept
    record = store.record(ids["b"])
    guard = next(e.id for e in record.entities if "خفر" in e.name)
    correct(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "source", guard)
    claim = fishermen(list(standing_records(store)), engine)
    assert (claim.named, claim.common_link) == (1, "خفر السواحل")


def test_words_that_were_spanned_anew_are_what_is_told(kept, engine):
    store, ids = kept
    start = TEXTS["b"].index("ثلاثة")
    end = TEXTS["b"].index(" لدى")
    correct(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "content", f"{start}-{end}")
    told = [one for one in fishermen(list(standing_records(store)), engine).told if one.article == ids["b"]]
    assert [one.span.text for one in told] == ["ثلاثة صيادين قتلوا"]


def test_a_story_out_of_the_store_is_the_corrected_one(kept, engine):
    store, ids = kept
    correct(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "reject")
    (record,) = [r for r in told(story_of(ids["b"], store), store) if r.article.id == ids["b"]]
    assert not any("ثلاثة صيادين" in one.text for one in record.statements)


def test_a_rejected_claimant_claims_no_incident(kept, engine):
    store, ids = kept
    before = happened(list(standing_records(store)), engine)
    assert any("وزارة الداخلية" in "، ".join(one.claimants) for one in before.incidents)
    correct(store, ids["c"], "s1", "reject")
    after = happened(list(standing_records(store)), engine)
    assert not any("وزارة الداخلية" in "، ".join(one.claimants) for one in after.incidents)


def test_corrected_events_are_what_happened(kept, engine):
    store, ids = kept
    (event, *_) = [one for one in store.record(ids["c"]).events if one.type == "ASSAULT"]
    told = {
        one.event for row in happened(list(standing_records(store)), engine).incidents for one in row.told
    }
    assert event.id in told
    correct(store, ids["c"], event.id, "status", "denied")
    (row,) = [
        row
        for row in happened(list(standing_records(store)), engine).incidents
        if any(one.article == ids["c"] and one.event == event.id for one in row.told)
    ]
    assert row.denied_by
    correct(store, ids["c"], event.id, "reject")
    after = happened(list(standing_records(store)), engine).incidents
    assert not any(one.article == ids["c"] and one.event == event.id for row in after for one in row.told)


def test_exports_say_what_was_reviewed_of_an_event(kept):
    store, ids = kept
    first, second = store.record(ids["c"]).events[:2]
    correct(store, ids["c"], first.id, "status", "denied")
    correct(store, ids["c"], second.id, "reject")
    (record,) = [one for one in standing_records(store) if one.article.id == ids["c"]]
    reviews = {telling.event.id: (telling.status, telling.review) for telling in Reading(record).tellings}
    assert reviews[first.id] == ("denied", "changed")
    assert second.id not in reviews


def test_corrections_outlive_a_new_reading(kept, engine):
    store, ids = kept
    correct(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "reject")
    newer = replace(engine.identity, version="later")
    again = [replace(record, engine=newer) for record in store.records()]
    assert {one.outcome for one in store.add(again)} == {"reread"}
    assert fishermen(list(standing_records(store)), engine).named == 1


def test_a_frozen_state_is_read_as_it_stood(kept, engine):
    store, ids = kept
    wanted = statement(store, ids["b"], "ثلاثة صيادين").id
    correct(store, ids["b"], wanted, "reject")
    store.freeze("corrected")
    correct(store, ids["b"], wanted, "undo", at="2999-01-01T00:00:00+00:00")
    frozen = list(standing_records(store, Choice(frozen="corrected")))
    assert fishermen(frozen, engine).named == 1
    assert fishermen(list(standing_records(store)), engine).named == 2


# ------------------------------------------------------------ searching what persons let stand


def said_by(store, words):
    return {hit.article.id for hit in store.search(parse(f"said-by:{words}")).hits}


def keep(store, article, *change, at=AT):
    """Keep a change as the pages and commands do."""
    record, reading = store.record(article), store.readings(article)[0][0]
    shown = reviewed(record, reading, store.corrections(article)).record
    keep_corrections(store, correction(shown, reading, Change(*change), "سلمى", at))


def test_a_rejected_statement_is_found_no_more_until_that_is_taken_back(kept):
    store, ids = kept
    told = {one.value for one in store.facets(None, "said-by")}
    assert said_by(store, "الصيادين") == {ids["b"]}
    keep(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "reject")
    assert said_by(store, "الصيادين") == set()
    assert {one.value for one in store.facets(None, "said-by")} < told
    keep(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "undo")
    assert said_by(store, "الصيادين") == {ids["b"]}
    assert {one.value for one in store.facets(None, "said-by")} == told


def test_a_source_that_was_given_anew_is_found_under_its_name(kept):
    store, ids = kept
    guard = next(e.id for e in store.record(ids["b"]).entities if "خفر" in e.name)
    query = parse("said-by:الصيادين ثلاثة")
    assert [hit.article.id for hit in store.search(query).hits] == [ids["b"]]
    keep(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "source", guard)
    assert not store.search(query).hits
    assert ids["b"] in said_by(store, '"خفر السواحل"')


def test_what_is_found_survives_a_reread_and_a_new_index(kept, engine):
    store, ids = kept
    keep(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "reject")
    newer = replace(engine.identity, version="later")
    again = [replace(record, engine=newer) for record in store.records()]
    assert {one.outcome for one in store.add(again, partial(stands, store, in_use=False))} == {"reread"}
    assert said_by(store, "الصيادين") == set()
    store.index_again(partial(stands, store))
    assert said_by(store, "الصيادين") == set()
    keep(store, ids["b"], statement(store, ids["b"], "ثلاثة صيادين").id, "undo")
    assert said_by(store, "الصيادين") == {ids["b"]}


def test_the_index_of_events_is_of_what_stands(kept):
    store, ids = kept
    told, total = store.events(EventChoice(claimant="وزارة الداخلية"))
    assert {row.article for row in told} == {ids["c"]}
    assert len(told) == total
    keep(store, ids["c"], "s1", "reject")
    assert store.events(EventChoice(claimant="وزارة الداخلية")) == ((), 0)
    keep(store, ids["c"], "s1", "undo")
    assert store.events(EventChoice(claimant="وزارة الداخلية")) == (told, total)


def test_events_are_counted_and_found_by_every_field(kept, engine):
    store, ids = kept
    text = "زار رئيس الوزراء مدينة سرت يوم الاثنين. وقصفت الطائرات ميناء درنة فجر الأحد."
    store.add([engine.read(Article("d", text, outlet="d", published=DAY))])
    everything, total = store.events(EventChoice())
    assert total == len(everything) > 2
    assert [row.since for row in everything] == sorted((r.since for r in everything), reverse=True)
    for field in EVENT_FIELDS:
        for value, count in store.event_values(field):
            choice = EventChoice(**{field: value})
            assert store.events(choice)[1] == count == sum(choice.meets(row) for row in everything)
    for choice in (
        EventChoice(since="2021-03-03"),
        EventChoice(until="2021-03-02"),
        EventChoice(until="2021-02"),
        EventChoice(place=everything[0].spot),
        EventChoice(day="2021-03-02"),
    ):
        assert store.events(choice)[0] == tuple(row for row in everything if choice.meets(row))
    assert store.events(EventChoice(), limit=1)[0] == everything[:1]
    store.remove([ids["c"]])
    assert all(row.article != ids["c"] for row in store.events(EventChoice())[0])
    store.purge()
    assert list(store.verify()) == []
