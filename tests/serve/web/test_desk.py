"""The desk over a store: what is made of its articles is made once, and again when they change."""

import threading
import time

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.model import Article
from tawatur.run.comparing import Remembering
from tawatur.run.settings import Settings
from tawatur.serve.web import desk as desks
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept, Shelf
from tawatur.serve.web.who import actor_key, by_actor
from tawatur.store import open_store

SETTINGS = Settings(offline=True)


@pytest.fixture
def store(sample, tmp_path):
    with open_store(str(tmp_path / "store"), make=True) as opened:
        opened.add(sample[:4])
        yield opened


def test_what_is_made_lasts_as_long_as_the_articles(store, sample, engine, monkeypatch):
    monkeypatch.setattr(desks, "FRESH", 0.0)
    desk = Desk(Kept(store), engine, SETTINGS)
    laid, story = desk.laid(), desk.comparison()
    assert desk.laid() is laid
    assert desk.comparison() is story
    store.collect("صدى الساحل", "2020-05-16", "empty")  # the store changes, its articles do not
    assert desk.laid() is laid
    assert desk.comparison() is story
    store.add(sample[4:])
    assert len(desk.laid()) == len(sample)
    assert desk.comparison() is not story


def test_an_article_that_is_read_again_is_compared_again(store, sample, engine, monkeypatch):
    monkeypatch.setattr(desks, "FRESH", 0.0)
    desk = Desk(Kept(store), engine, SETTINGS)
    story = desk.comparison()
    newer = replace(sample[0].engine, version="9")
    store.add([replace(sample[0], engine=newer, statements=())])
    assert desk.comparison() is not story


def test_visitors_at_the_same_time_wait_for_one_making(sample, engine):
    desk = Desk(Shelf(sample), engine, SETTINGS)
    made, given = [], []

    def slow(_laid):
        made.append(1)
        time.sleep(0.1)
        return object()

    asking = [threading.Thread(target=lambda: given.append(desk._once("slow", slow))) for _ in range(4)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(made) == 1
    assert len(set(map(id, given))) == 1


def test_an_actor_of_older_articles_has_a_page(store, sample, engine, monkeypatch):
    monkeypatch.setattr(desks, "COMPARED", 1)
    desk = Desk(Kept(store), engine, SETTINGS)
    (newest,) = desk.laid()
    keys = (
        {actor_key(e) for r in sample[:4] for e in r.entities}
        - {actor_key(e) for e in newest.entities}
        - {None}
    )
    assert keys
    client = TestClient(create_app(desk), base_url="http://localhost")
    for key in sorted(keys):
        assert client.get(f"/en/actors/{key}").status_code == 200, key
    assert client.get("/en/actors/per:nobody").status_code == 404
    everywhere = by_actor(store.records())
    key = max(everywhere, key=lambda name: len(everywhere[name]))
    ids = {record.article.id for record, _ in desk.actor(key)}
    assert ids == {record.article.id for record, _ in everywhere[key]}


def test_who_is_named_nowhere_costs_no_look_at_all_articles(store, monkeypatch):
    monkeypatch.setattr(store, "records", None)
    assert list(Kept(store).naming("per:لا احد كهذا")) == []


def test_articles_are_marked_once_and_not_forever(sample, engine):
    asked = []

    class Counting:
        def mark(self, article):
            asked.append(article.id)
            return engine.mark(article)

    marks = Remembering(Counting(), most=2)
    first, second, third = (record.article for record in sample[:3])
    assert marks.mark(first) is marks.mark(first)
    marks.mark(second)
    marks.mark(replace(first, text=first.text + " "))  # the same id with another text
    marks.mark(third)
    marks.mark(second)
    assert asked == [first.id, second.id, first.id, third.id, second.id]


@pytest.mark.parametrize("name", ["سالم عبد الله الحمدي", "سالم عبدالله الحمدي", "سالم الفغم"])
def test_an_actor_is_found_however_the_article_writes_the_name(store, engine, name):
    record = engine.read(Article("far", f"قال الوزير {name} إن الميناء مفتوح أمام السفن."))
    store.add([record])
    key = next(actor_key(one) for one in record.entities if one.type == "PER")
    assert [one.article.text for one in Kept(store).naming(key)] == [record.article.text]
