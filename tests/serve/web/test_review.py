"""Review: what a person says of a statement is kept beside the record, shown, and exported as gold."""

import json
import re

from starlette.testclient import TestClient

from tawatur.run.evaluate import evaluate
from tawatur.run.reviewing import Change
from tawatur.run.settings import Settings
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept
from tawatur.store import open_store

WHO = "سلمى"


def test_review_on_the_page(client, sample):
    path = f"/en/articles/{sample[0].article.id}"
    assert '<form class="judge"' not in client.get(path).text
    assert client.get(path, params={"review": "1"}).text.count('name="statement"') == len(
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
        desk.correct(record, [Change("s1", "accept")], WHO)
        (kept,) = store.corrections(added.id)
        assert (kept.place, json.loads(kept.value), kept.who) == ("s1", "accepted", WHO)
        assert desk.reviewed(record).verdicts == {"s1": "accepted"}
        page = TestClient(create_app(desk), base_url="http://localhost").get(f"/en/articles/{added.id}")
        assert "reviewed by" in page.text


def test_who_is_who_on_the_page(client, desk, sample):
    record = sample[0]
    first, second = [e for e in record.entities if e.type == "PER"][:2]
    path = f"/en/articles/{record.article.id}"
    page = client.get(path, params={"review": "1"}).text
    assert page.count('<option value="e') >= 2 * len(record.entities)
    form = {"entity": second.id, "what": "merge", "other": first.id, "why": "one man", "who": WHO}
    there = client.post(f"{path}/who", data=form)
    assert there.headers["location"].endswith("?review=1#who")
    page = client.get(path, params={"review": "1"}).text
    assert f'<option value="{second.id}"' not in page
    assert "one man" in client.get(path).text  # who looks sees it too, and why
    assert '<form class="identify"' not in client.get(path).text
    assert second.id not in {
        e.id for one in desk.laid() for e in one.entities if one.article.id == record.article.id
    }
    client.post(f"{path}/who", data={"entity": second.id, "what": "undo", "who": WHO})
    assert "one man" not in client.get(path).text
    mention = f"{second.mentions[0].start}-{second.mentions[0].end}"
    form = {"entity": second.id, "what": "split", "mention": mention, "why": "another", "who": WHO}
    assert client.post(f"{path}/who", data=form).status_code == 303
    assert f'id="{second.id}-{second.mentions[0].start}"' in client.get(path, params={"review": "1"}).text
    assert client.post(f"{path}/who", data={**form, "why": " "}).status_code == 400


def test_corrections_show_everywhere_and_survive_a_reread(engine, sample, tmp_path):
    from msgspec.structs import replace

    with open_store(str(tmp_path / "store"), make=True) as store:
        (added,) = store.add(sample[:1])
        desk = Desk(Kept(store), engine, Settings(offline=True))
        record = desk.record(added.id)
        other = next(e for e in record.entities if e.id != record.statements[0].source.entity)
        desk.correct(record, [Change("s1", "source", other.id)], WHO)
        desk.correct(record, [Change("s2", "reject")], WHO)
        (laid,) = desk.laid()
        assert (laid.statement("s1").source.entity, laid.statement("s2")) == (other.id, None)
        newer = replace(record, engine=replace(record.engine, version="9"), statements=record.statements[:-1])
        assert store.add([newer])[0].outcome == "reread"
        again = desk.reviewed(desk.record(added.id))
        assert again.verdicts == {"s1": "changed", "s2": "rejected"}
        assert again.record.statement("s1").source.entity == other.id


def test_a_reviewed_article_is_scored_by_evaluate(client, engine, sample, tmp_path):
    path = f"/api/articles/{sample[0].article.id}"
    figures = []
    for what in ("accept", "reject"):
        change = {"statement": "s1", "what": what, "who": WHO}
        assert client.post(f"{path}/corrections", json=change).status_code == 201
        (tmp_path / "01.gold.json").write_bytes(client.get(f"{path}/gold").content)
        figures.append(evaluate(tmp_path, reader=engine))
    accepted, rejected = figures
    assert accepted["detection_f1"] == 1.0
    assert accepted["sf1"] == 1.0
    assert rejected["detection_precision"] < 1.0
