"""Frozen states: whole, checked, and read long after what made them is gone."""

import json
from pathlib import Path

import msgspec
import pytest
from made import article, record

from tawatur.errors import SettingsError, StoreDamaged, StoreMissing
from tawatur.language.packs import pack_of, resources_fingerprint
from tawatur.model import Engine, Record
from tawatur.run.freezing import files_with, not_kept, thaw
from tawatur.run.settings import Settings
from tawatur.store import Correction, KeptFile

TEXT = "أكد المهندس سالم الحمدي أن الجسر سيفتح غدا."
FILES = [KeptFile("packs/mine", "ar/nouns.tsv", b"form\n"), KeptFile("settings", "settings.json", b"{}")]


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "mine"
    (folder / "ar").mkdir(parents=True)
    (folder / "ar" / "nouns.tsv").write_text("form\nجسر\n", encoding="utf-8")
    (folder / "MANIFEST.toml").write_text("", encoding="utf-8")
    return folder


def test_files_are_kept_once_and_are_part_of_the_hash(store):
    store.add([record(TEXT)])
    bare, first, second = store.freeze("bare"), store.freeze("may", FILES), store.freeze("june", FILES)
    assert bare.sha256 != first.sha256 == second.sha256
    assert store.frozen_files("may") == store.frozen_files("june")
    assert [store.raw(one.sha256) for one in store.frozen_files("may")] == [b"form\n", b"{}"]
    assert store.frozen_files("bare") == ()
    with pytest.raises(StoreMissing):
        store.frozen_files("none")


def test_one_state_is_checked_by_itself(store):
    import sqlalchemy as sa

    from tawatur.store.schema import article as articles

    (kept, other) = store.add([record(TEXT), record("خبر آخر", "b")])
    store.freeze("may", FILES)
    (third,) = store.add([record("خبر ثالث", "c")])
    with store._place.engine.connect().execution_options(writes=True) as c, c.begin():
        c.execute(sa.update(articles).where(articles.c.id == third.id).values(text="x"))
    assert list(store.verify("may")) == []
    assert len(list(store.verify())) == 1
    with store._place.engine.connect().execution_options(writes=True) as c, c.begin():
        c.execute(sa.update(articles).where(articles.c.id == kept.id).values(text="x"))
    store._place.erase_raw(store.frozen_files("may")[0].sha256)
    assert [line.split(":")[0] for line in store.verify("may")] == [f"article {kept.id}", "frozen state may"]
    assert "packs/mine ar/nouns.tsv is missing" in list(store.verify("may"))[1]
    del other


def test_a_pack_that_is_gone_is_still_in_the_state(store, pack, tmp_path):
    settings = Settings(packs=(str(pack),))
    made_by = Engine("1", resources_fingerprint(), packs=(pack_of(pack),), settings=settings.fingerprint)
    (added,) = store.add([record(TEXT, says=[("سالم الحمدي", "affirm", "الجسر سيفتح غدا")], engine=made_by)])
    for who, at in (("سلمى", "2020-01-01T00:00:00+00:00"), ("هدى", "2999-01-01T00:00:00+00:00")):
        reading = store.readings(added.id)[0][0]
        store.correct(Correction(added.id, reading, "s1", '"accepted"', who, at))
    state = store.freeze("may", files_with(settings))
    assert list(not_kept(state, store.frozen_files("may"))) == []
    (pack / "ar" / "nouns.tsv").write_text("form\nطريق\n", encoding="utf-8")
    store.remove([added.id])
    store.purge()
    out = tmp_path / "out"
    assert thaw(store, "may", out) == state
    assert (out / "packs/mine/ar/nouns.tsv").read_text(encoding="utf-8") == "form\nجسر\n"
    assert pack_of(out / "packs/mine").sha256 == made_by.packs[0].sha256
    assert (out / "resources/MANIFEST.toml").is_file()
    assert json.loads((out / "settings/settings.json").read_text(encoding="utf-8"))["packs"] == [str(pack)]
    (line,) = (out / "records.jsonl").read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Record).article.text == TEXT
    said = [json.loads(one)["who"] for one in (out / "corrections.jsonl").read_text("utf-8").splitlines()]
    assert said == ["سلمى"]
    assert json.loads((out / "state.json").read_bytes())["sha256"] == state.sha256


def test_what_was_not_kept_is_told(store, pack):
    made_by = Engine("1", "0" * 64, packs=(pack_of(pack),))
    store.add([record(TEXT, engine=made_by)])
    state = store.freeze("may", files_with(Settings()))
    told = list(not_kept(state, store.frozen_files("may")))
    assert told == [
        "the resources 00000000 of version 1",
        f"the pack mine {made_by.packs[0].sha256[:8]}",
    ]


def test_the_bytes_of_the_articles_come_out_too(store, tmp_path):
    from msgspec.structs import replace

    raw = store.keep_raw(TEXT.encode())
    base = article(TEXT)
    given = record(TEXT)
    capture = replace(base.capture, raw_sha256=raw)
    store.add([replace(given, article=replace(given.article, capture=capture))])
    store.freeze("may")
    thaw(store, "may", tmp_path / "out")
    assert (tmp_path / "out" / "raw" / raw).read_bytes() == TEXT.encode()


def test_nothing_is_written_over_and_nothing_outside(store, tmp_path):
    store.add([record(TEXT)])
    store.freeze("may", [KeptFile("packs/mine", "../../../there.tsv", b"x")])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="something lies there"):
        thaw(store, "may", tmp_path / "full")
    with pytest.raises(StoreDamaged, match="leads out"):
        thaw(store, "may", Path(tmp_path / "deep" / "out"))
    assert not list(tmp_path.rglob("there.tsv"))
    with pytest.raises(StoreMissing):
        thaw(store, "none", tmp_path / "none")
