"""What this installation is made of, and what it lacks."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from tawatur.errors import PackError
from tawatur.run.settings import FIELDS, Settings

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*([^;]*)(?:;(.*))?")
_GIVES = {
    "dev": "what the project's own tests and checks need",
    "ftm-check": "checks what `export --format ftm` writes",
    "parquet": "`export --format parquet`",
    "pdf": "reads PDF files",
    "postgres": "stores on a PostgreSQL server: --store postgresql://…",
    "warc": "reads web archives: .warc, .warc.gz, .wacz",
    "xlsx": "`export --format xlsx`",
}
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


class Report:
    """Lines to show, and whether all that is needed is there."""

    def __init__(self, settings: Settings) -> None:
        self.sound = True
        self.lines = [
            *self._program(),
            *self._needed(),
            *self._resources(settings),
            *self._optional(),
            *self._terminal(),
            *(f"setting    {name} = {getattr(settings, name)}" for name in FIELDS),
        ]

    def _program(self) -> Iterator[str]:
        yield f"tawatur    {_version('tawatur') or 'not installed (run from its sources)'}"
        yield f"python     {platform.python_version()} on {platform.system()} {platform.machine()}"

    def _needed(self) -> Iterator[str]:
        for name, wanted, extra in _requirements():
            if extra is None:
                found = _version(name)
                self.sound &= found is not None
                yield (
                    f"needs      {name} {found}"
                    if found
                    else f"needs      {name} MISSING ({wanted or 'any'})"
                )

    def _resources(self, settings: Settings) -> Iterator[str]:
        from tawatur.language.packs import resources_fingerprint, shipped
        from tawatur.resources import root

        try:
            yield f"resources  {len(shipped())} files, {resources_fingerprint()}"
            yield f"resources  {self._checked(root())}"
            for folder in settings.pack_folders():
                yield f"pack       {self._checked(folder)}"
        except PackError as error:
            self.sound = False
            yield f"resources  {error}"

    def _checked(self, folder: Path) -> str:
        from tawatur.language.packs import check

        problems = check(folder)
        self.sound &= not problems
        told = f"{len(problems)} problems: tawatur pack check {folder}" if problems else "sound"
        return f"{folder}: {told}"

    def _optional(self) -> Iterator[str]:
        lacking: dict[str, list[str]] = {}
        for name, _, extra in _requirements():
            if extra is not None:
                lacking.setdefault(extra, [])
                if _version(name) is None:
                    lacking[extra].append(name)
        for extra in sorted(lacking):
            missing = lacking[extra]
            gives = f" ({_GIVES[extra]})" if extra in _GIVES else ""
            told = f'lacks {", ".join(missing)}: pip install "tawatur[{extra}]"' if missing else "installed"
            yield f"optional   {extra}{gives}: {told}"

    def _terminal(self) -> Iterator[str]:
        shown = "a terminal" if sys.stdout.isatty() else "a file or pipe"
        yield f"output     {shown}, {sys.stdout.encoding}, {shutil.get_terminal_size().columns} columns"
        if sys.stdout.encoding.lower().replace("-", "") != "utf8":
            yield "           Arabic needs UTF-8 here: set PYTHONUTF8=1, or a UTF-8 locale such as C.UTF-8"
        yield f"colour     {'off (NO_COLOR)' if os.environ.get('NO_COLOR') else 'on terminals'}"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _requirements() -> Iterator[tuple[str, str, str | None]]:
    """Name, wanted versions and extra of all that the package names."""
    try:
        lines = metadata.requires("tawatur") or []
    except metadata.PackageNotFoundError:
        return
    for line in lines:
        match = _REQUIREMENT.match(line)
        if match:
            extra = _EXTRA.search(match[3] or "")
            yield match[1], match[2].strip(), extra[1] if extra else None
