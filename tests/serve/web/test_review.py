"""Review: what a person says of a statement is kept beside the record, shown, and exported as gold."""

import json
import re

from starlette.testclient import TestClient

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
        desk.correct(record, Change("s1", "accept"), WHO)
        (kept,) = store.corrections(added.id)
        assert (kept.place, json.loads(kept.value), kept.who) == ("s1", "accepted", WHO)
        assert desk.reviewed(record).verdicts == {"s1": "accepted"}
        page = TestClient(create_app(desk), base_url="http://localhost").get(f"/en/articles/{added.id}")
        assert "reviewed by" in page.text
