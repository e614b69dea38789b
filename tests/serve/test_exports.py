"""`tawatur export`: records or articles in, files or a stream out."""

import json
import subprocess
import typing

import pytest

from tawatur.serve.exports import FormatName
from tawatur.store.export.formats import FORMATS


@pytest.fixture
def records(tawatur, news):
    """A file of two records."""
    result = tawatur("read", news("a.txt"), news("b.txt"), "--format", "jsonl")
    return news("records.jsonl", result.stdout)


def test_the_command_knows_every_format():
    assert typing.get_args(FormatName) == tuple(FORMATS)


def test_records_go_out_as_they_came(tawatur, records):
    result = tawatur("export", "--format", "jsonl", records)
    assert (result.exit_code, result.stdout) == (0, records.read_text(encoding="utf-8"))


def test_texts_are_read_on_the_way(tawatur, news, records):
    result = tawatur("export", "--format", "jsonl", "--outlet", "جريدة", news("a.txt"), records)
    assert [json.loads(line)["article"]["outlet"] for line in result.stdout.splitlines()] == [
        "جريدة",
        None,
        None,
    ]


def test_several_tables_are_several_files(tawatur, records, tmp_path):
    result = tawatur("export", "--format", "csv", "--out", "new/week.csv", records)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["week.events.csv", "week.statements.csv"]


def test_one_table_goes_where_it_is_sent(tawatur, records, tmp_path):
    shown = tawatur("export", "--format", "csv", "--table", "statements", records)
    tawatur("export", "--format", "csv", "--table", "statements", "--out", "s.csv", records)
    assert "سالم الحمدي" in shown.stdout
    assert (tmp_path / "s.csv").read_bytes() == shown.stdout_bytes


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "csv"], "2 files (statements, events): add --out FILE, or choose one with --table"),
        (["--format", "csv", "--table", "people"], "--table 'people': csv has statements, events"),
        (["--format", "xlsx"], "no text: add --out FILE"),
        (["--format", "csv", "--out", "records.jsonl/x.csv"], "name a file that can be written"),
    ],
)
def test_what_cannot_be_written_is_told(tawatur, records, words, told):
    result = tawatur("export", *words, records)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_broken_record_costs_itself_only(tawatur, records, news):
    good = records.read_text(encoding="utf-8")
    broken = news("broken.jsonl", good + '{"article":{"id":"c"\n' + good)
    result = tawatur("export", "--format", "jsonl", broken)
    assert (result.exit_code, result.stdout) == (1, good * 2)
    assert result.stderr.startswith("tawatur: ")
    assert "broken.jsonl:3: a record that cannot be read" in result.stderr


def test_an_older_file_stays_where_nothing_could_be_read(tawatur, records, tmp_path):
    tawatur("export", "--format", "jsonl", "--out", "o.jsonl", records)
    before = (tmp_path / "o.jsonl").read_bytes()
    assert tawatur("export", "--format", "jsonl", "--out", "o.jsonl", "none.txt").exit_code == 2
    assert (tmp_path / "o.jsonl").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_fault_leaves_the_older_file(tawatur, records, tmp_path, monkeypatch):
    tawatur("export", "--format", "jsonl", "--out", "o.jsonl", records)
    before = (tmp_path / "o.jsonl").read_bytes()
    monkeypatch.setattr("tawatur.store.export.files.Output.put", lambda *_: 1 / 0)
    assert isinstance(
        tawatur("export", "--format", "jsonl", "--out", "o.jsonl", records).exception, ZeroDivisionError
    )
    assert (tmp_path / "o.jsonl").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_pipe_of_records_is_no_article(start, records):
    process = start("export", "--format", "csv", "--table", "statements", "-", stdin=subprocess.PIPE)
    out, err = process.communicate(records.read_bytes(), timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert out.count(b"\r\n") == 1 + 2 * 4
