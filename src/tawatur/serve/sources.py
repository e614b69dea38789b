"""From the words of a call to inputs: what --published, --outlet, --meta and --fields tell of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tawatur.errors import SettingsError, UnreadableInput
from tawatur.read.options import Options
from tawatur.read.published import iso
from tawatur.run.many import Input
from tawatur.run.settings import Settings

FIELD_NAMES = ("id", "url", "outlet", "date", "title", "body")


class MetaLine(msgspec.Struct, frozen=True):
    """A line of a --meta file: what the input file itself does not tell."""

    file: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


def base_options(
    settings: Settings, published: str | None, outlet: str | None, fields: Sequence[str]
) -> Options:
    """What holds for every input of the call."""
    if published:
        _check_published("--published", published)
    return Options(
        published=published,
        outlet=outlet,
        fields=tuple(_fields(fields)),
        offline=settings.offline,
        allow_private=settings.allow_private,
        max_bytes=settings.max_bytes,
        max_seconds=settings.max_seconds,
        timeout=settings.timeout,
    )


def inputs(sources: Sequence[str], options: Options, meta: Path | None) -> list[Input]:
    """The inputs in the order of the call; a line of ``meta`` wins over the options for its file."""
    if sources.count("-") > 1:
        raise SettingsError("- is named twice; standard input can be read once")
    told = _Meta(meta) if meta else None
    found = [Input(source, told.options(source, options) if told else options) for source in sources]
    if told and not told.used:
        raise SettingsError(f'{meta}: no line names one of the inputs; "file" is a path as seen from {meta}')
    return found


class _Meta:
    """The lines of a --meta file, found by path as seen from its folder, as written, or by file name."""

    def __init__(self, path: Path) -> None:
        self.used = False
        lines = list(meta_lines(path))
        self._by_path = {(path.parent / line.file).resolve(): line for line in lines}
        self._by_words = {line.file: line for line in lines}
        names: dict[str, MetaLine | None] = {}
        for line in lines:
            name = Path(line.file).name
            names[name] = None if name in names else line  # a name that stands twice tells nothing
        self._by_name: Mapping[str, MetaLine | None] = names

    def options(self, source: str, options: Options) -> Options:
        """The options with what the file tells of this source."""
        path = Path(source)
        line = (
            self._by_words.get(source)
            or (self._by_path.get(path.resolve()) if path.exists() else None)
            or self._by_name.get(path.name)
        )
        if line is None:
            return options
        self.used = True
        return msgspec.structs.replace(
            options,
            published=line.published or options.published,
            outlet=line.outlet or options.outlet,
            url=line.url or options.url,
        )


def meta_lines(path: Path) -> Iterator[MetaLine]:
    """The lines of a --meta file. UnreadableInput and SettingsError name the line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}; --meta names a JSONL file") from error
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = msgspec.json.decode(line, type=MetaLine)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UnreadableInput(
                f'{path}:{number}: {error}; a line is {{"file": …, "published": …, "outlet": …, "url": …}}'
            ) from error
        if found.published:
            _check_published(f"{path}:{number}: published", found.published)
        yield found


def _check_published(where: str, words: str) -> None:
    if iso(words) is None:
        raise SettingsError(
            f"{where} {words!r} is no date: write 2020, 2020-05, 2020-05-16 or 2020-05-16T10:30+03:00"
        )


def _fields(pairs: Sequence[str]) -> Iterator[tuple[str, str]]:
    for pair in ",".join(pairs).split(",") if pairs else ():
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in FIELD_NAMES or not column:
            raise SettingsError(
                f"--fields {pair!r}: write NAME=COLUMN; NAME is one of {', '.join(FIELD_NAMES)}"
            )
        yield name, column
