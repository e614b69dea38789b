"""The made record, written in a format and read back from the files."""

import io
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import full_record

from tawatur.store.export.files import Output
from tawatur.store.export.formats import FORMATS, export
from tawatur.store.export.shape import Choice


@pytest.fixture
def record():
    return full_record.record()


@pytest.fixture
def written(tmp_path, record):
    """Write records in a format: the report, and the paths of the files by the table they hold."""

    def write(name, *records, **choice):
        form = FORMATS[name]
        output = Output(form, tmp_path / f"out{form.suffix}", io.BytesIO(), Choice(**choice))
        report = export(records or (record,), form, Choice(**choice), output)
        output.close()
        assert not list(tmp_path.glob("*.part"))
        return report, dict(zip((table.name for table in form.tables), output.paths, strict=False))

    return write
