"""`tawatur read`: formats, several inputs, --meta, failures and exit codes."""

import json

import pytest

GOLDEN = """\
الجسر يفتح غدا
article bridge  صوت الوادي  2024-03-01

s1  مكتب المحافظ  say «ذكر»  “المحافظ أكد أمام المدير أن الجسر سيفتح غدا”  press_statement
  s2  مكتب المحافظ › سالم الحمدي  affirm «أكد»  “الجسر سيفتح غدا”  to المدير
s3  [الشركة]  not deny (distance) «نفت»  “وقوع أي تأخير”
s4  [?]  say «قيل»  “العمل انتهى”
note  one line doubtful
"""


def test_text_is_a_tree_with_one_line_a_statement(tawatur, news):
    result = tawatur("read", news("bridge.txt"), "--published", "2024-03-01", "--outlet", "صوت الوادي")
    assert result.stdout == GOLDEN
    assert (result.exit_code, result.stderr) == (0, "")


def test_an_article_without_statements_says_so(tawatur, news):
    result = tawatur("read", news("a.txt", "عنوان\n\nلا شيء هنا.\n"))
    assert result.stdout.splitlines()[1:] == [
        "article a  outlet unknown  date unknown", "", "no statement found", "note  nothing said here",
    ]  # fmt: skip


def test_json_is_one_record(tawatur, news):
    result = tawatur("read", news("bridge.txt"), "--format", "json")
    assert json.loads(result.stdout)["article"]["id"] == "bridge"


def test_jsonl_is_one_record_a_line_in_order(tawatur, news):
    result = tawatur("read", news("b.txt"), news("a.txt"), "--format", "jsonl")
    assert [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()] == ["b", "a"]


def test_several_texts_stand_apart(tawatur, news):
    result = tawatur("read", news("b.txt"), news("a.txt"))
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("article ")] == [
        "b",
        "a",
    ]
    assert "\n\nالجسر يفتح غدا\narticle a" in result.stdout


def test_out_writes_a_file_an_article(tawatur, news, tmp_path):
    result = tawatur("read", news("a.txt"), news("b.txt"), "--out", tmp_path / "new" / "records")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    written = sorted(p.name for p in (tmp_path / "new" / "records").iterdir())
    assert written == ["a.json", "b.json"]
    assert json.loads((tmp_path / "new" / "records" / "a.json").read_bytes())["article"]["id"] == "a"


@pytest.mark.parametrize(("form", "names"), [("text", ["a.txt", "b.txt"]), ("jsonl", ["records.jsonl"])])
def test_out_takes_every_format(tawatur, news, tmp_path, form, names):
    tawatur("read", news("a.txt"), news("b.txt"), "--out", "out", "--format", form)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == names


def test_an_older_file_stays_where_nothing_could_be_read(tawatur, news, tmp_path):
    tawatur("read", news("a.txt"), "--out", "out", "--format", "jsonl")
    before = (tmp_path / "out" / "records.jsonl").read_bytes()
    assert tawatur("read", tmp_path / "none.txt", "--out", "out", "--format", "jsonl").exit_code == 2
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["records.jsonl"]
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == before


def test_ids_that_meet_are_numbered_and_said(tawatur, news, tmp_path):
    (tmp_path / "x").mkdir()
    result = tawatur("read", news("a.txt"), news("x/a.txt"), "--out", "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a-2.json", "a.json"]
    assert result.stderr.count("\n") == 1
    assert "a-2.json" in result.stderr


@pytest.mark.parametrize("wild", ["../../evil", "/etc/evil", "a\x00b", "..", "", "خبر/١", "x" * 500])
def test_no_id_leaves_the_folder(tawatur, news, tmp_path, wild):
    line = json.dumps({"id": wild, "title": "عنوان", "body": "قال الوزير إن الطريق مفتوح."})
    tawatur("read", news("many.jsonl", line), "--out", "deep/er/out")
    assert len(list((tmp_path / "deep" / "er" / "out").iterdir())) == 1
    assert len(list(tmp_path.rglob("*.json"))) == 1


def test_several_inputs_as_json_need_a_folder(tawatur, news):
    result = tawatur("read", news("a.txt"), news("b.txt"), "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "tawatur: several inputs give several records: add --out DIR, or --format jsonl\n"
    )


def test_one_input_with_several_articles_as_json_needs_a_folder(tawatur, news):
    lines = "".join(json.dumps({"id": i, "body": "قال الوزير إن الطريق مفتوح."}) + "\n" for i in "ab")
    result = tawatur("read", news("many.jsonl", lines), "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format jsonl" in result.stderr


def test_standard_input_is_read(tawatur):
    result = tawatur("read", "-", "--format", "json", input="عنوان\n\nقال الوزير إن الطريق مفتوح.\n")
    assert json.loads(result.stdout)["article"]["text"].startswith("عنوان")


# ---------------------------------------------------------------- --meta and --fields


def test_meta_tells_what_the_files_do_not(tawatur, news):
    news("one.txt"), news("two.txt"), news("three.txt")
    lines = [
        {"file": "one.txt", "published": "2024-03-01", "outlet": "أ", "url": "https://a.example/1"},
        {"file": "two.txt", "published": "2024-03-02T10:30+03:00", "language": "ar"},
    ]
    meta = news("meta.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n")
    result = tawatur(
        "read", "one.txt", "two.txt", "three.txt", "--meta", meta, "--outlet", "ب", "--format", "jsonl"
    )
    one, two, three = (json.loads(line)["article"] for line in result.stdout.splitlines())
    assert (one["published"]["at"], one["outlet"], one["url"]) == ("2024-03-01", "أ", "https://a.example/1")
    assert (two["published"]["at"], two["outlet"]) == ("2024-03-02T10:30+03:00", "ب")
    assert (three["published"]["at"], three["outlet"], three["url"]) == (None, "ب", None)


def test_meta_paths_are_seen_from_its_folder(tawatur, news, tmp_path):
    for day in ("x", "y"):
        (tmp_path / day).mkdir()
        news(f"{day}/a.txt")
    meta = news("x/meta.jsonl", '{"file": "a.txt", "outlet": "أ"}\n{"file": "../y/a.txt", "outlet": "ب"}\n')
    result = tawatur("read", "y/a.txt", "x/a.txt", "--meta", meta, "--format", "jsonl")
    assert [json.loads(line)["article"]["outlet"] for line in result.stdout.splitlines()] == ["ب", "أ"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"file": "a.txt"}\nnot json\n', "meta.jsonl:2:"),
        ('{"published": "2024"}\n', "meta.jsonl:1:"),
        ('{"file": "a.txt", "published": "yesterday"}\n', "meta.jsonl:1: published 'yesterday' is no date"),
        ('{"file": "other.txt"}\n', "no line names one of the inputs"),
    ],
)
def test_a_wrong_meta_file_names_its_line(tawatur, news, text, told):
    result = tawatur("read", news("a.txt"), "--meta", news("meta.jsonl", text))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


def test_fields_name_the_columns_of_a_file(tawatur, news):
    lines = json.dumps({"nid": "n7", "head": "عنوان الخبر", "txt": "قال الوزير إن الطريق مفتوح."})
    result = tawatur(
        "read",
        news("a.jsonl", lines),
        "--fields",
        "id=nid,title=head",
        "--fields",
        "body=txt",
        "--format",
        "json",
    )
    article = json.loads(result.stdout)["article"]
    assert (article["id"], article["title"]["text"]) == ("n7", "عنوان الخبر")


# ---------------------------------------------------------------- failures


def test_a_failing_file_among_good_ones(tawatur, news, tmp_path):
    result = tawatur(
        "read", news("a.txt"), "nowhere.txt", news("f.txt", "عطل في النص\n"), news("b.txt"), "--out", "o"
    )
    assert result.exit_code == 1
    assert sorted(p.name for p in (tmp_path / "o").iterdir()) == ["a.json", "b.json"]
    first, second = result.stderr.splitlines()
    assert first.startswith("tawatur: nowhere.txt: ")
    assert second.startswith("tawatur: ")
    assert "f.txt: f: fault in Tawatur (ValueError: a fault of ours)" in second


def test_a_fault_of_ours_is_shown_on_demand(tawatur, news):
    assert "Traceback" not in tawatur("read", news("f.txt", "عطل في النص\n")).stderr
    assert "Traceback" in tawatur("read", news("f.txt", "عطل في النص\n"), "--traceback").stderr


def test_a_bad_line_among_good_ones(tawatur, news):
    result = tawatur(
        "read", news("m.jsonl", '{"id": "a", "body": "قال الوزير شيئا."}\nbad\n'), "--format", "jsonl"
    )
    assert (result.exit_code, result.stdout.count("\n"), result.stderr.count("\n")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["a.txt", "--published", "yesterday"], "--published 'yesterday' is no date"),
        (["a.txt", "--fields", "heading=x"], "NAME is one of id, url, outlet, date, title, body"),
        (["a.txt", "--pack", "nowhere"], "nowhere: no such folder"),
        (["a.txt", "--meta", "nowhere.jsonl"], "nowhere.jsonl"),
        (["a.txt", "--out", "a.txt"], "--out a.txt"),
        (["-", "-", "--format", "jsonl"], "standard input can be read once"),
        (["https://news.example/1", "--offline"], "offline"),
    ],
)
def test_a_wrong_call_is_one_line_and_two(tawatur, news, words, told):
    news("a.txt")
    result = tawatur("read", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


@pytest.mark.parametrize(
    "words", [["read"], ["read", "a.txt", "--colour"], ["read", "a.txt", "--format", "xml"], ["raed", "a.txt"],
              ["read", "a.txt", "--jobs", "many"]],
)  # fmt: skip
def test_an_unknown_word_is_two(tawatur, news, words):
    news("a.txt")
    result = tawatur(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


def test_a_wrong_variable_is_named(tawatur, news, monkeypatch):
    monkeypatch.setenv("TAWATUR_TIMEOUT", "soon")
    result = tawatur("read", news("a.txt"))
    assert result.exit_code == 2
    assert "TAWATUR_TIMEOUT" in result.stderr


def test_stopping_is_quiet(tawatur, news):
    result = tawatur("read", news("a.txt", "قاطع\n"))
    assert (result.exit_code, result.stderr) == (130, "tawatur: stopped\n")
