"""compare, trace and naming as they are shown: every number beside the words that say what it rests on."""

import json
from pathlib import Path

import lxml.etree
import pytest
from typer.testing import CliRunner

SAMPLES = Path(__file__).parents[2] / "samples"
STORY = [*sorted(str(path) for path in SAMPLES.glob("*.txt")), "--meta", str(SAMPLES / "meta.jsonl")]
SCOPE = "in the texts loaded"
WORDS = "لا مخرج من الأزمة إلا بالسلاح"

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def shown():
    """What a command prints for the sample story."""
    from tawatur.serve.cli import app

    kept = {}

    def run(command, *words):
        key = (command, *words)
        if key not in kept:
            given = [word for word in words if not word.startswith("-") and word == WORDS]
            rest = [word for word in words if word not in given]
            result = CliRunner().invoke(app, [command, *given, *STORY, *rest])
            assert result.exit_code == 0, result.output
            kept[key] = result.stdout
        return kept[key]

    return run


def test_text_says_what_its_numbers_rest_on(shown):
    text = shown("compare")
    assert SCOPE in text.splitlines()[0]
    assert f"counted {SCOPE}" in text
    assert "bawabat-almarsa, sada-alsahel" in text
    assert "printed as fact  alraqib-alyoum" in text
    assert "\033" not in text


def test_json_has_the_fields_that_others_read(shown):
    found = json.loads(shown("compare", "--format", "json"))
    assert found["format"] == "tawatur-comparison/1"
    assert found["scope"]["words"] == SCOPE
    claim = found["claims"][0]
    assert {"id", "named", "unsourced", "told", "ways", "cut"} <= set(claim)
    assert {"article", "span", "chain"} <= set(claim["told"][0])
    assert found["copies"][0]["articles"] == ["bawabat-almarsa", "sada-alsahel"]


def test_the_drawing_is_sound_and_runs_from_right_to_left(shown):
    root = lxml.etree.fromstring(shown("compare", "--format", "svg").encode())
    assert root.get("direction") == "rtl"
    assert not root.findall(".//{*}textPath")
    assert SCOPE in "".join(root.itertext())
    width = float(root.get("width"))
    assert all(0 <= float(box.get("x")) < width for box in root.findall(".//{*}rect"))


def test_the_graph_is_one_for_each_claim(shown):
    dot = shown("compare", "--format", "dot")
    assert dot.startswith("digraph tawatur {")
    assert dot.count("{") == dot.count("}")
    assert SCOPE in dot


def test_a_trace_is_told_word_by_word(shown):
    text = shown("trace", WORDS)
    assert "[-بالسلاح-] {+بالسياسة+}" in text
    assert SCOPE in text


def test_what_is_not_found_is_not_called_false(shown):
    text = shown("trace", WORDS, "--said-by=السراج")
    assert f"not found in the mouth of السراج {SCOPE}: 6 articles of 6 outlets" in text
    assert "false" not in text.lower()


def test_a_trace_as_json(shown):
    assert json.loads(shown("trace", WORDS, "--json"))["carriers"][0]["article"] == "awras-press"


def test_names_are_counted_by_outlet(shown):
    text = shown("naming")
    assert SCOPE in text
    assert "حكومة السراج  دفاتر المشرق" in text
    assert json.loads(shown("naming", "--json"))["actors"]


def test_stories_and_incidents_say_what_they_rest_on(shown):
    stories = shown("stories")
    assert SCOPE in stories.splitlines()[0]
    assert "like sada-alsahel: " in stories
    assert {one["story"] for one in json.loads(shown("stories", "--json"))} >= {"sada-alsahel"}
    assert SCOPE in shown("incidents").splitlines()[0]
    assert json.loads(shown("incidents", "--json"))["scope"]["articles"] == 6


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The story in a store, added in the order of publication."""
    from tawatur.serve.cli import app

    place = str(tmp_path_factory.mktemp("kept") / "store")
    order = ("sada-alsahel", "bawabat-almarsa", "alraqib-alyoum", "dafater-almashriq", "minbar-albadiya",
             "awras-press")  # fmt: skip
    files = [str(SAMPLES / f"{name}.txt") for name in order]
    assert CliRunner().invoke(app, ["add", *files, *STORY[-2:], "--store", place]).exit_code == 0
    return place


def of_store(place, *words):
    from tawatur.serve.cli import app

    result = CliRunner().invoke(app, [*words, "--store", place])
    assert result.exit_code == 0, result.output
    return result


def test_a_story_of_a_store_is_compared(kept, monkeypatch):
    found = of_store(kept, "compare", "--story", "sada-alsahel").stdout
    assert "Compared in the texts loaded: 5 articles of 5 outlets" in found
    assert found == of_store(kept, "compare", "--story", "awras-press").stdout
    monkeypatch.setattr("tawatur.run.gathering.COMPARED", 3)
    some = of_store(kept, "compare", "--story", "sada-alsahel")
    assert "Compared in the texts loaded: 3 articles of 3 outlets" in some.stdout
    assert "compared are the newest 3 of 5 articles of this story" in some.stderr


def test_stories_of_a_store_come_in_pages_the_newest_first(kept):
    first = of_store(kept, "stories", "--limit", "1")
    assert first.stdout.startswith("2 stories of 6 articles in the texts loaded\n")
    cursor = first.stderr.strip().removeprefix("tawatur: more: --after ")
    second = of_store(kept, "stories", "--limit", "1", "--after", cursor, "--json")
    assert second.stderr == ""
    shown = {one["story"] for one in json.loads(second.stdout)}
    assert len(shown) == 1
    assert shown.isdisjoint(first.stdout.split())
    several = json.loads(of_store(kept, "stories", "--several", "--json").stdout)
    assert len(several) == 5
    assert all(one["reason"] for one in several[:-1])
    assert of_store(kept, "stories", "--again").stdout == "6 articles gathered\n"
    assert json.loads(of_store(kept, "stories", "--several", "--json").stdout) == several


def test_articles_or_a_story_must_be_named():
    from tawatur.serve.cli import app

    result = CliRunner().invoke(app, ["compare"])
    assert result.exit_code == 2
    assert "--story" in result.stderr


def test_an_input_that_fails_is_told_and_the_rest_compared(tmp_path):
    from tawatur.serve.cli import app

    result = CliRunner().invoke(app, ["compare", *STORY, str(tmp_path / "missing.txt")])
    assert result.exit_code == 1
    assert SCOPE in result.stdout
    assert "missing.txt" in result.stderr


def test_nothing_to_compare_is_the_callers_error(tmp_path):
    from tawatur.serve.cli import app

    result = CliRunner().invoke(app, ["compare", str(tmp_path / "missing.txt")])
    assert result.exit_code == 2
    assert "nothing to compare" in result.stderr


def test_text_shows_both_sides_of_a_conflict_and_who_uses_which_word(tmp_path):
    from tawatur.serve.cli import app

    told = "في مدينة العريش يوم الثلاثاء خلال حملة مداهمات."
    texts = {
        "nahr": f"قالت الشرطة إن الجيش المصري قتل أربعة إرهابيين {told}",
        "safir": f"قتل الجيش المصري أربعة مسلحين {told}",
        "bayan": f"أعلن الهلال الأحمر أن الجيش المصري قتل ستة مسلحين {told}",
        "sada": f"وقتل الجيش المصري أربعة مسلحين {told}",
    }
    rows = [{"id": name, "outlet": name, "date": "2021-03-02", "text": text} for name, text in texts.items()]
    given = tmp_path / "story.jsonl"
    given.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    lines = CliRunner().invoke(app, ["compare", str(given)]).stdout.splitlines()
    assert any(line.startswith("number  c") and "bayan “" in line and "6" in line for line in lines)
    at = lines.index("wording: one thing, each outlet's words for it")
    assert lines[at + 1 : at + 4] == [
        "fighters",
        f"  إرهابيون  only nahr (الشرطة)  “الجيش المصري قتل أربعة إرهابيين {told[:-1]}”",
        f"  مسلحون  safir, sada  “قتل الجيش المصري أربعة مسلحين {told[:-1]}”",
    ]
