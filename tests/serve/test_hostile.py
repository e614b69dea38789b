"""The command over the real engine and input that no newsroom would send: one line says what to do, the rest is read."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-c", "from tawatur.serve.cli import main; main()"]
TITLE = "الجسر يفتح غدا"
SAID = "قال وزير النقل سالم الحمدي اليوم إن الجسر سيفتح غدا أمام السيارات في المدينة."
STORY = f"{TITLE}\n\n{SAID}\n\nوأضاف الوزير أن الطريق إلى المدينة مفتوح منذ أمس.\n"
ENGLISH = (
    "Bridge opens tomorrow\n\nThe minister of transport said on Monday that the bridge opens to all cars.\n"
)
PERSIAN = "پل فردا باز می‌شود\n\nوزیر راه گفت که این پل فردا برای خودروها در شهر باز می‌شود و کار آن پایان یافته است.\n"
DIRECTIONS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
DEEP = 100_000
LINE = json.dumps({"title": TITLE, "body": SAID})

# What is refused: the bytes, and what the one line on standard error says.
REFUSED = {
    "empty.txt": (b"", "is empty: there is nothing to read"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "give a text, HTML, JSONL or RSS file"),
    "noise.txt": (bytes(range(256)) * 20, "give a text, HTML, JSONL or RSS file"),
    "deep.html": (
        f"<html><body>{'<div>' * DEEP}<p>{SAID}</p>{'</div>' * DEEP}</body></html>".encode(),
        "give the article as text",
    ),
    "broken.json": (b'{"title": "x", ', "give JSON Lines or one JSON document"),
    "endless.txt": (f"{TITLE}\n\n{SAID * 40_000}".encode(), "characters in one article: split it"),  # 5 MB
    "huge.txt": (None, "split it, or raise the setting max_bytes"),
    "huge.html": (None, "split it, or raise the setting max_bytes"),
    "folder": (None, "is a folder: name the files in it"),
    "nowhere.txt": (None, "check the path and its permissions"),
}  # fmt: skip
# What is read all the same: the bytes, and words that the record holds.
READ = {
    "plain.txt": (STORY.encode(), SAID),
    "cp1256.txt": (STORY.encode("cp1256"), SAID),
    "wrong.txt": (STORY.encode().replace(" إلى ".encode(), b" \xff\xd9 "), SAID),
    "nulls.txt": (STORY.replace(" ", "\0 ", 5).encode(), SAID),
    "directions.txt": (STORY.replace(" ", f" {DIRECTIONS}").encode(), "سالم"),
    "surrogates.jsonl": (LINE.replace('"}', '\\ud800"}').encode(), SAID),
    "english.txt": (ENGLISH.encode(), "Bridge"),
    "persian.txt": (PERSIAN.encode(), "پل"),
}


def run(*words, cwd, **variables):
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TAWATUR_")}
    return subprocess.run(
        [*COMMAND, *map(str, words)], cwd=cwd, env={**environ, **variables}, capture_output=True, timeout=60, check=False
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with all inputs."""
    folder = tmp_path_factory.mktemp("desk")
    for name, (raw, _) in {**REFUSED, **READ}.items():
        if raw is not None:
            (folder / name).write_bytes(raw)
    for name in ("huge.txt", "huge.html"):
        with (folder / name).open("wb") as file:
            file.truncate(200_000_000)
    (folder / "folder").mkdir()
    return folder


@pytest.fixture(scope="module")
def whole(desk):
    """One call with all inputs, the good ones between the bad ones."""
    names = [name for pair in zip([*REFUSED, *REFUSED], READ, strict=False) for name in pair]
    names += [name for name in REFUSED if name not in names]
    return run("read", *names, "--format", "jsonl", cwd=desk)


@pytest.fixture(scope="module")
def records(whole):
    return {record["article"]["id"]: record for record in map(json.loads, whole.stdout.splitlines())}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_one_line_that_says_what_to_do(whole, name):
    mine = [line for line in whole.stderr.decode().splitlines() if line.startswith(f"tawatur: {name}: ")]
    assert len(mine) == 1
    assert REFUSED[name][1] in mine[0]


def test_some_failed_is_one_and_nothing_else_is_on_standard_error(whole):
    assert whole.returncode == 1
    assert whole.stderr.count(b"\n") == len(REFUSED)
    assert whole.stdout.count(b"\n") == len(READ)


@pytest.mark.parametrize("name", [name for name in READ if name != "surrogates.jsonl"])
def test_what_is_merely_odd_is_read(records, name):
    record = records[name.partition(".")[0]]
    text = record["article"]["text"]
    assert READ[name][1] in text
    assert "\0" not in text
    spans = [span for s in record["statements"] for span in (*s["cue"], *s["content"])]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_lone_surrogate_is_replaced(records):
    texts = [record["article"]["text"] for record in records.values()]
    assert any(text.endswith("\ufffd") for text in texts)


@pytest.mark.parametrize(("name", "code"), [("english", "en"), ("persian", "fa")])
def test_another_language_is_noted(records, name, code):
    assert records[name]["article"]["language"] == code
    assert [note for note in records[name]["notes"] if note.startswith("language: ")]
    assert not [note for note in records["plain"]["notes"] if note.startswith("language: ")]


def test_other_languages_are_no_failure(desk):
    result = run("read", "english.txt", "persian.txt", "directions.txt", cwd=desk)
    assert (result.returncode, result.stderr) == (0, b"")
    assert not set(DIRECTIONS) & set(result.stdout.decode())


@pytest.mark.parametrize("name", ["huge.txt", "nowhere.txt"])
def test_the_only_input_is_wrong(desk, name):
    result = run("read", name, cwd=desk)
    assert (result.returncode, result.stdout, result.stderr.count(b"\n")) == (2, b"", 1)


def test_a_name_that_is_not_utf8(tmp_path):
    name = os.fsdecode(b"\xff\xe3.txt")
    try:
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    result = run("read", name, b"\xff.txt".decode("utf-8", "surrogateescape"), "--out", "out", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.decode().startswith("tawatur: ?.txt: cannot be opened")
    assert [json.loads(file.read_bytes())["article"]["id"] for file in (tmp_path / "out").iterdir()] == ["\ufffd" * 2]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "closed.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    result = run("read", "closed.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.count(b"\n")) == (2, 1)
    assert b"check the path and its permissions" in result.stderr


def test_a_broken_line_does_not_end_a_file(tmp_path):
    lines = [LINE, '{"title": "ق', "[1, 2]", LINE]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("read", "many.jsonl", "--format", "jsonl", cwd=tmp_path)
    assert (result.returncode, result.stdout.count(b"\n")) == (1, 2)
    second, third = result.stderr.decode().splitlines()
    assert second.startswith("tawatur: many.jsonl: line 2: is not JSON (")
    assert second.endswith("): write one JSON object a line")
    assert third == "tawatur: many.jsonl: line 3: is a JSON list: an article is an object"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (b"id\tperfect\nx\n", "cue_verbs.tsv:2: 1 cells, 2 columns; put one tab between two cells"),
        (b"wrong\tcolumns\nx\ty\n", "cue_verbs.tsv:1: lacks the column id; add it to the first line"),
        (b"\xff\xfe\0", "cue_verbs.tsv: is not UTF-8 at byte 0; save it as UTF-8"),
    ],
)
def test_a_pack_with_a_broken_table(desk, tmp_path, rows, told):
    (tmp_path / "pack" / "ar").mkdir(parents=True)
    (tmp_path / "pack" / "ar" / "cue_verbs.tsv").write_bytes(rows)
    result = run("read", desk / "plain.txt", "--pack", "pack", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr.count(b"\n")) == (2, b"", 1)
    assert told in result.stderr.decode()


def test_an_unknown_setting_and_an_unknown_flag(desk, tmp_path):
    by_variable = run("read", desk / "plain.txt", cwd=tmp_path, TAWATUR_NONSENSE="1")
    (tmp_path / "tawatur.toml").write_text("nonsense = 1\n")
    by_file = run("read", desk / "plain.txt", cwd=tmp_path)
    for result, told in ((by_variable, "TAWATUR_NONSENSE: no such setting; there are"), (by_file, "'nonsense'; there are")):  # fmt: skip
        assert (result.returncode, result.stdout, result.stderr.count(b"\n")) == (2, b"", 1)
        assert told in result.stderr.decode()
    flag = run("read", desk / "plain.txt", "--nonsense", cwd=tmp_path)
    assert (flag.returncode, flag.stdout) == (2, b"")
    assert b"No such option: --nonsense" in flag.stderr
    assert b"Traceback" not in flag.stderr


def test_a_paragraph_without_end_is_read(tmp_path):
    """Time is bounded: a paragraph many times longer than any article takes seconds."""
    (tmp_path / "long.txt").write_text(f"{TITLE}\n\n{f'{SAID} ' * 400}\n", encoding="utf-8")
    begin = time.perf_counter()
    result = run("read", "long.txt", "--format", "jsonl", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert time.perf_counter() - begin < 20


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9")
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_killed_call_leaves_no_half_record(start, tmp_path, form):
    line = '{"id": "a%d", "title": "عنوان", "body": "قال الوزير إن الطريق مفتوح."}\n'
    many, out = tmp_path / "many.jsonl", tmp_path / "out"
    many.write_text("".join(line % n for n in range(200_000)), encoding="utf-8")
    with start("read", many, "--out", out, "--format", form) as process:
        while not out.exists() or not any(file.stat().st_size for file in out.iterdir() if file.exists()):
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
    found = [file for file in out.iterdir() if file.suffix != ".part"]
    if form == "jsonl":
        assert found == []  # the name is for what is whole
        lines = (out / "records.jsonl.part").read_bytes().split(b"\n")[:-1]
        assert lines
        assert all(json.loads(line)["article"]["id"] == f"a{n}" for n, line in enumerate(lines))
    else:
        assert found
        assert all(json.loads(file.read_bytes())["article"]["id"] == file.stem for file in found)
