"""What holds for every format: it streams, it is the same again, it says who says so, nothing denied passes."""

import io
import tracemalloc

import full_record
import msgspec
import pytest

from tawatur import model as m
from tawatur.store.export.codebook import Codebook, Rule
from tawatur.store.export.files import Output
from tawatur.store.export.formats import FORMATS, export
from tawatur.store.export.shape import Choice
from tawatur.store.export.tellings import Reading

CHOICE = Choice(codebook=Codebook((Rule("all"),)))
NAMES = sorted(FORMATS)


def rows(name, record, choice=CHOICE):
    return list(FORMATS[name].rows(Reading(record), choice))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_record_gives_the_same_rows(name):
    assert rows(name, full_record.record()) == rows(name, full_record.record()) != []


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_the_cells_of_its_table(name, record):
    for table, row in rows(name, record):
        assert len(row) == len(FORMATS[name].tables[table].columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_who_says_so(name, record):
    text = "\n".join(str(cell) for _, row in rows(name, record) for cell in row)
    assert all(source in text for source in ("وكالة الشاطئ", "سالم الفرجاني", "مدير المستشفى"))


@pytest.mark.parametrize("of", ["statements", "events"])
@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_what_a_person_reviewed(name, of, record):
    things = getattr(record, of)
    said = tuple(m.Review(one.id, "changed", "سلمى", "2026-01-05T10:00:00+00:00") for one in things)
    for reviews, word in (((), "unreviewed"), (said, "changed")):
        told = msgspec.structs.replace(record, reviews=reviews)
        text = "\n".join(str(cell) for _, row in rows(name, told) for cell in row)
        assert (word in text) is (bool(reviews) or name != "jsonl")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", ["denied", "future", "hypothetical", "called_for", "historical"])
def test_no_format_lets_pass_as_a_deed_what_was_none(name, status, record):
    changes = {"historical": True} if status == "historical" else {"status": status}
    events = tuple(msgspec.structs.replace(event, same_as=None, **changes) for event in record.events[:1])
    told = msgspec.structs.replace(record, events=events)
    form = FORMATS[name]
    if not form.shows_status:
        assert rows(name, told) == []
    text = "\n".join(
        str(cell)
        for _, row in rows(name, told, msgspec.structs.replace(CHOICE, statuses="all"))
        for cell in row
    )
    assert status in text or "True" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_bare_event_is_no_trouble(name, record):
    bare = m.Event("v9", record.events[0].trigger, "ASSAULT", statement="s5", harm=(m.Harm("killed", None),))
    half = msgspec.structs.replace(
        bare,
        id="v10",
        actors=(m.Participant(None, None),),
        place=m.Participant("e5", None),
        date=m.DateRange(),
    )
    article = m.Article("x", record.article.text)
    told = msgspec.structs.replace(record, article=article, events=(bare, half))
    for table, row in rows(name, told):
        assert len(row) == len(FORMATS[name].tables[table].columns)


@pytest.mark.parametrize("name", NAMES)
def test_memory_stays_flat(name, tmp_path):
    pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(name, "json"))

    def peak(count):
        form = FORMATS[name]
        output = Output(form, tmp_path / "out", io.BytesIO(), CHOICE)
        tracemalloc.start()
        export((full_record.record(f"a{n}") for n in range(count)), form, CHOICE, output)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        output.close()
        return most

    peak(2)  # tables and modules are loaded once
    allowance = 500_000 if name == "parquet" else 100_000  # a row group waits in memory
    assert peak(40) < peak(10) + allowance


def test_chains_that_bite_their_tail_end(record):
    ring = tuple(
        msgspec.structs.replace(s, parent={"s1": "s3", "s2": "s1", "s3": "s2"}.get(s.id))
        for s in record.statements
    )
    events = tuple(
        msgspec.structs.replace(e, same_as={"v1": "v2", "v2": "v1"}.get(e.id, e.same_as))
        for e in record.events
    )
    told = msgspec.structs.replace(record, statements=ring, events=events)
    assert len(rows("csv", told)) == len(record.statements) + len(record.events)
    assert rows("gdelt", told)


def test_the_slots_of_a_row_are_those_of_one_telling(record):
    (strike, *_) = Reading(record).happenings("all")
    assert [telling.event.id for telling in strike.tellings] == ["v1", "v2", "v3"]
    assert strike.main.event.id == "v1"
    assert [telling.event.id for telling in strike.others] == ["v2", "v3"]


def test_a_happening_keeps_its_key_whatever_is_left_out(record):
    told = tuple(msgspec.structs.replace(e, status="denied") if e.id == "v1" else e for e in record.events)
    reading = Reading(msgspec.structs.replace(record, events=told))
    assert [next(iter(reading.happenings(statuses))).key for statuses in ("actual", "all")] == [
        "خبر-1#v1"
    ] * 2


def test_what_happened_goes_before_what_is_denied_however_full(record):
    told = tuple(msgspec.structs.replace(e, status="denied") if e.id == "v1" else e for e in record.events)
    (strike, *_) = Reading(msgspec.structs.replace(record, events=told)).happenings("all")
    assert strike.main.event.id == "v2"
