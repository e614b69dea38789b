"""`tawatur actors`: who is who, why, and what persons decide of it, kept in the store and taken back."""

import json

import pytest
from calling import run

DAY = "2021-03-03"
TEXTS = {
    "a": "أعلنت وزارة الصيد البحري مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    "b": "وقالت وزارة الصيد إن ثلاثة صيادين قتلوا لدى غرق مركبهم قرب ساحل العوينة.",
    "c": "وأكد مركز الإنقاذ البحري أن ثلاثة صيادين لقوا مصرعهم في غرق المركب قبالة العوينة.",
}
FIRST, SECOND, THIRD = (
    "org:وزاره صيد بحري",
    "org:وزاره صيد",
    "org:مركز انقاذ بحري",
)

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [{"id": name, "outlet": name, "date": DAY, "text": text} for name, text in TEXTS.items()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    run("add", path, "--store", tmp_path / "kept", "--offline")
    return tmp_path / "kept"


def keys(store, *words):
    return [
        one["key"] for one in json.loads(run("actors", "--store", store, "--json", *words).stdout)["actors"]
    ]


def named(store):
    article = json.loads(run("list", "--store", store, "--json").stdout)["items"][0]["id"]
    found = json.loads(run("compare", "--store", store, "--story", article, "--format", "json").stdout)
    return next(one["named"] for one in found["claims"] if len(one["told"]) > 1)


def test_a_join_comes_with_its_reason(store):
    shown = run("actors", "--store", store).stdout
    assert f"{SECOND} is taken for it: " in shown
    assert "share their words" in shown
    assert keys(store) == [FIRST, THIRD]


def test_parted_joined_and_taken_back(store):
    assert named(store) == 2
    by = ("--by", "سلمى", "--why", "وزارتان")
    assert set(keys(store, "--apart", FIRST, SECOND, *by)) == {FIRST, SECOND, THIRD}
    assert set(keys(store)) == {FIRST, SECOND, THIRD}  # it was kept
    assert named(store) == 3
    assert keys(store, "--undo", FIRST, SECOND, *by) == [FIRST, THIRD]
    assert len(keys(store, "--together", FIRST, THIRD, *by)) == 1
    assert "decided: وزارتان" in run("actors", "--store", store).stdout
    assert named(store) == 1
    assert keys(store, "--undo", FIRST, THIRD, *by) == [FIRST, THIRD]


def test_what_cannot_be_decided_is_told(store, tmp_path):
    assert "add --by NAME" in run("actors", "--store", store, "--apart", FIRST, SECOND, code=2).output
    wrong = run("actors", "--store", store, "--apart", FIRST, "org:nobody", "--by", "سلمى", code=2)
    assert "no source has this key" in wrong.output
    path = tmp_path / "news.jsonl"
    assert "name no PATH" in run("actors", path, "--apart", FIRST, SECOND, "--by", "سلمى", code=2).output


def test_files_are_decided_by_a_file(store, tmp_path):
    decided = tmp_path / "decided.toml"
    decided.write_text(f'[[together]]\na = "{FIRST}"\nb = "{THIRD}"\nwhy = "إدارة واحدة"\n', encoding="utf-8")
    shown = run("actors", tmp_path / "news.jsonl", "--decisions", decided, "--json").stdout
    assert len(json.loads(shown)["actors"]) == 1


def test_other_commands_look_through_a_store_too(store):
    for words in (("trace", "غرق مركبهم قبالة ساحل العوينة"), ("naming",), ("stories",)):
        assert "3" in run(*words, "--store", store).stdout
