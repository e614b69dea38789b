"""Review: what a person says of a statement is kept beside the record, shown, and exported as gold."""

import json
import re

import msgspec
import pytest
from starlette.testclient import TestClient

from tawatur.errors import UnreadableInput
from tawatur.run.gold import Gold
from tawatur.run.settings import Settings
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept
from tawatur.serve.web.review import correction, gold, reviewed
from tawatur.store import open_store

WHO, AT = "سلمى", "2026-01-05T10:00:00+00:00"


def changed(record, *changes):
    return reviewed(record, "r1", [correction(record, "r1", change, WHO, AT) for change in changes])


def test_accept_reject_take_back(sample):
    found = changed(
        sample[0], ("s1", "accept", ""), ("s2", "reject", ""), ("s3", "reject", ""), ("s3", "undo", "")
    )
    assert found.verdicts == {"s1": "accepted", "s2": "rejected"}
    assert found.by["s2"].who == WHO
    assert found.record == sample[0]


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
    one = correction(sample[0], "old", ("s1", "reject", ""), WHO, AT)
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
        correction(sample[0], "r1", change, who, AT)


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


def test_review_on_the_page(client, sample):
    path = f"/en/articles/{sample[0].article.id}"
    assert '<form class="judge"' not in client.get(path).text
    assert client.get(path, params={"review": "1"}).text.count('<form class="judge"') == len(
        sample[0].statements
    )
    data = {"statement": "s2", "what": "reject", "who": WHO}
    there = client.post(f"{path}/review", data=data)
    assert there.status_code == 303
    assert there.headers["location"].endswith("?review=1#s2")
    page = client.get(path, params={"review": "1"}).text
    assert re.search(r'class="card depth\d hue\d rejected" id="s2"', page)
    assert f'name="who" value="{WHO}"' in page
    assert 'id="t-s2"' not in page  # what was rejected is lit no more
    assert client.post(f"{path}/review", data={**data, "what": "?"}).status_code == 400


def test_corrections_are_kept_in_the_store(engine, sample, tmp_path):
    with open_store(str(tmp_path / "store"), make=True) as store:
        (added,) = store.add(sample[:1])
        desk = Desk(Kept(store), engine, Settings(offline=True))
        record = desk.record(added.id)
        desk.correct(record, ("s1", "accept", ""), WHO)
        (kept,) = store.corrections(added.id)
        assert (kept.place, json.loads(kept.value), kept.who) == ("s1", "accepted", WHO)
        assert desk.reviewed(record).verdicts == {"s1": "accepted"}
        page = TestClient(create_app(desk), base_url="http://localhost").get(f"/en/articles/{added.id}")
        assert "reviewed by" in page.text
