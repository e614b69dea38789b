"""The demonstration: the story, who stands behind it, and the way to its pages."""

import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
ENVIRON = {**os.environ, "PYTHONPATH": str(SRC)}


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "tawatur", "demo", *words],
        check=False,
        capture_output=True,
        text=True,
        env=ENVIRON,
        timeout=60,
    )


@pytest.fixture(scope="module")
def told():
    return run()


def test_it_shows_two_of_the_outlets_and_who_stands_behind_all(told):
    assert told.returncode == 0, told.stderr
    assert "article sada-alsahel" in told.stdout
    assert "article awras-press" in told.stdout
    assert "Who stands behind it: 6 outlets are 5 texts." in told.stdout
    assert "in the texts loaded" in told.stdout


def test_every_row_has_its_counts(told):
    behind = told.stdout[told.stdout.index("outlets  texts  named  unsourced  sides") :]
    rows = re.findall(r"^ +(\d+) +(\d+) +(\d+) +(\d+) +(\d+|\?)  “", behind, re.MULTILINE)
    assert len(rows) > 3
    assert any(row[2] == "2" for row in rows)


def test_without_a_terminal_it_says_how_to_open_the_pages(told):
    assert told.stdout.rstrip().endswith("tawatur serve --sample, then http://127.0.0.1:8765/")


def test_without_pages():
    assert "tawatur serve --sample" not in run("--no-pages").stdout


def address_in(terminal):
    """The address that a program writes to a terminal."""
    seen, until = b"", time.monotonic() + 60
    while b"Ctrl-C" not in seen and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65536)
    return re.search(rb"http://127\.0\.0\.1:\d+/", seen)[0].decode()


def test_on_a_terminal_it_serves_until_it_is_stopped():
    """It takes the next free port where the first is taken, and ends with 0."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8765))
            taken.listen()
        except OSError:
            pass  # somebody else has it: as good
        master, slave = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "tawatur", "demo"], stdout=slave, stderr=slave, stdin=slave, env=ENVIRON
        ) as process:
            os.close(slave)
            address = address_in(master)
            assert not address.startswith("http://127.0.0.1:8765/")
            with urllib.request.urlopen(address + "ar/stories") as page:
                assert "٦ وسائل" in page.read().decode()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        os.close(master)


@pytest.mark.parametrize("given", [["--host", "0.0.0.0"], ["--allow-host", "desk.example"]])
def test_others_are_let_in_only_with_a_token(given):
    environ = {name: value for name, value in ENVIRON.items() if not name.startswith("TAWATUR_")}
    refused = subprocess.run(
        [sys.executable, "-m", "tawatur", "serve", "--sample", *given],
        check=False, capture_output=True, text=True, env=environ, timeout=60,
    )  # fmt: skip
    assert refused.returncode == 2
    assert refused.stderr == "tawatur: this opens the pages to others: add --token, or TAWATUR_TOKEN\n"
