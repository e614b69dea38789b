import time
import unicodedata

import pytest

from tawatur.errors import UnreadableInput
from tawatur.read.encoding import clean, decode

TEXT = "قال الوزير إن الحكومة ستعلن غدا خطة جديدة لدعم المزارعين في المناطق المتضررة من الجفاف."


def page(charset):
    return f"<html><head><meta charset={charset}></head><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"]
)
def test_undeclared(encoding):
    assert decode((TEXT * 3).encode(encoding)).text == TEXT * 3


@pytest.mark.parametrize(
    ("real", "declared"),
    [
        ("windows-1256", "windows-1256"), ("iso-8859-6", "iso-8859-6"), ("windows-1256", "utf-8"),
        ("windows-1256", "iso-8859-1"), ("iso-8859-6", "windows-1256"), ("utf-8", "windows-1256"), ("utf-8", "no-such"),
        ("windows-1256", "iso-8859-6"),
    ],
)  # fmt: skip
def test_declared_in_the_page(real, declared):
    assert TEXT in decode(page(declared).encode(real)).text


def test_declared_by_the_transport():
    assert decode(TEXT.encode("cp720"), "cp720").text == TEXT


def test_a_broken_place_does_not_change_the_encoding():
    decoded = decode(TEXT.encode() + b"\xed\xa0\x80 \xff" + TEXT.encode())
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(TEXT)
    assert "not utf-8" in decoded.losses[0]


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(256)) * 20])
def test_binary(raw):
    with pytest.raises(UnreadableInput, match="is not text"):
        decode(raw)


def test_clean():
    assert clean("\ufeffا\u0653ب\r\nج\rد\u2028ه\0\ud800") == "آب\nج\nد\nه\ufffd"
    assert clean("\u200fأ\u00a0ب") == "\u200fأ\u00a0ب"


def test_clean_is_linear_in_runs_of_marks():
    text = "قال" + "\u064e\u0651" * 200_000 + " " + "e\u0301"
    started = time.perf_counter()
    cleaned = clean(text)
    assert time.perf_counter() - started < 2
    assert cleaned.endswith(unicodedata.normalize("NFC", "e\u0301"))
