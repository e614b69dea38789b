"""`tawatur incidents` and the export at the level of incidents, over files and over a store."""

import csv
import io
import json

import pytest
from calling import run

DAY = "2021-03-03"
TEXTS = {
    "a": "أعلنت وزارة الداخلية مقتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي أمس الثلاثاء.",
    "b": "وقال الهلال الأحمر إن خمسة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء.",
}
LATER = {"c": "وقالت وزارة الدفاع إن سبعة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء."}

pytestmark = pytest.mark.usefixtures("loaded_once")


def articles(folder, texts):
    path = folder / f"{'-'.join(texts)}.jsonl"
    rows = [{"id": name, "outlet": name, "date": DAY, "text": text} for name, text in texts.items()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "kept"
    run("add", articles(tmp_path, TEXTS), "--store", folder, "--offline")
    return folder


def told(*words):
    found = json.loads(run("incidents", *words, "--json").stdout)
    return [{one["article"]: one["id"] for one in row["told"]} for row in found["incidents"]]


def table(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_a_decision_file_splits_what_files_tell(tmp_path):
    path = articles(tmp_path, TEXTS)
    (row,) = told(path)
    decided = tmp_path / "decided.toml"
    decided.write_text(f'[[split]]\na = "{row["a"]}"\nb = "{row["b"]}"\n', encoding="utf-8")
    assert len(told(path, "--decisions", decided)) == 2


def test_a_decision_file_with_an_unknown_word_is_an_error(tmp_path):
    decided = tmp_path / "decided.toml"
    decided.write_text('[[glue]]\na = "i1"\nb = "i2"\n', encoding="utf-8")
    result = run("incidents", articles(tmp_path, TEXTS), "--decisions", decided, code=2)
    assert "--decisions" in result.output
    assert "glue" in result.output


def test_a_store_keeps_a_split_and_a_later_merge(store):
    ((first, second),) = [list(row.values()) for row in told("--store", store)]
    run("incidents", "--store", store, "--split", first, second, "--by", "Huda", "--why", "two attacks")
    assert len(told("--store", store)) == 2
    run("incidents", "--store", store, "--merge", second, first, "--by", "Huda")
    assert len(told("--store", store)) == 1


def test_what_was_decided_is_taken_back(store):
    ((first, second),) = [list(row.values()) for row in told("--store", store)]
    run("incidents", "--store", store, "--split", first, second, "--by", "Huda", "--why", "two attacks")
    assert len(told("--store", store)) == 2
    run("incidents", "--store", store, "--undo", first, second, "--by", "Huda")
    assert len(told("--store", store)) == 1


def test_what_was_decided_of_a_text_that_is_gone_is_told_and_taken_back(store):
    (row,) = told("--store", store)
    first, second = row.values()
    run("incidents", "--store", store, "--split", first, second, "--by", "Huda", "--why", "two attacks")
    run("remove", list(row)[1], "--store", store)
    assert f"no text here tells {second}" in run("incidents", "--store", store).output
    run("incidents", "--store", store, "--undo", first, second, "--by", "Huda")
    assert "no text here tells" not in run("incidents", "--store", store).output
    again = run("incidents", "--store", store, "--undo", first, second, "--by", "Huda", code=2)
    assert "nothing was decided" in again.output


def test_a_decision_needs_a_name_and_ids_that_are_there(store):
    assert "--by" in run("incidents", "--store", store, "--merge", "i0", "i1", code=2).output
    assert "i0" in run("incidents", "--store", store, "--merge", "i0", "i1", "--by", "Huda", code=2).output


def test_since_a_frozen_state(store, tmp_path):
    run("freeze", "monday", "--store", store)
    assert "nothing changed" in run("incidents", "--store", store, "--since-frozen", "monday").stdout
    run("add", articles(tmp_path, LATER), "--store", store, "--offline")
    shown = run("incidents", "--store", store, "--since-frozen", "monday").stdout
    assert "killed 7" in shown
    assert "in the texts loaded" in shown


def test_export_has_a_row_a_happening_and_every_toll(store):
    given = ("export", "--store", store, "--level", "incident", "--format", "csv", "--table")
    (row,) = table(run(*given, "incidents").stdout)
    assert (row["killed_low"], row["killed_high"], row["articles"]) == ("3", "5", "2")
    assert {toll["best"] for toll in table(run(*given, "tolls").stdout)} == {"3", "5"}


def test_export_in_the_shape_of_ucdp_counts_its_sources_and_adds_nothing_up(store):
    (row,) = table(run("export", "--store", store, "--level", "incident", "--format", "ucdp").stdout)
    assert (row["number_of_sources"], row["low"], row["high"], row["best"]) == ("2", "3", "5", "")


def test_export_to_parquet(store, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    run(
        "export",
        "--store",
        store,
        "--level",
        "incident",
        "--format",
        "parquet",
        "--out",
        tmp_path / "x.parquet",
    )
    found = parquet.read_table(tmp_path / "x.incidents.parquet").to_pylist()
    assert [row["killed_high"] for row in found] == [5.0]


def test_other_formats_have_no_incidents(store):
    assert (
        "gdelt" in run("export", "--store", store, "--level", "incident", "--format", "gdelt", code=2).output
    )
