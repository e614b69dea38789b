"""explain, demo, schema, pack check, doctor, evaluate."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import stand_in

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
EXPLAINED = """\
الجسر يفتح غدا
article bridge  outlet unknown  date unknown

statement   s2
words       المحافظ أكد أمام المدير أن الجسر سيفتح غدا
cue         «أكد»  44-47
source      «المحافظ»  36-43  role
entity      سالم الحمدي  PER, known as salim
mention     role, as in «المحافظ» 25-32
chain       مكتب المحافظ › سالم الحمدي
content     «الجسر سيفتح غدا»  63-78
end         the sentence ends here
act         affirm
form        indirect
commitment  neutral
channel     none
addressee   المدير  PER
inside      s1
rule        verb+an cue_verbs.tsv:akkada
confidence  0.75
            source: a role, a body or a short name that goes back to a mention: 0.95 of 80
            content: anything inside another's words: 0.68 of 142
lost        source المدير: stands behind a preposition
"""


def test_explain_tells_a_statement_in_full(tawatur, news):
    result = tawatur("explain", news("bridge.txt"), "s2")
    assert result.stdout == EXPLAINED
    assert result.exit_code == 0


def test_explain_takes_a_saved_record(tawatur, news):
    tawatur("read", news("bridge.txt"), "--out", "out")
    assert tawatur("explain", "out/bridge.json", "s2").stdout == EXPLAINED
    tawatur("read", news("bridge.txt"), news("other.txt"), "--out", "out", "--format", "jsonl")
    assert "article other" in tawatur("explain", "out/records.jsonl", "s2", "--article", "other").stdout


def test_explain_shows_the_row_of_the_rule(tawatur, news, tmp_path):
    (tmp_path / "pack" / "ar").mkdir(parents=True)
    table = tmp_path / "pack" / "ar" / "cues.tsv"
    table.write_text("id\tform\tnote\nqila\tقيل\tnobody said\nother\tx\t\n", encoding="utf-8")
    told = tawatur("explain", news("bridge.txt"), "s4", "--pack", "pack").stdout
    assert (
        "rule        ar/cues.tsv:qila; agentless\nrow         id=qila; form=قيل; note=nobody said\n" in told
    )


def test_explain_says_what_is_left_open(tawatur, news):
    told = tawatur("explain", news("bridge.txt"), "s4").stdout
    assert "source      not told in the clause  agentless" in told
    assert "entity      not known" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["bridge.txt", "s9"], "no statement s9 in article bridge; there are s1 to s4"),
        (["empty.txt", "s1"], "the article has none"),
        (["nowhere.txt", "s1"], "nowhere.txt"),
        (["bridge.txt", "s1", "--article", "x"], "no article x in it"),
        (["broken.json", "s1"], "broken.json: a record that cannot be read"),
    ],
)
def test_explain_names_what_is_wrong(tawatur, news, words, told):
    news("bridge.txt")
    news("empty.txt", "عنوان\n\nلا شيء هنا.\n")
    news("broken.json", '{"format": "tawatur-record/1"}')
    result = tawatur("explain", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


def test_schema_is_a_json_schema(tawatur):
    assert "$ref" in json.loads(tawatur("schema").stdout)


def test_doctor_tells_what_there_is(tawatur):
    pytest.importorskip("tawatur.language.packs")
    told = tawatur("doctor").stdout
    for word in ("tawatur ", "python ", "resources ", "output ", "setting    strict = False"):
        assert word in told


def name_of(requirement):
    return re.match(r"[\w-]+", requirement)[0]


def test_doctor_lists_all_that_the_project_names(tawatur, monkeypatch):
    from tawatur.serve import doctor

    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [
        *project["dependencies"],
        *(f'{n}; extra == "{e}"' for e, names in extras.items() for n in names),
    ]
    monkeypatch.setattr(doctor.metadata, "requires", lambda _name: lines)
    given = doctor._version
    monkeypatch.setattr(
        doctor, "_version", lambda name: None if name in ("fastwarc", "jinja2") else given(name)
    )
    result = tawatur("doctor")
    told = result.stdout
    for line in project["dependencies"]:
        assert f"needs      {name_of(line)} " in told
    for extra in extras:
        assert f"optional   {extra} (" in told, "say in doctor.py what it gives"
    assert "needs      jinja2 MISSING (>=3.1.6)" in told
    assert (
        'optional   warc (reads web archives: .warc, .warc.gz, .wacz): lacks fastwarc: pip install "tawatur[warc]"'
        in told
    )
    assert result.exit_code == 1


def test_a_pack_must_be_a_folder(tawatur):
    pytest.importorskip("tawatur.language.packs")
    result = tawatur("pack", "check", "nowhere")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_a_pack_with_problems_is_one(tawatur, tmp_path):
    pytest.importorskip("tawatur.language.packs")
    (tmp_path / "pack").mkdir()
    result = tawatur("pack", "check", "pack")
    assert result.exit_code == 1
    assert "MANIFEST.toml" in result.stdout


# ---------------------------------------------------------------- evaluate


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    at = stand_in.BODY.index
    said = {
        "id": "g1", "cue": [{"start": at("ذكر"), "end": at("ذكر") + 3, "exact": "ذكر"}],
        "source": {"span": None, "kind": "organisation", "entity": "office"},
        "content": [{"start": at("المحافظ أكد"), "end": at("غدا") + 3, "exact": ""}],
        "form": "indirect", "act": "say", "commitment": "neutral", "parent": None,
        "channel": "press_statement", "addressee": [], "negated": False, "chain": ["office"],
    }  # fmt: skip
    name = {"start": at("مكتب"), "end": at("مكتب") + 12, "exact": "مكتب المحافظ"}
    entity = {"id": "office", "type": "ORG", "name": "مكتب المحافظ", "span": name}
    for stem in ("07", "45", "seed-story"):
        whole = {
            "text": stand_in.BODY, "published": "2024-03-01", "entities": [entity],
            "statements": [said], "events": [], "times": [],
        }  # fmt: skip
        (folder / f"{stem}.gold.json").write_text(json.dumps(whole), encoding="utf-8")
    (folder / "07.txt").write_text(stand_in.BODY, encoding="utf-8")
    return folder


def test_evaluate_prints_the_figures(tawatur, gold):
    lines = dict(line.split() for line in tawatur("evaluate", gold).stdout.splitlines())
    assert (lines["documents"], lines["unread"], lines["detection_recall"]) == ("3", "0.0", "1.0")
    assert lines["detection_precision"] == "0.25"


def test_evaluate_takes_a_range_and_prints_json(tawatur, gold):
    assert json.loads(tawatur("evaluate", gold, "--only", "01-40", "--json").stdout)["documents"] == 1
    assert json.loads(tawatur("evaluate", gold, "--only", "45", "--json").stdout)["documents"] == 1


def test_errors_leave_out_the_articles_kept_for_checking(tawatur, gold):
    plain, checked = (
        tawatur("evaluate", gold, "--errors").stdout,
        tawatur("evaluate", gold, "--errors", "--check").stdout,
    )
    assert plain.count("+ extra") == 6
    assert checked.count("+ extra") == 9
    assert "\n45\n" not in plain


def test_a_text_that_breaks_the_reading_counts_as_empty(tawatur, gold):
    whole = json.loads((gold / "45.gold.json").read_text()) | {"text": "عطل " + stand_in.BODY}
    (gold / "45.gold.json").write_text(json.dumps(whole))
    assert json.loads(tawatur("evaluate", gold, "--json").stdout)["unread"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [(["nowhere"], "no *.gold.json files"), (["gold", "--only", "90-99"], "write a range such as 01-40"),
     (["broken"], "not a gold file")],
)  # fmt: skip
def test_evaluate_names_what_is_wrong(tawatur, gold, tmp_path, words, told):
    (tmp_path / "broken").mkdir()
    Path(tmp_path / "broken" / "01.gold.json").write_text("{}")
    result = tawatur("evaluate", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr
