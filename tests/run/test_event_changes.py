"""Events as persons correct them: kept by characters, laid over the record, brought over to later readings."""

import pytest
from msgspec.structs import replace

from tawatur.errors import UnreadableInput
from tawatur.model import Participant
from tawatur.run.annotated import gold
from tawatur.run.event_changes import field_value
from tawatur.run.reviewing import Change, correction, reviewed, standing

WHO, AT = "سلمى", "2026-01-05T10:00:00+00:00"
TEXT = """قصف جيش السهل ميناء الواحة

قال وزير الدفاع سامي الخطيب إن جيش السهل قصف ميناء الواحة يوم الثلاثاء. ونفى المتحدث باسم الجيش كمال النجار قصف الميناء.

وأكد الخطيب أن سفنا كثيرة غادرت الميناء.
"""


@pytest.fixture(scope="module")
def port(engine):
    from tawatur.read import from_bytes
    from tawatur.read.options import Options

    (article,) = from_bytes(TEXT.encode(), "port.txt", Options(published="2021-03-03"))
    return engine.read(article)


def said(record, *changes, reading="r1", given=()):
    made = list(given)
    for change in changes:
        shown = reviewed(record, reading, made).record
        made.append(correction(shown, reading, Change(*change), WHO, AT))
    return made


def changed(record, *changes):
    return reviewed(record, "r1", said(record, *changes))


def at(words, record):
    start = record.article.text.index(words)
    return f"{start}-{start + len(words)}"


def test_who_takes_part_is_whom_the_words_name(port):
    minister = next(e for e in port.entities if "الخطيب" in e.name)
    found = changed(
        port, ("v1", "actors", at("وزير الدفاع سامي الخطيب", port)), ("v1", "targets", at("سفنا", port))
    )
    event = found.record.event("v1")
    assert [(one.entity, one.span.text) for one in event.actors] == [(minister.id, "وزير الدفاع سامي الخطيب")]
    assert event.targets[0].span.text == "سفنا"
    assert changed(port, ("v1", "actors", minister.id)).record.event("v1").actors == (
        Participant(minister.id, None),
    )


def test_who_stays_keeps_the_entity_that_was_read(port):
    event = port.event("v1")
    kept = replace(
        port, events=(replace(event, actors=(replace(event.actors[0], entity=None),)), *port.events[1:])
    )
    value = f"{field_value(kept.event('v1'), 'actors')}, {at('كمال النجار', port)}"
    first, second = changed(kept, ("v1", "actors", value)).record.event("v1").actors
    assert first == kept.event("v1").actors[0]
    assert second.span.text == "كمال النجار"


def test_spaces_around_words_are_left_out(port):
    start, end = map(int, at("غادرت", port).split("-"))
    found = changed(port, ("v1", "trigger", f"{start - 1}-{end + 1}"))
    assert found.record.event("v1").trigger.text == "غادرت"
    with pytest.raises(UnreadableInput, match="no words"):
        changed(port, ("v1", "trigger", f"{end}-{end + 1}"))


def test_a_type_takes_its_mode_and_codes_with_it(port):
    event = changed(port, ("v1", "type", "COERCE")).record.event("v1")
    assert (event.type, event.mode, event.codes.plover, event.codes.cameo) == ("COERCE", None, "COERCE", None)
    same = changed(port, ("v1", "type", port.event("v1").type))
    assert same.record.event("v1") == port.event("v1")
    assert same.verdicts == {"v1": "accepted"}


def test_every_field_that_is_given_back_as_it_is_changes_nothing(port):
    for event in port.events:
        for field in ("trigger", "type", "status", "actors", "targets", "place", "date", "claimant"):
            found = changed(port, (event.id, field, field_value(event, field)))
            assert found.record.event(event.id) == event, (event.id, field)


def test_a_merge_of_entities_reaches_events_that_were_corrected(port):
    one = next(e for e in port.entities if "النجار" in e.name)
    other = next(e for e in port.entities if "الخطيب" in e.name)
    found = changed(port, ("v1", "actors", one.id), (one.id, "merge", other.id, "why"))
    assert found.record.event("v1").actors == (Participant(other.id, None),)


def test_what_tells_a_rejected_event_again_is_told_by_the_next(port):
    first, second, third = (event.id for event in port.events[:3])
    record = replace(
        port,
        events=(
            replace(port.events[0], same_as=None),
            replace(port.events[1], same_as=first),
            replace(port.events[2], same_as=second),
            *port.events[3:],
        ),
    )

    def linked(*rejected):
        found = standing(changed(record, *((name, "reject") for name in rejected)))
        return {event.id: event.same_as for event in found.events if event.id in (first, second, third)}

    assert linked(first) == {second: None, third: second}
    assert linked(second) == {first: None, third: first}
    assert linked(first, second) == {third: None}


def later(record, shift=20, **more):
    """The record as a later reading may number it."""
    ids = {e.id: f"v{n + shift}" for n, e in enumerate(record.events)}
    events = tuple(replace(e, id=ids[e.id], same_as=ids.get(e.same_as)) for e in record.events)
    return replace(record, events=events, **more)


def test_a_correction_follows_its_trigger_to_a_later_reading(port):
    given = said(port, ("v1", "reject"), ("v2", "status", "denied"), ("v2", "claimant", "s1"))
    found = reviewed(later(port), "r2", given, {"r1": port}.get)
    assert found.verdicts == {"v20": "rejected", "v21": "changed"}
    assert (found.record.event("v21").status, found.record.event("v21").statement) == ("denied", "s1")
    gone = later(port, statements=())
    without = reviewed(gone, "r2", given, {"r1": port}.get)
    assert [one.place for one in without.unfit] == ["v2.claimant"]


def test_of_two_events_at_one_word_the_right_one_is_meant(port):
    double = replace(port.events[0], id="v90", type="COERCE")
    record = replace(port, events=(*port.events, double))
    given = said(record, ("v90", "reject"))
    found = reviewed(later(record), "r2", given, {"r1": record}.get)
    (name,) = found.verdicts
    assert found.record.event(name).type == "COERCE"


def test_an_added_event_outlives_a_reading_and_becomes_what_the_next_one_finds(port):
    words = at("غادرت", port)
    given = said(port, (words, "add", "RETREAT"), (f"v-{words}", "actors", at("سفنا", port)))
    assert changed(port, (words, "add", "RETREAT")).record.event(f"v-{words}").statement == "s3"
    found = reviewed(later(port), "r2", given, {"r1": port}.get)
    assert found.verdicts == {f"v-{words}": "added"}
    assert found.record.event(f"v-{words}").actors[0].span.text == "سفنا"
    start, end = map(int, words.split("-"))
    read = replace(port.events[0], id="v9", trigger=port.article.span(start, end), type="MOBILIZE", actors=())
    again = reviewed(replace(port, events=(*port.events, read)), "r2", given, {"r1": port}.get)
    assert again.verdicts == {"v9": "changed"}
    assert (again.record.event("v9").type, again.record.event("v9").actors[0].span.text) == (
        "RETREAT",
        "سفنا",
    )


def test_gold_has_what_was_added_and_not_what_was_rejected(port):
    words = at("غادرت", port)
    found = gold(changed(port, ("v1", "reject"), (words, "add", "RETREAT")))
    told = {event.id: event for event in found.events}
    assert "v1" not in told
    assert (told[f"v-{words}"].type, told[f"v-{words}"].trigger.exact, told[f"v-{words}"].statement) == (
        "RETREAT", "غادرت", "s3",
    )  # fmt: skip
