"""Settings: one frozen object, filled from the call, TAWATUR_* variables, tawatur.toml and the defaults.

The first that tells a value wins, in that order. Settings are read with ``tomllib`` and ``msgspec``:
pydantic-settings costs 0.24 s to import, which every command and every worker would pay.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from tawatur.errors import PackError, SettingsError

FILE_NAME = "tawatur.toml"
PREFIX = "TAWATUR_"
TOKENS = ("TAWATUR_TOKEN", "TAWATUR_WRITE_TOKEN")  # options of `serve`: no settings, since those are shown

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be set.

    ``max_bytes`` bounds one file, download or line, ``timeout`` (seconds) one network operation,
    ``max_seconds`` one whole download, ``max_characters`` the text of one article,
    ``answer_seconds`` the wait for a page.

    A statement below ``min_confidence`` keeps its words and loses its source, since a wrong name
    costs more than a missing one; with ``strict`` so does one whose source was found in a way of which
    less than the share ``strict_confidence`` is right, whatever its content.

    ``store`` is the folder, or the postgresql:// address, that articles are kept in.
    """

    packs: tuple[str, ...] = ()
    strict: bool = False
    min_confidence: Share = 0.0
    strict_confidence: Share = 0.97
    offline: bool = False
    allow_private: bool = False
    max_bytes: Count = 50_000_000
    max_characters: Count = 1_000_000
    max_seconds: Positive = 60.0
    timeout: Positive = 20.0
    answer_seconds: Positive = 30.0
    store: str = "tawatur-store"

    @property
    def source_floor(self) -> float:
        """The share of right sources that the way of finding one must have for it to be named."""
        return self.strict_confidence if self.strict else 0.0

    @property
    def fingerprint(self) -> str:
        """The settings that change a record, for ``record.engine.settings``; packs have their own place."""
        return f"confidence {self.min_confidence:g}, source {self.source_floor:g}"

    def pack_folders(self) -> tuple[Path, ...]:
        """The packs as folders that exist; PackError names the first that does not."""
        for name in self.packs:
            if not Path(name).is_dir():
                raise PackError(f"{name}: no such folder; a pack is a folder of resource files")
        return tuple(map(Path, self.packs))


FIELDS = Settings.__struct_fields__


def load_settings(
    file: Path | None = None, environ: Mapping[str, str] | None = None, **given: object
) -> Settings:
    """The settings of this call: ``given`` over variables over ``file`` (or ./tawatur.toml) over defaults.

    A given None is not given. SettingsError names the place, the value and what it may be.
    """
    merged: dict[str, object] = {}
    for where, values in (
        _from_file(file),
        (PREFIX + "*", _from_variables(os.environ if environ is None else environ)),
        ("call", {name: value for name, value in given.items() if value is not None}),
    ):
        _checked(where, values)
        merged.update(values)
    return _checked("settings", merged)


def _from_file(file: Path | None) -> tuple[str, dict[str, object]]:
    path = file or Path(FILE_NAME)
    try:
        if file is None and not path.is_file():
            return FILE_NAME, {}
        return str(path), tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}; name a readable TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no valid TOML: {error}") from error


def _from_variables(environ: Mapping[str, str]) -> dict[str, object]:
    """``TAWATUR_MAX_BYTES=1000`` → max_bytes; packs are separated as in PATH."""
    found: dict[str, object] = {}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable in TOKENS:
            continue
        name, value = variable.removeprefix(PREFIX).lower(), environ[variable]
        if name not in FIELDS:
            raise SettingsError(f"{variable}: no such setting; there are {_all_names(PREFIX)}")
        found[name] = [p for p in value.split(os.pathsep) if p] if name == "packs" else value
        _checked(variable, {name: found[name]})
    return found


def _checked(where: str, values: Mapping[str, object]) -> Settings:
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        raise SettingsError(f"{where}: no setting {unknown[0]!r}; there are {_all_names()}")
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at ")
        raise SettingsError(f"{where}: {at.strip('`$.')}: {what[:1].lower()}{what[1:]}") from error


def _all_names(prefix: str = "") -> str:
    return ", ".join(prefix + (name.upper() if prefix else name) for name in FIELDS)
