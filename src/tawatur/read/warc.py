"""Web archives (WARC, WACZ) to articles: the successful answers, page by page, by fastwarc (extra ``warc``).

Formats: ISO 28500 (WARC 1.1) and https://specs.webrecorder.net/wacz/1.1.1/.
An archive may be of any size: it is read as a stream, and only a single answer must fit ``max_bytes``.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from tawatur.errors import InputError, MissingExtra, UnreadableInput
from tawatur.model import Article
from tawatur.read.capture import Origin, utc
from tawatur.read.options import Options, Rejected

Found = Iterator[Article | Rejected]
OfBytes = Callable[[bytes, str, Origin, Options], Found]

_TYPES = ("text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "text/xml",
          "application/xml", "text/plain", "application/pdf")  # fmt: skip
_GZIP = b"\x1f\x8b"


class Pieces(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``."""

    def tell(self) -> int:
        """How many were given."""


def is_warc(head: bytes, name: str) -> bool:
    """Whether a stream begins as an archive does; a packed one is known by its name."""
    return head.startswith(b"WARC/") or (head.startswith(_GZIP) and ".warc" in name.lower())


def articles(stream: Pieces, source: str, origin: Origin, options: Options, of_bytes: OfBytes) -> Found:
    """The articles of all successful answers; what is no article, or fails, is rejected and passed over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtra("a web archive needs fastwarc: pip install 'tawatur[warc]'") from error
    wanted = WarcRecordType.response | WarcRecordType.resource
    readable: Any = stream
    records = iter(ArchiveIterator(readable, record_types=wanted, auto_decode="all"))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            page = _page(record, origin, options)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # noqa: BLE001 - the parser is Rust: its panics are no Exceptions
            yield Rejected(source, None, f"the archive is damaged here ({error}); the rest is left out")
            return
        if page is not None:
            yield from _of_page(*page, source, options, of_bytes)


def _page(record: Any, origin: Origin, options: Options) -> tuple[bytes, Origin] | None:  # noqa: ANN401
    """The body of an answer and how it came; None where it is no page."""
    url = record.headers.get("WARC-Target-URI")
    status, charset, kind = None, None, record.headers.get("Content-Type") or ""
    if record.is_http:
        status, charset, kind = record.http_headers.status_code, record.http_charset, record.http_content_type
    if not url or status not in (None, 200) or not (kind or "").lower().startswith(_TYPES):
        return None
    body = record.reader.read(options.max_bytes + 1)
    moment = utc(record.record_date) if record.record_date else None
    return body, Origin(url, moment, url, url, status, charset, origin.keep)


def _of_page(body: bytes, origin: Origin, source: str, options: Options, of_bytes: OfBytes) -> Found:
    try:
        yield from of_bytes(body, origin.name, origin, options)
    except InputError as error:
        yield Rejected(source, origin.name, str(error))


def of_wacz(stream: BinaryIO, source: str, origin: Origin, options: Options, of_bytes: OfBytes) -> Found:
    """The articles of the archives in a WACZ."""
    try:
        with zipfile.ZipFile(stream) as whole:
            names = sorted(n for n in whole.namelist() if n.startswith("archive/") and ".warc" in n.lower())
            if not names:
                raise UnreadableInput("holds no archive/*.warc: it is no WACZ")
            for name in names:
                with whole.open(name) as part:
                    yield from articles(part, source, origin, options, of_bytes)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnreadableInput(f"is a damaged WACZ ({error}): fetch it again") from error
