"""A PDF with text to an article, by pypdf (extra ``pdf``). Lines that the page broke are joined again.

A PDF tells where glyphs stand, not what is a word or a paragraph: quotations from it should be compared with
the page. What it holds as pictures is not read.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator

from tawatur.errors import MissingExtra, TooLarge, UnreadableInput
from tawatur.model import Article
from tawatur.read import text
from tawatur.read.capture import Origin
from tawatur.read.encoding import Decoded, clean
from tawatur.read.options import Options

PAGES = 2_000
_ENDS = (".", "؟", "?", "!", ":", "…", "»", "”", '"')
_FULL = 0.7  # of the widest line: a line that is shorter and ends no sentence ends its paragraph


def article(raw: bytes, name: str, origin: Origin, options: Options) -> Article:
    """The article that a PDF is.

    :raises MissingExtra: pypdf is not installed. :raises UnreadableInput: it is damaged, locked or a scan.
    :raises TooLarge: it has too many pages, or takes too long.
    """
    words = "\n\n".join(paragraph for page in _pages(raw, options) for paragraph in _paragraphs(page))
    if not any(character.isalpha() for character in words):
        raise UnreadableInput("holds no text, as a scan does: it must be read by OCR first")
    return text.article(Decoded(clean(words) + "\n", "utf-8"), raw, name, origin, options)


def _pages(raw: bytes, options: Options) -> Iterator[str]:
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtra("a PDF needs pypdf: pip install 'tawatur[pdf]'") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every small fault of a file
    deadline = time.monotonic() + options.max_seconds
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except Exception as error:  # pypdf raises whatever a damaged file leads it into
        raise _damaged(error) from error
    if locked:
        raise UnreadableInput("is locked by a password: save it without one")
    if pages > PAGES:
        raise TooLarge(f"has over {PAGES} pages: split it")
    for number in range(pages):
        if time.monotonic() > deadline:
            raise TooLarge("took too long to read: split it, or raise max_seconds")
        try:
            page = reader.pages[number].extract_text()
        except Exception as error:  # as above
            raise _damaged(error) from error
        yield page


def _damaged(error: Exception) -> UnreadableInput:
    why = " ".join(str(error).split())[:120]
    return UnreadableInput(f"is no PDF that can be read ({why}): print it to PDF again")


def _paragraphs(page: str) -> Iterator[str]:
    """The lines of a page, joined where the page broke them."""
    lines = [line.strip() for line in page.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    paragraph: list[str] = []
    for line in lines:
        if line:
            paragraph.append(line)
        if paragraph and (not line or line.endswith(_ENDS) or len(line) < widest * _FULL):
            yield " ".join(paragraph)
            paragraph = []
    if paragraph:
        yield " ".join(paragraph)
