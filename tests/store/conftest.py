"""A store in each place: a folder, and a PostgreSQL server that the tests start or are told of."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pg_server import ADDRESS, LocalServer, programs, schema_url


@pytest.fixture(scope="session")
def postgres():
    """The server; skips, and says so, where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: the PostgreSQL store is not tested")
    if os.environ.get(ADDRESS):
        yield None
        return
    found = programs()
    if found is None:
        pytest.skip(f"no PostgreSQL here and no {ADDRESS}: the PostgreSQL store is not tested")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        server = LocalServer(found, folder)
    except (RuntimeError, OSError, LookupError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start ({error}): the PostgreSQL store is not tested")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def location(request, tmp_path):
    """Where a store may be made: a folder, or a schema on the server."""
    if request.param == "sqlite":
        return str(tmp_path / "store")
    return schema_url(request.getfixturevalue("postgres"))


@pytest.fixture
def store(location):
    """An empty store."""
    from tawatur.store import open_store

    with open_store(location, make=True) as opened:
        yield opened
