"""CSV, XLSX and Parquet, read back by pandas, openpyxl and pyarrow."""

import json
import zipfile

import full_record
import pandas as pd
import pytest

from tawatur.errors import TooLarge
from tawatur.store.export import workbook
from tawatur.store.export.shape import Table, columns
from tawatur.store.export.sheets import EVENTS, STATEMENTS
from tawatur.store.export.writers import harmless


def names(table):
    return [column.name for column in table]


def read_csv(path):
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, dtype=str)


def test_csv_has_a_sheet_of_statements_and_one_of_events(written, record):
    _, paths = written("csv")
    statements, events = read_csv(paths["statements"]), read_csv(paths["events"])
    assert list(statements) == names(STATEMENTS)
    assert list(events) == names(EVENTS)
    assert len(statements) == len(record.statements)
    assert len(events) == len(record.events)
    assert statements.content[2] == record.statements[2].text


def test_every_event_says_who_says_so(written):
    events = read_csv(written("csv")[1]["events"]).set_index("event")
    assert events.claimant["v1"] == "مدير المستشفى"
    assert events.chain["v1"] == "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"
    assert events.commitment["v1"] == "endorse"
    assert events.claimant["v2"] == events.claimant_kind["v2"].join("()") == "(outlet)"
    assert events.chain["v4"] == "الحكومة الليبية"  # the words, where it is not known whom they mean
    assert events.status["v3"] == "denied"
    assert events.historical["v6"] == "true"


def test_offsets_give_the_words(written, record):
    events = read_csv(written("csv")[1]["events"])
    for row in events.itertuples():
        assert record.article.text[int(row.start) : int(row.end)] == row.trigger
        assert row.trigger in row.sentence


def test_bounds_of_a_toll_stand_apart(written):
    events = read_csv(written("csv")[1]["events"]).set_index("event")
    assert list(events.loc["v1", ["killed_low", "killed_best", "killed_high"]]) == ["7", "7", "7"]
    assert list(events.loc["v1", ["wounded_low", "wounded_best", "wounded_high"]]) == ["15", "20", "25"]
    assert events.harm["v1"] == "killed: سبعة مدنيين; wounded: نحو عشرين"


def test_the_mark_for_spreadsheets_can_be_left_out(written):
    assert written("csv")[1]["events"].read_bytes().startswith(b"\xef\xbb\xbfarticle,")
    assert written("csv", bom=False)[1]["events"].read_bytes().startswith(b"article,")


@pytest.mark.parametrize("words", ["=1+1", "+9", "-9", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(words, written):
    assert harmless(words) == f"'{words}"
    events = read_csv(written("csv", full_record.record(outlet=words))[1]["events"])
    assert events.outlet[0] == f"'{words}"


def test_numbers_stay_numbers():
    assert harmless(-9.5) == -9.5


def test_csv_is_read_by_duckdb(written):
    duckdb = pytest.importorskip("duckdb")
    path = written("csv")[1]["events"]
    rows = duckdb.sql(f"select claimant, latitude from read_csv('{path}') where event = 'v1'").fetchall()
    assert rows == [("مدير المستشفى", 31.2089)]


def test_one_workbook_holds_both_sheets(written, record):
    openpyxl = pytest.importorskip("openpyxl")
    _, paths = written("xlsx", full_record.record(outlet="=HYPERLINK(1)"))
    book = openpyxl.load_workbook(paths["statements"])
    assert book.sheetnames == ["statements", "events"]
    rows = list(book["events"].values)
    assert list(rows[0]) == names(EVENTS)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["outlet"] == "'=HYPERLINK(1)"
    assert first["latitude"] == 31.2089
    assert first["historical"] is False
    assert first["statement"] == record.statements[2].text
    assert all(cell.data_type != "f" for row in book["events"] for cell in row)


def test_the_same_records_make_the_same_workbook(written):
    first = written("xlsx")[1]["statements"].read_bytes()
    assert written("xlsx")[1]["statements"].read_bytes() == first
    with zipfile.ZipFile(written("xlsx")[1]["statements"]) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}


def test_a_full_sheet_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with (tmp_path / "x.xlsx").open("wb") as file:
        book = workbook.Workbook(file, [Table("events", columns("event"))])
        book.put(0, ("v" * (workbook.MOST_CHARACTERS + 1),))
        with pytest.raises(TooLarge, match="export fewer records"):
            book.put(0, ("v2",))
        book.close()


def test_parquet_has_typed_columns(written, record):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    _, paths = written("parquet")
    table = parquet.read_table(paths["events"])
    assert table.column_names == names(EVENTS)
    assert table.schema.field("latitude").type == pa.float64()
    assert table.schema.field("historical").type == pa.bool_()
    rows = table.to_pylist()
    assert rows[0]["chain"] == "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"
    assert rows[1]["wounded_low"] is None
    assert parquet.read_table(paths["statements"]).num_rows == len(record.statements)


def test_parquet_without_rows_has_its_columns(written, record):
    parquet = pytest.importorskip("pyarrow.parquet")
    import msgspec

    bare = msgspec.structs.replace(record, statements=(), events=())
    assert parquet.read_table(written("parquet", bare)[1]["events"]).column_names == names(EVENTS)


def test_jsonl_is_what_read_writes(written, record):
    import msgspec

    path = written("jsonl")[1]["records"]
    assert msgspec.json.decode(path.read_bytes(), type=type(record)) == record
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == "tawatur-record/1"
