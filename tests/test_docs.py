"""The documentation keeps up with the code: every field, command, option and setting is named in it."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def commands(group, path=()):
    """Every command of a Typer application as (words, command)."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        elif not command.hidden:
            yield (*path, name), command


@pytest.fixture(scope="module")
def cli():
    typer = pytest.importorskip("typer")
    module = pytest.importorskip("tawatur.serve.cli")
    return typer.main.get_command(module.app)


def test_the_record_is_described_as_it_is():
    spec = importlib.util.spec_from_file_location("generate_record", DOCS / "generate_record.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert page("record.md") == module.page(), "run `make generate`"


def test_every_command_is_in_the_docs(cli):
    text = page("commands.md")
    missing = [" ".join(words) for words, _ in commands(cli) if "tawatur " + " ".join(words) not in text]
    assert not missing


def test_every_option_is_in_the_docs(cli):
    text = page("commands.md")
    options = {o for _, c in commands(cli) for p in c.params for o in p.opts if o.startswith("--")}
    assert sorted(o for o in options - {"--help"} if o not in text) == []


def test_every_export_is_in_the_docs():
    formats = pytest.importorskip("tawatur.store.export.formats").FORMATS
    text = page("exports.md")
    missing = [name for name, form in formats.items() if f"| `{name}` |" not in text]
    assert not missing
    tables = [f"`{table.name}`" for form in formats.values() if len(form.tables) > 1 for table in form.tables]
    assert [name for name in tables if name not in text] == []


def test_every_setting_is_in_the_docs():
    settings = pytest.importorskip("tawatur.run.settings").Settings
    text = page("settings.md")
    missing = [n for n in settings.__struct_fields__ if f"| `{n}` | `TAWATUR_{n.upper()}` |" not in text]
    assert not missing


def test_every_default_is_in_the_docs():
    settings = pytest.importorskip("tawatur.run.settings").Settings()
    rows = [[cell.strip(" `") for cell in line.split("|")] for line in page("settings.md").splitlines()]
    told = {row[1]: row[3] for row in rows if len(row) > 4}
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        assert told[name] == ("none" if value == () else str(value).lower())


def test_every_page_is_in_the_index():
    pages = {p.stem for p in DOCS.glob("*.md")} - {"index"}
    assert pages <= set(page("index.md").split())
