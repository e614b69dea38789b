"""What the wheel carries: all that the pages and the demonstration need, and the licences of what others made."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="needs hatchling: pip install -e .[dev]")
TREE = Path(__file__).parents[1]
STATIC = TREE / "src/tawatur/serve/web/static"


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(call, cwd=TREE, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_pages_files_as_they_are_served(names):
    for file in STATIC.rglob("*"):
        assert file.is_dir() or f"tawatur/serve/web/static/{file.relative_to(STATIC).as_posix()}" in names
    assert any(name.endswith(".mjs") for name in names)
    assert any(name.endswith("article.html") for name in names)


def test_the_licences_of_what_others_made(names):
    assert "tawatur/serve/web/static/fonts/OFL.txt" in names
    for name in ("LICENSE", "NOTICE"):
        assert any(one.endswith(f".dist-info/licenses/{name}") for one in names)
    notice = (TREE / "NOTICE").read_text(encoding="utf-8")
    for work in ("GeoNames", "Noto Naskh Arabic", "Natural Earth", "world-atlas"):
        assert work in notice


def test_the_sample_story(names):
    for file in (TREE / "samples").iterdir():
        assert f"tawatur/samples/{file.name}" in names


def test_nothing_that_has_to_be_built(names):
    assert not [one for one in names if "node_modules" in one or one.endswith((".ts", "package.json"))]
