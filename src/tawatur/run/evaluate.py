"""The reading against annotated articles: every ``NN.gold.json`` of a folder, read and scored."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from tawatur.errors import SettingsError, TawaturError, UnreadableInput
from tawatur.model import Article, Record
from tawatur.run.gold import Gold
from tawatur.run.many import Reader
from tawatur.run.scoring import Judged, Say, judged, score, total
from tawatur.run.settings import Settings

SUFFIX = ".gold.json"
# The articles kept for checking: their errors are not looked at while rules are written.
CHECK = ("41", "60")

_log = logging.getLogger(__name__)


def evaluate(
    gold_dir: Path,
    only: str | None = None,
    *,
    reader: Reader | None = None,
    errors: Say | None = None,
    check: bool = False,
) -> dict[str, float]:
    """The figures over the gold articles of a folder, by name; ``only`` is a range of them (``01-40``).

    ``errors`` is called with a line for every statement that is missed, extra or wrong; those of the
    articles kept for checking come only with ``check``. An article that cannot be read counts as empty.
    """
    reader = reader or _engine()
    return total(_scored(_gold_files(gold_dir, only), reader, errors, check=check))


def judge(
    gold_dir: Path, only: str | None = None, *, reader: Reader | None = None
) -> Iterator[tuple[Record, list[Judged]]]:
    """The records of the gold articles of a folder, with a verdict on each statement that names a source."""
    reader = reader or _engine()
    for path in _gold_files(gold_dir, only):
        gold = _gold(path)
        record = _read(path, gold, reader)
        if record is not None and record.article.text == gold.text:
            yield record, list(judged(gold, record))


def _engine() -> Reader:
    from tawatur.run.pipeline import Engine

    return Engine.load(Settings(offline=True))


def _gold_files(gold_dir: Path, only: str | None) -> list[Path]:
    found = sorted(gold_dir.glob(f"*{SUFFIX}"))
    if not found:
        raise UnreadableInput(f"{gold_dir}: no *{SUFFIX} files; name a folder of annotated articles")
    if only is None:
        return found
    first, _, last = only.partition("-")
    chosen = [path for path in found if first <= _stem(path) <= (last or first)]
    if not chosen:
        raise SettingsError(
            f"--only {only}: no article of {gold_dir} lies in it; write a range such as 01-40"
        )
    return chosen


def _stem(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _scored(
    paths: list[Path], reader: Reader, errors: Say | None, *, check: bool
) -> Iterator[Mapping[str, float]]:
    for path in paths:
        gold = _gold(path)
        hidden = CHECK[0] <= _stem(path) <= CHECK[1] and not check
        say: Say = errors if errors and not hidden else _silent
        say(_stem(path))
        yield score(gold, _read(path, gold, reader), say)


def _silent(_line: str) -> None:
    """Say nothing."""


def _gold(path: Path) -> Gold:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gold)
    except (msgspec.MsgspecError, OSError) as error:
        raise UnreadableInput(f"{path}: not a gold file: {error}") from error


def _read(path: Path, gold: Gold, reader: Reader) -> Record | None:
    """The record of the gold's text, read as a user would read the file; None if that fails."""
    try:
        return reader.read(_article(path, gold))
    except Exception:  # noqa: BLE001 - one article must not end the measuring
        _log.exception("%s was not read, and counts as empty", path.name)
        return None


def _article(path: Path, gold: Gold) -> Article:
    from tawatur.read import Options, Rejected, articles, from_bytes

    options, file = Options(published=gold.published), path.with_name(f"{_stem(path)}.txt")
    found = (
        articles(str(file), options)
        if file.is_file()
        else from_bytes(gold.text.encode(), name=file.name, options=options)
    )
    article = next(iter(found), None)
    if article is None or isinstance(article, Rejected):
        raise TawaturError(f"{path}: {article.why if article else 'no article in it'}")
    return article
