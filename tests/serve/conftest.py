"""A command line over a stand-in engine, in this process and in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import stand_in  # noqa: E402 - a module beside this one


@pytest.fixture
def tawatur(monkeypatch, tmp_path):
    """Run a command in this process: tawatur("read", path) → a result with exit_code, stdout, stderr."""
    monkeypatch.setitem(sys.modules, "tawatur.run.pipeline", None)
    stand_in.install()
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("TAWATUR_")]:
        monkeypatch.delenv(name)
    from tawatur.serve.cli import app

    def run(*words, **more):
        return CliRunner().invoke(app, [str(word) for word in words], **more)

    return run


@pytest.fixture
def start(tmp_path):
    """Start a command in a process of its own."""

    def run(*words, **more):
        plain = {name: value for name, value in os.environ.items() if not name.startswith("TAWATUR_")}
        environ = {**plain, "PYTHONPATH": str(HERE.parents[1] / "src"), **more.pop("env", {})}
        return subprocess.Popen(
            [sys.executable, str(HERE / "stand_in.py"), *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environ, **more,
        )  # fmt: skip

    return run


@pytest.fixture
def news(tmp_path):
    """Write a text file; without words, the one whose statements the stand-in knows."""

    def write(name, text=None):
        path = tmp_path / name
        path.write_text(f"الجسر يفتح غدا\n\n{stand_in.BODY}\n" if text is None else text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def loaded_once():
    """Every command asks for an engine; they all get the same one."""
    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import Settings

    engine = Engine.load(Settings(offline=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "load", classmethod(lambda _class, _settings=None: engine))
        yield
