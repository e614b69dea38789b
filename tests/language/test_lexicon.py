import gzip

import pytest
from msgspec import Struct, field

from tawatur.errors import PackError
from tawatur.language import lexicon
from tawatur.language.lexicon import load, read_toml


class Row(Struct, frozen=True):
    form: str
    kind: str = field(name="class")
    forms: tuple[str, ...] = ()
    weight: float | None = None
    note: str = ""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "root", lambda: tmp_path)
    return tmp_path


def write(folder, text, name="words.tsv"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())


def test_rows_are_typed(folder):
    write(folder, "form\tclass\tforms\tweight\tother\nقال\tverb\tقال|قالت\t0.5\tx\nبيان\tnoun\t\t\t\n")
    assert load("words.tsv", Row) == (
        Row("قال", "verb", ("قال", "قالت"), 0.5),
        Row("بيان", "noun", (), None),
    )


def test_packs_come_after(folder):
    write(folder, "form\tclass\nقال\tverb\n")
    write(folder / "mine", "class\tform\nnoun\tبيان\n")
    (folder / "empty").mkdir()
    rows = load("words.tsv", Row, (folder / "mine", folder / "empty"))
    assert [row.form for row in rows] == ["قال", "بيان"]


def test_packed_tables_are_unpacked(folder):
    (folder / "words.tsv.gz").write_bytes(gzip.compress("form\tclass\nقال\tverb\n".encode()))
    assert load("words.tsv.gz", Row) == (Row("قال", "verb"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form\tclass\tweight\nقال\tverb\t1\nقيل\tverb\tmuch\n", r"words\.tsv:3: .*float"),
        ("form\tclass\nقال\n", r"words\.tsv:2: 1 cells, 2 columns"),
        ("form\nقال\n", r"words\.tsv:1: lacks the column class"),
        ("form\tclass\n\tverb\n", r"words\.tsv:2: "),
        ("", r"words\.tsv:1: is empty"),
    ],
)
def test_bad_rows_are_named(folder, text, message):
    write(folder, text)
    with pytest.raises(PackError, match=message):
        load("words.tsv", Row)


def test_bad_bytes_are_named(folder):
    (folder / "words.tsv").write_bytes(b"form\tclass\n\xc7\xe1\tverb\n")
    with pytest.raises(PackError, match="not UTF-8 at byte 11"):
        load("words.tsv", Row)


def test_missing_files_are_named(folder):
    with pytest.raises(PackError, match="cannot be read"):
        load("none.tsv", Row)
    with pytest.raises(PackError, match="cannot be read"):
        read_toml("none.toml")


def test_toml(folder):
    write(folder, 'signs = ["«", "»"]\n', "signs.toml")
    write(folder, "signs = \n", "broken.toml")
    assert read_toml("signs.toml") == {"signs": ["«", "»"]}
    with pytest.raises(PackError, match="is no TOML"):
        read_toml("broken.toml")


@pytest.fixture(autouse=True)
def _forget():
    yield
    lexicon._load.cache_clear()
    read_toml.cache_clear()
