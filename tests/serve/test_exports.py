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


def test_a_record_of_another_form_is_not_guessed_at(tawatur, records, news):
    later = news(
        "later.jsonl", records.read_text(encoding="utf-8").replace("tawatur-record/1", "tawatur-record/9")
    )
    result = tawatur("export", "--format", "jsonl", later)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "later.jsonl:2: a record of the form tawatur-record/9, not tawatur-record/1" in result.stderr


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


@pytest.fixture
def told(news):
    """A file of records with events."""
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "store" / "export"))
    import full_record
    import msgspec

    return news("told.jsonl", msgspec.json.encode(full_record.record()).decode() + "\n")


def test_what_is_left_out_is_counted(tawatur, told):
    result = tawatur("export", "--format", "ucdp", told)
    assert result.exit_code == 0
    assert result.stderr == (
        "tawatur: events left out of ucdp: 1 called_for, 1 denied, 1 future, 1 historical, "
        "2 not violence that killed\n"
    )
    everything = tawatur("export", "--format", "gdelt", "--table", "claims", "--status", "all", told)
    assert everything.stderr == ""
    assert "denied" in everything.stdout


def test_a_policy_is_asked_for_by_name(tawatur, told):
    assert ",7,7,3,,,مدير" in tawatur("export", "--format", "ucdp", "--best", "high", told).stdout
    assert tawatur("export", "--format", "ucdp", "--best", "mine", told).exit_code == 2


def test_a_codebook_labels_events(tawatur, told, news):
    book = news("map.toml", '[[rule]]\nlabel = "غارة"\ntype = ["ASSAULT"]\n')
    result = tawatur("export", "--format", "codebook", "--codebook", book, "--no-bom", told)
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == ["label", "غارة"]


@pytest.mark.parametrize(
    "words", [["--format", "codebook"], ["--format", "csv", "--table", "events", "--codebook", "map.toml"]]
)
def test_a_codebook_and_its_format_need_each_other(tawatur, told, words):
    result = tawatur("export", *words, told)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "go together" in result.stderr


def test_a_wrong_codebook_is_told_in_one_line(tawatur, told, news):
    book = news("map.toml", '[[rule]]\nlabel = "x"\ntype = ["STRIKE"]\n')
    result = tawatur("export", "--format", "codebook", "--codebook", book, told)
    assert result.exit_code == 2
    assert "type is one of AGREE" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_killed_export_leaves_the_older_file(start, told, news, tmp_path):
    import signal
    import time

    older = news("week.csv", "older")
    args = ("export", "--format", "ucdp", "--out", older, told, "-")
    with start(*args, stdin=subprocess.PIPE) as process:
        part = tmp_path / "week.csv.part"
        while not part.exists():
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    assert older.read_text(encoding="utf-8") == "older"


def test_a_stopped_export_leaves_nothing_half(start, told, news, tmp_path):
    import signal
    import time

    older = news("week.csv", "older")
    with start("export", "--format", "ucdp", "--out", older, told, "-", stdin=subprocess.PIPE) as process:
        while not (tmp_path / "week.csv.part").exists():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"tawatur: stopped\n")
    assert older.read_text(encoding="utf-8") == "older"
    assert not list(tmp_path.glob("*.part"))


@pytest.fixture
def kept(told, news, tmp_path):
    """A store of two articles by two outlets."""
    import full_record

    from tawatur.store import open_store

    with open_store(tmp_path / "kept", make=True) as store:
        store.add(
            [full_record.record("أ", "https://a.example/1"), full_record.record("ب", None, "جريدة الجبل")]
        )
    return tmp_path / "kept"


def test_without_a_path_the_store_is_exported(tawatur, kept):
    result = tawatur("export", "--format", "jsonl", "--store", kept)
    assert result.exit_code == 0
    assert [json.loads(line)["article"]["outlet"] for line in result.stdout.splitlines()] == [
        "صحيفة الساحل",
        "جريدة الجبل",
    ]


def test_days_and_outlet_choose_from_the_store(tawatur, kept):
    words = ("export", "--format", "csv", "--table", "events", "--no-bom", "--store", kept)
    chosen = tawatur(*words, "--outlet", "جريدة الجبل", "--since", "2020-05-17").stdout
    assert chosen.count("جريدة الجبل") == 8
    assert "صحيفة الساحل" not in chosen
    none = tawatur(*words, "--until", "2020-05-16")
    assert (none.exit_code, none.stderr) == (0, "tawatur: no record in the input\n")


def test_a_path_and_the_store_exclude_each_other(tawatur, kept, told):
    result = tawatur("export", "--format", "jsonl", "--store", kept, told)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name no PATH with them" in result.stderr


def test_a_store_that_is_not_there_is_told(tawatur):
    result = tawatur("export", "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no store there" in result.stderr
