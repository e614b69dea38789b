"""A store in each place: a folder, and a PostgreSQL server that the tests start or are told of."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ADDRESS = "TAWATUR_TEST_POSTGRES"  # postgresql://…: a database in which the tests may make schemas


class LocalServer:
    """A PostgreSQL of our own in a temporary folder, reached by a socket there."""

    def __init__(self, programs, folder):
        self.folder, self._programs = folder, programs
        self._user = {"user": "postgres"} if os.geteuid() == 0 else {}  # the server refuses to run as root
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._run(
            "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        self.start()

    def _run(self, program, *words):
        done = subprocess.run(
            [self._programs / program, *words],
            **self._user,
            capture_output=True,
            text=True,
            cwd=self.folder,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    def start(self):
        options = f"-c listen_addresses= -c fsync=off -c unix_socket_directories={self.folder}"
        self._run(
            "pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start"
        )

    def stop(self):
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")


def _programs():
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


@pytest.fixture(scope="session")
def postgres():
    """The server; skips, and says so, where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: the PostgreSQL store is not tested")
    if os.environ.get(ADDRESS):
        yield None
        return
    programs = _programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL here and no {ADDRESS}: the PostgreSQL store is not tested")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        server = LocalServer(programs, folder)
    except (RuntimeError, OSError, LookupError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start ({error}): the PostgreSQL store is not tested")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def schema_url(server):
    """The address of an empty schema."""
    import psycopg

    url = os.environ.get(ADDRESS) or server.url
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"


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
