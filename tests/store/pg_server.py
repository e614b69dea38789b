"""A PostgreSQL server for the tests: one that they are told of, or one of their own."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

ADDRESS = "POSTGRES_FOR_TESTS"  # postgresql://…: a database in which the tests may make schemas


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


def programs():
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


def schema_url(server):
    """The address of an empty schema."""
    import psycopg

    url = os.environ.get(ADDRESS) or server.url
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
