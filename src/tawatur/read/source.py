"""A source (path, address or ``-``) to its articles: what kind of input it is, and which reader takes it."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec.structs import replace

from tawatur.errors import InputError, TooLarge, UnreadableInput
from tawatur.model import Article
from tawatur.read import docx, jsonl, pdf, posts, telegram, text, warc
from tawatur.read.capture import Origin, modified, short_id, utc
from tawatur.read.encoding import decode
from tawatur.read.fetch import FetchCache, fetch
from tawatur.read.options import Options, Rejected

Kind = Literal["text", "html", "feed", "jsonl", "json", "telegram", "posts", "docx", "pdf", "wacz"]

_HEAD = 65_536
_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|div|article|section|p|h1|meta|title"
    r"|table|main|center|font|br|span|script|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_SUFFIXES: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "posts", ".tsv": "posts",
}  # fmt: skip


def _feed(raw: bytes, name: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    from tawatur.read import feed

    return feed.articles(raw, name, origin, options)


def _page(raw: bytes, name: str, origin: Origin, options: Options) -> Article:
    from tawatur.read import page

    return page.article(raw, name, origin, options)


# Readers of bytes that hold several articles, and of those that are one.
_READERS: dict[Kind, Callable[[bytes, str, Origin, Options], Iterator[Article | Rejected]]] = {
    "json": jsonl.document, "telegram": telegram.articles, "posts": posts.articles, "feed": _feed,
}  # fmt: skip
_DOCUMENTS: dict[Kind, Callable[[bytes, str, Origin, Options], Article]] = {
    "docx": docx.article, "pdf": pdf.article, "html": _page,
}  # fmt: skip


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def articles(
    source: str,
    options: Options | None = None,
    cache: FetchCache | None = None,
    clock: Callable[[], dt.datetime] = _now,
    keep: Callable[[bytes], object] | None = None,
) -> Iterator[Article | Rejected]:
    """The articles of a path, an http(s) address or ``-`` (standard input), and what of it was rejected.

    ``keep`` is given the bytes of each article, as its ``raw_sha256`` has them, before it comes.

    :raises InputError: the source cannot be read at all; its message begins with the source.
    """
    options = options or Options()
    try:
        if re.match(r"https?://", source, re.IGNORECASE):
            page = fetch(source, options, cache, clock=lambda: utc(clock()))
            yield from _of_bytes(page.body, source, replace(page.origin, keep=keep), options)
        elif source == "-":
            yield from _of_stream(sys.stdin.buffer, "-", Origin("-", keep=keep), options)
        else:
            yield from _of_path(Path(source), options, keep)
    except InputError as error:
        raise type(error)(f"{source}: {error}") from error


def from_bytes(raw: bytes, name: str, options: Options | None = None) -> Iterator[Article | Rejected]:
    """The articles in bytes that came under the name of a file; the kind is told from the bytes.

    :raises InputError: the bytes are no input at all; the message begins with the name.
    """
    try:
        yield from _of_bytes(raw, name, Origin(name), options or Options())
    except InputError as error:
        raise type(error)(f"{name}: {error}") from error


def _of_path(
    path: Path, options: Options, keep: Callable[[bytes], object] | None
) -> Iterator[Article | Rejected]:
    try:
        status = path.stat()
        if path.is_dir():
            raise UnreadableInput("is a folder: name the files in it")
        name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # names are bytes
        with path.open("rb") as stream:
            origin = Origin(name, captured_at=modified(status), keep=keep)
            yield from _of_stream(stream, name, origin, options, status.st_size)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableInput(f"cannot be opened ({reason}): check the path and its permissions") from error


def _of_stream(
    stream: BinaryIO, name: str, origin: Origin, options: Options, size: int = 0
) -> Iterator[Article | Rejected]:
    """JSONL and web archives are read piece by piece, whatever their size; all else fits ``max_bytes``."""
    head = stream.read(_HEAD)
    if warc.is_warc(head, name):
        yield from warc.articles(_Rejoined(head, stream), name, origin, options, _of_bytes)
        return
    if size and name.lower().endswith(".wacz"):  # a file: it can be read here and there
        yield from warc.of_wacz(stream, name, origin, options, _of_bytes)
        return
    if _is_jsonl(head, name):
        yield from jsonl.articles(_Rejoined(head, stream), name, origin, options)
        return
    if size > options.max_bytes:
        raise _too_large(size, options)
    raw = head + stream.read(max(0, options.max_bytes - len(head) + 1))
    yield from _of_bytes(raw, name, origin, options)


def _is_jsonl(head: bytes, name: str) -> bool:
    try:
        return _kind(head, name, whole=len(head) < _HEAD) == "jsonl"
    except UnreadableInput:  # said later, if the size does not already rule it out
        return False


class _Rejoined:
    """A stream whose first bytes were already read."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest
        self._told = 0

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, of at most ``size`` bytes."""
        line = self._head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line) if size >= 0 else -1)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``."""
        data = self._head.read(size) or self._rest.read(size)
        self._told += len(data)
        return data

    def tell(self) -> int:
        """How many bytes ``read`` has given."""
        return self._told


def _too_large(size: int, options: Options) -> TooLarge:
    return TooLarge(
        f"is {size} bytes, over the limit of {options.max_bytes}: split it, or raise the setting max_bytes"
    )


def _of_bytes(raw: bytes, name: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    if len(raw) > options.max_bytes:
        raise _too_large(len(raw), options)
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableInput("is empty: there is nothing to read")
    kind = _kind(raw, name, whole=True)
    if kind == "jsonl":
        yield from jsonl.articles(io.BytesIO(raw), name, origin, options)
    elif kind in _READERS:
        yield from _READERS[kind](raw, name, origin, options)
    elif kind in _DOCUMENTS:
        yield _DOCUMENTS[kind](raw, _stem(raw, name, origin), origin, options)
    elif kind == "wacz":
        yield from warc.of_wacz(io.BytesIO(raw), name, origin, options, _of_bytes)
    else:
        decoded = decode(raw, origin.charset)
        if not decoded.text.strip():
            raise UnreadableInput("is empty: there is nothing to read")
        yield text.article(decoded, raw, _stem(raw, name, origin), origin, options)


def _stem(raw: bytes, name: str, origin: Origin) -> str:
    """The id of the one article in a file: the file's stem; of an address or a stream, a hash."""
    if origin.requested:
        return short_id(origin.final or origin.requested)
    return Path(name).stem if name != "-" else sha256(raw).hexdigest()[:16]


def _kind(raw: bytes, name: str, *, whole: bool) -> Kind:
    """What kind of input the bytes are: their own beginning tells it, the name's ending helps."""
    suffix = Path(name).suffix.lower()
    if packed := _packed_kind(raw):
        return packed
    head = decode(raw[:_HEAD]).text.lstrip("\ufeff \t\n")
    if _FEED.match(head) or (head[:5].lower() in ("<?xml", "<!doc") and _FEED.search(head[:4096])):
        return "feed"
    if _PAGE.match(head):
        return "html"
    if head[:1] in ("{", "["):
        return _json_kind(raw, head, suffix, whole=whole)
    return _SUFFIXES.get(suffix, "text")


def _packed_kind(raw: bytes) -> Kind | None:
    """PDF and zip archives by their first bytes and the names that they hold."""
    if raw.startswith(b"%PDF-"):
        return "pdf"
    if not raw.startswith(b"PK\x03\x04"):
        return None
    if docx.DOCUMENT.encode() in raw:
        return "docx"
    if b"archive/" in raw and b".warc" in raw:
        return "wacz"
    raise UnreadableInput("is a zip archive: unpack it and name the files in it")


def _json_kind(raw: bytes, head: str, suffix: str, *, whole: bool) -> Kind:
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    line = head.split("\n", 1)[0]
    if head[0] == "{" and line.rstrip().endswith("}") and head.count("\n") and _is_object(line):
        return "jsonl"
    if suffix == ".json" or (whole and _is_json(raw)):
        return "telegram" if telegram.is_export(raw[:_HEAD]) else "json"
    return "jsonl" if head[0] == "{" and '":' in head.replace('" :', '":')[:2000] else "text"


def _is_object(line: str) -> bool:
    try:
        return isinstance(jsonl.parse(line.encode("utf-8", "replace")), dict)
    except ValueError:
        return False


def _is_json(raw: bytes) -> bool:
    try:
        return isinstance(jsonl.parse(raw), (dict, list))
    except ValueError:
        return False
