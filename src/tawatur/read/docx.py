"""A Word document (.docx) to an article: its paragraphs in order, without what was deleted.

Format: ECMA-376, part 1, § 17 (WordprocessingML). Of the zip only one part is unpacked, within limits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from tawatur.errors import TooLarge, UnreadableInput
from tawatur.model import Article
from tawatur.read import text
from tawatur.read.capture import Origin
from tawatur.read.encoding import Decoded, clean
from tawatur.read.options import Options

DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"})


def article(raw: bytes, name: str, origin: Origin, options: Options) -> Article:
    """The article that a document is.

    :raises UnreadableInput: it is damaged, encrypted or holds no text.
    :raises TooLarge: unpacked, it is too big.
    """
    words = "\n\n".join(line for line in _paragraphs(_document(raw, options)) if line)
    if not words:
        raise UnreadableInput("holds no text: a document of images must be read by OCR first")
    return text.article(Decoded(clean(words) + "\n", "utf-8"), raw, name, origin, options)


def _document(raw: bytes, options: Options) -> bytes:
    """The XML of the text, unpacked no further than the limit: a zip can hold a thousand times its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(DOCUMENT) as file:
            body = file.read(options.max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnreadableInput(
            f"is a damaged or encrypted document ({error}): save it again as .docx"
        ) from error
    if len(body) > options.max_bytes:
        raise TooLarge(f"unpacks to over {options.max_bytes} bytes: split it, or raise the setting max_bytes")
    return body


def _paragraphs(body: bytes) -> Iterator[str]:
    from lxml import etree

    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        for _, paragraph in etree.iterparse(io.BytesIO(body), tag=f"{_W}p", **safe):
            if not any(True for _ in paragraph.iterancestors(f"{_W}p")):  # a text box stands in its paragraph
                yield " ".join("".join(_pieces(paragraph)).split(" ")).strip()
                paragraph.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(f"is a damaged document ({error}): save it again as .docx") from error


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml ships no types
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _pieces(child)
            if child.tag == f"{_W}p":
                yield "\n"
