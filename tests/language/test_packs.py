import pytest

from tawatur.errors import PackError
from tawatur.language import packs
from tawatur.language.packs import check, main, pack_of, resources_fingerprint, write_manifest

ENTRY = '[[file]]\npath = "ar/nouns.tsv"\nlicence = "CC0-1.0"\nsource = "a newsroom"\n'
HEAD = "form\tplural\tgender\tnote\n"


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "ar").mkdir()
    (tmp_path / "MANIFEST.toml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "ar/nouns.tsv").write_text(HEAD + "أ\tbefore\tverb\t\n", encoding="utf-8")
    return tmp_path


def table(pack, rows, head=HEAD):
    (pack / "ar/nouns.tsv").write_bytes((head + rows).encode())
    return check(pack)


def test_a_sound_pack(pack):
    (pack / "README.md").write_text("ours")
    assert check(pack) == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("أ\tbefore\tverb\t\nأ\tbefore\tverb\t\n", "ar/nouns.tsv:3: repeats line 2"),
        ("أ \tbefore\tverb\t\n", "ar/nouns.tsv:2: 'أ ' has stray white space"),
        ("أ\tbefore\tverb\ta  b\n", "stray white space"),
        ("أ\u200f\tbefore\tverb\t\n", "invisible character"),
        ("أ\tbefore\tverb\t\r\n", "stray white space"),
        ("وـس\tbefore\tverb\t\n", "tatweel"),
        ("ا\u0654\tbefore\tverb\t\n", "is not in NFC"),
        ("أ\tbefore\tverb\ta||b\n", "empty member"),
        ("\t\t\t\n", "ar/nouns.tsv:2: is an empty row"),
        ("أ\tbefore\n", "2: 2 cells, 4 columns"),
    ],
)
def test_rows(pack, rows, problem):
    assert any(problem in line for line in table(pack, rows))


def test_a_tatweel_may_end_a_preposition(pack):
    assert table(pack, "أ\tbefore\tverb\tقبل بـ\n") == []


def test_columns(pack):
    assert table(pack, "أ\tx\n", "form\tcolour\n")[0].startswith(
        "ar/nouns.tsv:1: has the columns form, colour"
    )


def test_bad_bytes(pack):
    (pack / "ar/nouns.tsv").write_bytes(b"form\n\xff\n")
    assert "not UTF-8" in check(pack)[0]


def test_files_and_entries_must_match(pack):
    (pack / "ar/mine.tsv").write_text("form\n")
    (pack / "MANIFEST.toml").write_text(ENTRY + '[[file]]\npath = "ar/gone.tsv"\n' + ENTRY)
    problems = "\n".join(check(pack))
    assert "ar/nouns.tsv is listed twice" in problems
    assert "ar/mine.tsv: stands in no [[file]]" in problems
    assert "ar/mine.tsv: is no file that Tawatur reads" in problems
    assert "ar/gone.tsv does not exist" in problems


def test_origin_must_be_told(pack):
    (pack / "MANIFEST.toml").write_text('[[file]]\npath = "ar/nouns.tsv"\n')
    assert [line.split(";")[0] for line in check(pack)] == [
        "MANIFEST.toml: ar/nouns.tsv has no licence",
        "MANIFEST.toml: ar/nouns.tsv has no source",
    ]


def test_hashes_are_written_and_held(pack):
    write_manifest(pack)
    written = (pack / "MANIFEST.toml").read_text(encoding="utf-8")
    assert written.startswith(ENTRY)
    assert "rows = 1\n" in written
    write_manifest(pack)
    assert (pack / "MANIFEST.toml").read_text(encoding="utf-8") == written
    assert check(pack) == []
    problems = "\n".join(table(pack, "أ\tbefore\tverb\t\nأف\tbefore\tverb\t\n"))
    assert "is not what MANIFEST.toml has the sha256 of" in problems
    assert "has 2 rows, MANIFEST.toml says 1" in problems


def test_the_manifest_must_be_readable(pack):
    (pack / "MANIFEST.toml").write_text("[[file]]\npath = 3\n")
    assert "MANIFEST.toml" in check(pack)[0]
    with pytest.raises(PackError):
        write_manifest(pack)
    (pack / "MANIFEST.toml").unlink()
    assert "cannot be read" in check(pack)[0]


def test_rules_must_be_toml(pack, monkeypatch):
    entry = packs.ManifestFile("rules.toml", "CC0-1.0", "a newsroom")
    monkeypatch.setattr(packs, "shipped", lambda: (entry,))
    (pack / "MANIFEST.toml").write_text(ENTRY.replace("ar/nouns.tsv", "rules.toml"))
    (pack / "ar/nouns.tsv").unlink()
    for content, problem in [
        (b"a = ", "is no TOML"),
        (b"\xff", "not UTF-8"),
        ("a = 'ا\u0654'".encode(), "NFC"),
    ]:
        (pack / "rules.toml").write_bytes(content)
        assert problem in check(pack)[0]


def test_the_command(pack, capsys):
    assert main([str(pack), "--write"]) == 0
    table(pack, "\t\t\t\n")
    assert main([str(pack)]) == 1
    assert "is an empty row" in capsys.readouterr().out
    (pack / "MANIFEST.toml").unlink()
    assert main([str(pack), "--write"]) == 1


def test_fingerprints(pack):
    assert len(resources_fingerprint()) == 64
    before = pack_of(pack)
    assert before.name == pack.name
    table(pack, "س\tbefore\tverb\t\n")
    assert pack_of(pack).sha256 != before.sha256
