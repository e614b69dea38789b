"""Frozen states: what is kept beside the records, so that they can be read and made again, and taken out.

A state names articles and records that the store holds anyway; beside them it keeps the resources, the packs
and the settings of the call that froze it, each file once under its hash. Out of the store it is a folder::

    state.json          name, moment, engines, and the hash over all of it
    records.jsonl       the records as they were read
    corrections.jsonl   what persons had changed until then
    raw/HASH            the bytes of the articles as they came
    resources/…         the words, names and places of the version that froze it
    packs/NAME/…        each pack; `--pack DIR/packs/NAME` reads with it again
    settings/settings.json
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tawatur.errors import SettingsError, StoreDamaged, StoreMissing
from tawatur.language.packs import files_of, fingerprint_of
from tawatur.resources import root
from tawatur.run.settings import Settings
from tawatur.store import Choice, Frozen, FrozenFile, KeptFile, Store

RESOURCES, SETTINGS, PACKS = "resources", "settings", "packs"


def files_with(settings: Settings) -> list[KeptFile]:
    """The resources, the packs and the settings of a call, to be kept with a state."""
    found = [*_folder(RESOURCES, root())]
    for pack in settings.pack_folders():
        found += _folder(f"{PACKS}/{pack.resolve().name}", pack)
    body = msgspec.json.format(msgspec.json.encode(settings), indent=1)
    return [*found, KeptFile(SETTINGS, "settings.json", body)]


def _folder(part: str, folder: Path) -> Iterator[KeptFile]:
    for path in files_of(folder):
        yield KeptFile(part, path, (folder / path).read_bytes())


def not_kept(state: Frozen, files: Iterable[FrozenFile]) -> Iterator[str]:
    """The resources and packs that records of a state were read with and that are not kept with it."""
    hashes: dict[str, dict[str, str]] = defaultdict(dict)
    for one in files:
        hashes[one.part][one.path] = one.sha256
    kept = {fingerprint_of(found) for found in hashes.values()}
    for resources, version in dict.fromkeys((one.resources, one.version) for one in state.engines):
        if resources not in kept:
            yield f"the resources {resources[:8]} of version {version}"
    for pack in dict.fromkeys(pack for one in state.engines for pack in one.packs):
        if pack.sha256 not in kept:
            yield f"the pack {pack.name} {pack.sha256[:8]}"


def thaw(store: Store, name: str, folder: Path) -> Frozen:
    """Write a frozen state into a folder that is empty or not there yet; see above for what is in it.

    :raises SettingsError: something lies in the folder, or it cannot be written.
    """
    state = next((one for one in store.frozen() if one.name == name), None)
    if state is None:
        raise StoreMissing(f"{name}: no state has this name; `tawatur freeze` lists them")
    files = store.frozen_files(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise SettingsError(f"{folder}: something lies there already; name an empty folder")
        _write_records(store, state, folder)
        for one in files:
            _write(folder, f"{one.part}/{one.path}", store.raw(one.sha256))
    except OSError as error:
        raise SettingsError(f"{folder}: {error.strerror or error}") from error
    _write(folder, "state.json", _json({**msgspec.to_builtins(state), "files": msgspec.to_builtins(files)}))
    return state


def _write_records(store: Store, state: Frozen, folder: Path) -> None:
    """The records, line by line, with what persons had changed until then and the bytes they came from."""
    until = dt.datetime.fromisoformat(state.at)
    encode = msgspec.json.encode
    with (folder / "records.jsonl").open("wb") as records, (folder / "corrections.jsonl").open("wb") as said:
        for record in store.records(Choice(frozen=state.name)):
            records.write(encode(record) + b"\n")
            for one in store.corrections(record.article.id):
                if dt.datetime.fromisoformat(one.at) <= until:
                    said.write(encode(one) + b"\n")
            raw = record.article.capture.raw_sha256
            if raw is not None:
                _write_raw(store, raw, folder)


def _write_raw(store: Store, sha256: str, folder: Path) -> None:
    try:
        body = store.raw(sha256)
    except StoreMissing:
        return  # bytes are kept only where `add` read them
    _write(folder, f"raw/{sha256}", body)


def _write(folder: Path, path: str, body: bytes) -> None:
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):  # a store may be somebody else's
        raise StoreDamaged(f"{path}: leads out of the folder; see `tawatur verify`")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
