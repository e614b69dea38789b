"""Which rules of attribution fire nowhere in a pile of articles: what `tawatur unused` lists."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from tawatur.language.lexicon import read_table
from tawatur.model import Article, Record
from tawatur.resources import root
from tawatur.serve.call import told_plainly

TABLES = ("ar/cue_verbs.tsv", "ar/cue_phrases.tsv", "ar/cue_adverbials.tsv")
SILENT = frozenset(
    ["own_voice", "no_statement", "turn_marker", "anonymity", "pretext"]
)  # classes whose rows make no statement


def unused(records: Iterable[Record]) -> Iterator[str]:
    """The rows of the cue tables, as ``file:id``, that made no statement of these records."""
    fired = Counter(rule for record in records for rule in _fired(record))
    for table in TABLES:
        for key in _keys(table):
            if not fired[f"{table}:{key}"]:
                yield f"{table}:{key}"


def _fired(record: Record) -> Iterator[str]:
    for statement in record.statements:
        yield from statement.rule.split("; ")


def _keys(table: str) -> list[str]:
    """The ids of a table in its order, without those that only silence."""
    columns, rows = read_table(root() / table)
    kind = columns.index("class") if "class" in columns else None
    return list(dict.fromkeys(row[0] for row in rows if kind is None or row[kind] not in SILENT))


def texts(paths: Sequence[Path]) -> Iterator[Article]:
    """The articles of the paths; of a ``.toml`` file of cases, the ``text`` of every one."""
    from tawatur.read import Options, articles

    for path in paths:
        if path.suffix == ".toml":
            cases = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
            yield from (Article(case["id"], case["text"].strip()) for case in cases)
        else:
            yield from (found for found in articles(str(path), Options()) if isinstance(found, Article))


def register(app: typer.Typer) -> None:
    """Add the command to the application."""

    @app.command("unused", hidden=True)
    @told_plainly
    def command(
        paths: Annotated[
            list[Path],
            typer.Argument(metavar="PATH", help="Articles as `read` takes them, or cases (.toml)."),
        ],
    ) -> None:
        """List the rules of attribution that fire nowhere in these articles."""
        from tawatur.run.pipeline import Engine
        from tawatur.run.settings import Settings
        from tawatur.serve.terminal import say

        engine = Engine.load(Settings(offline=True))
        found = list(unused(engine.read(article) for article in texts(paths)))
        for rule in found:
            say(rule)
        say(f"{len(found)} rules fire nowhere")
