"""`tawatur gazetteer import FILE`: a GeoNames dump or a list of places becomes part of a pack."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tawatur.errors import UnreadableInput
from tawatur.language.lexicon import read_table
from tawatur.language.packs import MANIFEST, write_manifest
from tawatur.understand.gazetteer_dump import COLUMNS, dump_rows, is_dump, table_rows

_TABLE = "places/gazetteer.tsv.gz"
_ENTRY = """
[[file]]
path = "{path}"
licence = "{licence}"
source = "{source}"
columns = [{columns}]
about = "Places imported from {file}."
"""


def import_gazetteer(
    file: Path, pack: Path, *, country: str = "", licence: str = "", source: str = ""
) -> str:
    """Put the places of a file into a pack, beside those it has; what was done, as one line.

    A place that the pack has already (by its GeoNames id) is replaced. Raises UnreadableInput and PackError.
    """
    lines = _lines(file)
    first = lines[0].removeprefix("\ufeff") if lines else ""
    lines[:1] = [first] if lines else []
    dump = is_dump(first)
    found = list(dump_rows(lines, str(file)) if dump else table_rows(lines, str(file), country.upper()))
    if not found:
        raise UnreadableInput(
            f"{file}: no place with an Arabic name; give a GeoNames country file or a table"
        )
    table = pack / _TABLE
    kept = _merged(table, found)
    table.parent.mkdir(parents=True, exist_ok=True)
    text = "".join("\t".join(cells) + "\n" for cells in [COLUMNS, *kept])
    table.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    _enter(
        pack,
        file,
        licence or ("CC-BY-4.0" if dump else "unknown"),
        source or ("GeoNames" if dump else file.name),
    )
    left = len(lines) - len(found) - (not dump)
    return (
        f"{len(found)} places into {table}, {left} without an Arabic name left out; read with --pack {pack}"
    )


def _lines(file: Path) -> list[str]:
    """The lines of a text file, also out of the .zip or .gz that it came in."""
    try:
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as packed:
                wanted = max(packed.infolist(), key=lambda info: info.file_size).filename
                data = packed.read(wanted)
        else:
            data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        return io.StringIO(data.decode("utf-8")).readlines()
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise UnreadableInput(
            f"{file}: cannot be read ({error}); give a UTF-8 text file, or its .zip or .gz"
        ) from error


def _merged(table: Path, found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    rows = {_identity(cells): cells for cells in _present(table)}
    rows.update((_identity(cells), cells) for cells in found)
    return sorted(rows.values(), key=lambda cells: (cells[4], cells[0], cells[3], cells[6:8]))


def _present(table: Path) -> Iterator[tuple[str, ...]]:
    if table.is_file():
        yield from map(tuple, read_table(table)[1])


def _identity(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The GeoNames id, or the name and the point."""
    return (cells[3],) if cells[3] else (cells[0], cells[6], cells[7])


def _enter(pack: Path, file: Path, licence: str, source: str) -> None:
    """Name the table in the pack's manifest, and write its rows and hash."""
    manifest = pack / MANIFEST
    text = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    if f'path = "{_TABLE}"' not in text:
        columns = ", ".join(f'"{name}"' for name in COLUMNS)
        entry = _ENTRY.format(
            path=_TABLE, licence=licence, source=_plain(source), columns=columns, file=_plain(file.name)
        )
        manifest.write_text(
            (text.rstrip("\n") + "\n" if text else "") + entry.lstrip("\n" if not text else ""),
            encoding="utf-8",
        )
    write_manifest(pack)


def _plain(words: str) -> str:
    """Words that may stand in a TOML string."""
    return words.replace("\\", "/").replace('"', "'")
