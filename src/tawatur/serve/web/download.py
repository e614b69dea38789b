"""Exports as a visitor takes them: one file, or a ZIP of the tables of a format."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tawatur.errors import SettingsError
from tawatur.model import Record
from tawatur.store.export.files import Output
from tawatur.store.export.formats import FORMATS, export
from tawatur.store.export.shape import Choice

_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the earliest time of a ZIP: the same records give the same bytes


def exported(records: Iterable[Record], form: str, table: str | None) -> tuple[str, bytes]:
    """The name and the bytes of an export. SettingsError where there is no such format or table."""
    if form not in FORMATS or form == "codebook":
        known = ", ".join(sorted(set(FORMATS) - {"codebook"}))
        raise SettingsError(f"{form!r} is no format; there are {known}")
    with tempfile.TemporaryDirectory() as folder:
        output = Output(
            FORMATS[form], Path(folder) / f"tawatur{FORMATS[form].suffix}", io.BytesIO(), Choice("all"), table
        )
        try:
            export(records, FORMATS[form], Choice("all"), output)
            output.close()
        except BaseException:
            output.discard()
            raise
        if len(output.paths) == 1:
            return output.paths[0].name, output.paths[0].read_bytes()
        return f"tawatur-{form}.zip", _zipped(output.paths)


def _zipped(paths: Iterable[Path]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, _DAY_ONE), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
