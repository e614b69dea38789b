"""What persons change in a review reaches comparisons, stories, incidents and exports, and outlives a new reading."""

import pytest
from msgspec.structs import replace

from tawatur.model import Article, Published
from tawatur.run.comparing import compared, happened
from tawatur.run.gathering import story_of, told
from tawatur.run.pipeline import Engine
from tawatur.run.reviewing import Change, correction, reviewed, standing_records
from tawatur.run.settings import Settings
from tawatur.store import Choice
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
