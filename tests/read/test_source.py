import io
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tawatur.errors import FetchError, TooLarge, UnreadableInput
from tawatur.read import Options, articles, from_bytes

TEXT = (
    "عودة الملاحة إلى المرفأ\n\nأعلنت الهيئة، صباح الثلاثاء، عودة الملاحة إلى المرفأ بعد أسبوع من التوقف.\n"
)


def test_a_file(tmp_path):
    file = tmp_path / "sahel-01.txt"
    file.write_text(TEXT, encoding="utf-8")
    os.utime(file, (1589621400, 1589621400))
    (article,) = articles(str(file))
    assert (article.id, article.text) == ("sahel-01", TEXT)
    assert article.capture.captured_at == "2020-05-16T09:30:00Z"
    assert article.capture.requested is None
    assert list(articles(str(file))) == [article]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    (article,) = articles("-")
    assert len(article.id) == 16
    assert article.capture.captured_at is None


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00" * 100, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
    ],
)
def test_nothing_to_read(raw, what, tmp_path):
    file = tmp_path / "x.txt"
    file.write_bytes(raw)
    with pytest.raises(UnreadableInput, match=what) as error:
        list(articles(str(file)))
    assert str(error.value).startswith(str(file))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["no-such-file.txt", "", "nul\0l"])
def test_paths_that_cannot_be_opened(name, tmp_path):
    with pytest.raises(UnreadableInput):
        list(articles(str(tmp_path / name)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    with pytest.raises(UnreadableInput, match="permissions"):
        list(articles(str(file)))


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_a_file_of_two_hundred_megabytes_is_refused_unread(name, tmp_path):
    file = tmp_path / name
    with file.open("wb") as stream:
        stream.write(TEXT.encode())
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(TooLarge, match="max_bytes"):
        list(articles(str(file)))


def test_too_many_bytes():
    with pytest.raises(TooLarge):
        list(from_bytes(TEXT.encode(), "x.txt", Options(max_bytes=20)))


def test_lines_are_read_beyond_the_limit_of_a_file(tmp_path):
    file = tmp_path / "corpus.jsonl"
    row = '{"title": "عودة الملاحة", "body": "أعلنت الهيئة ذلك."}\n'
    file.write_text(row * 3000, encoding="utf-8")
    assert sum(1 for _ in articles(str(file), Options(max_bytes=100_000))) == 3000


@pytest.mark.parametrize(
    ("raw", "name", "count"),
    [
        (TEXT.encode(), "x", 1),
        (b"{not json}\nplain text here", "notes.txt", 1),
        (b'{"title": "a b", "body": "c"}\n{"title": "d e", "body": "f"}\n', "no-suffix", 2),
        (b'[{"title": "a b", "body": "c"}]', "no-suffix", 1),
        (b'{\n "title": "a b",\n "body": "c"\n}', "no-suffix", 1),
        ("[عاجل] انفجار قرب المرفأ\n\n".encode() + TEXT.encode(), "x.txt", 1),
        (b"<p>" + TEXT.encode() * 2 + b"</p>", "x", 1),
    ],
)
def test_the_kind_is_told_from_the_bytes(raw, name, count):
    results = list(from_bytes(raw, name))
    assert len(results) == count
    assert all(type(result).__name__ == "Article" for result in results)


def test_offline_forbids_addresses():
    with pytest.raises(FetchError, match="offline"):
        list(articles("http://127.0.0.1:9/", Options(offline=True)))


def test_the_door_does_not_load_the_engines():
    code = "import sys, tawatur.read; print([m for m in ('httpx', 'trafilatura', 'feedparser', 'lxml', 'readability') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"
