"""add, list, show, search, coverage, reread, diff, remove, purge, freeze, verify."""

import json

import pytest
import stand_in


@pytest.fixture
def kept(tawatur, news):
    """A store with one article in it; its id."""
    result = tawatur("add", news("bridge.txt"), "--outlet", "صدى", "--published", "2020-05-16")
    assert result.exit_code == 0, result.output
    return result.stdout.split()[1]


def test_add_tells_what_is_kept_and_adding_again_changes_nothing(tawatur, news, kept):
    again = tawatur("add", news("bridge.txt"), "--outlet", "صدى", "--published", "2020-05-16")
    assert again.stdout == f"known    {kept}  {news('bridge.txt')}\n1 known\n"
    assert tawatur("add", news("bridge.txt"), "--outlet", "صدى", "--quiet").stdout == "1 known\n"


def test_add_goes_on_after_what_it_cannot_read(tawatur, news):
    result = tawatur("add", "missing.txt", news("bridge.txt"), news("broken.txt", "عطل"), "--quiet")
    assert result.exit_code == 1
    assert result.stdout == "2 failed, 1 new\n"
    assert "missing.txt" in result.stderr
    assert tawatur("add", "missing.txt").exit_code == 2


def test_add_takes_many_articles_of_one_file_and_their_bytes(tawatur, tmp_path):
    rows = [
        {"id": str(n), "body": f"خبر رقم {n} {stand_in.BODY}", "url": f"https://a.example/{n}"}
        for n in range(40)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert tawatur("add", "some.jsonl", "--quiet").stdout == "40 new\n"
    assert tawatur("show", "https://a.example/7", "--format", "raw").stdout.rstrip("\n") == lines[7]
    assert tawatur("verify").stdout.startswith("sound: 40 articles")


def test_add_reads_with_several_processes(start, news, tmp_path):
    process = start("add", news("bridge.txt"), news("other.txt", "خبر آخر"), "--jobs", "2", "--store", "s")
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert out.decode().endswith("2 new\n")


def test_list_is_short_and_says_what_it_rests_on(tawatur, kept):
    assert tawatur("list").stdout == (
        f"{kept}  2020-05-16  صدى  الجسر يفتح غدا\n1 article of 1 outlet between 2020-05-16 and 2020-05-16\n"
    )
    assert json.loads(tawatur("list", "--json").stdout)["items"][0]["name"] == "bridge"
    assert tawatur("list", "--outlet", "none").stdout == "0 articles of 0 outlets without a day\n"
    assert "no day" in tawatur("list", "--since", "yesterday").stderr


def test_show_draws_the_statements_or_gives_what_was_kept(tawatur, news, kept):
    shown = tawatur("show", kept[:5]).stdout
    assert shown.startswith(f"{kept}  bridge  current  added ")
    assert "سالم الحمدي" in shown
    assert json.loads(tawatur("show", "bridge", "--format", "json").stdout)["article"]["id"] == kept
    assert tawatur("show", kept, "--format", "article").stdout == news("bridge.txt").read_text(
        encoding="utf-8"
    )
    assert len(tawatur("show", kept, "--format", "readings").stdout.splitlines()) == 1
    assert "no such article" in tawatur("show", "zzz").stderr


def test_search_marks_what_it_found_and_tells_what_it_rests_on(tawatur, kept):
    result = tawatur("search", "جسر said-by:الحمدي", "--facet", "act")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(kept)
    assert "[الجسر] يفتح غدا" in lines[1]
    assert lines[-1] == "1 found in 1 article of 1 outlet between 2020-05-16 and 2020-05-16"
    assert "      1  affirm" in result.stdout
    found = json.loads(tawatur("search", "جسر", "--json", "--facet", "act").stdout)
    assert found["total"] == 1
    assert found["basis"]["line"].startswith("1 article")
    assert {"value": "say", "articles": 1} in found["facets"]["act"]
    usual = json.loads(tawatur("search", "جسر", "--json", "--facets", "--facet", "channel").stdout)["facets"]
    assert list(usual) == ["outlet", "day", "said-by", "act", "event", "status", "place", "channel"]
    assert usual["day"] == [{"value": "2020-05-16", "articles": 1}]


def test_search_that_finds_nothing_says_in_what(tawatur, kept):
    result = tawatur("search", "طائرة")
    assert result.exit_code == 1
    assert result.stdout == "not found in 1 article of 1 outlet between 2020-05-16 and 2020-05-16\n"


def test_a_wrong_query_is_pointed_at(tawatur, kept):
    result = tawatur("search", "الجسر saidby:سالم")
    assert result.exit_code == 2
    assert result.stderr == "tawatur: query, column 7: no field 'saidby'; did you mean said-by?\n"
    assert "no field 'mood'" in tawatur("search", "الجسر", "--facet", "mood").stderr


def test_coverage_tells_of_sources_that_failed(tawatur, kept):
    tawatur("add", "missing.txt", "--outlet", "أخرى")
    told = tawatur("coverage").stdout
    assert "2020-05-16       1 articles  صدى" in told
    assert "1 times failed: cannot be opened" in told
    assert "collecting failed on 1 outlet-day" in told


def test_another_engine_rereads_and_diff_shows_it(tawatur, kept, monkeypatch):
    module = __import__("sys").modules["tawatur.run.pipeline"]
    newer = stand_in.m.Engine("1", "1")
    monkeypatch.setattr(module, "identity", lambda _settings: newer)
    kept_record = stand_in.record

    def fewer(article):
        made = kept_record(article)
        return stand_in.m.Record(made.article, newer, entities=made.entities, statements=made.statements[1:])

    monkeypatch.setattr(stand_in, "record", fewer)
    assert tawatur("reread").stdout == f"reread   {kept}  الجسر يفتح غدا\n1 reread\n"
    told = tawatur("diff", kept).stdout
    assert "the same text, another reading" in told
    assert "- statement s1  مكتب المحافظ  say" in told
    assert told.endswith("0 gained, 1 lost, 0 changed\n")


def test_diff_needs_something_to_compare_with(tawatur, kept):
    assert "nothing to compare it with" in tawatur("diff", kept).stderr


def test_removing_and_purging(tawatur, kept):
    assert tawatur("remove", kept).stdout.startswith("1 removed")
    assert tawatur("list").stdout == "0 articles of 0 outlets without a day\n"
    assert kept in tawatur("list", "--state", "removed").stdout
    assert tawatur("purge").stdout == "1 articles and 0 old records erased\n"
    assert tawatur("show", kept).exit_code == 2


def test_purging_spares_frozen_states_and_says_so(tawatur, kept):
    assert tawatur("freeze", "may").stdout.startswith("may  ")
    assert "1 articles  sha256 " in tawatur("freeze").stdout
    tawatur("remove", kept)
    assert "1 removed articles stay" in tawatur("purge").stdout
    tawatur("purge", "--frozen")
    result = tawatur("verify")
    assert result.exit_code == 1
    assert "frozen state may: is not what was frozen" in result.stdout


def test_a_frozen_state_is_checked_and_taken_out(tawatur, kept, tmp_path):
    tawatur("freeze", "may")
    assert tawatur("verify", "--frozen", "may").stdout.startswith("sound: may  ")
    assert tawatur("verify", "--frozen", "june").exit_code == 2
    assert tawatur("thaw", "may", "out").stdout.startswith("may  ")
    (line,) = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["article"]["id"] == kept
    assert (tmp_path / "out" / "resources" / "ar" / "nouns.tsv").is_file()
    assert "something lies there" in tawatur("thaw", "may", "out").stderr


def test_the_index_can_be_made_anew(tawatur, kept):
    assert tawatur("reread", "--index").stdout == "1 articles indexed\n"
    assert tawatur("search", "جسر").exit_code == 0


def test_a_store_that_is_not_there_is_told(tawatur):
    result = tawatur("list", "--store", "nowhere")
    assert result.exit_code == 2
    assert "nowhere: no store there" in result.stderr


def test_help_and_reading_do_not_load_the_database_layer():
    import subprocess
    import sys

    script = (
        "import sys; sys.argv = ['tawatur', 'read', '--help']\n"
        "from tawatur.serve.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('IMPORTED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert not {"sqlalchemy", "sqlite3", "psycopg"} & set(done.stdout.partition("IMPORTED ")[2].split())
