"""`import tawatur` is quick, since heavy engines come late; the budget is in imported modules and in time."""

import subprocess
import sys

import pytest

HEAVY = ["feedparser", "httpx", "lxml", "pydantic", "readability", "rich", "torch", "trafilatura", "typer"]
BUDGET = 0.25  # seconds, without the interpreter's own start


@pytest.fixture(scope="module")
def imported():
    """Module → seconds in all, from ``-X importtime`` in a fresh process."""
    run = [sys.executable, "-X", "importtime", "-c", "import tawatur"]
    subprocess.run(run, check=True, capture_output=True)  # the first one writes the .pyc files
    lines = subprocess.run(run, check=True, capture_output=True, text=True).stderr.splitlines()
    rows = [line.removeprefix("import time:").split("|") for line in lines if "cumulative" not in line]
    return {name.strip(): int(total) / 1e6 for _, total, name in rows}


@pytest.mark.parametrize("name", HEAVY)
def test_import_leaves_heavy_engines_out(imported, name):
    assert name not in imported


def test_import_is_quick(imported):
    assert imported["tawatur"] < BUDGET


def test_help_leaves_heavy_engines_out():
    script = (
        "import sys; sys.argv = ['tawatur', '--help']\n"
        "from tawatur.serve.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('IMPORTED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded = done.stdout.partition("IMPORTED ")[2].split()
    assert not {"feedparser", "httpx", "lxml", "readability", "torch", "trafilatura"} & set(loaded)


def test_the_door_stays_a_function_beside_the_room_of_the_same_name():
    script = (
        "import tawatur; before = tawatur.read\n"
        "from tawatur.read import articles\n"
        "import tawatur.read.text\n"
        "assert tawatur.read is before and callable(tawatur.read)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
