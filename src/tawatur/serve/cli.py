"""The command line: what is asked of each command, and which part of the program answers.

What the commands need is imported inside them, so that ``tawatur --help`` costs only Typer.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawatur.serve import (
    actor_commands,
    claim_commands,
    compare_commands,
    exports,
    incident_commands,
    serving,
    store_commands,
    unused,
)
from tawatur.serve.call import (
    SOME_FAILED,
    STOPPED,
    WRONG_CALL,
    Fields,
    FileName,
    Full,
    Jobs,
    Meta,
    Offline,
    Outlet,
    Packs,
    Published,
    Strict,
    engine_of,
    look,
    settings_of,
    told_plainly,
)

if TYPE_CHECKING:
    from tawatur.model import Article, Record
    from tawatur.run.many import Input, Outcome, Render
    from tawatur.serve.sinks import Sink

app = typer.Typer(
    name="tawatur",
    help="Read Arabic news and keep, for every statement, the chain of who says so.",
    epilog="Tawatur counts paths and never judges truth: «تواتر يعدّ الطرق ولا يحكم بالصحة».",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
pack_app = typer.Typer(help="Work with packs: folders of resources of your own.", no_args_is_help=True)
app.add_typer(pack_app, name="pack")
gazetteer_app = typer.Typer(help="Work with the gazetteer of places.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")
serving.register(app)
exports.register(app)


def main() -> None:
    """Run the command line; the console script."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"tawatur {version('tawatur')}")
        raise typer.Exit


@app.callback()
def _tawatur(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read Arabic news and keep, for every statement, the chain of who says so."""


# ------------------------------------------------------------------ read


@app.command()
@told_plainly
def read(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL|-...", help="Texts, pages, feeds, JSONL files, addresses."),
    ],
    *,
    form: Annotated[
        Literal["text", "json", "jsonl"] | None,
        typer.Option("--format", help="How to show records: text (json where --out is given), json, jsonl."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write DIR/<article id>.json (or .txt, or records.jsonl)."),
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    strict: Strict = False,
    jobs: Jobs = 1,
    full: Full = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where a fault of Tawatur's own happened.")
    ] = False,
) -> None:
    """Read articles and show who says what, and through whom."""
    from tawatur.run.many import Job, read_many
    from tawatur.serve.sinks import sink_of
    from tawatur.serve.sources import base_options, inputs

    chosen = form or ("json" if out else "text")
    settings = settings_of(packs, offline=offline, strict=strict)
    given = inputs(sources, base_options(settings, published, outlet, fields or ()), meta)
    sink = sink_of(chosen, out, several=len(given) > 1)
    job = Job(settings, _render(chosen, full=full, to_file=out is not None))
    with _progress(given, shown=out is not None or not sys.stdout.isatty()) as reached:
        outcomes = read_many(given, job, jobs or os.cpu_count() or 1)
        done, failed = _pour(outcomes, sink, reached, traceback=traceback)
    sink.close()
    if failed or not done:
        raise typer.Exit(WRONG_CALL if len(given) == 1 and not done else SOME_FAILED)


def _pour(
    outcomes: Iterator[Outcome], sink: Sink, reached: Callable[[int], None], *, traceback: bool
) -> tuple[int, int]:
    """Put records into the sink and failures on standard error; how many there were of each."""
    from tawatur.run.many import Done
    from tawatur.serve.terminal import complain

    done = failed = 0
    for outcome in outcomes:
        reached(outcome.number)
        if isinstance(outcome, Done):
            sink.put(outcome)
            done += 1
            continue
        failed += 1
        complain(outcome.line)
        if outcome.detail and traceback:
            sys.stderr.write(outcome.detail)
    if not done and not failed:
        complain("no article in the input")
    return done, failed


def _render(form: str, *, full: bool, to_file: bool) -> Render:
    if form != "text":
        from tawatur.run.pipeline import encode

        return encode
    from tawatur.serve.terminal import Look
    from tawatur.serve.text import draw_bytes

    return functools.partial(draw_bytes, look=Look() if to_file else look(full=full))


@contextmanager
def _progress(given: list[Input], *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar over the inputs, on a terminal that nothing else is written to."""
    if not (shown and len(given) > 1 and sys.stderr.isatty()):
        yield lambda _number: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    # redirect_stderr lets the lines about failures pass above the bar.
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=len(given))
        yield lambda number: bar.update(task, completed=number)
        bar.update(task, completed=len(given))


# ------------------------------------------------------------------ explain, demo


@app.command()
@told_plainly
def explain(
    path: FileName,
    statement: Annotated[
        str, typer.Argument(metavar="ID", help="The statement, as `tawatur read` numbers it: s3.")
    ],
    *,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="The article, where the file holds several.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    strict: Strict = False,
    full: Full = False,
) -> None:
    """Tell all about one statement, and why it was read so."""
    from tawatur.serve.explain import explain as told
    from tawatur.serve.sources import base_options, inputs
    from tawatur.serve.terminal import write

    settings = settings_of(packs, offline=offline, strict=strict)
    record = _saved_record(path, article)
    if record is None:
        options = base_options(settings, published, outlet, fields or ())
        record = engine_of(settings).read(_one_article(inputs([path], options, None)[0], article))
    shown = told(record, statement, look(full=full), settings.pack_folders())
    write(shown.encode("utf-8", "replace"))


def _saved_record(path: str, article: str | None) -> Record | None:
    """The record in a file that `tawatur read --format json` or jsonl wrote; None if it is no such file."""
    import msgspec

    from tawatur.errors import UnreadableInput
    from tawatur.model import FORMAT, Record

    if not path.endswith((".json", ".jsonl")) or not Path(path).is_file():
        return None
    with Path(path).open("rb") as file:
        for line in file:
            if FORMAT.encode() not in line:
                return None
            try:
                record = msgspec.json.decode(line, type=Record)
            except msgspec.MsgspecError as error:
                raise UnreadableInput(f"{path}: a record that cannot be read: {error}") from error
            if article in (None, record.article.id):
                return record
    raise UnreadableInput(f"{path}: no record of an article {article}")


def _one_article(given: Input, wanted: str | None) -> Article:
    from tawatur.errors import UnreadableInput
    from tawatur.read import Rejected, articles

    why = "no article in it"
    for found in articles(given.source, given.options):
        if isinstance(found, Rejected):
            why = found.why
        elif wanted in (None, found.id):
            return found
        else:
            why = f"no article {wanted} in it"
    raise UnreadableInput(f"{given.source}: {why}")


@app.command()
@told_plainly
def when(
    phrase: Annotated[
        str, typer.Argument(metavar="PHRASE", help="Words that tell a time: «الأسبوع الماضي».")
    ],
    *,
    published: Published = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, a time a line.")] = False,
    full: Full = False,
) -> None:
    """Put the times of a phrase on the calendar."""
    from tawatur.serve.terminal import say
    from tawatur.serve.when import when as told
    from tawatur.serve.when import when_json

    say((when_json(phrase, published) if as_json else told(phrase, published, look(full=full))).rstrip("\n"))


# ------------------------------------------------------------------ schema, pack, doctor, evaluate


@app.command()
@told_plainly
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from tawatur.run.pipeline import schema as of_record
    from tawatur.serve.terminal import say

    say(json.dumps(of_record(), ensure_ascii=False, indent=2))


@pack_app.command("check")
@told_plainly
def pack_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the pack.")],
) -> None:
    """Check a pack: its files, columns, values, manifest and licences."""
    from tawatur.language.packs import check
    from tawatur.run.settings import Settings
    from tawatur.serve.terminal import say

    Settings(packs=(str(folder),)).pack_folders()
    problems = check(folder)
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(SOME_FAILED)
    say(f"{folder}: sound")


@gazetteer_app.command("import")
@told_plainly
def gazetteer_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A GeoNames country file, or a table of places.")
    ],
    pack: Annotated[Path, typer.Option("--pack", metavar="DIR", help="The pack to put them into.")],
    *,
    country: Annotated[str, typer.Option(metavar="ISO2", help="Their country, where no column tells.")] = "",
    licence: Annotated[str, typer.Option(metavar="NAME", help="The licence of the file.")] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the file is from.")] = "",
) -> None:
    """Put the places of a file into a pack."""
    from tawatur.serve.gazetteer import import_gazetteer
    from tawatur.serve.terminal import say

    say(import_gazetteer(file, pack, country=country, licence=licence, source=source))


@app.command()
@told_plainly
def doctor(packs: Packs = None) -> None:
    """Tell what is installed, what is missing, what is set."""
    from tawatur.run.settings import load_settings
    from tawatur.serve.doctor import Report
    from tawatur.serve.terminal import say

    report = Report(load_settings(packs=[str(pack) for pack in packs] if packs else None))
    for line in report.lines:
        say(line)
    if not report.sound:
        raise typer.Exit(SOME_FAILED)


@app.command()
@told_plainly
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder of annotated articles, NN.gold.json.")
    ],
    only: Annotated[
        str | None, typer.Option(metavar="FIRST-LAST", help="Only these articles: 01-40.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what is missed, extra or wrong.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="List errors also in 41-60, which are kept for checking.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the reading on annotated articles."""
    import json

    from tawatur.run.evaluate import evaluate as measured
    from tawatur.serve.terminal import say

    figures = measured(gold, only, errors=say if errors else None, check=check)
    if as_json:
        say(json.dumps(figures, indent=1))
    else:
        say("\n".join(f"{name:26} {value}" for name, value in figures.items()))


# ------------------------------------------------------------------ over many articles

compare_commands.register(app)
claim_commands.register(app)
incident_commands.register(app)
actor_commands.register(app)
store_commands.register(app)
unused.register(app)
