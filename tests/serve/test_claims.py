"""`tawatur claims` over files and over a store: shown with the ids of tellings, merged, split and taken back."""

import json

import pytest
from calling import run

DAY = "2021-03-03"
TEXTS = {
    "a": "أعلن خفر السواحل أن ثلاثة صيادين فقدوا مع مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    "b": "وقال اتحاد الصيادين إن ثلاثة صيادين فقدوا مع مركبهم الصغير قرب ساحل العوينة.",
}

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [{"id": name, "outlet": name, "date": DAY, "text": text} for name, text in TEXTS.items()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path, articles):
    """A call on the story that a store has."""
    folder = tmp_path / "kept"
    run("add", articles, "--store", folder, "--offline")
    listed = json.loads(run("list", "--store", folder, "--json").stdout)["items"][0]
    return ("--store", folder, "--story", listed["id"])


def told(*words):
    found = json.loads(run("claims", *words, "--json").stdout)
    return [[one["id"] for one in claim["told"]] for claim in found["claims"]]


def test_claims_are_shown_with_the_ids_of_their_tellings(articles):
    shown = run("claims", articles).stdout
    (ids,) = told(articles)
    assert "in the texts loaded" in shown
    assert "named 2" in shown
    assert all(one in shown for one in ids)


def test_a_decision_file_splits_what_files_tell(articles, tmp_path):
    (ids,) = told(articles)
    decided = tmp_path / "decided.toml"
    decided.write_text(f'[[other]]\na = "{ids[0]}"\nb = "{ids[1]}"\nwhy = "two boats"\n', encoding="utf-8")
    assert len(told(articles, "--decisions", decided)) == 2
    assert "by hand: split: two boats" in run("claims", articles, "--decisions", decided).stdout
    compared = json.loads(run("compare", articles, "--decisions", decided, "--format", "json").stdout)
    assert len(compared["claims"]) == 2


def test_a_store_keeps_a_split_which_comparing_follows_until_it_is_taken_back(store):
    ((first, second),) = told(*store)
    run("claims", *store, "--split", first, second, "--by", "Huda", "--why", "two boats")
    assert len(told(*store)) == 2
    assert "by hand" not in run("compare", *store).stdout  # each stands in one article
    assert len(json.loads(run("compare", *store, "--format", "json").stdout)["claims"]) == 2
    run("claims", *store, "--merge", second, first, "--by", "Huda")
    assert len(told(*store)) == 1
    assert "by hand: merged" in run("compare", *store).stdout
    run("claims", *store, "--undo", first, second, "--by", "Huda")
    assert len(told(*store)) == 2  # the split before it holds again
    run("claims", *store, "--undo", first, second, "--by", "Huda")
    assert len(told(*store)) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--merge", "a", "b"), "--by"),
        (("--merge", "x:1-2", "y:1-2", "--by", "Huda"), "no telling of this id"),
        (("--undo", "x:1-2", "y:1-2", "--by", "Huda"), "nothing was decided"),
    ],
)
def test_what_cannot_be_decided_is_told(store, words, answer):
    assert answer in run("claims", *store, *words, code=2).output


def test_a_telling_is_no_claim_of_its_own_with_itself(store):
    ((first, _),) = told(*store)
    assert "name two" in run("claims", *store, "--split", first, first, "--by", "Huda", code=2).output


def test_what_is_about_the_store_names_no_path(articles):
    assert "name --story ID" in run("claims", articles, "--merge", "a", "b", code=2).output
    assert "--story ID" in run("claims", code=2).output


def test_a_decision_that_cannot_be_followed_is_told(articles, tmp_path):
    (ids,) = told(articles)
    decided = tmp_path / "decided.toml"
    decided.write_text(f'[[same]]\na = "{ids[0]}"\nb = "b:900-999"\n', encoding="utf-8")
    assert "no text here tells b:900-999" in run("claims", articles, "--decisions", decided).output
