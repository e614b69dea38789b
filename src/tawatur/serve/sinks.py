"""Where records go: standard output, or a folder."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Literal, Protocol

from tawatur.errors import SettingsError
from tawatur.run.many import Done
from tawatur.serve.terminal import complain, write

Format = Literal["text", "json", "jsonl"]
# Characters that every file system takes; an id may come from anywhere, so nothing else goes into a name.
_UNSAFE = re.compile(r"[^\w.+-]")
LONGEST_NAME = 80  # characters; Arabic ones are two bytes each, a name may have 255


class Sink(Protocol):
    """Takes what was read, in order."""

    def put(self, done: Done) -> None:
        """Take one record."""
        ...

    def close(self) -> None:
        """All records have been put."""
        ...


def sink_of(form: Format, folder: Path | None, *, several: bool) -> Sink:
    """The sink of a call. SettingsError when several records would have to be one JSON document."""
    if folder:
        return _Lines(_in_folder(folder, "records.jsonl")) if form == "jsonl" else _Folder(folder, form)
    if form == "json":
        if several:
            raise SettingsError("several inputs give several records: add --out DIR, or --format jsonl")
        return _One()
    return _Lines() if form == "jsonl" else _Text()


class _Text:
    """Texts one after the other, a blank line between them."""

    def __init__(self) -> None:
        self._first = True

    def put(self, done: Done) -> None:
        write(done.body if self._first else b"\n" + done.body)
        self._first = False

    def close(self) -> None:
        pass


class _One:
    """One JSON document; it waits, so that nothing comes out when there are two."""

    def __init__(self) -> None:
        self._held: Done | None = None

    def put(self, done: Done) -> None:
        if self._held:
            raise SettingsError(f"{done.source} holds several articles: add --out DIR, or --format jsonl")
        self._held = done

    def close(self) -> None:
        if self._held:
            write(self._held.body + b"\n")


class _Lines:
    """One record a line, to standard output or a file.

    The file grows as ``records.jsonl.part`` and takes its name when all is read: what bears the name
    is whole, and an older file stays until a newer one is, or where nothing could be read. Nothing waits
    in a buffer of ours: of the part that a killed call leaves behind, only the last line can be broken.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._half = path, _half(path) if path else None
        self._file = self._half.open("wb", buffering=0) if self._half else None
        self._empty = True

    def put(self, done: Done) -> None:
        self._empty = False
        line = done.body + b"\n"
        if self._file is None:
            write(line)
            return
        rest = memoryview(line)
        while rest:  # a full disk or a signal may take a part of it only
            rest = rest[self._file.write(rest) or 0 :]

    def close(self) -> None:
        if self._file and self._half and self._path:
            self._file.close()
            if self._empty:
                self._half.unlink()
            else:
                os.replace(self._half, self._path)  # noqa: PTH105 - one step, also over an older file


def _half(path: Path) -> Path:
    """What a file is called until it is whole."""
    return path.with_name(path.name + ".part")


class _Folder:
    """One file an article, named by its id; ids that meet in one name are numbered."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder, self._suffix = folder, {"text": ".txt"}.get(form, ".json")
        _in_folder(folder, "")
        self._names: set[str] = set()

    def put(self, done: Done) -> None:
        path = self._folder / f"{self._name(done)}{self._suffix}"
        half = _half(path)
        half.write_bytes(done.body if self._suffix == ".txt" else done.body + b"\n")
        os.replace(half, path)  # noqa: PTH105 - a reader never sees half a record

    def close(self) -> None:
        pass

    def _name(self, done: Done) -> str:
        plain = name = file_name(done.article)
        number = 1
        while name.casefold() in self._names:
            number += 1
            name = f"{plain}-{number}"
        if number > 1:
            complain(f"{done.source}: the id {done.article} came before; written as {name}{self._suffix}")
        self._names.add(name.casefold())
        return name


def file_name(article_id: str) -> str:
    """The id as a file name; one that had to be changed ends in a hash, so that names stay apart."""
    name = _UNSAFE.sub("_", article_id)[:LONGEST_NAME].lstrip(".")
    if name == article_id:
        return name
    return f"{name}-{hashlib.sha256(article_id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _in_folder(folder: Path, name: str) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"--out {folder}: {error.strerror}; name a folder that can be written") from error
    return folder / name
