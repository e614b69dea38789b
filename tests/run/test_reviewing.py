"""Review: what a person says of a record is kept beside it, laid over it, and written as gold."""

import msgspec
import pytest
from msgspec.structs import replace

from tawatur.errors import UnreadableInput
from tawatur.run.annotated import gold
from tawatur.run.gold import Gold
from tawatur.run.reviewing import Change, correction, reviewed, standing
from tawatur.store import Correction

WHO, AT = "سلمى", "2026-01-05T10:00:00+00:00"


def changed(record, *changes):
    given = []
    for change in changes:
        shown = reviewed(record, "r1", given).record
        given.append(correction(shown, "r1", Change(*change), WHO, AT))
    return reviewed(record, "r1", given)


def test_accept_reject_take_back(sample):
    found = changed(
        sample[0], ("s1", "accept", ""), ("s2", "reject", ""), ("s3", "reject", ""), ("s3", "undo", "")
    )
    assert found.verdicts == {"s1": "accepted", "s2": "rejected"}
    assert found.by["s2"].who == WHO
    assert replace(found.record, reviews=()) == sample[0]


def test_a_source_is_assigned_and_the_chain_follows(sample):
    record = sample[0]
    other = next(e.id for e in record.entities if e.id != record.statements[0].source.entity)
    found = changed(record, ("s1", "source", other))
    assert found.record.statement("s1").source.entity == other
    assert record.statement("s1").source.entity != other
    assert changed(record, ("s1", "source", "")).record.statement("s1").source.entity is None
    assert changed(record, ("s1", "source", other), ("s1", "undo", "")).record == record


def test_words_are_spanned_anew(sample):
    record = sample[0]
    found = changed(record, ("s1", "content", "80-90, 95-99"), ("s1", "span", "60-70"))
    statement = found.record.statement("s1")
    assert [(s.start, s.end) for s in statement.content] == [(80, 90), (95, 99)]
    assert statement.source.span.text == record.article.text[60:70]


def test_corrections_of_another_reading_are_left_out(sample):
    one = correction(sample[0], "old", Change("s1", "reject"), WHO, AT)
    assert reviewed(sample[0], "new", [one]).verdicts == {}


@pytest.mark.parametrize(
    ("change", "who", "told"),
    [
        (("s999", "accept", ""), WHO, "no statement"),
        (("s1", "praise", ""), WHO, "is no change"),
        (("s1", "source", "e999"), WHO, "no entity"),
        (("s1", "content", "9-3"), WHO, "begins before it ends"),
        (("s1", "content", "0-99999999"), WHO, "within the text"),
        (("s1", "content", "here"), WHO, "as 12-40"),
        (("s1", "accept", ""), "  ", "the name of who"),
    ],
)
def test_what_cannot_be_changed_is_told(sample, change, who, told):
    with pytest.raises(UnreadableInput, match=told):
        correction(sample[0], "r1", Change(*change), who, AT)


def test_gold_holds_what_stands(sample):
    record = sample[0]
    inner = next(s for s in record.statements if s.parent)
    found = gold(changed(record, (inner.parent, "reject", "")))
    decoded = msgspec.json.decode(msgspec.json.encode(found), type=Gold)
    kept = {statement.id: statement for statement in decoded.statements}
    assert inner.parent not in kept
    assert kept[inner.id].parent is None
    for statement in decoded.statements:
        assert len(statement.chain) >= 1
        for span in (*statement.cue, *statement.content):
            assert decoded.text[span.start : span.end] == span.exact


TEXT = """عنوان الخبر عن الميناء

قال وزير النقل سامي الخطيب إن الميناء سيفتح يوم الخميس. وأضاف الخطيب أن السفن جاهزة.

وذكر الوزير أن العمل انتهى، فيما نفى محمد الخطيب مدير الأرصفة أن تكون السفن جاهزة.
"""


@pytest.fixture(scope="module")
def port(engine):
    from tawatur.read import from_bytes

    (article,) = from_bytes(TEXT.encode(), "port.txt")
    return engine.read(article)


def person(record, name):
    return next(e for e in record.entities if e.type == "PER" and e.name == name)


def test_two_entities_become_one_and_every_chain_follows(port):
    one, other = person(port, "سامي الخطيب"), person(port, "محمد الخطيب")
    found = changed(port, (other.id, "merge", one.id, "one man under two names"))
    assert found.record.entity(other.id) is None
    assert {s.source.entity for s in found.record.statements} == {one.id}
    assert len(found.record.entity(one.id).mentions) == len(one.mentions) + len(other.mentions)
    (said,) = found.identities
    assert (said.who, said.note) == (WHO, "one man under two names")
    assert [(r.of, r.verdict) for r in found.record.reviews] == [(other.id, "changed")]
    assert changed(port, (other.id, "merge", one.id, "why"), (other.id, "undo")).record == port


def test_a_mention_is_set_apart_and_its_statements_go_with_it(port):
    """«وأضاف الخطيب»: which of the two is meant, a reader knows."""
    one, other = person(port, "سامي الخطيب"), person(port, "محمد الخطيب")
    here = next(s for s in port.statements if s.source.span and s.source.span.text == "الخطيب").source.span
    split = (one.id, "split", f"{here.start}-{here.end}", "the director goes on")
    found = changed(port, split)
    new = found.record.entity(f"{one.id}-{here.start}")
    assert (new.name, new.known, new.type) == ("الخطيب", None, "PER")
    moved = [s for s in found.record.statements if s.source.entity == new.id]
    assert [s.source.span.text for s in moved] == ["الخطيب"]
    both = changed(port, split, (new.id, "merge", other.id, "it is him"))
    assert [s.source.entity for s in both.record.statements] == [one.id, other.id, one.id, other.id]
    assert len(both.identities) == 2
    assert (
        changed(port, split, (new.id, "merge", other.id, "it is him"), (new.id, "undo")).record
        == found.record
    )
    assert changed(port, split, (one.id, "undo")).record == port


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("e1", "merge", "e2", ""), "reason"),
        (("e1", "merge", "e1", "why"), "itself already"),
        (("e1", "merge", "e99", "why"), "no entity"),
        (("e1", "split", "0-3", "why"), "some of its mentions"),
        (("here", "undo"), "no statement"),
    ],
)
def test_what_no_entity_can_be_is_told(port, change, told):
    with pytest.raises(UnreadableInput, match=told):
        correction(port, "r1", Change(*change), WHO, AT)


def test_what_was_rejected_does_not_stand(sample):
    record = sample[0]
    inner = next(s for s in record.statements if s.parent)
    found = standing(changed(record, (inner.parent, "reject", "")))
    assert found.statement(inner.parent) is None
    assert found.statement(inner.id).parent == record.statement(inner.parent).parent
    assert [(r.of, r.verdict, r.who) for r in found.reviews] == [(inner.parent, "rejected", WHO)]


def renumbered(record):
    """The record as a later reading may number it: one statement and one entity more in front."""
    statements = {s.id: f"s{n + 9}" for n, s in enumerate(record.statements)}
    entities = {e.id: f"e{n + 9}" for n, e in enumerate(record.entities)}
    return replace(
        record,
        entities=tuple(replace(e, id=entities[e.id]) for e in record.entities),
        statements=tuple(
            replace(
                s,
                id=statements[s.id],
                parent=statements.get(s.parent),
                source=replace(s.source, entity=entities.get(s.source.entity)),
            )
            for s in record.statements
        ),
    )


def test_corrections_survive_a_later_reading(port):
    one, other = person(port, "سامي الخطيب"), person(port, "محمد الخطيب")
    said = [
        correction(port, "old", Change(*change), WHO, AT)
        for change in (
            ("s1", "reject"), ("s2", "source", other.id), (other.id, "merge", one.id, "why"),
        )
    ]  # fmt: skip
    later = renumbered(port)
    found = reviewed(later, "new", said, {"old": port}.get)
    assert found.unfit == ()
    first, second = (later.statements[n].id for n in (0, 1))
    assert found.verdicts == {first: "rejected", second: "changed"}
    assert found.record.statement(second).source.entity == person(later, "سامي الخطيب").id
    assert person(later, "محمد الخطيب").id not in {e.id for e in found.record.entities}


def test_what_fits_nothing_in_a_later_reading_is_told(port):
    said = [correction(port, "old", Change("s1", "reject"), WHO, AT)]
    later = replace(port, statements=port.statements[1:])
    found = reviewed(later, "new", said, {"old": port}.get)
    assert (found.verdicts, found.unfit) == ({}, tuple(said))
    assert reviewed(later, "new", said).unfit == tuple(said)


def test_decisions_on_incidents_are_no_matter_of_one_record(port):
    said = Correction(port.article.id, "r1", "incident", '{"kind":"merge"}', WHO, AT)
    found = reviewed(port, "r1", [said])
    assert (found.record, found.unfit) == (port, ())
