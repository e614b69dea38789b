"""Bytes to text: every encoding Arabic sites use, declared, undeclared or wrongly declared.

What decodes as UTF-8 is UTF-8, whatever is declared: no other encoding of Arabic yields valid
multi-byte UTF-8 by chance. Otherwise the candidates are judged by how much of the result is
Arabic as it is written. ``clean`` is the one place where text is normalised.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from msgspec import Struct

from tawatur.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("windows-1256", "iso-8859-6", "mac_arabic", "cp720", "windows-1252")
_SIGNATURES = (
    b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90",
    b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"SQLite format 3", b"OggS", b"ID3",
    b"PAR1",
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_SAMPLE = 200_000  # bytes that are enough to judge an encoding
# A run of combining marks longer than any script writes: normalising one is quadratic in its length.
_MARK_RUN = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{64,}"
)
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class Decoded(Struct, frozen=True):
    """Cleaned text, the encoding it was in, and what was lost on the way."""

    text: str
    encoding: str
    losses: tuple[str, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of ``raw``; ``declared`` is what the transport says. UnreadableInput if it is no text."""
    if binary := _binary(raw):
        raise UnreadableInput(f"is not text ({binary}): give a text, HTML, JSONL or RSS file")
    encoding = _encoding(raw, declared)
    text = raw.decode(encoding, "replace")
    losses: list[str] = []
    if lost := text.count("\ufffd"):
        losses.append(f"{lost} characters that are not {encoding}")
    if nulls := text.count("\0"):
        losses.append(f"{nulls} null characters")
    return Decoded(clean(text), encoding, tuple(losses))


def clean(text: str) -> str:
    """NFC, line feed as the only line end, no leading BOM, no null, lone surrogates as U+FFFD."""
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff").replace("\0", ""))
    text = _SURROGATES.sub("\ufffd", text)
    if text.isascii():
        return text
    if _MARK_RUN.search(text) is None:
        return unicodedata.normalize("NFC", text)
    return _normalised_around_runs(text)


def _normalised_around_runs(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for run in _MARK_RUN.finditer(text):
        pieces += (unicodedata.normalize("NFC", text[at : run.start()]), run.group())
        at = run.end()
    return "".join((*pieces, unicodedata.normalize("NFC", text[at:])))


def _binary(raw: bytes) -> str | None:
    """What kind of binary the bytes are, or None for text."""
    if any(raw.startswith(bom) for bom, _ in _BOMS):
        return None
    if raw.startswith(_SIGNATURES):
        return "a binary file"
    head = raw[:_SAMPLE]
    if _utf16(head):
        return None
    controls = sum(head.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return "binary characters" if controls > 8 + len(head) // 200 else None


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a BOM: half of the bytes are the Arabic block's 0x06, or zero."""
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = head[at::2], head[1 - at :: 2]
        if (
            len(high) > 16
            and high.count(6) + high.count(0) > 0.9 * len(high)
            and low.count(0) < 0.1 * len(low)
        ):
            return name
    return None


def _encoding(raw: bytes, declared: str | None) -> str:
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return name
    head = raw[:_SAMPLE]
    if wide := _utf16(head):
        return wide
    if _is_utf8(head):
        return "utf-8"
    found = _DECLARED.search(raw[:8192])
    said = [
        declared,
        *(group.decode("ascii", "replace") for group in (found.groups() if found else ()) if group),
    ]
    names = [name for name in said if name and _known(name)] + list(_ONE_BYTE)
    return max(names, key=lambda name: (_plausible(head, name), -names.index(name)))


def _is_utf8(head: bytes) -> bool:
    """Valid UTF-8, but for a few broken places among many good characters (a page cut or joined badly).

    Text in a one-byte encoding has hardly a valid multi-byte sequence.
    """
    text = head.decode("utf-8", "replace")
    broken = len(re.findall("\ufffd+", text)) - head.count("\ufffd".encode())
    good = sum(1 for char in text[:20_000] if char > "\x7f" and char != "\ufffd")
    return broken <= 1 or broken * 5 < good


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in {"utf-8", "utf-16", "utf-32", "utf-7", "ascii"}
    except LookupError:
        return False


_WORDS = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|عن|التي|الذي|و?ال\w{2,})(?!\w)")
_ODD = re.compile(
    r"[\x80-\x9f\ufffd]|[\u0621-\u064a][\u00c0-\u024f]|[\u00c0-\u024f][\u0621-\u064a]|[\u2500-\u259f]"
)


def _plausible(head: bytes, name: str) -> float:
    """How far the bytes are Arabic in this encoding: its common words, less what no text holds."""
    try:
        text = head.decode(name, "replace")
    except (LookupError, UnicodeError):
        return float("-inf")
    return len(_WORDS.findall(text)) - 0.5 * len(_ODD.findall(text))
