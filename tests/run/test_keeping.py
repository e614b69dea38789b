"""From inputs to a store: what is known is not read again, what fails is noted, answers of servers are kept."""

import json

import pytest

from tawatur.model import Engine, Record
from tawatur.read import CacheEntry, Options
from tawatur.run import keeping
from tawatur.run.keeping import Kept, StoreCache, keep_many, read_again
from tawatur.run.many import Input, Job
from tawatur.run.settings import Settings
from tawatur.store import open_store


class CountingReader:
    """Makes empty records and counts them."""

    def __init__(self, engine):
        self.engine, self.read_ids = engine, []

    def read(self, article):
        self.read_ids.append(article.id)
        return Record(article, self.engine)


def encode(record):
    import msgspec

    return msgspec.json.encode(record)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "store", make=True) as opened:
        yield opened


@pytest.fixture
def keep(store):
    def run(*sources, engine=Engine("1", "1"), **options):  # noqa: B008 - frozen
        reader = CountingReader(engine)
        job = Job(Settings(), encode, lambda _settings: reader)
        inputs = [Input(str(source), Options(**options)) for source in sources]
        return list(keep_many(inputs, store, job, engine)), reader

    return run


def lines(path, count, text="خبر رقم"):
    rows = [{"url": f"https://a.example/{n}", "body": f"{text} {n}"} for n in range(count)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_articles_and_their_bytes_are_kept(keep, store, tmp_path):
    file = lines(tmp_path / "a.jsonl", 70)
    kept, _ = keep(file)
    assert [k.added.outcome for k in kept] == ["new"] * 70
    record = store.record(kept[3].added.id)
    assert json.loads(store.raw(record.article.capture.raw_sha256))["url"] == "https://a.example/3"
    assert list(store.verify()) == []


def test_what_is_known_is_not_read_again(keep, tmp_path):
    file = lines(tmp_path / "a.jsonl", 3)
    keep(file)
    kept, reader = keep(file)
    assert [k.added.outcome for k in kept] == ["known"] * 3
    assert reader.read_ids == []


def test_a_changed_text_is_a_version(keep, tmp_path):
    keep(lines(tmp_path / "a.jsonl", 2))
    kept, _ = keep(lines(tmp_path / "b.jsonl", 2, "خبر معدل"))
    assert [k.added.outcome for k in kept] == ["version"] * 2


def test_rereading_takes_what_another_engine_read(keep, store, tmp_path):
    keep(lines(tmp_path / "a.jsonl", 3))
    newer = Engine("2", "1")
    job = Job(Settings(), encode, lambda _settings: CountingReader(newer))
    assert [k.added.outcome for k in read_again(store, keeping.Choice(), job, newer)] == ["reread"] * 3
    assert list(read_again(store, keeping.Choice(), job, newer)) == []


def test_what_fails_is_noted_where_an_outlet_is_known(keep, store, tmp_path):
    (failed,), _ = keep(tmp_path / "none.html", outlet="صدى")
    assert not isinstance(failed, Kept)
    keep(tmp_path / "none.html")
    (day,) = store.coverage()
    assert (day.outlet, day.failed) == ("صدى", 1)


def test_answers_are_kept_in_the_store(store):
    cache = StoreCache(store)
    assert cache.get("https://a.example/") is None
    entry = CacheEntry(b"body", "2020-05-16T00:00:00Z", "https://a.example/x", etag="1", charset="utf-8")
    cache.put("https://a.example/", entry)
    assert cache.get("https://a.example/") == entry


def test_what_is_kept_has_its_place_among_the_stories(keep, store, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "PART", 32)
    keep(lines(tmp_path / "a.jsonl", 70))
    assert store.gathered.last() == 70
    revision = store.revision()
    keep(tmp_path / "a.jsonl")
    assert store.revision() == revision
