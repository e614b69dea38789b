"""Exports as a visitor takes them: one file, or a ZIP of the tables of a format."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from fastapi.responses import Response

from tawatur.errors import SettingsError
from tawatur.model import Record
from tawatur.store.export.codebook import Codebook, read_codebook
from tawatur.store.export.files import Output
from tawatur.store.export.formats import FORMATS, export
from tawatur.store.export.shape import Choice

FORMS = tuple(FORMATS)
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the earliest time of a ZIP: the same records give the same bytes
_OWN = "codebook"  # the format of one's own labels


def exported(
    records: Iterable[Record],
    form: str,
    table: str | None,
    codebook: bytes | None = None,
    packs: Sequence[Path] = (),
) -> tuple[str, bytes]:
    """The name and the bytes of an export; ``codebook`` are the rules of that format, as TOML.

    SettingsError where there is no such format or table, UnreadableInput where the codebook is none.
    """
    if form not in FORMATS:
        raise SettingsError(f"{form!r} is no format; there are {', '.join(sorted(FORMATS))}")
    if (form == _OWN) != (codebook is not None):
        raise SettingsError("the format codebook and a file of its rules go together: give both or neither")
    with tempfile.TemporaryDirectory() as folder:
        choice = Choice("all", codebook=_rules(Path(folder), codebook, packs))
        output = Output(
            FORMATS[form], Path(folder) / f"tawatur{FORMATS[form].suffix}", io.BytesIO(), choice, table
        )
        try:
            export(records, FORMATS[form], choice, output)
            output.close()
        except BaseException:
            output.discard()
            raise
        if len(output.paths) == 1:
            return output.paths[0].name, output.paths[0].read_bytes()
        return f"tawatur-{form}.zip", _zipped(output.paths)


def attached(name: str, body: bytes) -> Response:
    """An export as an answer that a browser keeps as a file of that name."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="application/octet-stream", headers=headers)


def _rules(folder: Path, codebook: bytes | None, packs: Sequence[Path]) -> Codebook | None:
    if codebook is None:
        return None
    path = folder / "codebook.toml"
    path.write_bytes(codebook)
    return read_codebook(path, packs)


def _zipped(paths: Iterable[Path]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, _DAY_ONE), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
