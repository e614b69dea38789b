"""The linter of resource folders: the shipped one, and the packs that users add.

Every file must be listed in the folder's MANIFEST.toml with its licence and source; a table must have the
columns, and a row the spelling, that the program reads. ``python -m tawatur.language.packs`` checks the
shipped folder, with ``--write`` it first writes the row counts and hashes into the manifest.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from tawatur.errors import PackError
from tawatur.language.lexicon import read_table
from tawatur.language.pack_rules import knowledge_problems
from tawatur.language.views import TATWEEL, ZERO_WIDTH
from tawatur.model import Pack
from tawatur.resources import root

MANIFEST = "MANIFEST.toml"
_WRITE = "run `python -m tawatur.language.packs --write` on the folder"
_OTHER_FILES = re.compile(r"(?:MANIFEST\.toml|README.*|LICEN[CS]E.*|NOTICE.*|.*\.pyc?)")
_TABLE = (".tsv", ".tsv.gz")
# A tatweel may end a glued preposition (بـ), but not stretch a word; Persian spells with U+200C inside words.
_STRAY = re.compile(rf"^\s|\s$|\s\s|[^\S ]|(?!\u200c\w)[{ZERO_WIDTH}\x00-\x1f\x7f]|{TATWEEL}(?=\w)")
_BLOCK = re.compile(r"(?m)^(?=\[\[file\]\])")
_WRITTEN = re.compile(r"(?m)^(?:rows|sha256)\s*=.*\n?")


class ManifestFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What the manifest tells of one file; ``rows`` and ``sha256`` are filled in by ``--write``.

    A ``fixed`` file is read from the shipped folder only: packs add nothing to it.
    """

    path: str
    licence: str = ""
    source: str = ""
    columns: tuple[str, ...] = ()
    about: str = ""
    fixed: bool = False
    rows: int | None = None
    sha256: str | None = None


class _Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    file: tuple[ManifestFile, ...] = ()


@cache
def shipped() -> tuple[ManifestFile, ...]:
    """The manifest of the shipped resources.

    :raises PackError: it cannot be read.
    """
    return _read_manifest(root())


@cache
def resources_fingerprint() -> str:
    """One hash for all shipped resources: SHA-256 over the manifest's paths and hashes."""
    return fingerprint_of({entry.path: entry.sha256 or "" for entry in shipped()})


def pack_of(folder: Path) -> Pack:
    """A user's pack as the record names it: the folder's name and the hash of what it holds."""
    return Pack(
        folder.resolve().name, fingerprint_of({path: _hash(folder / path) for path in _files(folder)})
    )


def fingerprint_of(hashes: Mapping[str, str]) -> str:
    """One hash for the files of a folder: ``hashes`` of each by its path; the manifest is none of them."""
    lines = sorted(f"{path} {found}\n" for path, found in hashes.items() if path != MANIFEST)
    return sha256("".join(lines).encode()).hexdigest()


def files_of(folder: Path) -> list[str]:
    """The paths of a folder's resource files and of its manifest, relative to it."""
    return [*([MANIFEST] if (folder / MANIFEST).is_file() else []), *_files(folder)]


def check(folder: Path) -> list[str]:
    """What is wrong with a resource folder, a line a problem with file and line; empty when sound."""
    try:
        entries = _read_manifest(folder)
    except PackError as error:
        return [str(error)]
    return [*_problems(folder, entries), *knowledge_problems(folder)]


def write_manifest(folder: Path) -> None:
    """Put the row counts and hashes of the files into the folder's manifest, leaving the rest as it stands.

    :raises PackError: the manifest or a listed file cannot be read.
    """
    _read_manifest(folder)
    file = folder / MANIFEST
    head, *blocks = _BLOCK.split(file.read_text(encoding="utf-8"))
    file.write_text(
        head + "".join(_refreshed(folder, block) for block in blocks), encoding="utf-8", newline="\n"
    )


def _refreshed(folder: Path, block: str) -> str:
    (entry,) = msgspec.convert(tomllib.loads(block), _Manifest).file
    path = folder / entry.path
    if not path.is_file():
        return block
    written = [f'sha256 = "{_hash(path)}"']
    if entry.path.endswith(_TABLE):
        written.insert(0, f"rows = {len(read_table(path)[1])}")
    lines = _WRITTEN.sub("", block).splitlines()
    keys = [i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    lines[keys[-1] + 1 : keys[-1] + 1] = written
    return "\n".join(lines) + "\n"


def _read_manifest(folder: Path) -> tuple[ManifestFile, ...]:
    file = folder / MANIFEST
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _Manifest).file
    except OSError as error:
        raise PackError(
            f"{file}: cannot be read ({error.strerror}); list every file in it with licence and source"
        ) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise PackError(f"{file}: {error}; correct the entry") from error


def _files(folder: Path) -> list[str]:
    """The resource files of a folder, as sorted paths relative to it."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not _OTHER_FILES.fullmatch(path.name)
        and not _is_hidden(path.relative_to(folder))
    )


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)


def _problems(folder: Path, entries: tuple[ManifestFile, ...]) -> Iterator[str]:
    known = {entry.path: entry for entry in (entries if _is_shipped(folder) else shipped())}
    listed = [entry.path for entry in entries]
    present = _files(folder)
    for path in sorted({path for path in listed if listed.count(path) > 1}):
        yield f"{MANIFEST}: {path} is listed twice; keep one entry"
    for path in present:
        if path not in listed:
            yield f"{path}: stands in no [[file]] of {MANIFEST}; add one with path, licence and source"
        if path not in known:
            yield f"{path}: is no file that Tawatur reads; name it like one of the shipped resources"
        elif known[path].fixed and not _is_shipped(folder):
            yield f"{path}: packs cannot add to this file, Tawatur reads only its own; leave it out"
    for entry in entries:
        if entry.path not in present:
            yield f"{MANIFEST}: {entry.path} does not exist; restore the file or drop the entry"
            continue
        yield from _entry_problems(folder, entry)
        if entry.path.endswith(_TABLE):
            yield from _table_problems(folder, entry, known.get(entry.path), exact=_is_shipped(folder))
        elif entry.path.endswith(".toml"):
            yield from _toml_problems(folder, entry.path)


def _is_shipped(folder: Path) -> bool:
    return folder.resolve() == root().resolve()


def _entry_problems(folder: Path, entry: ManifestFile) -> Iterator[str]:
    for key in ("licence", "source"):
        if not getattr(entry, key).strip():
            yield f"{MANIFEST}: {entry.path} has no {key}; say where it comes from and under which terms"
    if _is_shipped(folder) and entry.sha256 is None:
        yield f"{MANIFEST}: {entry.path} has no sha256; {_WRITE}"
    elif entry.sha256 is not None and entry.sha256 != _hash(folder / entry.path):
        yield f"{entry.path}: is not what {MANIFEST} has the sha256 of; {_WRITE}"


def _table_problems(
    folder: Path, entry: ManifestFile, known: ManifestFile | None, *, exact: bool
) -> Iterator[str]:
    try:
        columns, rows = read_table(folder / entry.path)
    except PackError as error:
        yield str(error)
        return
    wanted = list(known.columns) if known else columns
    strange = [name for name in columns if name not in wanted]
    if strange or (exact and columns != wanted):
        yield f"{entry.path}:1: has the columns {', '.join(columns)}; the file's are {', '.join(wanted)}"
    if entry.rows is not None and entry.rows != len(rows):
        yield f"{entry.path}: has {len(rows)} rows, {MANIFEST} says {entry.rows}; {_WRITE}"
    first_seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows, start=2):
        for problem in _row_problems(cells):
            yield f"{entry.path}:{number}: {problem}"
        first = first_seen.setdefault(tuple(cells), number)
        if first != number:
            yield f"{entry.path}:{number}: repeats line {first}; keep one of them"


def _row_problems(cells: list[str]) -> Iterator[str]:
    if not any(cells):
        yield "is an empty row; delete it"
    for cell in cells:
        if _STRAY.search(cell):
            yield f"{cell!r} has stray white space, tatweel or an invisible character; delete it"
        if not unicodedata.is_normalized("NFC", cell):
            yield f"{cell!r} is not in NFC; normalise it"
        if "|" in cell and not all(member.strip() for member in cell.split("|")):
            yield f"{cell!r} has an empty member between two |; delete it"


def _toml_problems(folder: Path, path: str) -> Iterator[str]:
    try:
        text = (folder / path).read_text(encoding="utf-8")
        tomllib.loads(text)
    except UnicodeDecodeError as error:
        yield f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8"
    except ValueError as error:
        yield f"{path}: is no TOML ({error}); correct it"
    else:
        if not unicodedata.is_normalized("NFC", text):
            yield f"{path}: is not in NFC; normalise it"


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def main(arguments: list[str]) -> int:
    """Check a folder (by default the shipped one), after writing its manifest with ``--write``."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("-")]
    folder = folders[0] if folders else root()
    try:
        if "--write" in arguments:
            write_manifest(folder)
    except PackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    problems = check(folder)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
