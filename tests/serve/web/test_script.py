"""The script of the pages: its own tests in Node, skipped where that is not installed, and what it is served as."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")
SCRIPT = HERE.parents[2] / "src/tawatur/serve/web/static/script"


@pytest.mark.skipif(NODE is None, reason="needs Node.js 18 or newer: apt install nodejs")
def test_its_own_tests():
    files = sorted(map(str, (HERE / "script").glob("*.test.mjs")))
    result = subprocess.run([NODE, "--test", *files], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stdout
    assert int(re.search(r"tests (\d+)$", result.stdout, re.MULTILINE)[1]) > 10


def test_every_module_is_served_as_script(client):
    for module in SCRIPT.glob("*.mjs"):
        answer = client.get(f"/static/script/{module.name}")
        assert answer.headers["content-type"].partition(";")[0] in (
            "text/javascript",
            "application/javascript",
        )


def test_every_module_is_reached_from_the_page(client):
    """What nothing imports would be checked and never run."""
    page = client.get("/ar/").text
    first = re.search(r'<script type="module" src="/static/script/([\w.]+)">', page)[1]
    seen, todo = set(), [first]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += re.findall(r'from "\./([\w.]+)"', (SCRIPT / name).read_text(encoding="utf-8"))
    assert seen == {module.name for module in SCRIPT.glob("*.mjs")}
